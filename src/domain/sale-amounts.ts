import { type Minor, NOTHING, dec, less, minorDigits, quickProduct, roundToMinor, shareOut } from "../kit/money.ts";
import type { Line, Order } from "./order/order.ts";
import { unitIncTax } from "./order/pricing.ts";

/**
 * What a sold line's total came from, in minor units: list − lineDiscount − orderDiscount = the line's total with tax.
 * A surcharge is a discount below zero. `service` is the line's part of the tip/service, which is asked on top.
 */
export type LineAmounts = Readonly<{ list: Minor; lineDiscount: Minor; orderDiscount: Minor; service: Minor }>;

/** One entry for each line, in the same order. The parts of the tip/service add up to all of it. */
export const saleAmounts = (order: Order): LineAmounts[] => {
  const { lines, totals, currency } = order;
  const digits = minorDigits(currency);
  const services =
    totals.tipService === 0
      ? []
      : shareOut(
          totals.tipService,
          lines.map(({ totalIncTax }) => dec(Math.abs(totalIncTax))),
        );
  const varied = order.priceVariation !== "1" || order.priceFixedVariation !== "0";
  return lines.map((line, i) => {
    const service = services[i] ?? NOTHING;
    const plain = line.priceVariation === "1" && line.priceFixedVariation === "0";
    if (plain && !varied) return { list: line.totalIncTax, lineDiscount: NOTHING, orderDiscount: NOTHING, service };
    const list = priced(line, "1", "0", digits);
    const beforeOrder = plain ? list : priced(line, line.priceVariation, line.priceFixedVariation, digits);
    return {
      list,
      lineDiscount: less(list, beforeOrder),
      orderDiscount: less(beforeOrder, line.totalIncTax),
      service,
    };
  });
};

const priced = (line: Line, factor: string, fixed: string, digits: number): Minor => {
  const quick =
    line.unitPriceIncTax !== null && fixed === "0"
      ? quickProduct([line.unitPriceIncTax, line.quantity, factor], digits)
      : undefined;
  return quick ?? roundToMinor(unitIncTax(line).times(line.quantity).times(factor).plus(fixed), digits);
};
