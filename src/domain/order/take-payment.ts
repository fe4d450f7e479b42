import { type Result, done } from "../../kit/brand.ts";
import { type Minor, minor, minorDigits, minorText } from "../../kit/money.ts";
import type { PaymentId } from "../ids.ts";
import { type Context, changeable } from "./change.ts";
import type { PaymentInput } from "./input.ts";
import type { Order, Totals } from "./order.ts";
import { isSettled } from "./paying.ts";
import { addPayment } from "./payments.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { addRoundedPayment } from "./rounding.ts";

export type PaymentTaken = Readonly<{
  payment: PaymentInput;
  /** Cash that was rounded to coins, which pays all that is left. */
  round: boolean;
  /** The id of the order's payment with a number. */
  paymentId: (number: number) => PaymentId;
}>;

/**
 * Takes a payment that somebody sent for an order. The venue's own people are held to what is due: two registers that
 * take money for one order at the same time would otherwise both be right. What add-ons took has happened elsewhere.
 */
export const takePayment = (
  order: Order,
  { payment, round, paymentId }: PaymentTaken,
  context: Context,
): Result<{ order: Order; number: number }, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  // A deposit comes before the first line: nothing is due that it could be held against.
  const isBound = context.actor.kind === "operator" && order.lines.length > 0;
  if (isBound && isSettled(order.totals) && isTowards(order.totals, payment.amount)) return overPaid(order, payment);
  const taken = round
    ? addRoundedPayment(order, payment, paymentId, context)
    : addPayment(order, payment, paymentId(order.payments.length + 1), context);
  if (!isBound || !taken.ok) return taken;
  const { totals } = taken.value.order;
  const isBeyond = wayOf(totals) * totals.remaining < 0 && isTowards(totals, payment.amount);
  // Its tip may have paid some of the tip/service, so that less was due of the amount than remained.
  return isBeyond ? overPaid(order, payment, minor(payment.amount + totals.remaining)) : done(taken.value);
};

/** 1 for what is to be paid, -1 for what is to be given back. */
const wayOf = ({ total, tipService }: Totals): 1 | -1 => (total + tipService < 0 ? -1 : 1);

/** Whether an amount pays towards what is asked for; the other way round it takes a payment back. */
const isTowards = (totals: Totals, amount: Minor): boolean => wayOf(totals) * amount > 0;

const overPaid = ({ currency }: Order, { amount }: PaymentInput, due: Minor = minor(0)) => {
  const text = (some: Minor): string => minorText(some, minorDigits(currency));
  return refusal({ kind: "over_paid", amount: text(amount), due: text(due) });
};
