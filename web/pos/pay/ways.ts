import { digitsOf } from "../../common/format.ts";
import { type Bill, equalPart } from "./bill.ts";

/** How much of a bill is paid now. Amounts in minor units. */
export type Way =
  | Readonly<{ kind: "all" }>
  | Readonly<{ kind: "amount"; amount: number }>
  /** So many equal parts are left to be paid. */
  | Readonly<{ kind: "parts"; parts: number }>
  /** Lines by their keys; `paid` ones were paid before. */
  | Readonly<{ kind: "items"; keys: readonly string[]; paid: readonly string[] }>;

export const wholeBill: Way = { kind: "all" };

/** What is to be paid now, never more than what is left. */
export const dueOf = (way: Way, { remaining, lines }: Pick<Bill, "remaining" | "lines">): number => {
  switch (way.kind) {
    case "all":
      return remaining;
    case "amount":
      return Math.min(way.amount, remaining);
    case "parts":
      return way.parts <= 1 ? remaining : equalPart(remaining, way.parts, 0);
    case "items": {
      const sum = lines.reduce((all, { key, total }) => all + (way.keys.includes(key) ? total : 0), 0);
      const last = lines.every(({ key }) => way.keys.includes(key) || way.paid.includes(key));
      return last && way.keys.length > 0 ? remaining : Math.min(sum, remaining);
    }
  }
};

/** The way once a part was paid: one part less, what was chosen is paid. */
export const afterPart = (way: Way): Way => {
  switch (way.kind) {
    case "all":
      return way;
    case "amount":
      return { kind: "amount", amount: 0 };
    case "parts":
      return { kind: "parts", parts: Math.max(1, way.parts - 1) };
    case "items":
      return { kind: "items", keys: [], paid: [...way.paid, ...way.keys] };
  }
};

export type Tip = Readonly<{ kind: "percent" | "amount"; value: number }>;
export const NO_TIP: Tip = { kind: "percent", value: 0 };

/** A tip in minor units; `value` is a percentage, or an amount in minor units. */
export const tipOf = ({ kind, value }: Tip, due: number, currency: string): number => {
  if (kind === "amount") return value;
  // To ten cents, where there are cents: nobody looks for a tip of 1.07.
  const step = digitsOf(currency) > 0 ? 10 : 1;
  return Math.round((due * value) / 100 / step) * step;
};
