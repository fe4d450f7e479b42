import { z } from "zod";
import type {
  CustomerId,
  OptionSetId,
  PaymentMethodId,
  ProductId,
  RegisterId,
  SiteId,
  StaffId,
} from "../../../domain/ids.ts";
import type {
  LineChange,
  LineInput,
  NewOrder,
  OptionInput,
  OrderFacts,
  PaymentInput,
} from "../../../domain/order/input.ts";
import { limits } from "../../../domain/order/limits.ts";
import { courseStatuses, instructions, locks, orderTypes } from "../../../domain/order/order.ts";
import { orderStatuses } from "../../../domain/order/status.ts";
import { type Minor, NOTHING } from "../../../kit/money.ts";
import {
  amount,
  coefficient,
  dateTime,
  decimal,
  freeText,
  id,
  price,
  quantity,
  text,
  toMinor,
  webAddress,
} from "../wire.ts";

/** What clients send about orders: the schemas, and the way from them to the commands' input. */

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

/** A list of at most so many; says so in its own words. */
const listOf = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item, { error: "must be a list" }).max(max, { error: `must not be more than ${max}` });
const anObject = { error: "must be an object" };
const flag = z.boolean({ error: "must be true or false" });

/** Where a line goes: from 1; beyond the last line is the end. */
const place = z
  .union([z.number(), z.string().regex(/^\d{1,7}$/)], { error: "must be a whole number from 1" })
  .transform(Number)
  .refine((value) => Number.isSafeInteger(value) && value >= 1, { error: "must be a whole number from 1" })
  .meta({ type: "integer" });

const modifiers = z
  .array(
    z.int({ error: "must be product ids" }).refine((value) => value !== 0, { error: "must be product ids" }),
    {
      error: "must be a list of product ids",
    },
  )
  .max(limits.modifiersMax, { error: `must not be more than ${limits.modifiersMax}` });

const lineFields = {
  quantity: quantity.nullish(),
  notes: freeText().nullish(),
  unit_price: price.nullish().meta({ description: "Ex tax." }),
  unit_price_inc_tax: price.nullish().meta({ description: "Used when unit_price is absent." }),
  price_variation: coefficient.nullish(),
  price_fixed_variation: price.nullish(),
  modifiers: modifiers.nullish().meta({ description: "Product ids; negative to negate." }),
  course_name: text().nullish(),
  course_ordinal: z
    .int({ error: "must be a whole number" })
    .min(0, { error: "must be at least 0" })
    .max(1_000, { error: "must not be beyond 1000" })
    .nullish(),
  course_status: oneOf(courseStatuses).nullish(),
};

export const LineIn = z.object({ product_id: id<ProductId>(), number: place.nullish(), ...lineFields }, anObject);
export const LineChangeIn = z.object(
  { product_id: id<ProductId>().nullish(), number: place.nullish(), ...lineFields },
  anObject,
);

type LineBody = z.output<typeof LineIn>;

export const toLine = (body: LineBody): LineInput => ({
  productId: body.product_id,
  quantity: body.quantity ?? "1",
  unitPriceExTax: body.unit_price ?? null,
  unitPriceIncTax: body.unit_price_inc_tax ?? null,
  priceVariation: body.price_variation ?? "1",
  priceFixedVariation: body.price_fixed_variation ?? "0",
  modifiers: body.modifiers ?? [],
  notes: body.notes ?? null,
  courseName: body.course_name ?? null,
  courseOrdinal: body.course_ordinal ?? null,
  courseStatus: body.course_status ?? null,
});

/** Leaves out what was not sent; null stands for the field's neutral value. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const kept: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as never;
};

const orNeutral = <T>(value: T | null | undefined, neutral: T): T | undefined => (value === null ? neutral : value);

export const toLineChange = (body: z.output<typeof LineChangeIn>): LineChange =>
  given({
    number: body.number ?? undefined,
    productId: body.product_id ?? undefined,
    quantity: orNeutral(body.quantity, "1"),
    unitPriceExTax: body.unit_price,
    unitPriceIncTax: body.unit_price_inc_tax,
    priceVariation: orNeutral(body.price_variation, "1"),
    priceFixedVariation: orNeutral(body.price_fixed_variation, "0"),
    modifiers: orNeutral(body.modifiers, []),
    notes: body.notes,
    courseName: body.course_name,
    courseOrdinal: body.course_ordinal,
    courseStatus: body.course_status,
  });

/** Nested as deep as JSON may be; how deep options may really go is the order's own rule. */
type OptionBody = {
  product_id: ProductId;
  unit_price?: string | null | undefined;
  unit_price_inc_tax?: string | null | undefined;
  instructions?: (typeof instructions)[number] | null | undefined;
  notes?: string | null | undefined;
  option_sets?: { option_set_id: OptionSetId; options?: OptionBody[] | null | undefined }[] | null | undefined;
};
const optionShallow = {
  product_id: id<ProductId>(),
  unit_price: price.nullish(),
  unit_price_inc_tax: price.nullish(),
  instructions: oneOf(instructions).nullish(),
  notes: freeText().nullish(),
};
const OPTIONS_MAX = 500;
const optionLevel = (inner: z.ZodType): z.ZodType =>
  z.object(
    {
      ...optionShallow,
      option_sets: listOf(
        z.object({ option_set_id: id<OptionSetId>(), options: listOf(inner, OPTIONS_MAX).nullish() }, anObject),
        OPTIONS_MAX,
      ).nullish(),
    },
    anObject,
  );
const tooDeep = z.object(
  {
    ...optionShallow,
    option_sets: z
      .array(z.unknown(), { error: "must be a list" })
      .max(0, { error: `can be nested ${limits.optionDepthMax} deep at the most` })
      .nullish(),
  },
  anObject,
);
export const OptionIn = Array.from({ length: limits.optionDepthMax - 1 }).reduce<z.ZodType>(
  (inner) => optionLevel(inner),
  tooDeep,
) as z.ZodType<OptionBody>;

export const toOption = (body: OptionBody): OptionInput => ({
  productId: body.product_id,
  unitPriceExTax: body.unit_price ?? null,
  unitPriceIncTax: body.unit_price_inc_tax ?? null,
  instructions: body.instructions ?? null,
  notes: body.notes ?? null,
  optionSets: (body.option_sets ?? []).map((set) => ({
    optionSetId: set.option_set_id,
    options: (set.options ?? []).map(toOption),
  })),
});

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
export const OperatorOrderIn = z.object({ ...facts, ...content, ...operatorFacts }, anObject);
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
