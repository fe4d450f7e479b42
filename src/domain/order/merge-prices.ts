import { dec, minorDigits, minorText } from "../../kit/money.ts";
import { atTotals } from "./moving-lines.ts";
import type { Line, Order } from "./order.ts";

/** A line and the order that it comes from. */
export type LineOf = Readonly<{ line: Line; order: Order }>;

type Prices = Pick<Order, "lines" | "priceVariation" | "priceFixedVariation">;
export type MergedContent = Prices & Pick<Order, "options" | "linesMade" | "moved">;

/** A fixed variation of several orders stays one while no line needs more than this many cents to keep its total. */
const EVEN_OUT_MAX = 2;

/**
 * Lines of several orders as lines of one, each at the total that it had. A factor that is the same for all stays the
 * order's; otherwise each line takes its own with it. So does a fixed variation that would fall on other lines.
 */
export const pricedTogether = (all: readonly LineOf[], orders: readonly Order[]): Prices => {
  const { currency, priceVariation } = orders[0]!;
  const totals = new Map(all.map(({ line }) => [line.lineId, line.totalIncTax]));
  const priced = (lines: readonly Line[], factor: string, fixed: string): Prices => {
    const content = { lines, priceVariation: factor, priceFixedVariation: fixed, currency };
    return { lines: atTotals(content, totals), priceVariation: factor, priceFixedVariation: fixed };
  };
  const isSame = orders.every((order) => order.priceVariation === priceVariation);
  const factor = isSame ? priceVariation : "1";
  const lines = all.map(({ line, order }) =>
    isSame ? line : { ...line, priceVariation: dec(line.priceVariation).times(order.priceVariation).toFixed() },
  );
  const fixed = orders.reduce((sum, order) => sum.plus(order.priceFixedVariation), dec(0)).toFixed();
  const together = priced(lines, factor, fixed);
  if (together.lines.every(({ evenOut = 0 }) => Math.abs(evenOut) <= EVEN_OUT_MAX)) return together;
  const digits = minorDigits(currency);
  const apart = lines.map((line) => {
    const share = minorText(line.orderFixedShare, digits);
    return { ...line, priceFixedVariation: dec(line.priceFixedVariation).plus(share).toFixed() };
  });
  return priced(apart, factor, "0");
};
