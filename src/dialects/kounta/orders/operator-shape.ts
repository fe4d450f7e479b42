import { z } from "zod";
import { refundsOf } from "../../../commands/refunds-of.ts";
import type { AddonId } from "../../../domain/ids.ts";
import type { Line, Order } from "../../../domain/order/order.ts";
import { unitIncTax } from "../../../domain/order/pricing.ts";
import { minorDigits, plus } from "../../../kit/money.ts";
import type { Storage } from "../../../storage/storage.ts";
import { money, numberOf, stamp } from "../wire.ts";
import { LineOut, OrderOut, OrderRowOut, askedShape, orderRowShape, orderShape } from "./shape.ts";

/** Orders as the venue's own people see them: what add-ons see, and what a register needs besides. */

const operatorLine = (line: Line, digits: number) => ({
  unit_price_inc_tax: Number(unitIncTax(line).round(6).toFixed()),
  line_total_inc_tax: money(line.totalIncTax, digits),
  modifier_details: line.modifiers.map(({ productId, name, negated, priceIncTax }) => ({
    product_id: productId,
    name,
    negated,
    price_inc_tax: numberOf(priceIncTax),
  })),
  discount: line.discount ?? null,
  option_set: line.optionSet,
  refund_of_line: line.refundOf ?? null,
});

const addonShape = (id: AddonId | null, names: AddonNames) => (id === null ? null : { id, name: names.get(id) ?? "" });

/**
 * The full record of the operator API. `names` has the name of the add-on that made the order. Only a completed order
 * has refunds, and it changes no more: what answers a change leaves them out.
 */
export const operatorOrderShape = (order: Order, names: AddonNames, refunds: readonly Order[] = []) => {
  const digits = minorDigits(order.currency);
  const { totals } = order;
  const shown = orderShape(order);
  return {
    ...shown,
    lines: shown.lines.map((line, i) => ({ ...line, ...operatorLine(order.lines[i]!, digits) })),
    version: order.version,
    table: order.table,
    tip_service: money(totals.tipService, digits),
    payable: money(plus(totals.total, totals.tipService), digits),
    remaining: money(totals.remaining, digits),
    currency: order.currency,
    addon: addonShape(order.addonId, names),
    delete_reason: order.deleteReason ?? null,
    reject_reason: order.rejectReason,
    ...askedShape(order, digits),
    completed_at: order.completedAt === null ? null : stamp(order.completedAt, order.timezone),
    refunds: refunds.map(({ id, saleNumber, status, totals: { total } }) => ({
      id,
      sale_number: saleNumber,
      total: money(total, digits),
      status,
    })),
  };
};

/** The row of the operator's lists. */
export const operatorRowShape = (order: Order, names: AddonNames) => {
  const digits = minorDigits(order.currency);
  return {
    ...orderRowShape(order),
    version: order.version,
    table: order.table,
    group_id: order.groupId,
    guests: order.guests,
    customer: order.customer && {
      id: order.customer.id,
      first_name: order.customer.firstName,
      last_name: order.customer.lastName,
    },
    addon: addonShape(order.addonId, names),
    payable: money(plus(order.totals.total, order.totals.tipService), digits),
    remaining: money(order.totals.remaining, digits),
    enable_alert_sound: order.enableAlertSound,
    prompt_for_reject_reason: order.promptForRejectReason,
    placed_at: order.placedAt,
    fulfil_at: order.fulfilAt,
    delete_reason: order.deleteReason ?? null,
  };
};

export type AddonNames = ReadonlyMap<AddonId, string>;

/** The names of the add-ons that made orders. */
export const addonNames = async (storage: Storage, orders: readonly Pick<Order, "addonId">[]): Promise<AddonNames> => {
  const ids = new Set(orders.flatMap(({ addonId }) => addonId ?? []));
  const found = await Promise.all([...ids].map((id) => storage.access.addons.byId(id)));
  return new Map(found.flatMap((addon) => (addon ? [[addon.id, addon.name] as const] : [])));
};

/** One order as an operator sees it. */
export const shownToOperator = async (
  storage: Storage,
  order: Order,
): Promise<ReturnType<typeof operatorOrderShape>> => {
  const [names, refunds] = await Promise.all([
    addonNames(storage, [order]),
    order.status === "COMPLETE" ? refundsOf(storage.reads(order.companyId), order.id) : [],
  ]);
  return operatorOrderShape(order, names, refunds);
};

/** The same, for the reference pages. */
const id = z.int().meta({ format: "int64" });
const Addon = z.object({ id, name: z.string() }).nullable();

const OperatorLineOut = LineOut.extend({
  unit_price_inc_tax: z.number(),
  line_total_inc_tax: z.number(),
  modifier_details: z.array(
    z.object({ product_id: id, name: z.string(), negated: z.boolean(), price_inc_tax: z.number() }),
  ),
  discount: z.object({ code: z.string(), name: z.string() }).nullable(),
  option_set: z.int().nullable().meta({ description: "The number of the option set that the line belongs to." }),
  refund_of_line: z.string().nullable().meta({ description: "The line of the original order that it gives back." }),
});

export const OperatorOrderOut = OrderOut.extend({
  lines: z.array(OperatorLineOut),
  version: z.int().meta({ description: "Grows with each change." }),
  table: z.string().nullable(),
  tip_service: z.number().meta({ description: "What is asked for on top of `total`." }),
  payable: z.number().meta({ description: "`total` and `tip_service`." }),
  remaining: z.number(),
  currency: z.string(),
  addon: Addon.meta({ description: "The add-on that made the order; null for one taken at the venue." }),
  delete_reason: z.string().nullable(),
  reject_reason: z.object({ id, name: z.string(), notes: z.string().nullable() }).nullable(),
  callback_uri: z.string().nullable(),
  lock: z.array(z.string()),
  price_limit: z.number().nullable(),
  complete_when_paid: z.boolean(),
  enable_alert_sound: z.boolean(),
  prompt_for_reject_reason: z.boolean(),
  pass_thru_printing: z.boolean(),
  completed_at: z.string().nullable(),
  refunds: z
    .array(z.object({ id, sale_number: z.string(), total: z.number(), status: z.string() }))
    .meta({ description: "The orders that give back what this one sold, in the order in which they were made." }),
});

export const OperatorOrderRowOut = OrderRowOut.extend({
  version: z.int(),
  table: z.string().nullable(),
  group_id: z.string().nullable(),
  guests: z.int().nullable(),
  customer: z.object({ id, first_name: z.string(), last_name: z.string() }).nullable(),
  addon: Addon,
  payable: z.number(),
  remaining: z.number(),
  enable_alert_sound: z.boolean(),
  prompt_for_reject_reason: z.boolean(),
  placed_at: z.string().nullable(),
  fulfil_at: z.string().nullable(),
  delete_reason: z.string().nullable(),
});
