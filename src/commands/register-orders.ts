import { type Result, done } from "../kit/brand.ts";
import type { OrderId, Principal } from "../domain/ids.ts";
import { type OrderEvent, eventsBetween } from "../domain/order/events.ts";
import { mergeOrders } from "../domain/order/merge.ts";
import type { Order } from "../domain/order/order.ts";
import { type RefundAsked, refundOrder } from "../domain/order/refund-lines.ts";
import { type OrderRefusal, refusal } from "../domain/order/refusals.ts";
import type { PartAsked } from "../domain/order/split-lines.ts";
import { splitOrder } from "../domain/order/split.ts";
import { takesGoods } from "../domain/order/units.ts";
import type { OutboxEvent, Tx } from "../storage/storage.ts";
import { countTaken } from "./count-down.ts";
import { saleNumber } from "./create-order.ts";
import { contextOf, paymentIdOf, save } from "./orders.ts";
import { noteRefund, refundsIn } from "./refunds-of.ts";

/** Splitting, merging and giving back: commands that touch several orders, each in one transaction. */

type At = Readonly<{ who: Principal; order: OrderId }>;
type Outcome<T> = Promise<Result<T, OrderRefusal>>;

/**
 * What is told of an order whose lines moved: nothing that the kitchen would make something of, for it has the lines
 * already. A rule that begins to apply with the status that the order got by it prints as ever.
 */
const quietly = (before: Order | null, after: Order, more: Readonly<Record<string, unknown>>): OutboxEvent[] =>
  eventsBetween(before, after)
    .filter(({ type }) => type !== "order.kitchen_print" && type !== "order.course_changed")
    .map((event): OutboxEvent => {
      const told: OrderEvent =
        event.type === "order.status_changed"
          ? { ...event, printed: false }
          : event.type === "order.created"
            ? { ...event, alert: false }
            : event;
      return told.type === "order.changed" || told.type === "order.created" ? { ...told, ...more } : told;
    });

const load = async (tx: Tx, id: OrderId): Outcome<Order> => {
  const order = await tx.orders.get(id);
  return order ? done(order) : refusal({ kind: "order_not_found" });
};

/** Splits parts off an order. Answers the order with what stays, then the parts. */
export const splitWork =
  ({ who: { actor: by }, order: id }: At, parts: readonly PartAsked[]) =>
  async (tx: Tx): Outcome<readonly Order[]> => {
    const found = await load(tx, id);
    if (!found.ok) return found;
    const order = found.value;
    const ids = parts.map(() => tx.newId("order") as OrderId);
    const split = splitOrder(order, parts, ids, contextOf(tx, by));
    if (!split.ok) return split;
    const { kept } = split.value;
    const made: Order[] = [];
    for (const part of split.value.parts) made.push({ ...part, saleNumber: await saleNumber(tx, part) });
    await save(tx, order, kept, { by, between: quietly(order, kept, { splitInto: ids }) });
    for (const part of made) {
      if (part.originalOrderId !== null) await noteRefund(tx, part.originalOrderId, part.id);
      await save(tx, null, part, { by, between: quietly(null, part, { splitFrom: order.id }) });
    }
    return done([kept, ...made]);
  };

/** Merges orders into one, which is answered. */
export const mergeWork =
  ({ who: { actor: by }, order: id }: At, from: readonly OrderId[]) =>
  async (tx: Tx): Outcome<{ order: Order }> => {
    const found = await load(tx, id);
    if (!found.ok) return found;
    const target = found.value;
    const others: Order[] = [];
    for (const other of from) {
      const order = await tx.orders.get(other);
      if (!order) return refusal({ kind: "unknown", field: "from", what: "order", value: String(other) });
      others.push(order);
    }
    const merge = mergeOrders(target, others, contextOf(tx, by));
    if (!merge.ok) return merge;
    const { merged } = merge.value;
    // What was off the shelf before is not taken twice.
    const took = [target, ...others].filter(takesGoods).flatMap(({ lines }) => lines);
    const soldOut = await countTaken(tx, { ...target, goodsTaken: true, lines: took }, merged);
    if (soldOut) return refusal(soldOut);
    for (const { before, moved, emptied } of merge.value.from) {
      if (moved !== before) await save(tx, before, moved, { by });
      await save(tx, moved, emptied, { by, between: quietly(moved, emptied, { mergedInto: target.id }) });
    }
    await save(tx, target, merged, { by, between: quietly(target, merged, { mergedFrom: from }) });
    return done({ order: merged });
  };

/** Gives back lines of a completed order by a new one. */
export const refundWork =
  ({ who: { actor: by }, order: id }: At, asked: RefundAsked) =>
  async (tx: Tx): Outcome<{ order: Order }> => {
    const found = await load(tx, id);
    if (!found.ok) return found;
    const original = found.value;
    const before = await refundsIn(tx, id);
    const orderId = tx.newId("order") as OrderId;
    const paymentId = (number: number) => paymentIdOf(orderId, number);
    const made = refundOrder(original, asked, before, { orderId, paymentId }, contextOf(tx, by));
    if (!made.ok) return made;
    const order = { ...made.value, saleNumber: await saleNumber(tx, made.value) };
    await noteRefund(tx, id, orderId);
    await save(tx, null, order, { by });
    return done({ order });
  };
