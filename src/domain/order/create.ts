import { type Result, done } from "../../kit/brand.ts";
import { saleIdOf } from "../../kit/codes.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { Site } from "../catalogue/records.ts";
import type { OrderId, PaymentId, SiteId } from "../ids.ts";
import { type Context, NO_TOTALS, finish } from "./change.ts";
import { type Surroundings, withFacts } from "./facts.ts";
import type { NewOrder } from "./input.ts";
import { limits } from "./limits.ts";
import { type LineIds, makeLine } from "./lines.ts";
import { makeOption } from "./options.ts";
import type { Line, Order, OrderOption } from "./order.ts";
import { passThru } from "./pass-thru.ts";
import { makePayment } from "./payments.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { firstStatuses, needsStock } from "./status.ts";

export type CreateSurroundings = Surroundings &
  Readonly<{
    /** The order named by `originalOrderId`; null when there is none. */
    original: Pick<Order, "id" | "status" | "deleted"> | null;
  }>;

/** Ids for a new order and its payments, taken from the store's sequences. */
export type NewIds = Readonly<{ orderId: OrderId; paymentId: () => PaymentId }>;

/**
 * Decides on a new order. The first refusal that applies is the one told: where it stands, its status, what it points
 * at, its lines, options, payments, then stock, then pass-thru rules.
 */
export const createOrder = (
  input: NewOrder,
  context: Context,
  around: CreateSurroundings,
  ids: NewIds,
): Result<Order, OrderRefusal> => {
  const { catalogue, actor, now } = context;
  const place = whereIt(input, context);
  if (!place.ok) return place;
  const site = place.value;

  const status = input.status ?? "SUBMITTED";
  if (!firstStatuses.includes(status)) return refusal({ kind: "status_not_for_new_orders", status });
  const bad = badOriginal(input, around);
  if (bad) return refusal(bad);

  const company = catalogue.company;
  const at = wholeSecond(now);
  // Field by field, as in every literal on this path: one that begins with a spread is made ten times as slowly.
  const blank: Order = {
    id: ids.orderId,
    companyId: company.id,
    version: 0,
    linesMade: 0,
    status,
    saleNumber: "",
    saleId: saleIdOf(ids.orderId),
    currency: company.currency,
    timezone: site.timezone ?? company.timezone,
    siteId: site.id,
    registerId: null,
    staffId: actor.kind === "operator" ? actor.staffId : null,
    addonId: actor.kind === "addon" ? actor.addonId : null,
    customer: null,
    notes: null,
    guests: null,
    orderType: null,
    table: null,
    groupId: null,
    priceVariation: "1",
    priceFixedVariation: "0",
    tipService: null,
    lines: [],
    options: [],
    payments: [],
    totals: NO_TOTALS,
    callbackUri: null,
    lock: [],
    priceLimit: null,
    completeWhenPaid: true,
    enableAlertSound: true,
    promptForRejectReason: false,
    rejectReason: null,
    passThruPrinting: input.passThruPrinting,
    passThruRegisterId: input.passThruPrinting ? input.passThruRegisterId : null,
    originalOrderId: around.original?.id ?? null,
    ...(input.online && { online: input.online }),
    ...(input.profileCode !== undefined && { profileCode: input.profileCode }),
    ...(input.reservation && { reservation: input.reservation }),
    deleted: false,
    placedAt: null,
    fulfilAt: null,
    createdAt: at,
    updatedAt: at,
    completedAt: null,
  };
  const stated = withFacts(blank, input, context, around);
  if (!stated.ok) return stated;

  const content = contentOf(input, site, context, ids);
  if (!content.ok) return content;
  const { lines, options, payments, linesMade } = content.value;

  const held: Order = { ...stated.value, lines, options, payments, linesMade };
  const short = needsStock.includes(status) ? outOfStock(held, site.id, context) : undefined;
  if (short) return refusal(short);

  const made = finish(null, held, { kind: "create" }, context);
  if (!made.ok || !input.passThruPrinting) return made;
  return passThru(made.value, site, context);
};

const whereIt = (input: NewOrder, { catalogue }: Context): Result<Site, OrderRefusal> => {
  const unknown = (field: string, what: string, value: unknown) =>
    refusal({ kind: "unknown", field, what, value: String(value) });
  const registerId = input.registerId ?? null;
  if (input.siteId === null && registerId === null) return refusal({ kind: "site_or_register_required" });
  const register = registerId === null ? null : catalogue.register(registerId);
  if (register === undefined) return unknown("register_id", "register", registerId);
  const siteId = input.siteId ?? register!.siteId;
  const site = catalogue.site(siteId);
  if (!site) return unknown("site_id", "site", siteId);
  if (register && register.siteId !== site.id) {
    return refusal({ kind: "register_of_other_site", field: "register_id", register: register.id, site: site.id });
  }
  const printer = input.passThruPrinting ? input.passThruRegisterId : null;
  if (printer !== null) {
    const field = "pass_thru_printing_register";
    const prints = catalogue.register(printer);
    if (!prints) return unknown(field, "register", printer);
    if (prints.siteId !== site.id) {
      return refusal({ kind: "register_of_other_site", field, register: prints.id, site: site.id });
    }
  }
  return done(site);
};

const badOriginal = (input: NewOrder, { original }: CreateSurroundings): OrderRefusal | undefined => {
  if (input.originalOrderId === null) return undefined;
  if (!original) return { kind: "original_order_not_found", order: input.originalOrderId };
  if (original.status !== "COMPLETE" || original.deleted) {
    return { kind: "original_order_not_complete", order: original.id, status: original.status };
  }
  return undefined;
};

type Content = Pick<Order, "lines" | "options" | "payments" | "linesMade">;

const contentOf = (input: NewOrder, site: Site, context: Context, ids: NewIds): Result<Content, OrderRefusal> => {
  if (input.lines.length > limits.linesMax) return refusal({ kind: "too_many_lines", max: limits.linesMax });
  if (input.payments.length > limits.paymentsMax) {
    return refusal({ kind: "too_many_payments", max: limits.paymentsMax });
  }
  const lineIds: LineIds = { made: 0, orderId: ids.orderId };
  const lines: Line[] = [];
  for (const line of input.lines) {
    const made = makeLine(line, context.catalogue, site, lineIds);
    if (!made.ok) return made;
    lines.push(made.value);
  }
  const options: OrderOption[] = [];
  for (const option of input.options) {
    const made = makeOption(option, options.length + 1, context.catalogue, site, lineIds);
    if (!made.ok) return made;
    options.push(made.value.option);
    lines.push(...made.value.lines);
  }
  const payments = [];
  for (const payment of input.payments) {
    const made = makePayment(payment, payments.length + 1, ids.paymentId(), context);
    if (!made.ok) return made;
    payments.push(made.value);
  }
  return done({ lines, options, payments, linesMade: lineIds.made });
};

/** The first line whose product the site has run out of. What is taken back or left out needs no stock. */
export const outOfStock = (order: Order, site: SiteId, { catalogue }: Context): OrderRefusal | undefined => {
  const left = new Set(optionLinesLeftOut(order.options));
  for (const line of order.lines) {
    if (Number(line.quantity) <= 0 || left.has(line.lineId)) continue;
    const ids = [line.productId, ...line.modifiers.filter((m) => !m.negated).map((m) => m.productId)];
    for (const id of ids) {
      const product = catalogue.product(id);
      if (!product || !catalogue.isAvailable(product, site)) {
        return { kind: "out_of_stock", product: id, name: product?.name ?? line.name };
      }
    }
  }
  return undefined;
};

const optionLinesLeftOut = (options: readonly OrderOption[]): string[] =>
  options.flatMap((option) => [
    ...(option.instructions === "No" ? [option.lineId] : []),
    ...option.optionSets.flatMap((set) => optionLinesLeftOut(set.options)),
  ]);
