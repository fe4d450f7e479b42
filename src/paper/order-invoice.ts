import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Address } from "../domain/catalogue/records.ts";
import type { Customer } from "../domain/customer.ts";
import { type Line, type Order, type OrderOption, isRefund } from "../domain/order/order.ts";
import { totalExTax, unitIncTax } from "../domain/order/pricing.ts";
import { type Dec, type Minor, dec, less, minor, minorDigits, negate, roundToMinor, sum } from "../kit/money.ts";
import { isoWithOffset } from "../kit/time.ts";
import type { Invoice, InvoiceAmount, InvoiceLine, InvoiceTax } from "./invoice.ts";

export type InvoiceParts = Readonly<{
  order: Order;
  catalogue: Catalogue;
  /** The whole customer, for the address; the order has the name only. */
  customer: Customer | null;
  /** The refunded sale. */
  original: Pick<Order, "saleNumber" | "saleId"> | null;
  logo: Buffer | null;
}>;

const present = (...texts: (string | null | undefined)[]): string[] => texts.filter((text): text is string => !!text);

const addressLines = (address: Address | null): string[] =>
  address === null
    ? []
    : present(
        ...address.lines,
        present(address.city, address.zone, address.postalCode).join(" "),
        address.country === "AU" ? null : address.country,
      );

/** "10% discount", "15% surcharge" for a coefficient. */
const factorLabel = (factor: string): string => {
  const percent = dec(factor).minus(1).times(100);
  return `${percent
    .abs()
    .toFixed()
    .replace(/(\.\d{2})\d+$/, "$1")}% ${percent.lt(0) ? "discount" : "surcharge"}`;
};
const fixedLabel = (amount: Minor): string => (amount < 0 ? "Discount" : "Surcharge");

/**
 * The tax invoice of a completed order. Lines are shown before the order's own discount or surcharge, which follows
 * them, so that what is printed adds up the way it is read.
 */
export const orderInvoice = ({ order, catalogue, customer, original, logo }: InvoiceParts): Invoice => {
  const { company } = catalogue;
  const site = catalogue.site(order.siteId);
  const register = order.registerId === null ? undefined : catalogue.register(order.registerId);
  const staff = order.staffId === null ? undefined : catalogue.staff(order.staffId);
  const digits = minorDigits(order.currency);
  const refund = isRefund(order);
  const at = order.completedAt ?? order.updatedAt;
  const issuedAt = isoWithOffset(at, order.timezone);
  const lines = invoiceLines(order, digits);
  const { totals } = order;
  return {
    title: refund ? "Refund / Adjustment Note" : "Tax Invoice",
    language: "en-AU",
    currency: order.currency,
    issuedAt,
    issueDate: dateText(at, order.timezone),
    saleNumber: order.saleNumber,
    saleId: order.saleId,
    ...(original && { refundOf: { saleNumber: original.saleNumber, saleId: original.saleId } }),
    seller: {
      tradingName: company.name,
      ...optional(
        "businessNumber",
        numberOf(site?.businessNumber ?? company.businessNumber, company.businessNumberLabel),
      ),
      address: addressLines(
        site?.postalAddress ?? site?.shippingAddress ?? company.postalAddress ?? company.shippingAddress,
      ),
      ...optional("phone", site?.phone ?? company.phone),
      ...optional("email", site?.email ?? company.email),
      ...optional("website", site?.website ?? company.website),
      ...optional("logo", logo),
    },
    ...optional("site", site?.name),
    ...optional("register", register?.name),
    ...optional("staff", staff && `${staff.firstName} ${staff.lastName}`.trim()),
    ...optional("orderType", order.orderType),
    ...optional("guests", order.guests === null ? null : String(order.guests)),
    ...(order.customer && {
      customer: {
        name: `${order.customer.firstName} ${order.customer.lastName}`.trim(),
        details: present(
          ...addressLines(customer?.primaryAddress ?? null),
          order.customer.email,
          customer?.mobile ?? customer?.phone,
        ),
      },
    }),
    ...optional("notes", order.notes),
    lines,
    variations: orderVariations(order, lines),
    totals: {
      subtotalExTax: less(totals.total, totals.totalTax),
      taxes: taxesOf(order),
      totalIncTax: totals.total,
      ...(totals.tipService !== 0 && { tip: { label: tipLabel(order), amount: totals.tipService } }),
    },
    payments: order.payments.map((payment) => ({
      method: payment.methodName,
      ...optional("ref", payment.ref),
      amount: payment.amount,
      ...(payment.tip !== 0 && { tip: payment.tip }),
      date: dateText(payment.createdAt, order.timezone),
    })),
    ...balanceOf(totals.remaining, refund),
  };
};

const optional = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  value === null || value === undefined || value === "" ? {} : ({ [key]: value } as { [P in K]?: V });

const numberOf = (value: string | null, label: string) => (value ? { label, value } : null);

const dateText = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat("en-AU", { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(ms);

const tipLabel = ({ tipService }: Order): string =>
  tipService && "percent" in tipService ? `Tip / service ${tipService.percent}%` : "Tip / service";

const balanceOf = (remaining: Minor, refund: boolean): { balance?: Minor; change?: Minor } => {
  if (remaining === 0) return {};
  return remaining > 0 !== refund ? { balance: remaining } : { change: negate(remaining) };
};

/** Taxes of the whole order by name and rate, with the amount they were taken from. */
const taxesOf = (order: Order): InvoiceTax[] => {
  const byTax = new Map<string, { name: string; rate: string; net: Minor; tax: Minor }>();
  for (const line of order.lines) {
    line.taxes.forEach(({ name, rate }, i) => {
      const key = `${name} ${rate}`;
      const percent = `${dec(rate).times(100).toFixed()}%`;
      const known = byTax.get(key) ?? { name, rate: percent, net: minor(0), tax: minor(0) };
      byTax.set(key, {
        ...known,
        net: minor(known.net + totalExTax(line)),
        tax: minor(known.tax + (line.taxAmounts[i] ?? 0)),
      });
    });
  }
  return [...byTax.values()];
};

type Node = { depth: number; option: OrderOption };

const nodesOf = (options: readonly OrderOption[], depth = 0, into = new Map<string, Node>()): Map<string, Node> => {
  for (const option of options) {
    into.set(option.lineId, { depth, option });
    for (const set of option.optionSets) nodesOf(set.options, depth + 1, into);
  }
  return into;
};

const invoiceLines = (order: Order, digits: number): InvoiceLine[] => {
  const nodes = nodesOf(order.options);
  return order.lines.map((line) => {
    const node = nodes.get(line.lineId);
    const nested = (node?.depth ?? 0) > 0;
    const unit = unitIncTax(line);
    const { total, adjustments } = beforeOrderVariations(line, unit, digits);
    return {
      number: nested ? "" : String(line.number),
      quantity: line.quantity,
      name: line.name,
      ...optional("sku", line.sku),
      ...(nested && total === 0 ? {} : { unitPrice: roundToMinor(unit, digits) }),
      adjustments,
      modifiers: line.modifiers.map(({ name, negated, priceIncTax }) => ({
        name,
        negated,
        ...(line.given === "site" &&
          !negated &&
          priceIncTax !== "0" && { price: roundToMinor(dec(priceIncTax), digits) }),
      })),
      instructions: node?.option.instructions ? [{ kind: node.option.instructions, name: line.name }] : [],
      ...optional("notes", line.notes),
      depth: node?.depth ?? 0,
      total,
      taxLabel: line.taxes.length === 0 ? "Free" : line.taxes.map((tax) => tax.code).join(" + "),
    };
  });
};

/** A line's total with its own discount or surcharge, and each of these as an amount. */
const beforeOrderVariations = (
  line: Line,
  unit: Dec,
  digits: number,
): { total: Minor; adjustments: InvoiceAmount[] } => {
  const exact = unit.times(line.quantity);
  const varied = exact.times(line.priceVariation);
  const { evenOut = minor(0) } = line;
  const total = minor(roundToMinor(varied.plus(line.priceFixedVariation), digits) + evenOut);
  const adjustments: InvoiceAmount[] = [];
  const fixed = roundToMinor(dec(line.priceFixedVariation), digits);
  if (line.priceVariation !== "1") {
    const amount = minor(total - evenOut - fixed - roundToMinor(exact, digits));
    adjustments.push({ label: factorLabel(line.priceVariation), amount });
  }
  if (fixed !== 0) adjustments.push({ label: fixedLabel(fixed), amount: fixed });
  if (evenOut !== 0) adjustments.push({ label: "Rounding of the parts", amount: evenOut });
  return { total, adjustments };
};

/** The order's own discount or surcharge: the difference that it made to the sum of the lines. */
const orderVariations = (order: Order, lines: readonly InvoiceLine[]): InvoiceAmount[] => {
  const fixed = sum(order.lines.map((line) => line.orderFixedShare));
  const factored = minor(order.totals.total - fixed - sum(lines.map((line) => line.total)));
  const variations: InvoiceAmount[] = [];
  if (order.priceVariation !== "1") variations.push({ label: factorLabel(order.priceVariation), amount: factored });
  if (fixed !== 0) variations.push({ label: fixedLabel(fixed), amount: fixed });
  return variations;
};
