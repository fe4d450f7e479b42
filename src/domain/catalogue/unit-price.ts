import { ONE, dec } from "../../kit/money.ts";
import { UNIT_PRICE_DECIMALS, exOfInc, sumOfRates } from "../order/pricing.ts";
import type { Price, Tax } from "./records.ts";

/** The price of one unit from both sides: decimals of the currency as text, six places at the most, exact sums. */
export type UnitPrice = Readonly<{ incTax: string; exTax: string; tax: string }>;

/** What is entered stays as it is; the other side follows from it by the taxes. */
export const unitPrice = ({ amount, incTax }: Price, taxes: readonly Tax[]): UnitPrice => {
  const entered = dec(amount).round(UNIT_PRICE_DECIMALS);
  const inc = incTax
    ? entered
    : dec(amount)
        .times(ONE.plus(sumOfRates(taxes)))
        .round(UNIT_PRICE_DECIMALS);
  const ex = incTax ? dec(exOfInc(dec(amount), taxes)) : entered;
  return { incTax: inc.toFixed(), exTax: ex.toFixed(), tax: inc.minus(ex).toFixed() };
};
