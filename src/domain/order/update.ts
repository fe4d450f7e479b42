import { type Result, done } from "../../kit/brand.ts";
import { minorDigits, minorText } from "../../kit/money.ts";
import { type Context, changeable, finish } from "./change.ts";
import { outOfStock } from "./create.ts";
import { type Surroundings, withFacts } from "./facts.ts";
import type { OrderFacts } from "./input.ts";
import type { Order } from "./order.ts";
import { isSettled } from "./paying.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { mayMove, needsStock } from "./status.ts";

/** Changes facts and status of an order. Nothing changes when any part of it is refused. */
export const updateOrder = (
  order: Order,
  facts: OrderFacts,
  context: Context,
  around: Surroundings,
): Result<Order, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  const to = facts.status ?? order.status;
  if (!mayMove(order.status, to)) return refusal({ kind: "move_not_allowed", from: order.status, to });
  const stated = withFacts(order, facts, context, around);
  if (!stated.ok) return stated;

  const moved: Order = { ...stated.value, status: to };
  // Once the venue has taken the order the goods are set aside; running out later must not keep it from being paid.
  if (order.status === "SUBMITTED" && needsStock.includes(to)) {
    const short = outOfStock(moved, moved.siteId, context);
    if (short) return refusal(short);
  }
  const { status: _, rejectReason, ...others } = facts;
  const onlyMoves = Object.values(others).every((value) => value === undefined);
  const after = finish(order, moved, { kind: onlyMoves ? "status" : "facts" }, context);
  if (!after.ok) return after;
  return context.actor.kind === "operator" ? operatorMove(order, after.value, rejectReason) : after;
};

/** What the venue's own people must do that an add-on need not: take the money first, say why when asked. */
const operatorMove = (
  before: Order,
  after: Order,
  rejectReason: OrderFacts["rejectReason"],
): Result<Order, OrderRefusal> => {
  if (before.status === after.status) return done(after);
  if (after.status === "COMPLETE" && !isSettled(after.totals)) {
    return refusal({
      kind: "not_fully_paid",
      remaining: minorText(after.totals.remaining, minorDigits(after.currency)),
    });
  }
  if (after.status === "REJECTED" && before.promptForRejectReason && !rejectReason && !after.rejectReason) {
    return refusal({ kind: "reject_reason_required" });
  }
  return done(after);
};

/** Deletes an order at the venue: it stays readable, marked as deleted. A completed sale cannot be deleted. */
export const deleteOrder = (order: Order, context: Context, reason?: string): Result<Order, OrderRefusal> => {
  if (order.deleted) return done(order);
  if (order.status === "COMPLETE") return refusal({ kind: "order_is_complete" });
  const deleted = { ...order, deleted: true, ...(reason !== undefined && { deleteReason: reason }) };
  return finish(order, deleted, { kind: "delete" }, context);
};
