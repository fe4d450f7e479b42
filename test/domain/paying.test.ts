import { describe, expect, test } from "vitest";
import type { PaymentId, PaymentMethodId } from "../../src/domain/ids.ts";
import type { Payment } from "../../src/domain/order/order.ts";
import { isSettled, settle, tipServiceOn } from "../../src/domain/order/paying.ts";
import { minor } from "../../src/kit/money.ts";

const paying = (...given: readonly (readonly [amount: number, tip: number])[]): Payment[] =>
  given.map(([amount, tip], i) => ({
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

type Row = {
  what: string;
  total: number;
  tipService: number;
  payments: (readonly [number, number])[];
  shares: number[];
  tips: number;
  remaining: number;
};

/** Cents. Each payment is [amount, tip]. */
const rows: Row[] = [
  { what: "5.00 of 11.00", total: 1000, tipService: 100, payments: [[500, 0]], shares: [45], tips: 0, remaining: 600 },
  {
    what: "a tip below the share",
    total: 1000,
    tipService: 100,
    payments: [[400, 10]],
    shares: [37],
    tips: 0,
    remaining: 690,
  },
  {
    what: "a tip beyond what is owed",
    total: 1000,
    tipService: 100,
    payments: [[400, 200]],
    shares: [100],
    tips: 100,
    remaining: 600,
  },
  {
    what: "two halves",
    total: 1000,
    tipService: 100,
    payments: [
      [550, 0],
      [550, 0],
    ],
    shares: [50, 50],
    tips: 0,
    remaining: 0,
  },
  {
    what: "three parts, the last settles the rest",
    total: 1000,
    tipService: 100,
    payments: [
      [400, 0],
      [400, 0],
      [300, 0],
    ],
    shares: [36, 36, 28],
    tips: 0,
    remaining: 0,
  },
  {
    what: "all at once, the tip beside it",
    total: 1000,
    tipService: 100,
    payments: [[1000, 100]],
    shares: [100],
    tips: 0,
    remaining: 0,
  },
  {
    what: "a tip where no service is asked",
    total: 1000,
    tipService: 0,
    payments: [[1000, 250]],
    shares: [0],
    tips: 250,
    remaining: 0,
  },
  {
    what: "too much money",
    total: 1000,
    tipService: 100,
    payments: [[2000, 0]],
    shares: [100],
    tips: 0,
    remaining: -900,
  },
  {
    what: "paid and given back",
    total: 1000,
    tipService: 100,
    payments: [
      [500, 0],
      [-500, 0],
    ],
    shares: [45, -45],
    tips: 0,
    remaining: 1100,
  },
  {
    what: "paid in full and given back",
    total: 1000,
    tipService: 100,
    payments: [
      [1100, 0],
      [-1100, 0],
    ],
    shares: [100, -100],
    tips: 0,
    remaining: 1100,
  },
  {
    what: "paid with a tip and given back with it",
    total: 1000,
    tipService: 100,
    payments: [
      [400, 200],
      [-400, -200],
    ],
    shares: [100, -100],
    tips: 0,
    remaining: 1100,
  },
  {
    what: "half of it given back",
    total: 1000,
    tipService: 100,
    payments: [
      [1100, 0],
      [-550, 0],
    ],
    shares: [100, -50],
    tips: 0,
    remaining: 550,
  },
  {
    what: "paid, given back, paid again",
    total: 1000,
    tipService: 100,
    payments: [
      [1100, 0],
      [-1100, 0],
      [1100, 0],
    ],
    shares: [100, -100, 100],
    tips: 0,
    remaining: 0,
  },
  {
    what: "a refund in two parts",
    total: -1000,
    tipService: -100,
    payments: [
      [-500, 0],
      [-600, 0],
    ],
    shares: [-45, -55],
    tips: 0,
    remaining: 0,
  },
  {
    what: "a refund with its tip",
    total: -1000,
    tipService: -100,
    payments: [[-1000, -100]],
    shares: [-100],
    tips: 0,
    remaining: 0,
  },
  { what: "nothing to pay", total: 0, tipService: 0, payments: [], shares: [], tips: 0, remaining: 0 },
  {
    what: "the tip comes after the money",
    total: 3000,
    tipService: 300,
    payments: [
      [3000, 0],
      [0, 300],
    ],
    shares: [273, 27],
    tips: 0,
    remaining: 0,
  },
  {
    what: "a tip that grows beyond the tip/service",
    total: 1000,
    tipService: 100,
    payments: [
      [0, 60],
      [0, 60],
      [1000, 0],
    ],
    shares: [60, 40, 0],
    tips: 20,
    remaining: 0,
  },
  {
    what: "nothing to pay, and a tip",
    total: 0,
    tipService: 0,
    payments: [[0, 300]],
    shares: [0],
    tips: 300,
    remaining: 0,
  },
];

describe("settling payments", () => {
  test.each(rows)("KO-18 $what", ({ total, tipService, payments, shares, tips, remaining }) => {
    const settled = settle(minor(total), minor(0), minor(tipService), paying(...payments));
    expect(settled.payments.map((payment) => payment.tipService)).toEqual(shares);
    expect(settled.totals.tips).toBe(tips);
    expect(settled.totals.remaining).toBe(remaining);
    expect(settled.totals.tipServicePaid).toBe(shares.reduce((a, b) => a + b, 0));
    expect(settled.totals.paid).toBe(payments.reduce((sum, [amount]) => sum + amount, 0));
    for (const { tip, extraTip } of settled.payments) expect(Math.abs(extraTip)).toBeLessThanOrEqual(Math.abs(tip));
  });

  test.each([
    ["12.5", 1000, 125],
    ["10", 1005, 101],
    ["10", -1005, -101],
    ["0", 1000, 0],
    ["12.5", 0, 0],
  ])("%s percent of %i is %i", (percent, total, expected) =>
    expect(tipServiceOn(minor(total), { percent })).toBe(expected),
  );

  test("an amount of tip/service is what it is, and none is nothing", () => {
    expect(tipServiceOn(minor(999), { amount: minor(245) })).toBe(245);
    expect(tipServiceOn(minor(999), null)).toBe(0);
  });

  test.each([
    [1000, 100, 1, false],
    [1000, 100, 0, true],
    [1000, 100, -5, true],
    [-1000, 0, -1, false],
    [-1000, 0, 0, true],
    [0, 0, 0, true],
  ])("total %i with %i on top and %i remaining: settled %s", (total, tipService, remaining, expected) => {
    const totals = { ...settle(minor(total), minor(0), minor(tipService), []).totals, remaining: minor(remaining) };
    expect(isSettled(totals)).toBe(expected);
  });
});
