import { z } from "zod";
import { dec, minorDigits } from "../../../kit/money.ts";
import { type Line, type Order, type OrderOption, isRefund } from "../../../domain/order/order.ts";
import { sumOfRates, totalExTax } from "../../../domain/order/pricing.ts";
import { money, numberOf, stamp } from "../wire.ts";

/** One order on the wire: the abridged row of lists, and the full record. */

const unitTax = (line: Line): number =>
  line.unitPriceIncTax === null
    ? Number(dec(line.unitPriceExTax).times(sumOfRates(line.taxes)).round(6).toFixed())
    : Number(dec(line.unitPriceIncTax).minus(line.unitPriceExTax).round(6).toFixed());

const taxesOf = (line: Line) => line.taxes.map(({ id, name, rate }) => ({ id, name, rate: numberOf(rate) }));

export const lineShape = (line: Line, digits: number) => ({
  number: line.number,
  line_id: line.lineId,
  product: { id: line.productId, name: line.name, ...(line.sku !== null && { sku: line.sku }) },
  quantity: numberOf(line.quantity),
  price_variation: numberOf(line.priceVariation),
  price_fixed_variation: numberOf(line.priceFixedVariation),
  modifiers: line.modifiers.map(({ productId, negated }) => (negated ? -productId : productId)),
  notes: line.notes,
  unit_price: numberOf(line.unitPriceExTax),
  unit_tax: unitTax(line),
  line_total_ex_tax: money(totalExTax(line), digits),
  line_total_tax: money(line.totalTax, digits),
  taxes: taxesOf(line),
  part_of_option_set: line.optionSet !== null,
  course_name: line.courseName,
  course_ordinal: line.courseOrdinal,
  course_status: line.courseStatus ?? "no status",
});

type OptionShape = {
  product_id: number;
  name: string;
  unit_price: number;
  unit_tax: number;
  taxes: ReturnType<typeof taxesOf>;
  line_number: number;
  instructions?: string;
  option_sets: { option_set_id: number; name: string; options: OptionShape[] }[];
};

export const optionShape = (option: OrderOption, lines: ReadonlyMap<string, Line>): OptionShape => {
  const line = lines.get(option.lineId)!;
  return {
    product_id: option.productId,
    name: option.name,
    unit_price: numberOf(line.unitPriceExTax),
    unit_tax: unitTax(line),
    taxes: taxesOf(line),
    line_number: line.number,
    ...(option.instructions && { instructions: option.instructions }),
    option_sets: option.optionSets.map((set) => ({
      option_set_id: set.optionSetId,
      name: set.name,
      options: set.options.map((inner) => optionShape(inner, lines)),
    })),
  };
};

export const linesById = (order: Order): Map<string, Line> => new Map(order.lines.map((line) => [line.lineId, line]));

export const paymentShape = (payment: Order["payments"][number], order: Order) => {
  const digits = minorDigits(order.currency);
  return {
    id: payment.id,
    id_str: String(payment.id),
    number: payment.number,
    method: { id: payment.methodId, name: payment.methodName },
    amount: money(payment.amount, digits),
    tip: money(payment.tip, digits),
    ref: payment.ref,
    created_at: stamp(payment.createdAt, order.timezone),
  };
};

const tipService = ({ tipService }: Order, digits: number): object =>
  tipService === null
    ? {}
    : "percent" in tipService
      ? { tip_service_percent: numberOf(tipService.percent) }
      : { tip_service_amount: money(tipService.amount, digits) };

/** What whoever made an order asked for: how it is dealt with while it can still change. */
export const askedShape = (order: Order, digits: number) => ({
  callback_uri: order.callbackUri,
  lock: order.lock,
  price_limit: order.priceLimit === null ? null : money(order.priceLimit, digits),
  complete_when_paid: order.completeWhenPaid,
  enable_alert_sound: order.enableAlertSound,
  prompt_for_reject_reason: order.promptForRejectReason,
  pass_thru_printing: order.passThruPrinting,
});

/** A completed order is shown without it. */
const transient = (order: Order, digits: number): object =>
  order.status === "COMPLETE"
    ? {}
    : {
        ...askedShape(order, digits),
        ...(order.passThruRegisterId !== null && { pass_thru_printing_register: order.passThruRegisterId }),
      };

/** The full record, as GET by id, callbacks and webhooks show it. */
export const orderShape = (order: Order) => {
  const digits = minorDigits(order.currency);
  const byId = linesById(order);
  const { totals } = order;
  return {
    id: order.id,
    id_str: String(order.id),
    company_id: order.companyId,
    sale_number: order.saleNumber,
    sale_id: order.saleId,
    status: order.status,
    notes: order.notes,
    guests: order.guests,
    ...(order.orderType && { order_type: order.orderType }),
    total: money(totals.total, digits),
    total_tax: money(totals.totalTax, digits),
    paid: money(totals.paid, digits),
    tips: money(totals.tips, digits),
    tip_service_paid: money(totals.tipServicePaid, digits),
    ...tipService(order, digits),
    register_id: order.registerId,
    site_id: order.siteId,
    staff_member_id: order.staffId,
    customer: order.customer && {
      id: order.customer.id,
      first_name: order.customer.firstName,
      last_name: order.customer.lastName,
      email: order.customer.email,
      image: order.customer.image,
    },
    price_variation: numberOf(order.priceVariation),
    price_fixed_variation: numberOf(order.priceFixedVariation),
    group_id: order.groupId,
    deleted: order.deleted,
    lines: order.lines.map((line) => lineShape(line, digits)),
    options: order.options.map((option) => optionShape(option, byId)),
    payments: order.payments.map((payment) => paymentShape(payment, order)),
    original_order_id: order.originalOrderId,
    refunded_order_id: order.originalOrderId,
    ...(order.rejectReason && { reject_reason: order.rejectReason }),
    ...transient(order, digits),
    placed_at: order.placedAt,
    fulfil_at: order.fulfilAt,
    created_at: stamp(order.createdAt, order.timezone),
    updated_at: stamp(order.updatedAt, order.timezone),
  };
};

/** The row that lists carry. */
export const orderRowShape = (order: Order) => {
  const digits = minorDigits(order.currency);
  return {
    id: order.id,
    id_str: String(order.id),
    sale_number: order.saleNumber,
    status: order.status,
    notes: order.notes,
    ...(order.orderType && { order_type: order.orderType }),
    total: money(order.totals.total, digits),
    total_tax: money(order.totals.totalTax, digits),
    paid: money(order.totals.paid, digits),
    site_id: order.siteId,
    register_id: order.registerId,
    staff_id: order.staffId,
    deleted: order.deleted,
    is_refund: isRefund(order),
    refunded_order_id: order.originalOrderId,
    created_at: stamp(order.createdAt, order.timezone),
    updated_at: stamp(order.updatedAt, order.timezone),
  };
};

/** The same, for the reference pages; a test holds them to what is really sent. */
const id = z.int().meta({ format: "int64" });
const nullable = <T extends z.ZodType>(schema: T) => schema.nullable();
const Tax = z.object({ id, name: z.string(), rate: z.number() });

export const LineOut = z.object({
  number: z.int(),
  line_id: z.string(),
  product: z.object({ id, name: z.string(), sku: z.string().optional() }),
  quantity: z.number(),
  price_variation: z.number(),
  price_fixed_variation: z.number(),
  modifiers: z.array(z.int()),
  notes: nullable(z.string()),
  unit_price: z.number(),
  unit_tax: z.number(),
  line_total_ex_tax: z.number(),
  line_total_tax: z.number(),
  taxes: z.array(Tax),
  part_of_option_set: z.boolean(),
  course_name: nullable(z.string()),
  course_ordinal: nullable(z.int()),
  course_status: z.enum(["no status", "uncalled", "pending", "called"]),
});

export const OptionOut = z.object({
  product_id: id,
  name: z.string(),
  unit_price: z.number(),
  unit_tax: z.number(),
  taxes: z.array(Tax),
  line_number: z.int(),
  instructions: z.string().optional(),
  option_sets: z
    .array(z.object({ option_set_id: id, name: z.string(), options: z.array(z.unknown()) }))
    .meta({ description: "Options are nested in the same form." }),
});

export const PaymentOut = z.object({
  id,
  id_str: z.string(),
  number: z.int(),
  method: z.object({ id, name: z.string() }),
  amount: z.number(),
  tip: z.number(),
  ref: nullable(z.string()),
  created_at: z.string(),
});

const status = z.enum(["SUBMITTED", "ON_HOLD", "ACCEPTED", "REJECTED", "PENDING", "COMPLETE"]);

export const OrderRowOut = z.object({
  id,
  id_str: z.string(),
  sale_number: z.string(),
  status,
  notes: nullable(z.string()),
  order_type: z.string().optional(),
  total: z.number(),
  total_tax: z.number(),
  paid: z.number(),
  site_id: id,
  register_id: nullable(id),
  staff_id: nullable(id),
  deleted: z.boolean(),
  is_refund: z.boolean(),
  refunded_order_id: nullable(id),
  created_at: z.string(),
  updated_at: z.string(),
});

export const OrderOut = z.object({
  id,
  id_str: z.string(),
  company_id: id,
  sale_number: z.string(),
  sale_id: z.string().meta({ description: "The eight characters printed on the receipt." }),
  status,
  notes: nullable(z.string()),
  guests: nullable(z.int()),
  order_type: z.string().optional(),
  total: z.number().meta({ description: "Tax included." }),
  total_tax: z.number(),
  paid: z.number(),
  tips: z.number(),
  tip_service_paid: z.number(),
  tip_service_percent: z.number().optional(),
  tip_service_amount: z.number().optional(),
  register_id: nullable(id),
  site_id: id,
  staff_member_id: nullable(id),
  customer: nullable(
    z.object({
      id,
      first_name: z.string(),
      last_name: z.string(),
      email: nullable(z.string()),
      image: nullable(z.string()),
    }),
  ),
  price_variation: z.number(),
  price_fixed_variation: z.number(),
  group_id: nullable(z.string()),
  deleted: z.boolean(),
  lines: z.array(LineOut),
  options: z.array(OptionOut),
  payments: z.array(PaymentOut),
  original_order_id: nullable(id),
  refunded_order_id: nullable(id),
  reject_reason: z.object({ id, name: z.string(), notes: nullable(z.string()) }).optional(),
  callback_uri: nullable(z.string()).optional(),
  lock: z.array(z.string()).optional(),
  price_limit: nullable(z.number()).optional(),
  complete_when_paid: z.boolean().optional(),
  enable_alert_sound: z.boolean().optional(),
  prompt_for_reject_reason: z.boolean().optional(),
  pass_thru_printing: z.boolean().optional(),
  pass_thru_printing_register: id.optional(),
  placed_at: nullable(z.string()),
  fulfil_at: nullable(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
});
