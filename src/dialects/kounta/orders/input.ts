import { z } from "zod";
import type { CustomerId, PaymentMethodId, RegisterId, SiteId, StaffId } from "../../../domain/ids.ts";
import type { NewOrder, OrderFacts, PaymentInput } from "../../../domain/order/input.ts";
import { limits } from "../../../domain/order/limits.ts";
import { locks, orderTypes } from "../../../domain/order/order.ts";
import { orderStatuses } from "../../../domain/order/status.ts";
import { given } from "../../../kit/given.ts";
import { type Minor, NOTHING } from "../../../kit/money.ts";
import { amount, coefficient, dateTime, decimal, freeText, id, price, text, toMinor, webAddress } from "../wire.ts";
import { LineIn, OperatorLineIn, anObject, listOf, oneOf, orNeutral, toLine } from "./line-input.ts";
import { OperatorOptionIn, OptionIn, toOption } from "./option-input.ts";

export { LineChangeIn, LineIn, OperatorLineIn, toLine, toLineChange } from "./line-input.ts";
export { OperatorOptionIn, OptionIn, toOption } from "./option-input.ts";

/** What clients send about orders: the schemas, and the way from them to the commands' input. */

const flag = z.boolean({ error: "must be true or false" });

export const PaymentIn = z.object(
  {
    method_id: id<PaymentMethodId>()
      .nullish()
      .meta({ description: "May be left out when the add-on is a payment method itself." }),
    amount: amount.meta({ description: "Negative gives money back." }),
    tip: amount.nullish(),
    ref: freeText(limits.shortTextMax).nullish(),
  },
  anObject,
);
/** At the venue cash can be rounded to coins. */
export const OperatorPaymentIn = PaymentIn.extend({
  round: flag
    .nullish()
    .meta({ description: "Pays the whole rest: `amount` is the `cash_due`, and the difference is rounding." }),
});
export const PaymentChangeIn = z.object(
  { ref: freeText(limits.shortTextMax).nullish(), tip: amount.nullish() },
  anObject,
);

export const toPayment = (body: z.output<typeof PaymentIn>, digits: number): PaymentInput => ({
  methodId: body.method_id ?? null,
  amount: toMinor(body.amount, digits, "amount"),
  tip: body.tip ? toMinor(body.tip, digits, "tip") : NOTHING,
  ref: body.ref ?? null,
});

const lock = z.union([oneOf(locks).transform((one) => [one]), listOf(oneOf(locks), 20)], {
  error: `must be a list of ${locks.join(", ")}`,
});

const RejectReasonIn = z.union([
  id<number>().transform((reason) => ({ id: reason, notes: null as string | null })),
  z.object({ id: id<number>(), notes: freeText().nullish() }).transform((r) => ({ id: r.id, notes: r.notes ?? null })),
]);

const facts = {
  status: oneOf(orderStatuses).nullish(),
  sale_number: text(64).nullish(),
  notes: freeText().nullish(),
  order_type: z
    .union([oneOf(orderTypes), z.literal("").transform(() => null)], {
      error: `must be one of ${orderTypes.join(", ")}`,
    })
    .nullish(),
  guests: z
    .int({ error: "must be a whole number" })
    .min(0, { error: "must be at least 0" })
    .max(limits.guestsMax, { error: `must not be beyond ${limits.guestsMax}` })
    .nullish(),
  customer_id: id<CustomerId>().nullish(),
  register_id: id<RegisterId>().nullish(),
  staff_member_id: id<StaffId>().nullish(),
  price_variation: coefficient.nullish(),
  price_fixed_variation: price.nullish(),
  price_limit: amount.nullish(),
  tip_service_percent: decimal({ min: 0, max: 1_000, decimals: 4 }).nullish(),
  tip_service_amount: amount.nullish(),
  callback_uri: webAddress.nullish(),
  lock: lock.nullish(),
  complete_when_paid: flag.nullish(),
  enable_alert_sound: flag.nullish(),
  prompt_for_reject_reason: flag.nullish(),
  placed_at: dateTime.nullish(),
  fulfil_at: dateTime.nullish(),
};

/** What only the venue's own people say about an order. */
const operatorFacts = {
  table: text(40).nullish().meta({ description: "Orders at one table form a group." }),
  reject_reason: RejectReasonIn.nullish(),
};

const content = {
  site_id: id<SiteId>().nullish(),
  lines: listOf(LineIn, limits.linesMax).nullish(),
  options: listOf(OptionIn, limits.linesMax).nullish(),
  payments: listOf(PaymentIn, limits.paymentsMax).nullish(),
  original_order_id: id<number>().nullish(),
  pass_thru_printing: flag.nullish(),
  pass_thru_printing_register: id<RegisterId>().nullish(),
};

export const OrderIn = z.object({ ...facts, ...content }, anObject);
export const OrderChangeIn = z.object({ ...facts, reject_reason: operatorFacts.reject_reason }, anObject);
export const OperatorOrderIn = z.object(
  {
    ...facts,
    ...content,
    ...operatorFacts,
    lines: listOf(OperatorLineIn, limits.linesMax).nullish(),
    options: listOf(OperatorOptionIn, limits.linesMax).nullish(),
  },
  anObject,
);
export const OperatorOrderChangeIn = z.object({ ...facts, ...operatorFacts }, anObject);

type FactsBody = z.output<typeof OrderChangeIn> & Partial<z.output<typeof OperatorOrderChangeIn>>;

const minorOrNull = (value: string | null | undefined, digits: number, field: string): Minor | null | undefined =>
  value === null || value === undefined ? value : toMinor(value, digits, field);

/** The facts that were sent. Null clears; a null coefficient or flag goes back to what it is when nobody says. */
export const toFacts = (body: FactsBody, digits: number): OrderFacts =>
  given({
    status: body.status ?? undefined,
    saleNumber: body.sale_number ?? undefined,
    notes: body.notes,
    orderType: body.order_type,
    guests: body.guests,
    customerId: body.customer_id,
    registerId: body.register_id,
    staffId: body.staff_member_id,
    priceVariation: orNeutral(body.price_variation, "1"),
    priceFixedVariation: orNeutral(body.price_fixed_variation, "0"),
    priceLimit: minorOrNull(body.price_limit, digits, "price_limit"),
    tipServicePercent: body.tip_service_percent,
    tipServiceAmount: minorOrNull(body.tip_service_amount, digits, "tip_service_amount"),
    callbackUri: body.callback_uri,
    lock: body.lock === null ? [] : body.lock,
    completeWhenPaid: orNeutral(body.complete_when_paid, true),
    enableAlertSound: orNeutral(body.enable_alert_sound, true),
    promptForRejectReason: orNeutral(body.prompt_for_reject_reason, false),
    placedAt: body.placed_at,
    fulfilAt: body.fulfil_at,
    table: body.table,
    rejectReason: body.reject_reason,
  });

export const toNewOrder = (body: z.output<typeof OrderIn>, digits: number): NewOrder => ({
  ...toFacts(body, digits),
  siteId: body.site_id ?? null,
  lines: (body.lines ?? []).map(toLine),
  options: (body.options ?? []).map(toOption),
  payments: (body.payments ?? []).map((payment) => toPayment(payment, digits)),
  originalOrderId: body.original_order_id ?? null,
  passThruPrinting: body.pass_thru_printing ?? false,
  passThruRegisterId: body.pass_thru_printing_register ?? null,
});
