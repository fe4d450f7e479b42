import { Alert, Button, Drawer, Modal, Select, Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { List, Pencil, Send } from "lucide-react";
import { type ReactNode, useState } from "react";
import { dayAndTime } from "../../../common/format.ts";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { useGo } from "../../kit/useGo.ts";
import { CopyLine } from "../parts/CodeBlock.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Headers } from "../parts/Headers.tsx";
import { TOPICS, type Webhook, disabledWords, isTopic, useOwnAddons, webhooksKey } from "./data.ts";
import { WebhookForm } from "./WebhookForm.tsx";
import styles from "./webhooks.module.css";

/** One webhook: what it hears, how its receiver fares, and what can be done with it. */
export const WebhookDrawer = ({
  webhook,
  onClose,
}: {
  webhook: Webhook | undefined;
  onClose: () => void;
}): ReactNode => (
  <Drawer
    opened={webhook !== undefined}
    onClose={onClose}
    position="right"
    size="34rem"
    title={webhook?.topic ?? "Webhook"}
  >
    {webhook && <Shown key={webhook.id} webhook={webhook} />}
  </Drawer>
);

const Shown = ({ webhook }: { webhook: Webhook }): ReactNode => {
  const { at, may, sites, timezone } = useOffice();
  const client = useQueryClient();
  const go = useGo();
  const [busy, setBusy] = useState(false);
  const [editing, setEditing] = useState(false);
  const { active, filter, health } = webhook;
  const mayWrite = may("deliveries:write");
  const addons = useOwnAddons();
  // Those of other companies' add-ons are theirs: they can be switched off here, not changed.
  const mayEdit = may("addons:write") && isTopic(webhook.topic) && addons.some(({ id }) => id === webhook.addon.id);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: webhooksKey });

  const turn = async (on: boolean): Promise<void> => {
    setBusy(true);
    try {
      await api.put(at(`webhooks/${webhook.id}`), { active: on });
      await again();
      toastGood(on ? "The webhook is on." : "The webhook is off.");
    } catch (error) {
      toastBad(error);
    } finally {
      setBusy(false);
    }
  };
  const siteNames = filter.site_ids?.map((id) => sites.find((site) => site.id === id)?.name ?? String(id));
  return (
    <div className={styles["drawer"]}>
      {!active && (
        <Alert color={webhook.disabled_reason === null ? "gray" : "red"} variant="light" title="Nothing is sent">
          {disabledWords(webhook.disabled_reason)}
        </Alert>
      )}
      {active && health.failing_since !== null && (
        <Alert color="yellow" variant="light" title="Its receiver fails">
          Since {dayAndTime(health.failing_since, timezone)}, {health.failures} attempts.
        </Alert>
      )}
      <dl style={{ margin: 0 }}>
        <CopyLine label="Address" value={webhook.address} />
      </dl>
      <Switch
        label="Switched on"
        checked={active}
        disabled={busy || !mayWrite}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      <Facts
        of={{
          Webhook: webhook.id,
          "Add-on": webhook.addon.name,
          Sites: siteNames === undefined ? "Every site" : siteNames.join(", "),
          "Only when": filter.attributes?.join(", "),
          Customers: filter.customer?.join(", "),
          "In order": webhook.ordered ? "Yes, each waits for the one before" : "No",
          Made: dayAndTime(webhook.created_at, timezone),
          "Last delivered": health.last_delivered_at !== null && dayAndTime(health.last_delivered_at, timezone),
        }}
      />
      {Object.keys(webhook.headers).length > 0 && <Headers of={webhook.headers} label="Its own headers" />}
      <div className={styles["drawerActions"]}>
        <Button
          variant="default"
          leftSection={<List size={18} aria-hidden />}
          onClick={() => void go("/developer/webhook-log", { webhook_id: String(webhook.id) })}
        >
          Its deliveries
        </Button>
        {mayEdit && (
          <Button variant="default" leftSection={<Pencil size={18} aria-hidden />} onClick={() => setEditing(true)}>
            Edit
          </Button>
        )}
      </div>
      {mayWrite && isTopic(webhook.topic) && active && <TestEvent webhook={webhook} />}
      <Modal opened={editing} onClose={() => setEditing(false)} title="Edit webhook" size="lg">
        <WebhookForm webhook={webhook} onDone={() => setEditing(false)} />
      </Modal>
    </div>
  );
};

/** Sends a sample through the machinery that sends real events, and goes to what came of it. */
const TestEvent = ({ webhook }: { webhook: Webhook }): ReactNode => {
  const { at } = useOffice();
  const go = useGo();
  const [topic, setTopic] = useState(webhook.topic);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const { id } = await api.post<{ id: number }>(at(`webhooks/${webhook.id}/test`), { topic });
      await go(`/developer/webhook-log/${id}`);
    } catch (error) {
      toastBad(error, "No test event was sent");
      setBusy(false);
    }
  };
  return (
    <section className={styles["fieldset"]} aria-label="Test event">
      <Select
        label="Test event"
        description="A sample from the newest record of its kind, signed and logged like a real one."
        data={TOPICS}
        searchable
        value={topic}
        allowDeselect={false}
        onChange={(value) => setTopic(value ?? webhook.topic)}
      />
      <div>
        <Button leftSection={<Send size={18} aria-hidden />} loading={busy} onClick={() => void send()}>
          Send test event
        </Button>
      </div>
    </section>
  );
};
