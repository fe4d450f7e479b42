import { toMinor } from "../../common/format.ts";
import type { Order } from "../data/orders.ts";
import type { PaymentMethod } from "../data/snapshot.ts";
import { sourceOf } from "../orders/incoming/IncomingOrder.tsx";
import { type ReadLine, readLines } from "../orders/order-lines.ts";
import { isAddonMethod, tendersOf } from "../pay/bill.ts";
import type { Refundable } from "./work.ts";

/** Something that can be given back: a line, with all that was chosen for it. Amounts in minor units. */
export type Return = Readonly<{
  read: ReadLine;
  left: number;
  refunded: number;
  /** What so many of it come to, as the server reckons it. */
  amountOf: (quantity: number) => number;
  /** What to ask for to give back so many. */
  linesOf: (quantity: number) => readonly Readonly<{ line_id: string; quantity: number }>[];
}>;

/** A way to give money back, and why it cannot be used for a sale; null where it can. */
export type RefundWay = Readonly<{ method: PaymentMethod; why: string | null }>;

/** By what a sale can be given back: what kept the venue from taking payments for it keeps it from this, too. */
export const refundWaysOf = (order: Order, methods: readonly PaymentMethod[]): readonly RefundWay[] => {
  const locks = order.lock ?? [];
  const whyNot = (method: PaymentMethod): string | null => {
    if (locks.includes("ALL") || locks.includes("PAYMENTS")) return `Locked by ${sourceOf(order)}`;
    if (locks.includes("APP_PAYMENT") && !isAddonMethod(method, order)) {
      return `${sourceOf(order)} gives it back itself`;
    }
    return method.kind === "account" && order.customer === null ? "Needs a customer on the order" : null;
  };
  return tendersOf(methods).map((method) => ({ method, why: whyNot(method) }));
};

/** The way that the sale was paid by, else the first that can be used; null where none can. */
export const usualWay = (order: Order, ways: readonly RefundWay[]): number | null => {
  const can = ways.filter(({ why }) => why === null).map(({ method }) => method.id);
  return order.payments.find(({ method }) => can.includes(method.id))?.method.id ?? can[0] ?? null;
};

/** What of a sale can still be given back. */
export const returnsOf = (order: Order, { lines }: Refundable): readonly Return[] => {
  const byId = new Map(lines.map((line) => [line.line_id, line]));
  return readLines(order).map((read) => {
    const set = read.line.option_set;
    const members = set === null ? [read.line] : order.lines.filter(({ option_set: of }) => of === set);
    const parts = members.flatMap((line) => {
      const known = byId.get(line.line_id);
      return known && known.left > 0 ? [{ line, known }] : [];
    });
    const own = byId.get(read.line.line_id);
    return {
      read,
      left: own?.left ?? 0,
      refunded: own?.refunded ?? 0,
      amountOf: (quantity) =>
        parts.reduce((sum, { line, known }) => {
          const some = set === null ? quantity : quantity > 0 ? known.left : 0;
          const rest = toMinor(known.amount_left, order.currency);
          if (some === known.left) return sum + rest;
          const part = Math.round((toMinor(line.line_total_inc_tax, order.currency) * some) / line.quantity);
          return sum + Math.min(rest, part);
        }, 0),
      linesOf: (quantity) =>
        quantity === 0
          ? []
          : parts.map(({ line, known }) => ({ line_id: line.line_id, quantity: set === null ? quantity : known.left })),
    };
  });
};
