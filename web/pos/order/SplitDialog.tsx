import { ActionIcon, Button, Modal, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate } from "@tanstack/react-router";
import { Minus, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { fromMinor, money } from "../../common/format.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import type { Order } from "../data/orders.ts";
import { readLines } from "../orders/order-lines.ts";
import { BillCard } from "./BillCard.tsx";
import { type Dealt, billTotals, isSplit, moved, partsOf, shared, undealt, withBills } from "./bills.ts";
import { useOrderWork } from "./work.ts";
import styles from "./Split.module.css";

const BILLS_MAX = 20;
type Answer = Readonly<{ orders: readonly Order[] }>;

/** Deals the items of an order over bills. Each becomes an order; the kitchen hears of nothing. */
export const SplitDialog = ({ order, close }: { order: Order; close: () => void }): ReactNode => {
  const phone = useMediaQuery("(max-width: 47.99em)");
  const [made, setMade] = useState<readonly Order[] | null>(null);
  return (
    <Modal
      opened
      onClose={close}
      title={made ? "The bills" : "Split the order"}
      size="72rem"
      fullScreen={phone}
      radius={phone ? 0 : "lg"}
    >
      {made ? <Made orders={made} close={close} /> : <Deal order={order} close={close} made={setMade} />}
    </Modal>
  );
};

const Deal = ({
  order,
  close,
  made,
}: {
  order: Order;
  close: () => void;
  made: (orders: readonly Order[]) => void;
}): ReactNode => {
  const [dealt, setDealt] = useState<Dealt>(undealt);
  const [target, setTarget] = useState(1);
  const work = useOrderWork<Answer>(order.id);
  const lines = readLines(order);
  const totals = billTotals(dealt, lines, order.currency);
  const ready = isSplit(dealt, lines);
  const setBills = (bills: number): void => {
    setDealt(withBills(dealt, bills));
    setTarget(Math.min(target, bills - 1));
  };
  const send = (): void => {
    const body = { parts: partsOf(dealt, lines, order.guests) };
    work.mutate({ path: "split", body, quiet: true }, { onSuccess: ({ orders }) => made(orders) });
  };
  return (
    <Stack>
      <div className={styles["how"]}>
        <div className={styles["count"]} role="group" aria-label="Number of bills">
          <ActionIcon aria-label="One bill less" disabled={dealt.bills <= 2} onClick={() => setBills(dealt.bills - 1)}>
            <Minus size={20} aria-hidden />
          </ActionIcon>
          <b className="numbers" aria-live="polite">
            {dealt.bills} bills
          </b>
          <ActionIcon
            aria-label="One bill more"
            disabled={dealt.bills >= BILLS_MAX}
            onClick={() => setBills(dealt.bills + 1)}
          >
            <Plus size={20} aria-hidden />
          </ActionIcon>
        </div>
        {order.guests !== null && order.guests > 1 && order.guests <= BILLS_MAX && (
          <Button variant="default" onClick={() => setBills(order.guests!)}>
            One for each of {order.guests} guests
          </Button>
        )}
        <Text size="sm" c="dimmed" className={styles["hint"]}>
          Choose a bill, then tap items to put them on it, or drag them. For equal parts,{" "}
          <Link to="/pay/$id" params={{ id: String(order.id) }}>
            split the payment
          </Link>
          .
        </Text>
      </div>
      <div className={styles["bills"]}>
        {totals.map((total, bill) => (
          <BillCard
            key={bill}
            bill={bill}
            name={bill === 0 ? "Stays" : `Bill ${bill + 1}`}
            total={money(fromMinor(total, order.currency), order.currency)}
            lines={lines}
            dealt={dealt}
            chosen={bill === target}
            choose={() => setTarget(bill)}
            tap={(read, quantity) => setDealt(moved(dealt, read, bill, bill === target ? 0 : target, quantity))}
            drop={(read, from) => setDealt(moved(dealt, read, from, bill))}
            share={(read) => setDealt(shared(dealt, read))}
          />
        ))}
      </div>
      <DialogFoot close={close} refused={work.error}>
        <Button disabled={!ready} loading={work.isPending} onClick={send}>
          Split
        </Button>
      </DialogFoot>
    </Stack>
  );
};

/** The orders that came of it, each to be paid. */
const Made = ({ orders, close }: { orders: readonly Order[]; close: () => void }): ReactNode => {
  const navigate = useNavigate();
  return (
    <Stack>
      <ul className={styles["made"]} aria-label="Bills">
        {orders.map((order) => (
          <li key={order.id}>
            <span>
              <b className="numbers">{order.sale_number}</b>
              <small>
                {readLines(order)
                  .map(({ line }) => line.product.name)
                  .join(", ")}
              </small>
            </span>
            <Button
              disabled={order.remaining <= 0}
              onClick={() => void navigate({ to: "/pay/$id", params: { id: String(order.id) } })}
            >
              {order.remaining <= 0 ? "Paid" : `Pay ${money(order.remaining, order.currency)}`}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={close}>
        Pay later
      </Button>
    </Stack>
  );
};
