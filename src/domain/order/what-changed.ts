import type { Order } from "./order.ts";

/** What a change was about, for the order's time line. Kept small: names and numbers, the order itself has the rest. */
export type WhatChanged = Readonly<{
  /** Names of facts, in a fixed order; absent when none changed. */
  what?: readonly Fact[];
  /** At the most LINES_MAX of each. */
  added?: readonly LineSaid[];
  removed?: readonly LineSaid[];
  edited?: readonly LineSaid[];
  payments?: readonly Readonly<{ method: string; amount: number; tip: number }>[];
}>;
type LineSaid = Readonly<{ name: string; quantity: string }>;

const facts = {
  table: "table",
  guests: "guests",
  customer: "customer",
  notes: "notes",
  orderType: "order type",
  staffId: "staff",
  registerId: "register",
  fulfilAt: "promised time",
  priceVariation: "price variation",
  priceFixedVariation: "fixed price variation",
  tipService: "tip or service",
  lock: "lock",
  priceLimit: "price limit",
  rejectReason: "reject reason",
} as const satisfies Partial<Record<keyof Order, string>>;
type Fact = (typeof facts)[keyof typeof facts];
const names = Object.keys(facts) as (keyof typeof facts)[];

const LINES_MAX = 20;

/** What people see of a line. */
const shown = ["quantity", "notes", "productId", "modifiers", "totalIncTax", "courseName", "courseOrdinal"] as const;

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What is different between two versions of an order. */
export const whatChanged = (before: Order, after: Order): WhatChanged => {
  const what = names.filter((name) => !same(before[name], after[name])).map((name) => facts[name]);
  const payments = after.payments
    .slice(before.payments.length)
    .map(({ methodName, amount, tip }) => ({ method: methodName, amount, tip }));
  return {
    ...(what.length > 0 && { what }),
    ...(before.lines !== after.lines && linesChanged(before, after)),
    ...(payments.length > 0 && { payments }),
  };
};

const linesChanged = (before: Order, after: Order): Pick<WhatChanged, "added" | "removed" | "edited"> => {
  const had = new Map(before.lines.map((line) => [line.lineId, line]));
  const has = new Set(after.lines.map(({ lineId }) => lineId));
  const said = ({ name, quantity }: Order["lines"][number]): LineSaid => ({ name, quantity });
  const of = (lines: readonly Order["lines"][number][]): LineSaid[] => lines.slice(0, LINES_MAX).map(said);
  const added = of(after.lines.filter(({ lineId }) => !had.has(lineId)));
  const removed = of(before.lines.filter(({ lineId }) => !has.has(lineId)));
  const changed = of(
    after.lines.filter((line) => {
      const was = had.get(line.lineId);
      if (!was || was === line) return false;
      return shown.some((key) => !same(was[key], line[key]));
    }),
  );
  return {
    ...(added.length > 0 && { added }),
    ...(removed.length > 0 && { removed }),
    ...(changed.length > 0 && { edited: changed }),
  };
};
