import { type Result, done } from "../../kit/brand.ts";
import { type Dec, dec } from "../../kit/money.ts";
import type { Line, Order } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";

/** What one part takes off an order: lines by their ids, whole unless a quantity is given. */
export type PartAsked = Readonly<{
  lines: readonly Readonly<{ lineId: string; quantity?: string }>[];
  guests?: number | null;
}>;

/** How much of each line goes to which part (from 0), by line id. Lines that nobody takes are not there. */
export type Taken = ReadonlyMap<string, readonly Readonly<{ part: number; quantity: string }>[]>;

/** Reads what the parts take. Option sets go as a whole, with their first line. */
export const takenBy = (order: Order, parts: readonly PartAsked[]): Result<Taken, OrderRefusal> => {
  const taken = new Map<string, { part: number; quantity: string }[]>();
  const byId = new Map(order.lines.map((line) => [line.lineId, line]));
  for (const [part, { lines }] of parts.entries()) {
    const named = new Set<string>();
    for (const { lineId, quantity } of lines) {
      const line = byId.get(lineId);
      if (!line) return refusal({ kind: "unknown", field: "line_id", what: "line", value: lineId });
      if (named.has(lineId)) return refusal({ kind: "line_twice", lineId });
      named.add(lineId);
      const left = leftOf(line, taken);
      const asked = dec(quantity ?? (line.optionSet === null ? left : line.quantity));
      if (line.optionSet !== null) {
        const head = order.options[line.optionSet - 1]?.lineId;
        if (!lines.some((other) => other.lineId === head) || !asked.eq(line.quantity)) {
          return refusal({ kind: "split_option_set", lineId });
        }
        if (lineId !== head) continue;
        if (left.eq(0)) return refusal({ kind: "split_quantity", lineId, quantity: "0" });
        const set = order.lines.filter(({ optionSet }) => optionSet === line.optionSet);
        for (const { lineId: id, quantity: all } of set) taken.set(id, [{ part, quantity: all }]);
        continue;
      }
      if (left.eq(0) || !isWithin(asked, left)) {
        return refusal({ kind: "split_quantity", lineId, quantity: left.toFixed() });
      }
      taken.set(lineId, [...(taken.get(lineId) ?? []), { part, quantity: asked.toFixed() }]);
    }
  }
  return done(taken);
};

const leftOf = (line: Line, taken: Taken): Dec =>
  (taken.get(line.lineId) ?? []).reduce((left, { quantity }) => left.minus(quantity), dec(line.quantity));

/** More than nothing and at the most all of it, on the line's own side of zero. */
const isWithin = (asked: Dec, left: Dec): boolean =>
  left.gt(0) ? asked.gt(0) && asked.lte(left) : asked.lt(0) && asked.gte(left);
