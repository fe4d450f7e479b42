import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { skuOf } from "../../../domain/menus/sku.ts";
import type { Line, Order, OrderOption, Payment } from "../../../domain/order/order.ts";
import { totalExTax, unitIncTax } from "../../../domain/order/pricing.ts";
import { saleAmounts } from "../../../domain/sale-amounts.ts";
import { type Minor, minor, minorDigits, minorNumber, plus, roundToMinor } from "../../../kit/money.ts";
import { codesOf } from "../codes.ts";
import { amountText } from "../financial/amounts.ts";
import { accountIdentifierOf, lineLongOf, uuidOf } from "../ids.ts";
import { TAX_INCLUDED } from "../taxes.ts";
import { stamp } from "../wire.ts";

/**
 * An order as an account of this API: what checks answer and notifications carry. Every order is one, whoever took it.
 * Answers have amounts as numbers and notifications as text, as the vendor has it.
 */

/** Who is said to have taken an order that came from an app. */
const ONLINE_STAFF = "Online Order";
const INT32_MAX = 2 ** 31 - 1;

export type SnapshotStyle<Amount> = Readonly<{
  amount: (amount: Minor, digits: number) => Amount;
  /** Lines and payments, as far as they are wanted. */
  lines: boolean;
  payments: boolean;
  /** Notifications also say what a unit costs before discounts. */
  grossUnitAmount: boolean;
}>;

/** As the checks answer: everything, in numbers. */
export const asAnswer: SnapshotStyle<number> = {
  amount: minorNumber,
  lines: true,
  payments: true,
  grossUnitAmount: false,
};

/** As notifications carry it: text with two decimals at the least, whatever the currency. */
export const asNotified = (lines: boolean, payments: boolean): SnapshotStyle<string> => ({
  amount: (amount, digits) => amountText(amount, digits),
  lines,
  payments,
  grossUnitAmount: true,
});

export type LineItem<Amount> = Readonly<{
  id: number;
  uuid: string;
  itemName: string;
  itemSku: string;
  unitAmount: Amount;
  quantity: number;
  modifiers: readonly Readonly<{ name: string; quantity: number }>[];
  amountWithTax: Amount;
  amountLessTax: Amount;
  discountedAmount: Amount;
  grossUnitAmount?: Amount;
  timeOfTransactionUtc: string;
  active: boolean;
  subLineItems: readonly LineItem<Amount>[];
  taxIncluded: boolean;
}>;

export type PaymentEntry<Amount> = Readonly<{
  paymentMethodDescription: string;
  externalReference?: string;
  paymentMethodCode: string;
  amountPaid: Amount;
  paymentDate: string;
  active: boolean;
}>;

export type AccountSnapshot<Amount> = Readonly<{
  clientCount: number;
  uuid: string;
  openDate: string;
  closeDate?: string;
  paidAmount: Amount;
  serviceCharge: Amount;
  name: string;
  currentAmount: Amount;
  staffName?: string;
  staffId?: number;
  salesEntries?: readonly LineItem<Amount>[];
  paymentEntries?: readonly PaymentEntry<Amount>[];
  ikaccountId: string;
  tableNumber?: number;
  posId: number;
}>;

/** The number of the table, where the guests sit at one that is called by a number. */
export const tableNumberOf = ({ table }: Pick<Order, "table">): number | undefined => {
  const text = table?.trim() ?? "";
  return /^\d{1,10}$/.test(text) && Number(text) <= INT32_MAX ? Number(text) : undefined;
};

const staffOf = ({ staffId, addonId }: Order, catalogue: Catalogue): Pick<AccountSnapshot<never>, "staffName"> => {
  const staff = staffId === null ? undefined : catalogue.staff(staffId);
  if (staff) return { staffName: `${staff.firstName} ${staff.lastName}`.trim() };
  return addonId === null ? {} : { staffName: ONLINE_STAFF };
};

/** Modifiers and instructions of a line: what was chosen about it without being an item of its own. */
const modifiersOf = (
  { modifiers, productionInstructions = [] }: Line,
  said: string | null,
): LineItem<never>["modifiers"] =>
  [
    ...(said === null ? [] : [said]),
    ...productionInstructions.map(({ text }) => text),
    ...modifiers.map(({ name, negated }) => (negated ? `No ${name}` : name)),
  ].map((name) => ({ name, quantity: 1 }));

type Node = Readonly<{ line: Line; said: string | null; below: readonly Node[] }>;

/** The lines of an order, each with those that were chosen under it. */
const linesAsTree = ({ lines, options }: Order): Node[] => {
  if (options.length === 0) return lines.map((line) => ({ line, said: null, below: [] }));
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const under = new Set<string>();
  const nodes = new Map<string, Node>();
  const nodeOf = ({ lineId, instructions, optionSets }: OrderOption): Node[] => {
    const line = byId.get(lineId);
    const chosen = optionSets.flatMap((set) => set.options);
    const below = chosen.flatMap(nodeOf);
    for (const option of chosen) under.add(option.lineId);
    if (!line) return below;
    const node = { line, said: instructions, below };
    nodes.set(lineId, node);
    return [node];
  };
  for (const option of options) nodeOf(option);
  return lines
    .filter(({ lineId }) => !under.has(lineId))
    .map((line) => nodes.get(line.lineId) ?? { line, said: null, below: [] });
};

const linesShape = <Amount>(order: Order, { amount, grossUnitAmount }: SnapshotStyle<Amount>): LineItem<Amount>[] => {
  const digits = minorDigits(order.currency);
  const amounts = new Map(saleAmounts(order).map((sale, i) => [order.lines[i]!.lineId, sale]));
  const shape = ({ line, said, below }: Node): LineItem<Amount> => {
    const { lineDiscount, orderDiscount } = amounts.get(line.lineId)!;
    const unit = amount(roundToMinor(unitIncTax(line), digits), digits);
    return {
      id: lineLongOf(order, line),
      uuid: uuidOf("line", order.id, line.lineId),
      itemName: line.name,
      itemSku: skuOf({ id: line.productId, sku: line.sku }),
      unitAmount: unit,
      quantity: Number(line.quantity),
      modifiers: modifiersOf(line, said),
      amountWithTax: amount(line.totalIncTax, digits),
      amountLessTax: amount(totalExTax(line), digits),
      discountedAmount: amount(plus(lineDiscount, orderDiscount), digits),
      ...(grossUnitAmount && { grossUnitAmount: unit }),
      timeOfTransactionUtc: stamp(order.createdAt), // lines have no time of their own
      active: true,
      subLineItems: below.map(shape),
      taxIncluded: TAX_INCLUDED,
    };
  };
  return linesAsTree(order).map(shape);
};

const paymentShape = <Amount>(
  payment: Payment,
  codes: ReadonlyMap<number, string>,
  amount: (amount: Minor) => Amount,
): PaymentEntry<Amount> => ({
  paymentMethodDescription: payment.methodName,
  ...(payment.ref !== null && { externalReference: payment.ref }),
  paymentMethodCode: codes.get(payment.methodId) ?? "",
  amountPaid: amount(payment.amount),
  paymentDate: stamp(payment.createdAt),
  active: true,
});

/** `paidAmount` is what was paid of `currentAmount`: the rest is still due. */
export const snapshotOf = <Amount>(
  order: Order,
  catalogue: Catalogue,
  style: SnapshotStyle<Amount>,
): AccountSnapshot<Amount> => {
  const { totals, guests, completedAt, saleNumber, siteId, staffId } = order;
  const digits = minorDigits(order.currency);
  const amount = (value: Minor): Amount => style.amount(value, digits);
  const current = plus(totals.total, totals.tipService);
  const tableNumber = tableNumberOf(order);
  const codes = style.payments ? codesOf(catalogue.all("payment_method")) : new Map<number, string>();
  return {
    clientCount: guests ?? 0,
    uuid: uuidOf("account", order.id),
    openDate: stamp(order.createdAt),
    ...(completedAt !== null && { closeDate: stamp(completedAt) }),
    paidAmount: amount(minor(current - totals.remaining)),
    serviceCharge: amount(totals.tipService),
    name: `Order ${saleNumber}`,
    currentAmount: amount(current),
    ...staffOf(order, catalogue),
    ...(staffId !== null && { staffId }),
    ...(style.lines && { salesEntries: linesShape(order, style) }),
    ...(style.payments && { paymentEntries: order.payments.map((payment) => paymentShape(payment, codes, amount)) }),
    ikaccountId: accountIdentifierOf(order),
    ...(tableNumber !== undefined && { tableNumber }),
    posId: siteId,
  };
};
