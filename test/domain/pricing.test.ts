import { describe, expect, test } from "vitest";
import type { TaxId } from "../../src/domain/ids.ts";
import { limits } from "../../src/domain/order/limits.ts";
import { exOfInc, priceLines, sumLines, taxWithin, unitIncTax } from "../../src/domain/order/pricing.ts";
import { dec, minor } from "../../src/kit/money.ts";

const taxes = (...rates: string[]) =>
  rates.map((rate, i) => ({ id: (i + 1) as TaxId, code: `T${i}`, name: `T${i}`, rate }));

type Given = { inc?: string; ex?: string; quantity?: string; pv?: string; fixed?: string; rates?: string[] };
const line = ({ inc, ex = "0", quantity = "1", pv = "1", fixed = "0", rates = ["0.1"] }: Given) => ({
  quantity,
  unitPriceExTax: inc === undefined ? ex : exOfInc(dec(inc), taxes(...rates)),
  unitPriceIncTax: inc ?? null,
  priceVariation: pv,
  priceFixedVariation: fixed,
  taxes: taxes(...rates),
});

type Row = {
  what: string;
  lines: Given[];
  pv?: string;
  fixed?: string;
  digits?: number;
  totals: number[];
  tax: number[];
};

const rows: Row[] = [
  { what: "five fifty with a tenth", lines: [{ inc: "5.50" }], totals: [550], tax: [50] },
  { what: "an ex price of many decimals", lines: [{ ex: "1.3636", quantity: "6" }], totals: [900], tax: [82] },
  { what: "quantity by weight", lines: [{ inc: "9.99", quantity: "0.333" }], totals: [333], tax: [30] },
  { what: "half a cent goes up", lines: [{ inc: "0.05", quantity: "0.1", rates: [] }], totals: [1], tax: [0] },
  {
    what: "half a cent back is its mirror",
    lines: [{ inc: "0.05", quantity: "-0.1", rates: [] }],
    totals: [-1],
    tax: [0],
  },
  { what: "both levels multiply", lines: [{ inc: "100", pv: "0.95" }], pv: "0.9", totals: [8550], tax: [777] },
  {
    what: "a line's fixed variation comes after",
    lines: [{ inc: "10", quantity: "2", fixed: "-1.50" }],
    totals: [1850],
    tax: [168],
  },
  {
    what: "the order's factor leaves the line's fixed variation alone",
    lines: [{ inc: "10", fixed: "-2" }],
    pv: "0.5",
    totals: [300],
    tax: [27],
  },
  {
    what: "the order's fixed variation is shared by size",
    lines: [{ inc: "10" }, { inc: "30" }],
    fixed: "-2.00",
    totals: [950, 2850],
    tax: [86, 259],
  },
  {
    what: "a cent that cannot be shared",
    lines: [{ inc: "1" }, { inc: "1" }, { inc: "1" }],
    fixed: "-0.01",
    totals: [99, 100, 100],
    tax: [9, 9, 9],
  },
  { what: "a surcharge", lines: [{ inc: "10" }], fixed: "1.15", totals: [1115], tax: [101] },
  { what: "given away", lines: [{ inc: "10", pv: "0" }], totals: [0], tax: [0] },
  { what: "a free line keeps its fixed variation", lines: [{ inc: "0", fixed: "2.00" }], totals: [200], tax: [18] },
  {
    what: "sold and taken back",
    lines: [{ inc: "10" }, { inc: "10", quantity: "-1" }],
    totals: [1000, -1000],
    tax: [91, -91],
  },
  {
    what: "a shared discount on an order that nets to nothing",
    lines: [{ inc: "10" }, { inc: "10", quantity: "-1" }],
    fixed: "-1.00",
    totals: [950, -1050],
    tax: [86, -95],
  },
  { what: "two taxes", lines: [{ inc: "7.00", rates: ["0.1", "0.015"] }], totals: [700], tax: [72] },
  { what: "yen", lines: [{ inc: "650", quantity: "3" }], pv: "0.905", digits: 0, totals: [1765], tax: [160] },
  { what: "three digits", lines: [{ inc: "1.2345" }], digits: 3, totals: [1235], tax: [112] },
  { what: "no lines, nothing to put a variation on", lines: [], fixed: "-5", totals: [], tax: [] },
];

describe("pricing lines", () => {
  test.each(rows)("KO-12 $what", ({ lines, pv = "1", fixed = "0", digits = 2, totals, tax }) => {
    const priced = priceLines(lines.map(line), { priceVariation: pv, priceFixedVariation: fixed }, digits);
    expect(priced.map((p) => p.totalIncTax)).toEqual(totals);
    expect(priced.map((p) => p.totalTax)).toEqual(tax);
    for (const p of priced) {
      if (p.taxAmounts.length > 0) expect(p.taxAmounts.reduce((a, b) => a + b, 0)).toBe(p.totalTax);
    }
    const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
    expect(sumLines(priced)).toEqual({ total: sum(totals), totalTax: sum(tax) });
  });

  test("amounts beyond all limits stay countable, and beyond the limit", () => {
    const huge = line({ inc: "99999999", quantity: "99999999", rates: ["0.39"] });
    const [priced] = priceLines([huge], { priceVariation: "1000", priceFixedVariation: "0" }, 3);
    expect(priced!.totalIncTax).toBeGreaterThan(limits.amountMax * 1_000);
  });

  test("an inclusive price stays exact beside its six-decimal one", () => {
    const given = line({ inc: "4.90" });
    expect(given.unitPriceExTax).toBe("4.454545");
    expect(unitIncTax(given).toFixed()).toBe("4.9");
  });

  test("the parts of a tax add up", () =>
    expect(taxWithin(minor(700), taxes("0.1", "0.015"))).toEqual({ totalTax: 72, taxAmounts: [63, 9] }));
});
