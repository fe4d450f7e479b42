import {
  type Dec,
  type Minor,
  NOTHING,
  ONE,
  ZERO,
  dec,
  less,
  minor,
  quickExOfInc,
  quickProduct,
  quickTaxWithin,
  roundToMinor,
  shareOut,
  sum,
} from "../../kit/money.ts";
import { limits } from "./limits.ts";
import type { Line, LineTax } from "./order.ts";

/** Decimals that a unit price without tax keeps. */
export const UNIT_PRICE_DECIMALS = 6;

export type PricedLine = Pick<Line, "orderFixedShare" | "totalIncTax" | "totalTax" | "taxAmounts">;

/** What pricing reads of a line. */
export type LineToPrice = Pick<
  Line,
  "quantity" | "unitPriceExTax" | "unitPriceIncTax" | "priceVariation" | "priceFixedVariation" | "taxes" | "evenOut"
>;

export type Variations = Readonly<{ priceVariation: string; priceFixedVariation: string }>;

export const sumOfRates = (taxes: readonly LineTax[]): Dec =>
  taxes.length === 1 ? dec(taxes[0]!.rate) : taxes.reduce((total, tax) => total.plus(tax.rate), ZERO);

/** One unit with tax: the entered inclusive price when there is one, else the ex-tax price and its taxes. */
export const unitIncTax = (line: LineToPrice): Dec =>
  line.unitPriceIncTax === null
    ? dec(line.unitPriceExTax).times(ONE.plus(sumOfRates(line.taxes)))
    : dec(line.unitPriceIncTax);

/** The ex-tax unit price of an inclusive one, to six decimals. */
export const exOfInc = (incTax: Dec, taxes: readonly LineTax[]): string =>
  (taxes.length === 1 ? quickExOfInc(incTax.toFixed(), taxes[0]!.rate) : undefined) ??
  incTax
    .div(ONE.plus(sumOfRates(taxes)))
    .round(UNIT_PRICE_DECIMALS)
    .toFixed();

/**
 * Prices the lines of an order. Per line: unit price with tax × quantity × line variation × order variation + the
 * line's fixed variation, rounded once; then the order's fixed variation is shared over the lines by those totals; then
 * come the cents that even out a split; then the tax is taken out of each line. The order's total and tax are sums of
 * these rounded lines, so everything adds up to the cent. Answers one entry per line, in the same order.
 */
export const priceLines = (lines: readonly LineToPrice[], order: Variations, digits: number): PricedLine[] => {
  const rounded = lines.map((line) => roundedLine(line, order.priceVariation, digits));
  const fixed = order.priceFixedVariation === "0" ? NOTHING : roundToMinor(dec(order.priceFixedVariation), digits);
  const shares = fixed === 0 ? undefined : shareFixed(fixed, rounded);
  return lines.map((line, i) => {
    const orderFixedShare = shares?.[i] ?? NOTHING;
    const totalIncTax = minor(rounded[i]! + orderFixedShare + (line.evenOut ?? 0));
    return { orderFixedShare, totalIncTax, ...taxWithin(totalIncTax, line.taxes) };
  });
};

/**
 * An amount beyond any limit counts as just beyond it: too large to be accepted, small enough that nothing overflows
 * before it is refused.
 */
const TOO_LARGE = dec(limits.amountMax + 1);

const roundedLine = (line: LineToPrice, orderFactor: string, digits: number): Minor => {
  if (line.unitPriceIncTax !== null && line.priceFixedVariation === "0") {
    const factors = [line.unitPriceIncTax, line.quantity, line.priceVariation, orderFactor];
    const quick = quickProduct(factors, digits);
    if (quick !== undefined && Math.abs(quick) <= limits.amountMax * 10 ** digits) return quick;
  }
  let amount = unitIncTax(line).times(line.quantity);
  if (line.priceVariation !== "1") amount = amount.times(line.priceVariation);
  if (orderFactor !== "1") amount = amount.times(orderFactor);
  if (line.priceFixedVariation !== "0") amount = amount.plus(line.priceFixedVariation);
  return roundToMinor(amount.abs().gt(TOO_LARGE) ? TOO_LARGE : amount, digits);
};

/** By magnitude: on an order that sells and takes back, the shares must not grow with the two cancelling out. */
const shareFixed = (fixed: Minor, amounts: readonly Minor[]): Minor[] =>
  shareOut(
    fixed,
    amounts.map((amount) => dec(Math.abs(amount))),
  );

/**
 * The tax inside a tax-inclusive amount: inclusive − inclusive / (1 + Σ rates), rounded once, then shared over the
 * taxes by their rates.
 */
export const taxWithin = (totalIncTax: Minor, taxes: readonly LineTax[]): Pick<Line, "totalTax" | "taxAmounts"> => {
  if (taxes.length === 1) {
    const quick = quickTaxWithin(totalIncTax, taxes[0]!.rate);
    if (quick !== undefined) return { totalTax: quick, taxAmounts: [quick] };
  }
  const rates = sumOfRates(taxes);
  if (totalIncTax === 0 || rates.eq(ZERO)) return { totalTax: NOTHING, taxAmounts: taxes.map(() => NOTHING) };
  const inclusive = dec(totalIncTax);
  const totalTax = roundToMinor(inclusive.minus(inclusive.div(ONE.plus(rates))), 0);
  return {
    totalTax,
    taxAmounts:
      taxes.length === 1
        ? [totalTax]
        : shareOut(
            totalTax,
            taxes.map((t) => dec(t.rate)),
          ),
  };
};

/** Sums of priced lines. */
export const sumLines = (lines: readonly PricedLine[]): { total: Minor; totalTax: Minor } => ({
  total: sum(lines.map((line) => line.totalIncTax)),
  totalTax: sum(lines.map((line) => line.totalTax)),
});

/** A line's total without tax. */
export const totalExTax = (line: PricedLine): Minor => less(line.totalIncTax, line.totalTax);
