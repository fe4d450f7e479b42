import { Alert, Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CircleAlert, WifiOff } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { newKey } from "../../common/api.ts";
import { Empty, Failed, Loading } from "../../common/components/States.tsx";
import { fromMinor, money, toMinor } from "../../common/format.ts";
import { toastBad } from "../../common/toast.ts";
import page from "../app/Page.module.css";
import { type Register, useRegister } from "../app/context.ts";
import type { Tender } from "../data/draft.ts";
import { type Order, useOrder } from "../data/orders.ts";
import type { Outgoing } from "../data/store.ts";
import { covers } from "../data/tenders.ts";
import { customerName, readLines } from "../orders/order-lines.ts";
import { calledBy } from "../orders/order-words.ts";
import { mayOf } from "../order/may.ts";
import { sourceOf } from "../orders/incoming/IncomingOrder.tsx";
import { Done } from "./Done.tsx";
import { changeOf } from "./DraftPay.tsx";
import { PayScreen } from "./PayScreen.tsx";
import { type Bill, isAddonMethod } from "./bill.ts";

/** Money for an order that the server has. */
export const OrderPay = ({ id }: { id: number }): ReactNode => {
  const { offline } = useRegister();
  const { data, error, refetch } = useOrder(id);
  if (data) return <Paying order={data} />;
  return (
    <div className={page["page"]}>
      <h1 className="unseen">Pay</h1>
      {offline ? (
        <Empty icon={<WifiOff size={40} />} title="This order is on the server">
          It can be paid when the network is back. New orders can be taken and paid in cash meanwhile.
        </Empty>
      ) : error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : (
        <Loading what="Loading the order" />
      )}
    </div>
  );
};

const groupOf = (order: Pick<Order, "id">): string => `order ${order.id}`;

/** Payments of an order that are written down here and that the server has not answered yet. */
const payingOf = (order: Order, pending: readonly Outgoing[]): readonly Outgoing[] =>
  pending.filter(
    ({ group, amount, label }) => group === groupOf(order) && amount !== null && label.startsWith(PAYMENT),
  );
const PAYMENT = "Payment";
const methodOf = (label: string): string => label.slice(PAYMENT.length + 2);

const billOf = (order: Order, unanswered: readonly Outgoing[]): Bill => {
  const { currency } = order;
  const minor = (amount: number): number => toMinor(amount, currency);
  const sent = unanswered.reduce((sum, { amount, refused }) => sum + (refused === null ? (amount ?? 0) : 0), 0);
  return {
    title: calledBy(order),
    about: [order.sale_number, order.order_type].filter((text) => text && text !== calledBy(order)).join(" · "),
    payable: minor(order.payable),
    remaining: minor(order.remaining) - sent,
    tipService: minor(order.tip_service),
    lines: readLines(order).map(({ line, total }) => ({
      key: line.line_id,
      name: line.product.name,
      quantity: line.quantity,
      total: minor(total),
    })),
    guests: order.guests,
    customer: customerName(order.customer),
    refuses: (method) =>
      order.lock?.includes("APP_PAYMENT") && !isAddonMethod(method, order) ? `Locked by ${sourceOf(order)}` : null,
    tendered: [
      ...order.payments.map(({ id, method, amount, tip, ref }) => ({
        key: String(id),
        name: method.name,
        amount: minor(amount),
        tip: minor(tip),
        ref,
        state: "there" as const,
      })),
      ...unanswered.map(({ key, label, amount, refused }) => ({
        key,
        name: methodOf(label),
        amount: amount ?? 0,
        tip: 0,
        ref: null,
        state: refused === null ? ("waits" as const) : ("refused" as const),
      })),
    ],
  };
};

/**
 * Writes a payment down and has it sent under a key of its own: a lost answer, a reload or a second tap never pays
 * twice. An order of the venue that is paid in full goes on to its end.
 */
const pay = (register: Register, order: Order, tender: Tender, paysAll: boolean): Promise<void> => {
  const amountOf = (minor: number): number => fromMinor(minor, order.currency);
  const held = order.status === "ON_HOLD" && !order.addon;
  const payment = {
    method_id: tender.methodId,
    amount: amountOf(tender.amount),
    ...(tender.tip !== 0 && { tip: amountOf(tender.tip) }),
    ...(tender.ref && { ref: tender.ref }),
    ...(tender.rounding !== 0 && { round: true }),
  };
  return register.outbox.put({
    key: newKey(),
    path: `orders/${order.id}/changes`,
    body: {
      changes: [
        ...(held && paysAll ? [{ do: "update", order: { status: "PENDING" } }] : []),
        { do: "add_payment", payment },
      ],
    },
    label: `${PAYMENT}, ${tender.name}`,
    amount: covers(tender),
    group: groupOf(order),
  });
};

const Paying = ({ order }: { order: Order }): ReactNode => {
  const register = useRegister();
  const [change, setChange] = useState<number | null>(null);
  const busy = useRef(false);
  const unanswered = payingOf(order, register.pending);
  const refused = unanswered.find((item) => item.refused !== null);
  const bill = billOf(order, unanswered);
  const take = async (tender: Tender): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      await pay(register, order, tender, covers(tender) >= bill.remaining);
      setChange(changeOf(tender));
    } catch (error) {
      toastBad(error);
    } finally {
      busy.current = false;
    }
  };
  if (
    bill.remaining <= 0 &&
    !refused &&
    (change !== null || order.status === "COMPLETE" || order.payments.length > 0)
  ) {
    return <Done change={change ?? 0} orderId={order.id} waits={unanswered.length > 0} refused={null} />;
  }
  const may = mayOf(order, false, register.snapshot.payment_methods).pay;
  if (!refused && may !== true) {
    return (
      <div className={page["page"]}>
        <h1 className="unseen">Pay</h1>
        <Empty
          icon={<CircleAlert size={40} />}
          title={may === null ? "There is nothing to pay" : "This cannot be paid here"}
          action={
            <Button renderRoot={(props) => <Link to="/order/$id" params={{ id: String(order.id) }} {...props} />}>
              To the order
            </Button>
          }
        >
          {may}
        </Empty>
      </div>
    );
  }
  return (
    <PayScreen
      bill={bill}
      take={take}
      back={{ to: "/order/$id", id: order.id }}
      notice={refused && <Refused item={refused} order={order} seen={() => setChange(null)} />}
    />
  );
};

type RefusedProps = Readonly<{ item: Outgoing; order: Order; seen: () => void }>;

/** Money that was asked for here and is not on the order: another register may have been quicker. */
const Refused = ({ item, order, seen }: RefusedProps): ReactNode => {
  const { outbox } = useRegister();
  const amount = money(fromMinor(item.amount ?? 0, order.currency), order.currency);
  const takeOff = (): void => {
    outbox
      .giveUp(item.seq!)
      .then(seen)
      .catch((error: unknown) => toastBad(error));
  };
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<CircleAlert size={20} aria-hidden />}
      title={`${methodOf(item.label)}, ${amount}: this payment was not taken`}
    >
      {item.refused} {order.remaining <= 0 && "The order is paid without it. "}If you took the money, give it back.
      <Group mt="sm">
        <Button color="red" onClick={takeOff}>
          Take it off
        </Button>
        <Button component={Link} to="/waiting" variant="default">
          See what waits
        </Button>
      </Group>
    </Alert>
  );
};
