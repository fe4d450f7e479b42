import { type Result, done } from "../../kit/brand.ts";
import { lineIdOf, saleIdOf } from "../../kit/codes.ts";
import {
  type Minor,
  NOTHING,
  dec,
  less,
  minor,
  minorDigits,
  minorText,
  negate,
  roundToMinor,
  sum,
} from "../../kit/money.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { OrderId, PaymentId, RegisterId } from "../ids.ts";
import { type Context, NO_TOTALS, finish, recount } from "./change.ts";
import type { PaymentInput } from "./input.ts";
import { guardOperator } from "./locks.ts";
import { atTotals } from "./moving-lines.ts";
import type { Line, Order, Payment } from "./order.ts";
import { isAddonMethod, makePayment } from "./payments.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { roundedPayments } from "./rounding.ts";

/** What is to be given back: of which lines how many, and by which payments. Quantities and amounts are above zero. */
export type RefundAsked = Readonly<{
  lines: readonly Readonly<{ lineId: string; quantity: string }>[];
  payments: readonly Readonly<{ payment: PaymentInput; round: boolean }>[];
  reason: string | null;
}>;

/** A sold line, and what of it can still be given back. */
export type Refundable = Readonly<{ line: Line; refunded: string; left: string; amountLeft: Minor }>;

const counts = ({ deleted, status }: Order): boolean => !deleted && status !== "REJECTED";

/**
 * What of an order can still be given back, line by line, after the orders that gave back some of it. Those that name
 * no lines count against the total.
 */
export const refundableOf = (
  original: Order,
  refunds: readonly Order[],
): Readonly<{ lines: readonly Refundable[]; totalLeft: Minor }> => {
  const given = refunds.filter(counts);
  const back = new Map<string, { quantity: string; amount: number }>();
  for (const { refundOf, quantity, totalIncTax } of given.flatMap(({ lines }) => lines)) {
    if (refundOf === undefined) continue;
    const before = back.get(refundOf) ?? { quantity: "0", amount: 0 };
    const all = dec(before.quantity).minus(quantity).toFixed();
    back.set(refundOf, { quantity: all, amount: before.amount - totalIncTax });
  }
  const lines = original.lines.map((line): Refundable => {
    const { quantity: refunded, amount } = back.get(line.lineId) ?? { quantity: "0", amount: 0 };
    const left = dec(line.quantity).minus(refunded);
    return left.gt(0)
      ? { line, refunded, left: left.toFixed(), amountLeft: minor(line.totalIncTax - amount) }
      : { line, refunded, left: "0", amountLeft: NOTHING };
  });
  const total = sum(given.map((order) => order.totals.total));
  return { lines, totalLeft: minor(Math.max(0, original.totals.total + total)) };
};

/** Of what is left of a line, what so many come to: of all of it all, so that parts add up to the line. */
export const amountOf = ({ line, left, amountLeft }: Refundable, quantity: string): Minor => {
  if (dec(quantity).eq(left)) return amountLeft;
  const exact = dec(line.totalIncTax).times(quantity).div(line.quantity);
  const amount = roundToMinor(exact, 0);
  return minor(Math.sign(amountLeft) * Math.min(Math.abs(amountLeft), Math.abs(amount)));
};

export type RefundIds = Readonly<{ orderId: OrderId; paymentId: (number: number) => PaymentId }>;

/**
 * The order that gives back lines of a completed one: the same products at the prices and taxes that they were sold at,
 * with what variations made of them, in negative quantities. It is complete at once, so its payments must come to its
 * total. What binds payments of the original binds these.
 */
export const refundOrder = (
  original: Order,
  { lines: asked, payments, reason }: RefundAsked,
  refunds: readonly Order[],
  ids: RefundIds,
  context: Context,
): Result<Order, OrderRefusal> => {
  if (original.deleted) return refusal({ kind: "order_is_deleted" });
  if (original.status !== "COMPLETE") return refusal({ kind: "refund_not_complete", status: original.status });
  const digits = minorDigits(original.currency);
  const refundable = refundableOf(original, refunds);
  const totals = new Map<string, Minor>();
  const lines: Line[] = [];
  const named = new Set<string>();
  for (const { lineId, quantity } of asked) {
    const sold = refundable.lines.find(({ line }) => line.lineId === lineId);
    if (!sold) return refusal({ kind: "unknown", field: "line_id", what: "line", value: lineId });
    if (named.has(lineId)) return refusal({ kind: "line_twice", lineId });
    named.add(lineId);
    if (dec(quantity).gt(sold.left)) {
      return refusal({ kind: "refund_too_many", lineId, name: sold.line.name, left: sold.left });
    }
    const line = backLine(sold.line, quantity, lineIdOf(ids.orderId, lines.length + 1), digits);
    totals.set(line.lineId, negate(amountOf(sold, quantity)));
    lines.push(line);
  }
  const total = sum(totals.values());
  if (-total > refundable.totalLeft) {
    return refusal({ kind: "refund_too_much", left: minorText(refundable.totalLeft, digits) });
  }
  const blank = blankRefund(original, reason, ids.orderId, context);
  const priced = recount({ ...blank, lines: atTotals({ ...blank, lines }, totals), linesMade: lines.length });
  const paid = paidBack(priced, payments, ids, context);
  if (!paid.ok) return paid;
  const text = (amount: Minor): string => minorText(amount, digits);
  for (const { methodId } of paid.value.payments) {
    const act = { kind: "payment", byAddonMethod: isAddonMethod(methodId, original, context) } as const;
    const bound = guardOperator(context.actor, original, original, act, text);
    if (!bound.ok) return bound;
  }
  const { remaining } = paid.value.totals;
  if (remaining !== 0) {
    const given = text(less(remaining, total));
    return refusal({ kind: "refund_not_paid_back", total: text(negate(total)), given });
  }
  return finish(null, { ...paid.value, status: "COMPLETE" }, { kind: "create" }, context);
};

/** The line as it was sold, the other way round; with its share of what stood on the whole order. */
const backLine = (sold: Line, quantity: string, lineId: string, digits: number): Line => {
  const fixed = dec(sold.priceFixedVariation).plus(minorText(sold.orderFixedShare, digits));
  const { evenOut: _, ...line } = sold;
  return {
    ...line,
    lineId,
    number: 0,
    quantity: dec(quantity).neg().toFixed(),
    priceFixedVariation: fixed.times(quantity).div(sold.quantity).neg().round(digits).toFixed(),
    optionSet: null,
    refundOf: sold.lineId,
  };
};

const blankRefund = (
  original: Order,
  reason: string | null,
  id: OrderId,
  { actor, now, catalogue }: Context,
): Order => {
  const { online: _online, moved: _moved, goodsTaken: _goods, reservation: _reservation, ...sold } = original;
  const at = wholeSecond(now);
  const own = actor.kind === "operator" ? actor.registerId : null;
  const isHere = own !== null && catalogue.register(own)?.siteId === original.siteId;
  const registerId: RegisterId | null = isHere ? own : original.registerId;
  return {
    ...sold,
    id,
    version: 0,
    status: "PENDING",
    saleNumber: "",
    saleId: saleIdOf(id),
    registerId,
    staffId: actor.kind === "operator" ? actor.staffId : original.staffId,
    addonId: null,
    notes: reason,
    guests: null,
    table: null,
    groupId: null,
    priceFixedVariation: "0",
    tipService: null,
    options: [],
    payments: [],
    totals: NO_TOTALS,
    callbackUri: null,
    lock: [],
    priceLimit: null,
    completeWhenPaid: true,
    enableAlertSound: false,
    promptForRejectReason: false,
    rejectReason: null,
    passThruPrinting: false,
    passThruRegisterId: null,
    originalOrderId: original.id,
    placedAt: null,
    fulfilAt: null,
    createdAt: at,
    updatedAt: at,
    completedAt: null,
  };
};

const paidBack = (
  order: Order,
  asked: RefundAsked["payments"],
  { paymentId }: RefundIds,
  context: Context,
): Result<Order, OrderRefusal> => {
  let after = order;
  for (const { payment, round } of asked) {
    const input = { ...payment, amount: negate(payment.amount), tip: NOTHING };
    const number = after.payments.length + 1;
    let made: Result<readonly Payment[], OrderRefusal>;
    if (round) made = roundedPayments(after, input, paymentId, context);
    else {
      const one = makePayment(input, number, paymentId(number), context);
      made = one.ok ? done([one.value]) : one;
    }
    if (!made.ok) return made;
    after = recount({ ...after, payments: [...after.payments, ...made.value] });
  }
  return done(after);
};
