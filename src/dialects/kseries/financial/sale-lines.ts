import type { Line, Order, OrderOption } from "../../../domain/order/order.ts";
import { sumOfRates } from "../../../domain/order/pricing.ts";
import { type LineAmounts, saleAmounts } from "../../../domain/sale-amounts.ts";
import { ONE, dec, minorDigits } from "../../../kit/money.ts";
import { saleLineIdOf } from "../ids.ts";
import { TAX_INCLUDED } from "../taxes.ts";
import { amountText, decimalText, instant, percentText, unitPriceText } from "./amounts.ts";
import { type Report, listText, moreText } from "./report.ts";
import type { LineWire } from "./sale-schema.ts";

/** What follows from what was sold, for how much; the rest says which line it is, and who sold it when. */
type LineBody = Omit<
  LineWire,
  | "id"
  | "parentLineId"
  | "currency"
  | "timeOfSale"
  | "staffId"
  | "staffName"
  | "deviceId"
  | "deviceName"
  | "accountProfileCode"
  | "revenueCenter"
  | "revenueCenterId"
>;

/** Lines that came with another one, by the id of the line that they belong to. */
const parentsOf = (options: readonly OrderOption[], parents = new Map<string, string>(), parent?: string) => {
  for (const { lineId, optionSets } of options) {
    if (parent !== undefined) parents.set(lineId, parent);
    for (const set of optionSets) parentsOf(set.options, parents, lineId);
  }
  return parents;
};

const discountOf = (line: Line, { lineDiscount }: LineAmounts) =>
  lineDiscount === 0
    ? undefined
    : {
        discountType: "DISCOUNT" as const,
        ...(line.discount && { discountCode: line.discount.code, discountName: line.discount.name }),
      };

/** The tip/service as a percentage of the sale. */
const serviceRateOf = ({ tipService, totals }: Order): string | undefined => {
  if (tipService === null || totals.tipService === 0) return undefined;
  if ("percent" in tipService) return decimalText(tipService.percent);
  return totals.total === 0 ? undefined : decimalText(dec(tipService.amount).times(100).div(totals.total).round(2));
};

/** A line as it was sold; `digits` are those of its currency. */
export type Sold = Readonly<{ line: Line; amounts: LineAmounts; serviceRate: string | undefined; digits: number }>;

const bodyOf = ({ line, amounts, serviceRate, digits }: Sold, { names, quantityPlaces }: Report): LineBody => {
  const { service, lineDiscount, orderDiscount } = amounts;
  const text = (amount: number, places = 2): string => amountText(amount, digits, places);
  const product = names.product(line.productId);
  return {
    totalNetAmountWithTax: text(line.totalIncTax),
    totalNetAmountWithoutTax: text(line.totalIncTax - line.totalTax),
    menuListPrice: unitPriceText(line),
    ...(product.unitCostPrice !== undefined && { unitCostPrice: product.unitCostPrice }),
    serviceCharge: text(service),
    serviceChargeType: service === 0 ? "NO_SERVICE_CHARGE" : "UNTAXED",
    ...(service !== 0 && serviceRate !== undefined && { serviceChargeRate: serviceRate }),
    discountAmount: text(lineDiscount),
    ...(line.taxes[0] && { taxCode: line.taxes[0].code }),
    taxAmount: text(line.totalTax, 4),
    taxRatePercentage: percentText(sumOfRates(line.taxes)),
    taxLines: line.taxes.map((tax, n) => ({
      taxId: String(tax.id),
      taxCode: tax.code,
      taxRate: ONE.plus(tax.rate).toFixed(),
      taxAmount: text(line.taxAmounts[n] ?? 0, 6),
      taxIncluded: TAX_INCLUDED,
    })),
    ...discountOf(line, amounts),
    accountDiscountAmount: text(orderDiscount),
    ...(orderDiscount !== 0 && { accountDiscountType: "DISCOUNT" as const }),
    totalDiscountAmount: text(lineDiscount + orderDiscount),
    sku: line.sku ?? String(line.productId),
    name: line.name,
    ...(product.accountingGroup && {
      statisticGroup: product.accountingGroup.statisticGroup,
      accountingGroup: product.accountingGroup,
    }),
    quantity: quantityPlaces === 0 ? line.quantity : decimalText(line.quantity, quantityPlaces),
    tags: [...product.tags],
    categories: [...product.categories],
  };
};

/** Whether two lines look the same: everything that a body is made of, what tells them apart most often first. */
const looksLike = (a: Sold, b: Sold): boolean =>
  a.line.totalIncTax === b.line.totalIncTax &&
  a.line.quantity === b.line.quantity &&
  a.amounts.lineDiscount === b.amounts.lineDiscount &&
  a.amounts.orderDiscount === b.amounts.orderDiscount &&
  a.amounts.service === b.amounts.service &&
  a.serviceRate === b.serviceRate &&
  a.digits === b.digits &&
  a.line.unitPriceIncTax === b.line.unitPriceIncTax &&
  a.line.unitPriceExTax === b.line.unitPriceExTax &&
  a.line.name === b.line.name &&
  a.line.sku === b.line.sku &&
  a.line.discount?.code === b.line.discount?.code &&
  a.line.discount?.name === b.line.discount?.name &&
  a.line.totalTax === b.line.totalTax &&
  a.line.taxes.length === b.line.taxes.length &&
  a.line.taxes.every((tax, n) => {
    const other = b.line.taxes[n]!;
    return (
      tax.id === other.id &&
      tax.code === other.code &&
      tax.rate === other.rate &&
      a.line.taxAmounts[n] === b.line.taxAmounts[n]
    );
  });

/** Looks kept for one product: prices and discounts that were made up on the spot are hardly ever seen again. */
const LOOKS_MAX = 20;

/** The text of a line's body, written once for all lines that look the same. */
const bodyText = (sold: Sold, report: Report): string => {
  const { productId } = sold.line;
  let looks = report.lineTexts.get(productId);
  if (!looks) report.lineTexts.set(productId, (looks = []));
  const known = looks.find((look) => looksLike(look.sold, sold));
  if (known) return known.text;
  const text = JSON.stringify(bodyOf(sold, report)).slice(1, -1);
  if (looks.length < LOOKS_MAX) looks.push({ sold, text });
  return text;
};

/** The lines of a sale. Their totals and taxes are those of the order's lines, to the last cent. */
export const linesText = (order: Order, work: string, report: Report): string => {
  const digits = minorDigits(order.currency);
  const amounts = saleAmounts(order);
  const parents = order.options.length === 0 ? undefined : parentsOf(order.options);
  const serviceRate = serviceRateOf(order);
  const shared = `${moreText({ currency: order.currency, timeOfSale: instant(order.createdAt) })}${work}`;
  return listText(
    order.lines.map((line, i) => {
      const body = bodyText({ line, amounts: amounts[i]!, serviceRate, digits }, report);
      const parent = parents?.get(line.lineId);
      const parentText = parent === undefined ? "" : `"parentLineId":"${saleLineIdOf(order, { lineId: parent })}",`;
      return `{"id":"${saleLineIdOf(order, line)}",${parentText}${body}${shared}}`;
    }),
  );
};
