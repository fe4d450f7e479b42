import { type Minor, dec } from "../../kit/money.ts";
import type { Price, Tax } from "../catalogue/records.ts";
import { exOfInc, priceLines } from "../order/pricing.ts";

/** What one unit costs with its tax, as an order of one would be charged. */
export type PricedUnit = Readonly<{
  incTax: Minor;
  tax: Minor;
  /** By tax; they add up to `tax`. */
  taxes: readonly Readonly<{ tax: Tax; amount: Minor }>[];
}>;

/** `digits` are the decimals of the company's currency. */
export const pricedUnit = ({ amount, incTax }: Price, taxes: readonly Tax[], digits: number): PricedUnit => {
  const line = {
    quantity: "1",
    unitPriceExTax: incTax ? exOfInc(dec(amount), taxes) : amount,
    unitPriceIncTax: incTax ? amount : null,
    priceVariation: "1",
    priceFixedVariation: "0",
    taxes,
  };
  const [priced] = priceLines([line], { priceVariation: "1", priceFixedVariation: "0" }, digits);
  const { totalIncTax, totalTax, taxAmounts } = priced!;
  return { incTax: totalIncTax, tax: totalTax, taxes: taxes.map((tax, i) => ({ tax, amount: taxAmounts[i]! })) };
};
