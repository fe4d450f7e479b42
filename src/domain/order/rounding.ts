import { type Result, done } from "../../kit/brand.ts";
import { type Minor, dec, minor, minorDigits, minorText, roundToMinor } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PaymentMethod } from "../catalogue/records.ts";
import type { PaymentId } from "../ids.ts";
import { type Context, changeable, finish, recount } from "./change.ts";
import type { PaymentInput } from "./input.ts";
import type { Order, Payment } from "./order.ts";
import { makePayment } from "./payments.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";

/**
 * Cash rounding: where the smallest coin is 0.05, 10.02 is paid with 10.00 and 10.03 with 10.05. The difference is a
 * payment of the company's rounding method, so that the order is paid to the cent and the till is right as well.
 */

/** An amount in coins: the nearest there is, half away from zero. `coin` is in minor units, above 0. */
export const inCoins = (amount: Minor, coin: Minor): Minor => minor(roundToMinor(dec(amount).div(coin), 0) * coin);

/** The smallest coin of a method in minor units; undefined where nothing is rounded. */
export const coinOf = (method: PaymentMethod | undefined, digits: number): Minor | undefined => {
  if (method?.kind !== "cash" || !method.rounding) return undefined;
  const coin = roundToMinor(dec(method.rounding), digits);
  return coin > 0 ? coin : undefined;
};

export const roundingMethod = (catalogue: Catalogue): PaymentMethod | undefined =>
  catalogue.all("payment_method").find(({ kind, active }) => kind === "rounding" && active);

/** What is to be paid of an order in cash, by the method named or the first one that rounds. */
export const cashDue = (
  order: Order,
  method: PaymentMethod | undefined,
): Readonly<{ remaining: Minor; cashDue: Minor; coin: Minor | null }> => {
  const { remaining } = order.totals;
  const coin = coinOf(method, minorDigits(order.currency));
  return { remaining, cashDue: coin === undefined ? remaining : inCoins(remaining, coin), coin: coin ?? null };
};

/**
 * The payments that settle an order in cash: first what is rounded, where anything is, then the cash. In this order the
 * cash settles all that is left of the tip/service. Refuses cash that is not what is due.
 */
export const roundedPayments = (
  order: Order,
  input: PaymentInput,
  paymentId: (number: number) => PaymentId,
  context: Context,
): Result<Payment[], OrderRefusal> => {
  const digits = minorDigits(order.currency);
  const number = order.payments.length + 1;
  const paid = makePayment(input, number, paymentId(number), context);
  if (!paid.ok) return paid;
  const method = context.catalogue.paymentMethod(paid.value.methodId);
  const coin = coinOf(method, digits);
  if (coin === undefined) return refusal({ kind: "not_rounded", method: paid.value.methodName });
  // Its tip may cover some of the tip/service, so what is left is counted with the payment on the order.
  const left = recount({ ...order, payments: [...order.payments, paid.value] }).totals.remaining;
  const due = inCoins(minor(left + input.amount), coin);
  if (input.amount !== due) return refusal({ kind: "not_the_cash_due", cashDue: minorText(due, digits) });
  if (left === 0) return done([paid.value]);
  const rounds = roundingMethod(context.catalogue);
  if (!rounds) return refusal({ kind: "no_rounding_method" });
  const difference = { methodId: rounds.id, amount: left, tip: minor(0), ref: null };
  const rounded = makePayment(difference, number, paymentId(number), context);
  if (!rounded.ok) return rounded;
  return done([rounded.value, { ...paid.value, number: number + 1, id: paymentId(number + 1) }]);
};

/** Pays the rest of an order in cash, rounded to coins. Answers the number of the cash payment. */
export const addRoundedPayment = (
  order: Order,
  input: PaymentInput,
  paymentId: (number: number) => PaymentId,
  context: Context,
): Result<{ order: Order; number: number }, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  const made = roundedPayments(order, input, paymentId, context);
  if (!made.ok) return made;
  const payments = [...order.payments, ...made.value];
  const after = finish(order, { ...order, payments }, { kind: "payment", byAddonMethod: false }, context);
  return after.ok ? done({ order: after.value, number: payments.length }) : after;
};
