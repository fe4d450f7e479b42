import fc from "fast-check";
import { expect, test } from "vitest";
import { lineCountOf, lineIdOf } from "../../src/kit/codes.ts";

test("the six characters of a line tell which line of its order it is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 100_000 }), (order, n) => {
      expect(lineCountOf(order, lineIdOf(order, n))).toBe(n);
    }),
  );
});
