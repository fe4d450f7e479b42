import { type Result, done, refuse } from "../../kit/brand.ts";
import { dec, minorDigits, roundToMinor } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PaymentMethod } from "../catalogue/records.ts";
import type { PaymentId } from "../ids.ts";
import { type Context, changeable } from "../order/change.ts";
import type { Order } from "../order/order.ts";
import { isSettled } from "../order/paying.ts";
import { addPayment } from "../order/payments.ts";
import { updateOrder } from "../order/update.ts";
import type { MoneyAsked } from "./asked.ts";
import { type Failure, failures, invalidTask } from "./reasons.ts";

/** The payment method that an app means by a code. */
export type MethodNamed = (catalogue: Catalogue, code: string) => PaymentMethod | undefined;

export type Paying = Readonly<{
  money: MoneyAsked;
  /** What the app calls the payment. */
  reference: string;
  id: PaymentId;
  context: Context;
  methodNamed: MethodNamed;
}>;

/** The order with the money on it. More than is due is not taken at all. */
export const payOnline = (
  order: Order,
  { money, reference, id, context, methodNamed }: Paying,
): Result<Order, Failure> => {
  if (!changeable(order).ok) return refuse(failures.accountClosed);
  const method = methodOf(money, context, methodNamed);
  if (!method?.active) return refuse(failures.methodNotFound);
  const digits = minorDigits(order.currency);
  const amount = roundToMinor(dec(money.amount), digits);
  const tip = roundToMinor(dec(money.tip), digits);
  const paid = addPayment(order, { methodId: method.id, amount, tip, ref: reference }, id, context);
  if (!paid.ok) return refuse(invalidTask(`Payment not possible (${paid.error.kind})`));
  const { remaining } = paid.value.order.totals;
  return remaining < Math.min(0, order.totals.remaining) ? refuse(failures.overpaid) : done(paid.value.order);
};

/** Without a code it is the app's own method. */
const methodOf = (
  { method }: MoneyAsked,
  { catalogue, actor }: Context,
  methodNamed: MethodNamed,
): PaymentMethod | undefined =>
  method === null
    ? catalogue
        .all("payment_method")
        .find((one) => one.active && actor.kind === "addon" && one.addonId === actor.addonId)
    : methodNamed(catalogue, method);

/**
 * A check that a payment has settled is closed, unless its order says that this takes more, the venue has not said yes
 * to it, or it is still to be printed.
 */
export const closedWhenPaid = (order: Order, context: Context): Result<Order, Failure> => {
  const taken = order.status === "ACCEPTED" || order.status === "ON_HOLD" || order.status === "PENDING";
  const prints = order.passThruPrinting && !order.passThruPrinted;
  if (!taken || prints || !order.completeWhenPaid || order.lines.length === 0 || !isSettled(order.totals)) {
    return done(order);
  }
  const closed = updateOrder(order, { status: "COMPLETE" }, context, { customer: null });
  return closed.ok ? closed : refuse(invalidTask(`Account not closed (${closed.error.kind})`));
};
