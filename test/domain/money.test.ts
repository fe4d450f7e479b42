import { describe, expect, test } from "vitest";
import { dec, minor, minorDigits, minorNumber, minorText, roundToMinor, shareOut } from "../../src/kit/money.ts";

describe("sharing an amount out", () => {
  test.each<[what: string, amount: number, weights: (number | string)[], parts: number[]]>([
    ["nothing to share among nobody", 100, [], []],
    ["one takes all", 100, [0], [100]],
    ["evenly", 100, [1, 1], [50, 50]],
    ["the first of equals gets the odd cent", 100, [1, 1, 1], [34, 33, 33]],
    ["both odd cents", 101, [1, 1, 1], [34, 34, 33]],
    ["the largest remainder", 10, [1, 2, 4], [1, 3, 6]],
    ["negative is the mirror", -100, [1, 1, 1], [-34, -33, -33]],
    ["by rates", 64, ["0.1", "0.015"], [56, 8]],
    ["a weight of zero gets nothing", 99, [1, 0, 1], [50, 0, 49]],
    ["weights that cancel out go to the heaviest", 10, [1, -3, 2], [0, 10, 0]],
    ["all weights zero", 10, [0, 0], [10, 0]],
    ["nothing", 0, [1, 2], [0, 0]],
  ])("%s", (_what, amount, weights, parts) => {
    expect(
      shareOut(
        minor(amount),
        weights.map((weight) => dec(weight)),
      ),
    ).toEqual(parts);
  });
});

describe("rounding", () => {
  test.each<[string, number, number]>([
    ["1.005", 2, 101],
    ["-1.005", 2, -101],
    ["1.00499999", 2, 100],
    ["0.5", 0, 1],
    ["-0.5", 0, -1],
    ["0.4999", 0, 0],
    ["1.0005", 3, 1001],
  ])("%s at %i digits is %i", (amount, digits, expected) => expect(roundToMinor(dec(amount), digits)).toBe(expected));

  test("there is no minus zero", () => expect(Object.is(roundToMinor(dec("-0.001"), 2), 0)).toBe(true));
  test("an amount that is not whole is a bug", () => expect(() => minor(0.5)).toThrow(RangeError));

  test.each([
    ["AUD", 2],
    ["JPY", 0],
    ["KWD", 3],
  ])("%s has %i digits", (currency, digits) => expect(minorDigits(currency)).toBe(digits));

  test("to text and number and back", () => {
    expect(minorText(minor(1250), 2)).toBe("12.50");
    expect(minorNumber(minor(-7), 3)).toBe(-0.007);
  });
});
