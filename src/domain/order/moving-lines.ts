import { type Minor, dec, less, minor, minorDigits, shareOut } from "../../kit/money.ts";
import type { Line, LineElsewhere, Order } from "./order.ts";
import { priceLines } from "./pricing.ts";

/**
 * What splits and merges have in common: a line that goes to another order costs what it cost before, and what stations
 * were told of it stays known.
 */

/** The lines, each at exactly the total that `totals` has for its id: what rounding makes of it is evened out. */
export const atTotals = (
  order: Pick<Order, "lines" | "priceVariation" | "priceFixedVariation" | "currency">,
  totals: ReadonlyMap<string, Minor>,
): Line[] => {
  const lines = order.lines.map(withoutEvenOut);
  const priced = priceLines(lines, order, minorDigits(order.currency));
  return lines.map((line, i) => {
    const evenOut = less(totals.get(line.lineId) ?? priced[i]!.totalIncTax, priced[i]!.totalIncTax);
    return evenOut === 0 ? line : { ...line, evenOut };
  });
};

const withoutEvenOut = (line: Line): Line => {
  const { evenOut, ...plain } = line;
  return evenOut === undefined ? line : plain;
};

/** A decimal shared over weights so that the parts add up to it exactly, at its own last digit. */
export const shareDecimal = (text: string, weights: readonly string[]): string[] => {
  const decimals = text.split(".")[1]?.length ?? 0;
  const scale = dec(10).pow(decimals);
  const whole = minor(Number(dec(text).times(scale).toFixed(0)));
  return shareOut(whole, weights.map(dec)).map((part) => dec(part).div(scale).toFixed());
};

/** Where a line of an order has been, this order included. */
export const trailOf = ({ id, version, moved }: Order, lineId: string): readonly LineElsewhere[] => {
  const before = moved?.came.find((line) => line.lineId === lineId)?.from ?? [];
  return [
    ...before.filter((place) => place.orderId !== id || place.lineId !== lineId),
    { orderId: id, lineId, version },
  ];
};
