import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { OrderId, RegisterId } from "../../src/domain/ids.ts";
import { saleAmounts } from "../../src/domain/sale-amounts.ts";
import { readSaleFacts, saleFacts } from "../../src/domain/sale-facts.ts";
import { minor } from "../../src/kit/money.ts";
import { aLine, made, menu } from "./menu.ts";

describe("what a sold line's total came from", () => {
  // prettier-ignore
  for (const [what, line, order, expected] of [
    ["nothing lowered it",        {},                                { },                            [1000, 0, 0, 0]],
    ["a factor on the line",      { priceVariation: "0.9" },         { },                            [1000, 100, 0, 0]],
    ["an amount off the line",    { priceFixedVariation: "-1.05" },  { },                            [1000, 105, 0, 0]],
    ["a factor on the order",     {},                                { priceVariation: "0.85" },     [1000, 0, 150, 0]],
    ["an amount off the order",   {},                                { priceFixedVariation: "-2" },  [1000, 0, 200, 0]],
    ["both",                      { priceVariation: "0.9" },         { priceVariation: "0.5" },      [1000, 100, 450, 0]],
    ["a surcharge",               { priceVariation: "1.1" },         { },                            [1000, -100, 0, 0]],
    ["two taken back, lowered",   { quantity: "-2", priceVariation: "0.9" }, { },                    [-2000, -200, 0, 0]],
    ["a tip/service on top",      {},                                { tipServicePercent: "10" },    [1000, 0, 0, 100]],
  ] as const) {
    test(`a line: ${what}`, () => {
      const sale = made({ lines: [aLine(line)], ...order });
      const [amounts] = saleAmounts(sale);
      const [list, lineDiscount, orderDiscount, service] = expected;
      expect(amounts).toEqual({ list, lineDiscount, orderDiscount, service });
      expect(list - lineDiscount - orderDiscount).toBe(sale.lines[0]!.totalIncTax);
    });
  }

  const quantity = fc.constantFrom("1", "3", "0.333", "-2", "1.25");
  const variation = fc.constantFrom("1", "0.9", "0.333333", "1.1");
  const fixed = fc.constantFrom("0", "-0.01", "-1.05", "0.35");
  const lines = fc.array(
    fc.record({
      productId: fc.constantFrom(menu.chips, menu.teaTowel, menu.lagerPot, menu.milk),
      quantity,
      priceVariation: variation,
      priceFixedVariation: fixed,
      unitPriceExTax: fc.constantFrom(null, "3.333333"),
    }),
    { minLength: 1, maxLength: 6 },
  );

  test("whatever the order, the parts come to the lines' totals, and the facts tell the same", () => {
    fc.assert(
      fc.property(lines, variation, fixed, fc.constantFrom(null, "10", "12.5"), (given, factor, off, tip) => {
        const order = made({
          lines: given.map((line) => aLine(line)),
          ...(factor === "1" ? { priceFixedVariation: off } : { priceVariation: factor }),
          tipServicePercent: tip,
        });
        const amounts = saleAmounts(order);
        const parts = amounts.map(({ list, lineDiscount, orderDiscount }) => list - lineDiscount - orderDiscount);
        expect(parts).toEqual(order.lines.map(({ totalIncTax }) => totalIncTax));
        expect(amounts.reduce((sum, { service }) => sum + service, 0)).toBe(order.totals.tipService);

        const told: number[][] = [];
        readSaleFacts(saleFacts(order, 1_700_000_000_999), ({ soldAt, register, staff }) => (product, one) => {
          told.push([soldAt, register ?? 0, staff ?? 0, product, one.total, one.tax, one.service, one.discount]);
        });
        expect(told).toEqual(
          order.lines.map((line, i) => [
            1_700_000_000_000,
            0,
            0,
            line.productId,
            line.totalIncTax,
            line.totalTax,
            amounts[i]!.service,
            amounts[i]!.lineDiscount + amounts[i]!.orderDiscount,
          ]),
        );
      }),
      { numRuns: 150 },
    );
  });

  test("facts of several sales stand behind each other, those without lines too", () => {
    const one = made({ lines: [aLine(), aLine({ productId: menu.milk })], registerId: 16 as RegisterId });
    const none = { ...one, id: 2 as OrderId, lines: [], totals: { ...one.totals, tipService: minor(0) } };
    const seen: (number | null)[][] = [];
    readSaleFacts([one, none, one].map((order) => saleFacts(order, 5_000)).join(","), ({ soldAt, register, staff }) => {
      const sale: (number | null)[] = [soldAt, register, staff];
      seen.push(sale);
      return (product) => void sale.push(product);
    });
    const whole = [5_000, 16, null, menu.chips, menu.milk];
    expect(seen).toEqual([whole, [5_000, 16, null], whole]);
  });
});
