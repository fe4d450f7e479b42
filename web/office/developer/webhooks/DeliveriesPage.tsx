import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { RotateCcw, Webhook as WebhookIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { DataTable } from "../../kit/DataTable.tsx";
import { FilterBar } from "../../kit/FilterBar.tsx";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useSelection } from "../../kit/selection.ts";
import { useUrl } from "../../kit/url.ts";
import { useAppNames } from "../parts/data.ts";
import { LiveSwitch } from "../parts/LiveSwitch.tsx";
import { Stepper } from "../parts/Stepper.tsx";
import { deliveryColumns } from "./columns.tsx";
import { type Delivery, STATES, TOPICS, deliveriesKey, useWebhooks, webhookName } from "./data.ts";
import { ReplayDialog, type Replayed } from "./ReplayDialog.tsx";
import { stateWords } from "./StateOf.tsx";
import { BETWEEN, SPANS, timesOf } from "./times.ts";
import styles from "./webhooks.module.css";
import { WebhookTabs } from "./WebhookTabs.tsx";

const EVERY_MS = 2_000;
const NAMES = ["webhook_id", "addon_id", "topic", "state", "status", "order_id"] as const;

const ANSWERS = [
  { value: "2xx", label: "2xx: taken" },
  { value: "3xx", label: "3xx: elsewhere" },
  { value: "4xx", label: "4xx: refused" },
  { value: "5xx", label: "5xx: failed" },
  { value: "none", label: "No answer" },
  ...["400", "401", "403", "404", "410", "429", "500", "502", "503"].map((value) => ({ value, label: value })),
];
/** An address may ask for any status; then that is a choice too. */
const answers = (asked: string | undefined) =>
  asked === undefined || ANSWERS.some(({ value }) => value === asked)
    ? ANSWERS
    : [...ANSWERS, { value: asked, label: asked }];

/** Every delivery of webhooks and callbacks, as they happen, the newest first. */
export const DeliveriesPage = (): ReactNode => {
  const { at, may, timezone } = useOffice();
  const { values, set } = useUrl();
  const [live, setLive] = useState(true);
  const [replaying, setReplaying] = useState<Replayed>();
  const selection = useSelection();
  const webhooks = useWebhooks();
  const apps = useAppNames();
  const asked = Object.fromEntries(NAMES.map((name) => [name, values[name]]));
  const { page, span, from, to } = values;
  const deliveries = useQuery({
    queryKey: [...deliveriesKey, "page", asked, page, span, from, to],
    queryFn: ({ signal }) =>
      api.list<Delivery>(at("deliveries"), { ...asked, ...timesOf(values, Date.now()), page }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live && page === undefined ? EVERY_MS : false,
    staleTime: 0,
  });
  const narrowed = Object.values(asked).some((value) => value !== undefined) || span !== undefined;
  const more = deliveries.data?.headers.has("x-next-page") ?? false;
  const mayReplay = may("deliveries:write");
  const bounded = span !== undefined && (span !== BETWEEN || from !== undefined);
  return (
    <>
      <PageHead
        title="Webhook log"
        says="What was sent to whom, byte for byte, and what came back."
        actions={
          <LiveSwitch on={live} onChange={setLive} idle={page === undefined ? undefined : "Live on the first page"} />
        }
      />
      <WebhookTabs />
      <FilterBar
        filters={[
          {
            name: "webhook_id",
            label: "Webhook",
            options: (webhooks.data ?? []).map((one) => ({ value: String(one.id), label: webhookName(one) })),
          },
          {
            name: "topic",
            label: "Topic",
            options: [...TOPICS, "callback"].map((topic) => ({ value: topic, label: topic })),
          },
          { name: "state", label: "State", options: STATES.map((value) => ({ value, label: stateWords[value] })) },
          { name: "status", label: "Answer", options: answers(values["status"]), searchable: false },
          { name: "addon_id", label: "Add-on", options: apps },
        ]}
      >
        <OrderFilter key={values["order_id"] ?? ""} />
        <Select
          className={styles["span"] ?? ""}
          aria-label="Time"
          placeholder="Time"
          clearable
          clearButtonProps={{ "aria-label": "Any time" }}
          data={[...SPANS.map(({ value, label }) => ({ value, label })), { value: BETWEEN, label: "Between…" }]}
          value={span ?? null}
          onChange={(value) => set({ span: value ?? undefined, from: undefined, to: undefined })}
        />
        {span === BETWEEN && (
          <>
            <TimeInput label="From" name="from" />
            <TimeInput label="Before" name="to" />
          </>
        )}
      </FilterBar>
      {mayReplay && (
        <div className={styles["bulk"]}>
          {selection.ids.size > 0 ? (
            <>
              <span role="status">{selection.ids.size} chosen</span>
              <Button
                variant="light"
                leftSection={<RotateCcw size={18} aria-hidden />}
                onClick={() => setReplaying({ ids: [...selection.ids].map(Number) })}
              >
                Send again
              </Button>
              <Button variant="subtle" onClick={selection.clear}>
                Choose none
              </Button>
            </>
          ) : (
            bounded &&
            (deliveries.data?.rows.length ?? 0) > 0 && (
              <Button
                variant="default"
                leftSection={<RotateCcw size={18} aria-hidden />}
                onClick={() => setReplaying({ range: { ...asked, ...timesOf(values, Date.now()) } })}
              >
                Send all of these again
              </Button>
            )
          )}
        </div>
      )}
      <DataTable
        label="Deliveries"
        of={{ ...deliveries, isFetching: deliveries.isPlaceholderData }}
        columns={deliveryColumns(timezone)}
        idOf={({ id }) => id}
        nameOf={({ id, topic }) => `delivery ${id}, ${topic}`}
        href={({ id }) => `/developer/webhook-log/${id}`}
        tone={({ state }) => (state === "failed" ? "bad" : undefined)}
        {...(mayReplay && { selection })}
        empty={
          narrowed ? (
            <Empty icon={<WebhookIcon size={32} />} title="No delivery is like that">
              Widen the filters, or wait: this list is live.
            </Empty>
          ) : (
            <Empty
              icon={<WebhookIcon size={32} />}
              title="Nothing was sent yet"
              action={<GoLink to="/developer/webhook-log/webhooks">See the webhooks</GoLink>}
            >
              Once an add-on has a webhook, whatever it is sent stands here within a second.
            </Empty>
          )
        }
      />
      <Stepper more={more} />
      <ReplayDialog what={replaying} onClose={() => setReplaying(undefined)} onDone={selection.clear} />
    </>
  );
};

/** What was typed is asked for when the typing is over. */
const OrderFilter = (): ReactNode => {
  const { values, set } = useUrl();
  const [typed, setTyped] = useState<string | number>(values["order_id"] ?? "");
  const done = (): void => {
    const next = typed === "" ? undefined : String(typed);
    if (next !== values["order_id"]) set({ order_id: next });
  };
  return (
    <NumberInput
      className={styles["order"] ?? ""}
      aria-label="Order"
      placeholder="Order"
      hideControls
      allowDecimal={false}
      allowNegative={false}
      value={typed}
      onChange={setTyped}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === "Enter") done();
      }}
    />
  );
};

const TimeInput = ({ label, name }: { label: string; name: "from" | "to" }): ReactNode => {
  const { values, set } = useUrl();
  return (
    <TextInput
      className={styles["time"] ?? ""}
      type="datetime-local"
      aria-label={label}
      value={values[name] ?? ""}
      onChange={(event) => set({ [name]: event.currentTarget.value || undefined })}
    />
  );
};
