import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderId } from "../../src/domain/ids.ts";
import { type Context, recount } from "../../src/domain/order/change.ts";
import { mergeOrders } from "../../src/domain/order/merge.ts";
import type { Order } from "../../src/domain/order/order.ts";
import type { PartAsked } from "../../src/domain/order/split-lines.ts";
import { splitOrder } from "../../src/domain/order/split.ts";
import { dec, minor } from "../../src/kit/money.ts";
import { aLine, context, decide, menu, operator } from "./menu.ts";

const RUNS = 800;
const at: Context = { ...context, actor: operator };

const decimal = (min: number, max: number, decimals: number) =>
  fc.integer({ min: min * 10 ** decimals, max: max * 10 ** decimals }).map((n) =>
    dec(n)
      .div(10 ** decimals)
      .toFixed(),
  );

const line = fc
  .record({
    productId: fc.constantFrom(menu.chips, menu.lagerPot, menu.milk, menu.croissant),
    quantity: fc.oneof(fc.integer({ min: 1, max: 9 }).map(String), decimal(1, 9, 3)),
    price: fc.oneof(decimal(0, 60, 2), decimal(0, 9, 4)),
    inclusive: fc.boolean(),
    priceVariation: fc.constantFrom("1", "1", "0.9", "0.3333"),
    priceFixedVariation: fc.oneof(fc.constant("0"), decimal(-3, 3, 3)),
  })
  .map(({ price, inclusive, ...facts }) =>
    aLine({ ...facts, unitPriceExTax: inclusive ? null : price, unitPriceIncTax: inclusive ? price : null }),
  );

const whole = fc.oneof(
  fc.constant({ priceVariation: "1", priceFixedVariation: "0" }),
  decimal(0, 2, 4).map((priceVariation) => ({ priceVariation, priceFixedVariation: "0" })),
  decimal(-20, 20, 2).map((priceFixedVariation) => ({ priceVariation: "1", priceFixedVariation })),
);

const tip = fc.oneof(
  fc.constant({}),
  decimal(0, 20, 2).map((tipServicePercent) => ({ tipServicePercent })),
  fc.integer({ min: 0, max: 5_000 }).map((amount) => ({ tipServiceAmount: minor(amount) })),
);

const order = fc
  .record({ lines: fc.array(line, { minLength: 2, maxLength: 7 }), whole, tip, limit: fc.option(fc.nat(90_000)) })
  .map(({ lines, whole: variations, tip: service, limit }): Order => {
    const made = decide({
      ...variations,
      ...service,
      lines,
      guests: 4,
      priceLimit: limit === null ? null : minor(limit),
    });
    if (!made.ok) throw new Error(made.error.kind);
    return { ...made.value, saleNumber: "F1-1" };
  });

/** For each line: which part it goes to (0: it stays), and which share of it goes, in hundredths; 100 is all of it. */
const plan = fc.array(fc.record({ part: fc.nat(3), share: fc.constantFrom(100, 100, 50, 33, 1) }), {
  minLength: 7,
  maxLength: 7,
});

type Plan = readonly Readonly<{ part: number; share: number }>[];

const partsOf = (whole: Order, choices: Plan): PartAsked[] => {
  const parts = new Map<number, { lineId: string; quantity?: string }[]>();
  whole.lines.forEach(({ lineId, quantity }, i) => {
    const { part, share } = choices[i]!;
    if (part === 0 || (i === 0 && share === 100)) return; // something has to stay
    const some = dec(quantity).times(share).div(100).round(3);
    const asked = share === 100 || some.eq(0) || some.gte(quantity) ? {} : { quantity: some.toFixed() };
    parts.set(part, [...(parts.get(part) ?? []), { lineId, ...asked }]);
  });
  return [...parts.values()].map((lines) => ({ lines }));
};

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
const ids = (n: number): OrderId[] => Array.from({ length: n }, (_, i) => (5_000 + i) as OrderId);

const failureOf = <T>(property: fc.IProperty<T>): string | undefined => {
  const run = fc.check(property, { numRuns: RUNS });
  return run.failed ? fc.defaultReportMessage(run) : undefined;
};

const splitIn = (whole: Order, choices: Plan): { all: Order[]; parts: Order[]; pieces: boolean } | undefined => {
  const asked = partsOf(whole, choices);
  // The first line may not go away as a whole, so that something stays.
  const keeps = whole.lines.some(
    ({ lineId }) => !asked.some(({ lines }) => lines.some((l) => l.lineId === lineId && l.quantity === undefined)),
  );
  if (asked.length === 0 || !keeps) return undefined;
  const split = splitOrder(whole, asked, ids(asked.length), at);
  if (!split.ok) {
    // What is split may take something below zero off an order with a limit.
    if (split.error.kind === "over_price_limit") return undefined;
    throw new Error(JSON.stringify(split.error));
  }
  const { kept, parts } = split.value;
  const pieces = asked.some(({ lines }) => lines.some(({ quantity }) => quantity !== undefined));
  return { all: [kept, ...parts], parts: [...parts], pieces };
};

describe("splitting an order and merging it again", () => {
  test("VU-01 the parts add up to the order: totals, tip amount, price limit and quantities, to the cent", () => {
    const property = fc.property(order, plan, (whole, choices) => {
      const split = splitIn(whole, choices);
      if (!split) return;
      const { all } = split;
      expect(sum(all.map(({ totals }) => totals.total))).toBe(whole.totals.total);
      if (whole.tipService && "amount" in whole.tipService) {
        expect(sum(all.map(({ totals }) => totals.tipService))).toBe(whole.totals.tipService);
      }
      if (whole.priceLimit !== null) expect(sum(all.map(({ priceLimit }) => priceLimit!))).toBe(whole.priceLimit);
      const quantities = all.flatMap(({ lines }) => lines).reduce((q, { quantity }) => q.plus(quantity), dec(0));
      const before = whole.lines.reduce((q, { quantity }) => q.plus(quantity), dec(0));
      expect(quantities.toFixed()).toBe(before.toFixed());
      for (const one of all) expect(recount(one).totals).toEqual(one.totals);
    });
    expect(failureOf(property)).toBeUndefined();
  });

  test("VU-01 a line that moves as a whole costs what it did, tax included; pieces of a line differ by cents of tax at the most", () => {
    const property = fc.property(order, plan, (whole, choices) => {
      const split = splitIn(whole, choices);
      if (!split) return;
      const { all, pieces } = split;
      const after = new Map(all.flatMap(({ lines }) => lines).map((line) => [line.lineId, line]));
      for (const line of whole.lines) {
        const now = after.get(line.lineId)!;
        if (now.quantity !== line.quantity) continue;
        expect([now.totalIncTax, now.totalTax, now.taxAmounts]).toEqual([
          line.totalIncTax,
          line.totalTax,
          line.taxAmounts,
        ]);
      }
      const taxes = sum(all.map(({ totals }) => totals.totalTax));
      const more = after.size - whole.lines.length;
      if (!pieces) expect(taxes).toBe(whole.totals.totalTax);
      else expect(Math.abs(taxes - whole.totals.totalTax)).toBeLessThanOrEqual(more + whole.lines.length);
    });
    expect(failureOf(property)).toBeUndefined();
  });

  test("VU-01 merging all parts again gives the order's total; without pieces also its taxes, variations and each line", () => {
    const property = fc.property(order, plan, (before, choices) => {
      const whole = { ...before, priceLimit: null };
      const split = splitIn(whole, choices);
      if (!split) return;
      const [kept, ...parts] = split.all;
      const merge = mergeOrders(kept!, parts, at);
      if (!merge.ok) throw new Error(JSON.stringify(merge.error));
      const { merged, from } = merge.value;
      expect(merged.totals.total).toBe(whole.totals.total);
      expect(from.map(({ emptied }) => [emptied.deleted, emptied.lines.length, emptied.totals.total])).toEqual(
        parts.map(() => [true, 0, 0]),
      );
      if (split.pieces) return;
      expect(merged.totals.totalTax).toBe(whole.totals.totalTax);
      expect(merged.totals.tipService).toBe(whole.totals.tipService);
      const line = (lines: Order["lines"]) =>
        lines
          .map(({ lineId, totalIncTax, taxAmounts }) => ({ lineId, totalIncTax, taxAmounts }))
          .toSorted((one, other) => (one.lineId < other.lineId ? -1 : 1));
      expect(line(merged.lines)).toEqual(line(whole.lines));
    });
    expect(failureOf(property)).toBeUndefined();
  });
});
