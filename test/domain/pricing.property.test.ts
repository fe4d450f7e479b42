import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PaymentId, PaymentMethodId, TaxId } from "../../src/domain/ids.ts";
import type { Payment } from "../../src/domain/order/order.ts";
import { isSettled, settle } from "../../src/domain/order/paying.ts";
import {
  type LineToPrice,
  type Variations,
  exOfInc,
  priceLines,
  sumLines,
  totalExTax,
} from "../../src/domain/order/pricing.ts";
import { dec, minor, shareOut } from "../../src/kit/money.ts";

/** Random orders: 105,000 of them in all, from a seed that is printed when one of them fails. */
const RUNS = { orders: 25_000, permutations: 15_000, refunds: 25_000, payments: 25_000, shares: 15_000 };

const rates = ["0", "0.1", "0.015", "0.29", "0.05", "0.08", "0.2", "0.0825", "0.19"];
const taxes = fc
  .array(fc.constantFrom(...rates), { maxLength: 3 })
  .map((list) => list.map((rate, i) => ({ id: (i + 1) as TaxId, code: `T${i}`, name: `T${i}`, rate })));

/** A decimal as text, from whole numbers: no binary fractions on the way. */
const decimal = (min: number, max: number, decimals: number) =>
  fc.integer({ min: min * 10 ** decimals, max: max * 10 ** decimals }).map((n) =>
    dec(n)
      .div(10 ** decimals)
      .toFixed(),
  );

const line: fc.Arbitrary<LineToPrice> = fc
  .record({
    quantity: fc.oneof(fc.integer({ min: 1, max: 20 }).map(String), decimal(-9, 9, 3)),
    price: fc.oneof(decimal(0, 200, 2), decimal(0, 50, 4), decimal(0, 5, 6)),
    inclusive: fc.boolean(),
    priceVariation: fc.oneof(fc.constant("1"), fc.constantFrom("0", "0.5", "0.9", "0.95", "1.15"), decimal(0, 2, 4)),
    priceFixedVariation: fc.oneof(fc.constant("0"), decimal(-20, 20, 2)),
    taxes,
  })
  .map(({ price, inclusive, ...facts }) => ({
    ...facts,
    unitPriceExTax: inclusive ? exOfInc(dec(price), facts.taxes) : price,
    unitPriceIncTax: inclusive ? price : null,
  }));

const variations: fc.Arbitrary<Variations> = fc.oneof(
  fc.constant({ priceVariation: "1", priceFixedVariation: "0" }),
  decimal(0, 2, 4).map((priceVariation) => ({ priceVariation, priceFixedVariation: "0" })),
  decimal(-50, 50, 3).map((priceFixedVariation) => ({ priceVariation: "1", priceFixedVariation })),
);

const order = fc.record({ lines: fc.array(line, { maxLength: 6 }), variations, digits: fc.constantFrom(0, 2, 3) });

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
/** What a property fails on, told with its seed and smallest example; undefined when it held in all runs. */
const failureOf = <T>(property: fc.IProperty<T>, numRuns: number): string | undefined => {
  const run = fc.check(property, { numRuns });
  return run.failed ? fc.defaultReportMessage(run) : undefined;
};

describe("random orders", { timeout: 120_000 }, () => {
  test("there are more than a hundred thousand of them", () =>
    expect(sum(Object.values(RUNS))).toBeGreaterThan(100_000));

  test("KO-12 lines, taxes and totals always add up", () =>
    expect(
      failureOf(
        fc.property(order, ({ lines, variations: both, digits }) => {
          const priced = priceLines(lines, both, digits);
          const { total, totalTax } = sumLines(priced);
          const wholes = priced.every((p) => Number.isSafeInteger(p.totalIncTax) && Number.isSafeInteger(p.totalTax));
          const byTax = priced.every((p) => sum(p.taxAmounts) === (p.taxAmounts.length > 0 ? p.totalTax : 0));
          const bounded = priced.every((p) => Math.abs(p.totalTax) <= Math.abs(p.totalIncTax));
          const fixed = lines.length > 0 ? sum(priced.map((p) => p.orderFixedShare)) : 0;
          const asked =
            lines.length > 0
              ? Number(
                  dec(both.priceFixedVariation)
                    .times(10 ** digits)
                    .round(0, 1)
                    .toFixed(),
                )
              : 0;
          return (
            wholes &&
            byTax &&
            bounded &&
            fixed === asked &&
            sum(priced.map(totalExTax)) + totalTax === total &&
            priced.length === lines.length
          );
        }),
        RUNS.orders,
      ),
    ).toBeUndefined());

  test("KO-12 the order of the lines does not change the total", () => {
    const shuffled = order.chain((given) =>
      fc.record({
        given: fc.constant(given),
        lines: fc.shuffledSubarray(given.lines, { minLength: given.lines.length, maxLength: given.lines.length }),
      }),
    );
    expect(
      failureOf(
        fc.property(shuffled, ({ given: { lines, variations: both, digits }, lines: other }) => {
          const total = (these: LineToPrice[]): number => sumLines(priceLines(these, both, digits)).total;
          return total(lines) === total(other);
        }),
        RUNS.permutations,
      ),
    ).toBeUndefined();
  });

  test("KO-39 a full refund is the mirror of its sale: totals and taxes net to nothing", () => {
    const negated = (text: string): string => dec(text).times(-1).toFixed().replace(/^-0$/, "0");
    expect(
      failureOf(
        fc.property(order, ({ lines, variations: both, digits }) => {
          const sale = priceLines(lines, both, digits);
          const back = priceLines(
            lines.map((l) => ({
              ...l,
              quantity: negated(l.quantity),
              priceFixedVariation: negated(l.priceFixedVariation),
            })),
            { ...both, priceFixedVariation: negated(both.priceFixedVariation) },
            digits,
          );
          return sale.every((line_, i) => {
            const mirror = back[i]!;
            return (
              line_.totalIncTax + mirror.totalIncTax === 0 &&
              line_.totalTax + mirror.totalTax === 0 &&
              line_.taxAmounts.every((amount, t) => (mirror.taxAmounts[t] ?? NaN) + amount === 0)
            );
          });
        }),
        RUNS.refunds,
      ),
    ).toBeUndefined();
  });

  const cents = (min: number, max: number) => fc.integer({ min, max });
  const payment = fc.record({
    amount: fc.oneof(cents(0, 5_000), cents(-5_000, 5_000)),
    tip: fc.oneof(fc.constant(0), cents(0, 1_000), cents(-500, 500)),
  });
  const paymentsOf = (given: { amount: number; tip: number }[]): Payment[] =>
    given.map(({ amount, tip }, i) => ({
      id: (i + 1) as PaymentId,
      number: i + 1,
      methodId: 1 as PaymentMethodId,
      methodName: "Cash",
      onAccount: false,
      amount: minor(amount),
      tip: minor(tip),
      ref: null,
      createdAt: 0,
      tipService: minor(0),
      extraTip: minor(0),
    }));

  test("KO-18 payments and tips conserve money, whatever is paid and given back in whatever order", () =>
    expect(
      failureOf(
        fc.property(
          fc.record({
            total: cents(-10_000, 10_000),
            tipService: cents(0, 2_000),
            given: fc.array(payment, { maxLength: 6 }),
          }),
          ({ total, tipService: asked, given }) => {
            const tipService = total < 0 ? -asked || 0 : asked;
            const { payments, totals } = settle(minor(total), minor(0), minor(tipService), paymentsOf(given));
            const handed = sum(given.map(({ amount, tip }) => amount + tip));
            const tipsCounted = sum(payments.map((p) => p.tip - p.extraTip));
            const mirror = settle(
              minor(-total),
              minor(0),
              minor(-tipService),
              paymentsOf(given.map(({ amount, tip }) => ({ amount: -amount || 0, tip: -tip || 0 }))),
            );
            const owed = Math.abs(tipService);
            const shared = totals.tipServicePaid * (Math.sign(total + tipService) || 1);
            return (
              handed === totals.paid + totals.tips + tipsCounted &&
              totals.remaining === total + tipService - totals.paid - tipsCounted &&
              totals.tipServicePaid === sum(payments.map((p) => p.tipService)) &&
              totals.tips === sum(payments.map((p) => p.extraTip)) &&
              shared >= 0 &&
              shared <= owed &&
              mirror.totals.remaining === (-totals.remaining || 0) &&
              mirror.totals.tipServicePaid === (-totals.tipServicePaid || 0) &&
              mirror.totals.tips === (-totals.tips || 0)
            );
          },
        ),
        RUNS.payments,
      ),
    ).toBeUndefined());

  test("KO-18 a sale that only takes money is settled exactly when all is covered, the tip/service with it", () =>
    expect(
      failureOf(
        fc.property(
          fc.record({
            total: cents(1, 10_000),
            tipService: cents(0, 2_000),
            given: fc.array(fc.record({ amount: cents(0, 5_000), tip: cents(0, 500) }), { maxLength: 6 }),
          }),
          ({ total, tipService, given }) => {
            const { totals } = settle(minor(total), minor(0), minor(tipService), paymentsOf(given));
            const covered = totals.paid + Math.min(tipService, sum(given.map(({ tip }) => tip))) >= total + tipService;
            return isSettled(totals) === covered && (!covered || totals.tipServicePaid === tipService);
          },
        ),
        RUNS.payments,
      ),
    ).toBeUndefined());

  test("KO-12 what is shared out adds up, and no part is more than a unit off", () =>
    expect(
      failureOf(
        fc.property(
          fc.integer({ min: -100_000, max: 100_000 }),
          fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 8 }),
          (amount, weights) => {
            const parts = shareOut(
              minor(amount),
              weights.map((weight) => dec(weight)),
            );
            const whole = sum(weights);
            return (
              sum(parts) === amount &&
              (whole === 0 || parts.every((part, i) => Math.abs(part - (amount * weights[i]!) / whole) < 1))
            );
          },
        ),
        RUNS.shares,
      ),
    ).toBeUndefined());
});
