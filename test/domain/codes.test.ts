import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SALE_IDS, idOfSaleId, lineIdOf, saleIdOf } from "../../src/kit/codes.ts";

describe("sale ids", () => {
  test("KO-14 every order id comes back from its eight characters", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: SALE_IDS - 1 }), (id) => {
        const text = saleIdOf(id);
        expect(text).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
        expect(idOfSaleId(text)).toBe(id);
        expect(idOfSaleId(text.toUpperCase().replaceAll("0", "O").replaceAll("1", "l"))).toBe(id);
      }),
      { numRuns: 5_000 },
    ));

  test("neighbours look nothing alike, and none is like another", () => {
    const texts = Array.from({ length: 20_000 }, (_, i) => saleIdOf(i + 1));
    expect(new Set(texts).size).toBe(texts.length);
    expect(saleIdOf(1000).slice(0, 4)).not.toBe(saleIdOf(1001).slice(0, 4));
  });

  test.each(["", "short", "ninechars", "abc-1234", "uuuuuuuu", "abcdefg\n"])("%j is none", (text) =>
    expect(idOfSaleId(text)).toBeUndefined(),
  );
  test.each([0, -1, SALE_IDS])("%d has none", (id) => expect(() => saleIdOf(id)).toThrow(RangeError));
});

test("line ids of an order never repeat", () => {
  const ids = Array.from({ length: 5_000 }, (_, n) => lineIdOf(9_007_199_254, n + 1));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9A-Za-z]{6}$/);
});
