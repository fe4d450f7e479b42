import { describe, expect, test } from "vitest";
import { updateLine } from "../../src/domain/order/edit-lines.ts";
import type { LineChange } from "../../src/domain/order/input.ts";
import type { Order } from "../../src/domain/order/order.ts";
import { aLine, context, made, menu } from "./menu.ts";

const named = { code: "STAFF", name: "Staff" };
const tenOff = made({ lines: [aLine({ discount: named, priceVariation: "0.9" })] });
const oneOff = made({ lines: [aLine({ discount: named, priceFixedVariation: "-1" })] });

const changed = (order: Order, ...changes: readonly LineChange[]) =>
  changes.reduce((before, change) => {
    const result = updateLine(before, 1, change, context);
    if (!result.ok) throw new Error(`refused: ${result.error.kind}`);
    return result.value.order;
  }, order).lines[0]!;

/** Changes of a line, one after another, and whether the name of its discount still stands on it. */
const rows: readonly [string, Order, readonly LineChange[], boolean][] = [
  ["nothing but its quantity", tenOff, [{ quantity: "3" }], true],
  ["nothing but its notes", tenOff, [{ notes: "hot" }], true],
  ["the same percentage again", tenOff, [{ priceVariation: "0.90" }], true],
  ["the same amount again", oneOff, [{ priceFixedVariation: "-1.00" }], true],
  ["its modifiers", tenOff, [{ modifiers: [menu.sugar] }], true],
  ["its price", tenOff, [{ unitPriceIncTax: "8" }], true],
  ["another percentage", tenOff, [{ priceVariation: "0.8" }], false],
  ["no discount any more", tenOff, [{ priceVariation: "1" }], false],
  ["off and on again", tenOff, [{ priceVariation: "1" }, { priceVariation: "0.9" }], false],
  ["another amount", oneOff, [{ priceFixedVariation: "-2" }], false],
  ["an amount off and on again", oneOff, [{ priceFixedVariation: "0" }, { priceFixedVariation: "-1" }], false],
  ["an amount besides", tenOff, [{ priceFixedVariation: "-1" }], false],
  ["another percentage with its modifiers", tenOff, [{ priceVariation: "0.8", modifiers: [menu.sugar] }], false],
  ["the same percentage with its price", tenOff, [{ priceVariation: "0.9", unitPriceIncTax: "8" }], true],
];

describe("the name of a line's discount", () => {
  test.each(rows)("VU-01 %s", (_what, order, changes, stays) => {
    expect(changed(order, ...changes).discount).toEqual(stays ? named : undefined);
  });

  test("VU-01 is gone from what is stored, not undefined in it", () => {
    expect(Object.keys(changed(tenOff, { priceVariation: "1" }))).not.toContain("discount");
  });
});
