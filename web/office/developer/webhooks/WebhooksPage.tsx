import { Button, Modal } from "@mantine/core";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { WholeBadge } from "../parts/badges.tsx";
import { DataTable } from "../../kit/DataTable.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import type { Column } from "../../kit/table.ts";
import { useUrl } from "../../kit/url.ts";
import parts from "../parts/parts.module.css";
import { type Webhook, hostOf, useWebhooks, webhookName } from "./data.ts";
import { WebhookDrawer } from "./WebhookDrawer.tsx";
import { WebhookForm } from "./WebhookForm.tsx";
import { WebhookTabs } from "./WebhookTabs.tsx";

/** Whether a webhook works, in a word. */
const Health = ({ of: { active, disabled_reason: reason, health } }: { of: Webhook }): ReactNode =>
  !active ? (
    <WholeBadge tone={reason === null ? "plain" : "bad"}>{reason === null ? "Off" : "Given up"}</WholeBadge>
  ) : health.failing_since !== null ? (
    <WholeBadge tone="warn">Failing</WholeBadge>
  ) : health.last_delivered_at !== null ? (
    <WholeBadge tone="good">Working</WholeBadge>
  ) : (
    <WholeBadge tone="plain">Not used yet</WholeBadge>
  );

const columns = (timezone: string): readonly Column<Webhook>[] => [
  {
    key: "topic",
    title: "Topic",
    cell: ({ topic, ordered }) => (
      <>
        {topic}
        {ordered && <span className={parts["sub"]}>In order</span>}
      </>
    ),
  },
  {
    key: "address",
    title: "Receiver",
    cell: ({ address }) => <span className={parts["mono"]}>{hostOf(address)}</span>,
  },
  { key: "addon", title: "Add-on", cell: ({ addon }) => addon.name },
  { key: "state", title: "State", card: "end", width: "9rem", cell: (webhook) => <Health of={webhook} /> },
  {
    key: "last",
    title: "Last delivered",
    align: "end",
    wide: true,
    width: "12rem",
    cell: ({ health: { last_delivered_at: at } }) => (at === null ? "–" : dayAndTime(at, timezone)),
  },
];

/** What add-ons asked to be told of, and whether they still take it. */
export const WebhooksPage = (): ReactNode => {
  const { may, timezone } = useOffice();
  const { values, set } = useUrl();
  const webhooks = useWebhooks();
  const [making, setMaking] = useState(false);
  const shown = webhooks.data?.find(({ id }) => String(id) === values["webhook"]);
  const add = may("addons:write") && (
    <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setMaking(true)}>
      Create webhook
    </Button>
  );
  return (
    <>
      <PageHead title="Webhook log" says="What add-ons asked to be told of, and whether they take it." actions={add} />
      <WebhookTabs />
      <DataTable
        label="Webhooks"
        of={{
          ...webhooks,
          data: webhooks.data && { rows: webhooks.data, pages: 1, headers: new Headers() },
          isFetching: false,
        }}
        columns={columns(timezone)}
        idOf={({ id }) => id}
        nameOf={webhookName}
        onOpen={({ id }) => set({ webhook: String(id) })}
        tone={({ active, disabled_reason: reason }) => (!active && reason !== null ? "bad" : undefined)}
        empty={
          <Empty icon={<WebhookIcon size={32} />} title="No webhooks yet" action={add}>
            An add-on registers them over its API. Whoever looks after add-ons can make one for it here.
          </Empty>
        }
      />
      <WebhookDrawer webhook={shown} onClose={() => set({ webhook: undefined })} />
      <Modal opened={making} onClose={() => setMaking(false)} title="Create webhook" size="lg">
        <WebhookForm
          webhook={undefined}
          onDone={(id) => {
            setMaking(false);
            set({ webhook: id === undefined ? undefined : String(id) });
          }}
        />
      </Modal>
    </>
  );
};
