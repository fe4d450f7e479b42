import { type Result, done } from "../../kit/brand.ts";
import { NOTHING } from "../../kit/money.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { PaymentMethod } from "../catalogue/records.ts";
import type { PaymentId, PaymentMethodId } from "../ids.ts";
import { type Context, changeable, finish } from "./change.ts";
import type { PaymentInput } from "./input.ts";
import type { Order, Payment } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";

const methodOf = ({ methodId }: PaymentInput, { catalogue, actor }: Context): Result<PaymentMethod, OrderRefusal> => {
  if (methodId === null) {
    const own = catalogue
      .all("payment_method")
      .find((method) => actor.kind === "addon" && method.active && method.addonId === actor.addonId);
    return own ? done(own) : refusal({ kind: "payment_method_required" });
  }
  const method = catalogue.paymentMethod(methodId);
  if (!method?.active) {
    return refusal({ kind: "unknown", field: "method_id", what: "payment method", value: String(methodId) });
  }
  return done(method);
};

/** One payment, before it is settled against the order. */
export const makePayment = (
  input: PaymentInput,
  number: number,
  id: PaymentId,
  context: Context,
): Result<Payment, OrderRefusal> => {
  const method = methodOf(input, context);
  if (!method.ok) return method;
  return done({
    id,
    number,
    methodId: method.value.id,
    methodName: method.value.name,
    onAccount: method.value.kind === "account",
    amount: input.amount,
    tip: input.tip,
    ref: input.ref,
    createdAt: wholeSecond(context.now),
    tipService: NOTHING,
    extraTip: NOTHING,
  });
};

/** Whether the method is the add-on that made the order; any add-on's, when the order was taken at the venue. */
export const isAddonMethod = (id: PaymentMethodId, order: Order, { catalogue }: Context): boolean => {
  const addonId = catalogue.paymentMethod(id)?.addonId ?? null;
  return addonId !== null && (order.addonId === null || addonId === order.addonId);
};

/** Takes one more payment; a negative amount gives money back. A paid PENDING order may complete by it. */
export const addPayment = (
  order: Order,
  input: PaymentInput,
  id: PaymentId,
  context: Context,
): Result<{ order: Order; number: number }, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  const number = order.payments.length + 1;
  const payment = makePayment(input, number, id, context);
  if (!payment.ok) return payment;
  const byAddonMethod = isAddonMethod(payment.value.methodId, order, context);
  const paid = { ...order, payments: [...order.payments, payment.value] };
  const after = finish(order, paid, { kind: "payment", byAddonMethod }, context);
  return after.ok ? done({ order: after.value, number }) : after;
};

export type PaymentChange = Readonly<{ ref?: string | null; tip?: Payment["tip"] }>;

/**
 * Changes a payment's reference. A tip that comes later is a payment of its own: 0.00 with that tip, by the same
 * method, so that what was taken at the time stays as it was. Answers the number of the payment to show.
 */
export const updatePayment = (
  order: Order,
  number: number,
  change: PaymentChange,
  id: PaymentId,
  context: Context,
): Result<{ order: Order; number: number }, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  const before = order.payments.find((payment) => payment.number === number);
  if (!before) return refusal({ kind: "payment_not_found", number });
  const ref = change.ref === undefined ? before.ref : change.ref;
  const payments: Payment[] = order.payments.map((payment) => (payment === before ? { ...payment, ref } : payment));
  if (change.tip !== undefined && change.tip !== 0) {
    const createdAt = wholeSecond(context.now);
    payments.push({ ...before, id, number: payments.length + 1, amount: NOTHING, tip: change.tip, ref, createdAt });
  }
  const byAddonMethod = isAddonMethod(before.methodId, order, context);
  const after = finish(order, { ...order, payments }, { kind: "payment", byAddonMethod }, context);
  return after.ok
    ? done({ order: after.value, number: payments.length > order.payments.length ? payments.length : number })
    : after;
};
