import type { Order } from "../data/orders.ts";
import type { PaymentMethod } from "../data/snapshot.ts";
import { sourceOf } from "../orders/incoming/IncomingOrder.tsx";
import { isAddonMethod, tendersOf } from "../pay/bill.ts";

/** What one can do with an order at the register. */
export type Act =
  "add" | "pay" | "hold" | "recall" | "complete" | "courses" | "transfer" | "merge" | "split" | "delete" | "refund";

/** True: it can be done. A text: why it cannot. Null: it makes no sense for such an order. */
export type May = Readonly<Record<Act, true | string | null>>;

const OPEN: readonly string[] = ["SUBMITTED", "ON_HOLD", "ACCEPTED", "PENDING"];
const isOpen = ({ status, deleted }: Pick<Order, "status" | "deleted">): boolean => !deleted && OPEN.includes(status);

/** What may be done with an order, as the server will see it: by its status, its locks, and whether anybody answers. */
export const mayOf = (order: Order, offline: boolean, methods: readonly PaymentMethod[]): May => {
  const open = isOpen(order);
  const waits = order.status === "SUBMITTED" && order.addon !== null && order.addon !== undefined;
  const lock = (...flags: readonly string[]): string | undefined => {
    const all = order.lock ?? [];
    const found = ["ALL", ...flags].find((flag) => all.includes(flag));
    if (found === undefined) return undefined;
    return found === "APP_PAYMENT"
      ? `${sourceOf(order)} takes the payment of this order itself.`
      : `${sourceOf(order)} locked this.`;
  };
  const when = (sense: boolean, refused?: string): true | string | null =>
    !sense ? null : (refused ?? (offline ? "This needs the network." : true));
  // Money that the add-on itself took can still be written down, by a method of its own.
  const appOnly = tendersOf(methods).some((method) => isAddonMethod(method, order)) ? [] : ["APP_PAYMENT"];
  const topLines = order.lines.filter(({ part_of_option_set: part }) => !part).length;
  const divisible = order.lines.length > 1 || order.lines.some(({ quantity }) => quantity > 1);
  return {
    add: when(open && !waits, lock("NEW_LINES")),
    pay: when(open && !waits && order.remaining > 0, lock("PAYMENTS", ...appOnly)),
    hold: when(open && !waits && order.status !== "ON_HOLD"),
    recall: when(open && order.status === "ON_HOLD"),
    complete: when(open && !waits && order.remaining <= 0 && (topLines > 0 || order.payments.length > 0)),
    courses: when(open && !waits),
    transfer: when(open, lock()),
    merge: when(open && !waits, lock("NEW_LINES")),
    split: when(open && !waits && divisible, lock()),
    delete: when(
      open,
      lock("DELETE") ?? (order.paid > 0 ? "Money was taken for it. Give that back before you delete it." : undefined),
    ),
    refund: when(
      !order.deleted && order.status === "COMPLETE" && order.original_order_id === null,
      lock("PAYMENTS", ...appOnly),
    ),
  };
};
