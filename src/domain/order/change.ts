import { type Result, done } from "../../kit/brand.ts";
import { minor, minorDigits, minorText } from "../../kit/money.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Site } from "../catalogue/records.ts";
import type { Actor } from "../ids.ts";
import { limits } from "./limits.ts";
import { numbered } from "./lines.ts";
import { guardOperator, type OperatorAct } from "./locks.ts";
import type { Order } from "./order.ts";
import { isSettled, settle, tipServiceOn } from "./paying.ts";
import { priceLines, sumLines } from "./pricing.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";

/** What a decision about an order stands on. `now` is epoch milliseconds. */
export type Context = Readonly<{ catalogue: Catalogue; actor: Actor; now: number }>;

/** The site that an order stands at. The catalogue keeps sites for good, so it is there. */
export const siteOf = (order: Pick<Order, "siteId">, catalogue: Catalogue): Site => {
  const site = catalogue.site(order.siteId);
  if (!site) throw new Error(`order at a site that is not in the catalogue: ${order.siteId}`);
  return site;
};

/** An order that may still be changed; the refusal says why not, the weightiest reason first. */
export const changeable = (order: Order): Result<Order, OrderRefusal> => {
  if (order.status === "COMPLETE") return refusal({ kind: "order_is_complete" });
  if (order.deleted) return refusal({ kind: "order_is_deleted" });
  if (order.status === "REJECTED") return refusal({ kind: "order_is_rejected" });
  return done(order);
};

/** Prices the lines anew and settles the payments: what every change of lines, variations, tips or payments ends in. */
export const recount = (order: Order): Order => {
  const digits = minorDigits(order.currency);
  const priced = priceLines(order.lines, order, digits);
  const lines = numbered(order.lines.map((line, i) => ({ ...line, ...priced[i]! })));
  const { total, totalTax } = sumLines(priced);
  const { payments, totals } = settle(total, totalTax, tipServiceOn(total, order.tipService), order.payments);
  return { ...order, lines, payments, totals };
};

/**
 * Ends a change: recounts, holds it against the limits and against what binds the operator, lets a paid order complete
 * by itself, and stamps it. `before` is the order as it was stored, null for a new one.
 */
export const finish = (
  before: Order | null,
  changed: Order,
  act: OperatorAct,
  { actor, now }: Pick<Context, "actor" | "now">,
): Result<Order, OrderRefusal> => {
  if (changed.lines.length > limits.linesMax) return refusal({ kind: "too_many_lines", max: limits.linesMax });
  if (changed.payments.length > limits.paymentsMax) {
    return refusal({ kind: "too_many_payments", max: limits.paymentsMax });
  }
  const counted = recount(changed);
  const digits = minorDigits(counted.currency);
  const { total, tipService, paid } = counted.totals;
  const most = limits.amountMax * 10 ** digits;
  if ([total, tipService, paid, ...counted.lines.map((line) => line.totalIncTax)].some((a) => Math.abs(a) > most)) {
    return refusal({ kind: "amount_too_large", max: limits.amountMax });
  }
  const bound = guardOperator(actor, before, counted, act, (amount) => minorText(amount, digits));
  if (!bound.ok) return bound;

  const order = completesByItself(before, counted) ? { ...counted, status: "COMPLETE" as const } : counted;
  const at = wholeSecond(now);
  const completedAt = order.status === "COMPLETE" ? (order.completedAt ?? at) : null;
  return done({ ...order, completedAt, updatedAt: at, version: (before?.version ?? 0) + 1 });
};

/**
 * PENDING and paid is COMPLETE, when the order says so. "Paid" takes a payment; an order that costs nothing counts as
 * paid at the moment it becomes PENDING with its lines, not while an empty one is still being filled.
 */
const completesByItself = (before: Order | null, order: Order): boolean => {
  if (order.status !== "PENDING" || !order.completeWhenPaid || !isSettled(order.totals)) return false;
  if (order.deleted) return false;
  if (order.passThruPrinting && !order.passThruPrinted) return false; // first it is printed
  if (order.lines.length === 0) return false; // money may come before the first line
  return order.payments.length > 0 || before?.status !== "PENDING";
};

export const NO_TOTALS: Order["totals"] = {
  total: minor(0),
  totalTax: minor(0),
  tipService: minor(0),
  paid: minor(0),
  tips: minor(0),
  tipServicePaid: minor(0),
  remaining: minor(0),
};
