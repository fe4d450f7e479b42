import fc from "fast-check";
import { expect, test } from "vitest";
import { ONE, dec, minor, quickExOfInc, quickProduct, quickTaxWithin, roundToMinor } from "../../src/kit/money.ts";

/** Decimals as clients send them: up to eight digits before the point, six behind it. */
const decimalText = fc
  .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([n, decimals]) => dec(n).div(dec(10).pow(decimals)).toFixed());
const rate = fc.constantFrom("0", "0.1", "0.015", "0.29", "0.19", "0.025", "0.0725", "1");

test("whole-number products are the decimals' own, wherever they answer at all", () => {
  let answered = 0;
  fc.assert(
    fc.property(fc.array(decimalText, { minLength: 1, maxLength: 4 }), fc.constantFrom(0, 2, 3), (factors, digits) => {
      const quick = quickProduct(factors, digits);
      if (quick === undefined) return;
      answered++;
      const exact = factors.reduce((product, factor) => product.times(factor), ONE);
      expect(quick).toBe(roundToMinor(exact, digits));
    }),
    { numRuns: 20_000 },
  );
  expect(answered).toBeGreaterThan(5_000);
});

test("whole-number tax and ex-tax prices are the decimals' own", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), rate, (amount, rates) => {
      const inclusive = dec(amount);
      const tax = inclusive.minus(inclusive.div(ONE.plus(rates)));
      expect(quickTaxWithin(minor(amount), rates)).toBe(roundToMinor(tax, 0));
      const price = dec(Math.abs(amount)).div(100);
      const ex = quickExOfInc(price.toFixed(), rates);
      if (ex !== undefined) expect(ex).toBe(price.div(ONE.plus(rates)).round(6).toFixed());
    }),
    { numRuns: 20_000 },
  );
});
