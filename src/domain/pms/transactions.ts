import { NOTHING, ONE, less, minorDigits, minorNumber } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Line, LineTax, Order } from "../order/order.ts";
import { type PricedLine, priceLines, totalExTax } from "../order/pricing.ts";

/** One row of a bill as a hotel books it. Amounts are numbers of the currency; `amount` and `unitAmount` without tax. */
export type HotelTransaction = Readonly<{
  type: "Sale" | "LineDiscount" | "AccountDiscount" | "PercentItem";
  description: string;
  quantity: number;
  unitAmount: number;
  amount: number;
  sku: string;
  groupId?: number;
  groupName?: string;
  staffId?: number;
  staffName?: string;
  taxId?: number;
  taxName?: string;
  taxRate?: number;
  taxIncluded?: boolean;
  serviceChargeContribution?: number;
  taxLines: readonly HotelTaxLine[];
}>;

export type HotelTaxLine = Readonly<{
  taxId: string;
  taxName: string;
  taxAmount: number;
  taxRate: number;
  taxIncluded: boolean;
}>;

type Staff = Readonly<{ staffId: number; staffName: string }>;

/** Prices of a venue have their taxes in them, whatever was entered. */
const TAX_INCLUDED = true;

/** Twenty percent is 1.2. */
const multiplierOf = ({ rate }: LineTax): number => Number(ONE.plus(rate).toFixed());

/** Priced three times: without any variation, with those of the lines, with those of the order as well. */
const threePrices = ({ lines, priceVariation, priceFixedVariation, currency }: Order) => {
  const digits = minorDigits(currency);
  const none = { priceVariation: "1", priceFixedVariation: "0" };
  return {
    bare: priceLines(
      lines.map((line) => ({ ...line, ...none })),
      none,
      digits,
    ),
    ofLines: priceLines(lines, none, digits),
    whole: priceLines(lines, { priceVariation, priceFixedVariation }, digits),
  };
};

/** From one price of a line to another, with the taxes that go with it. */
const between = (from: PricedLine, to: PricedLine): PricedLine => ({
  orderFixedShare: NOTHING,
  totalIncTax: less(to.totalIncTax, from.totalIncTax),
  totalTax: less(to.totalTax, from.totalTax),
  taxAmounts: to.taxAmounts.map((amount, i) => less(amount, from.taxAmounts[i] ?? NOTHING)),
});

/**
 * The lines of an order as a hotel books them: what was sold at its full price, and what was taken off it on a row of
 * its own. All amounts and taxes together are the order's total, to the cent.
 */
export const hotelTransactions = (order: Order, catalogue: Catalogue, staff: Staff | undefined): HotelTransaction[] => {
  const digits = minorDigits(order.currency);
  const { bare, ofLines, whole } = threePrices(order);
  const row = (line: Line, type: HotelTransaction["type"], priced: PricedLine, quantity: number): HotelTransaction => {
    const amount = minorNumber(totalExTax(priced), digits);
    const sale = type === "Sale";
    const [tax, ...more] = line.taxes;
    return {
      type,
      description: line.name,
      quantity,
      unitAmount: sale ? Number(line.unitPriceExTax) : amount,
      amount,
      sku: line.sku ?? String(line.productId),
      ...groupOf(line, catalogue),
      ...staff,
      ...(tax && more.length === 0 && { taxId: tax.id, taxName: tax.name, taxRate: multiplierOf(tax) }),
      ...(tax && more.length === 0 && { taxIncluded: TAX_INCLUDED }),
      taxLines: line.taxes.map((one, i) => ({
        taxId: String(one.id),
        taxName: one.name,
        taxAmount: minorNumber(priced.taxAmounts[i] ?? NOTHING, digits),
        taxRate: multiplierOf(one),
        taxIncluded: TAX_INCLUDED,
      })),
    };
  };
  return order.lines.flatMap((line, i) => {
    const [full, asked, charged] = [bare[i]!, ofLines[i]!, whole[i]!];
    const raised = Math.abs(asked.totalIncTax) > Math.abs(full.totalIncTax);
    const sold = raised ? asked : full; // what was put on a line is part of its price
    const off = between(sold, asked);
    const offAll = between(asked, charged);
    return [
      row(line, "Sale", sold, Number(line.quantity)),
      ...(off.totalIncTax === 0 ? [] : [row(line, "LineDiscount", off, 1)]),
      ...(offAll.totalIncTax === 0
        ? []
        : [row(line, offAll.totalIncTax < 0 ? "AccountDiscount" : "PercentItem", offAll, 1)]),
    ];
  });
};

/** The accounting group that a line's sales go to: its product's first category. */
const groupOf = (line: Line, catalogue: Catalogue): Pick<HotelTransaction, "groupId" | "groupName"> => {
  const [first] = catalogue.product(line.productId)?.categoryIds ?? [];
  const group = first === undefined ? undefined : catalogue.get("category", first);
  return group ? { groupId: group.id, groupName: group.name } : {};
};
