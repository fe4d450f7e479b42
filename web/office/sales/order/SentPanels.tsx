import type { ReactNode } from "react";
import type { z } from "zod";
import type { DeliveryRowOut } from "../../../../src/dialects/kounta/operator/deliveries-shape.ts";
import { Loaded } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { GoLink } from "../../kit/GoLink.tsx";
import { nameOf, useAll } from "../../kit/records-data.ts";
import type { Order } from "../data.ts";
import { Nothing, Panel } from "../parts/Panel.tsx";
import { count } from "../words.ts";
import { useListOfOrder } from "./order-data.ts";
import styles from "./order.module.css";

type Delivery = z.output<typeof DeliveryRowOut>;
type Print = Readonly<{
  id: number;
  printer_id: number;
  kind: string;
  state: "waiting" | "printing" | "printed" | "cancelled";
  attempt_count: number;
  last_error: string | null;
  created_at: string;
}>;

/** What went out about an order: to add-ons, and to printers. */
export const SentPanels = (parts: { order: Order; timezone: string }): ReactNode => {
  const { may } = useOffice();
  return (
    <>
      {may("deliveries:read") && <Deliveries {...parts} />}
      {may("printers:read") && <Prints {...parts} />}
    </>
  );
};

const SENT = {
  waiting: ["Waiting", "warn"],
  delivered: ["Delivered", "good"],
  failed: ["Failed", "bad"],
  cancelled: ["Cancelled", "plain"],
} as const;

const Deliveries = ({ order, timezone }: { order: Order; timezone: string }): ReactNode => {
  const deliveries = useListOfOrder<Delivery>(order.id, "deliveries", { order_id: order.id });
  return (
    <Panel
      title="Webhooks"
      says="What add-ons were told about this order."
      aside={
        <GoLink to="/developer/webhook-log" search={{ order_id: String(order.id) }} className={styles["more"]}>
          Webhook log
        </GoLink>
      }
    >
      <Loaded of={deliveries} what="Loading deliveries">
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing>No add-on waits to hear of this order.</Nothing>
          ) : (
            <ul className={styles["payments"]}>
              {rows.map(({ id, topic, state, address, last_status: status, created_at: at, attempt_count: tries }) => (
                <li key={id}>
                  <span>
                    <GoLink to={`/developer/webhook-log/${id}`} className={styles["related"]}>
                      <b className="mono">{topic}</b>
                    </GoLink>
                    <small>
                      {dayAndTime(at, timezone)} · {count(tries, "attempt")}
                      {status !== null && ` · answered ${status}`}
                    </small>
                    <small className={styles["address"]}>{address}</small>
                  </span>
                  <StateBadge tone={SENT[state][1]}>{SENT[state][0]}</StateBadge>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
};

const PRINTED = {
  waiting: ["Waiting", "warn"],
  printing: ["Printing", "warn"],
  printed: ["Printed", "good"],
  cancelled: ["Cancelled", "plain"],
} as const;

const KINDS: Readonly<Record<string, string>> = {
  docket: "Docket",
  changes: "Docket of changes",
  void: "Void docket",
  reprint: "Docket, again",
  receipt: "Receipt",
};

const Prints = ({ order, timezone }: { order: Order; timezone: string }): ReactNode => {
  const prints = useListOfOrder<Print>(order.id, "print_jobs", { order_id: order.id });
  const printers = useAll("printers");
  const printer = (id: number): string => {
    const found = printers.data?.find((one) => one.id === id);
    return found ? nameOf(found) : `Printer ${id}`;
  };
  return (
    <Panel title="Prints" says="Dockets and receipts on paper.">
      <Loaded of={prints} what="Loading prints">
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing>Nothing was printed for this order.</Nothing>
          ) : (
            <ul className={styles["payments"]}>
              {rows.map(({ id, kind, state, printer_id: at, created_at: when, last_error: error }) => (
                <li key={id}>
                  <span>
                    <b>
                      {KINDS[kind] ?? kind} · {printer(at)}
                    </b>
                    <small>{dayAndTime(when, timezone)}</small>
                    {error !== null && state !== "printed" && <small>{error}</small>}
                  </span>
                  <StateBadge tone={PRINTED[state][1]}>{PRINTED[state][0]}</StateBadge>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
};
