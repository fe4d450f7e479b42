import { Button, Modal, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { age, clockTime, money } from "../../common/format.ts";
import { useNow } from "../../common/sound.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { OrderRow } from "../data/orders.ts";
import type { Table } from "../data/snapshot.ts";
import { MergeDialog } from "../order/MergeDialog.tsx";
import { TransferDialog } from "../order/TransferDialog.tsx";
import { useIncoming } from "../orders/incoming/incoming-data.ts";
import { customerName } from "../orders/order-lines.ts";
import { paidSays, statusSays } from "../orders/order-words.ts";
import type { Kitchen } from "./kitchen.ts";
import { type TableState, toPaySays } from "./table-state.ts";
import styles from "./Tables.module.css";

type Props = Readonly<{ table: Table | null; state: TableState | null; kitchen: Kitchen; close: () => void }>;

/** The orders at a table, and what can be done with them. */
export const TableSheet = ({ table, state, kitchen, close }: Props): ReactNode => {
  const navigate = useNavigate();
  return (
    <Modal opened={table !== null} onClose={close} title={table ? `Table ${table.number}` : ""} size="lg">
      {table && state && (
        <Stack>
          {table.description && table.description !== `Table ${table.number}` && (
            <p className={styles["about"]}>{table.description}</p>
          )}
          {state.orders.map((order) => (
            <AtTable key={order.id} order={order} toPay={toPaySays(order, kitchen)} close={close} />
          ))}
          <Button variant="default" onClick={() => void navigate({ to: "/", search: { table: String(table.number) } })}>
            Another order at this table
          </Button>
        </Stack>
      )}
    </Modal>
  );
};

type AtProps = Readonly<{
  order: OrderRow;
  /** Why it is time to pay. */
  toPay: string | null;
  close: () => void;
}>;

const AtTable = ({ order, toPay, close }: AtProps): ReactNode => {
  const { currency, timezone } = useRegister().snapshot.company;
  const incoming = useIncoming();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"transfer" | "merge" | null>(null);
  const now = useNow(30_000);
  const status = statusSays(order);
  const paid = paidSays(order, currency);
  const id = String(order.id);
  const isNew = order.status === "SUBMITTED";
  const facts = [
    customerName(order.customer),
    order.guests ? `${order.guests} guests` : null,
    toPay && `To pay: ${toPay}`,
    `${clockTime(order.created_at, timezone)}, ${age(Math.max(0, now - Date.parse(order.created_at)))}`,
  ];
  return (
    <section className={styles["order"]} aria-label={`Order ${order.sale_number}`}>
      <div className={styles["orderHead"]}>
        <span className={styles["orderName"]}>{order.sale_number}</span>
        <span className={page["tag"]} data-tone={status.tone}>
          {status.says}
        </span>
        <span className={page["tag"]} data-tone={paid.tone}>
          {paid.says}
        </span>
        <span className={`${styles["orderTotal"]} numbers`}>{money(order.payable, currency)}</span>
      </div>
      <p className={styles["about"]}>{facts.filter(Boolean).join(" · ")}</p>
      <div className={styles["orderDeeds"]}>
        {isNew ? (
          <Button
            onClick={() => {
              close();
              incoming.open(order.id);
            }}
          >
            Answer it
          </Button>
        ) : (
          <>
            <Button disabled={order.remaining <= 0} onClick={() => void navigate({ to: "/pay/$id", params: { id } })}>
              Pay
            </Button>
            <Button variant="light" onClick={() => void navigate({ to: "/", search: { order: order.id } })}>
              Add items
            </Button>
            <Button variant="default" onClick={() => setAsked("transfer")}>
              Transfer
            </Button>
            <Button variant="default" onClick={() => setAsked("merge")}>
              Merge
            </Button>
          </>
        )}
        <Button variant="default" onClick={() => void navigate({ to: "/order/$id", params: { id } })}>
          Open
        </Button>
      </div>
      {asked === "transfer" && <TransferDialog order={order} close={() => setAsked(null)} moved={close} />}
      {asked === "merge" && <MergeDialog order={order} close={() => setAsked(null)} />}
    </section>
  );
};
