import type { CustomerId } from "../ids.ts";
import type { Order } from "./order.ts";
import type { OrderStatus } from "./status.ts";

/** What happened to an order, said once, in the transaction of the change itself. */
export type OrderEvent =
  | Readonly<{ type: "order.created"; status: OrderStatus; alert: boolean }>
  | Readonly<{ type: "order.changed" }>
  | Readonly<{ type: "order.status_changed"; from: OrderStatus; to: OrderStatus }>
  | Readonly<{ type: "order.completed" }>
  | Readonly<{ type: "order.deleted" }>
  | Readonly<{ type: "order.customer_linked"; customerId: CustomerId }>
  | Readonly<{ type: "order.customer_unlinked"; customerId: CustomerId }>
  | Readonly<{ type: "order.kitchen_print"; lineIds: readonly string[]; removedLineIds: readonly string[] }>
  | Readonly<{ type: "order.group_finalised"; groupId: string }>;

/** Statuses in which the kitchen has the order. */
const inKitchen: readonly OrderStatus[] = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"];

/**
 * The events between two versions of an order (`before` null: it is new), in the order in which they are told. One
 * place for all commands, so that no command can forget one.
 */
export const eventsBetween = (before: Order | null, after: Order): OrderEvent[] => {
  const events: OrderEvent[] = [];
  if (before === null) {
    const alert = after.status === "SUBMITTED" && after.enableAlertSound;
    events.push({ type: "order.created", status: after.status, alert });
  } else {
    events.push({ type: "order.changed" });
    if (before.status !== after.status) {
      events.push({ type: "order.status_changed", from: before.status, to: after.status });
    }
  }
  const was = before?.customer?.id;
  const is = after.customer?.id;
  if (was !== is) {
    if (was !== undefined) events.push({ type: "order.customer_unlinked", customerId: was });
    if (is !== undefined) events.push({ type: "order.customer_linked", customerId: is });
  }
  const print = kitchenPrint(before, after);
  if (print) events.push(print);
  if (after.status === "COMPLETE" && before?.status !== "COMPLETE") events.push({ type: "order.completed" });
  if (after.deleted && !before?.deleted) events.push({ type: "order.deleted" });
  return events;
};

const kitchenPrint = (before: Order | null, after: Order): OrderEvent | undefined => {
  if (!inKitchen.includes(after.status) || after.deleted) return undefined;
  const had = new Set(before && inKitchen.includes(before.status) ? before.lines.map((line) => line.lineId) : []);
  const has = new Set(after.lines.map((line) => line.lineId));
  const lineIds = [...has].filter((id) => !had.has(id));
  const removedLineIds = [...had].filter((id) => !has.has(id));
  return lineIds.length || removedLineIds.length ? { type: "order.kitchen_print", lineIds, removedLineIds } : undefined;
};
