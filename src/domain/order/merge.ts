import { type Result, done } from "../../kit/brand.ts";
import { type Minor, sum } from "../../kit/money.ts";
import { wholeSecond } from "../../kit/time.ts";
import { type Context, changeable, finish } from "./change.ts";
import { type LineOf, type MergedContent, pricedTogether } from "./merge-prices.ts";
import { outOfStock } from "./create.ts";
import { limits } from "./limits.ts";
import { type LineIds, nextLineId } from "./lines.ts";
import type { OperatorAct } from "./locks.ts";
import { trailOf } from "./moving-lines.ts";
import type { Order, OrderOption } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { mayMove, needsStock } from "./status.ts";

/** One of the orders that were merged into another. */
export type Emptied = Readonly<{
  before: Order;
  /** At the status of the order it went into, so that the kitchen has of it what it has of that one. */
  moved: Order;
  /** Without its lines, and deleted. */
  emptied: Order;
}>;
export type Merge = Readonly<{ merged: Order; from: readonly Emptied[] }>;

/**
 * Merges orders into one; what they had goes there, and they are deleted.
 *
 * lines      keep their ids and cost what they did
 * variations a factor that is the same for all stays the order's, else it becomes its lines'; fixed ones add up when
 *            each line's share stays what it was, else they become their lines'
 * tip        a percentage that is the same for all stays one, else what was asked for is added up
 * limit      the sum of all there are, and it binds what comes of the merge; locks of all hold from now on
 * payments   only the order that the others go into may have some
 * kitchen    nothing new: an order of another status goes to this one's first, and prints what that makes print
 */
export const mergeOrders = (target: Order, from: readonly Order[], context: Context): Result<Merge, OrderRefusal> => {
  const open = changeable(target);
  if (!open.ok) return open;
  const moved: Order[] = [];
  for (const order of from) {
    const ready = readied(order, target, context);
    if (!ready.ok) return ready;
    moved.push(ready.value);
  }
  const all = [target, ...moved];
  const limit = limitOf(all);
  const content = contentOf(target, moved);
  const joined: Order = {
    ...target,
    ...content,
    tipService: tipServiceOf(all),
    guests: guestsOf(all),
    notes: notesOf(all),
    customer: target.customer ?? moved.find(({ customer }) => customer)?.customer ?? null,
    priceLimit: limit,
    ...(all.some(({ online, goodsTaken }) => online || goodsTaken) && { goodsTaken: true as const }),
  };
  const merged = finish({ ...target, priceLimit: limit }, joined, { kind: "new_lines" }, context);
  if (!merged.ok) return merged;

  const emptied: Emptied[] = [];
  for (const [i, order] of moved.entries()) {
    const empty = emptiedBy(order, target.saleNumber, context);
    if (!empty.ok) return refusal({ kind: "merge_not_possible", order: order.id, because: empty.error });
    emptied.push({ before: from[i]!, moved: order, emptied: empty.value });
  }
  const lock = [...new Set(all.flatMap((order) => order.lock))];
  return done({ merged: { ...merged.value, lock }, from: emptied });
};

/** The order at the status of the one it goes into; the refusal says why it cannot go there. */
const readied = (order: Order, target: Order, context: Context): Result<Order, OrderRefusal> => {
  if (order.id === target.id) return refusal({ kind: "merge_with_itself" });
  if (order.siteId !== target.siteId) return refusal({ kind: "merge_other_site", order: order.id });
  const not = (because: OrderRefusal) => refusal({ kind: "merge_not_possible", order: order.id, because });
  const open = changeable(order);
  if (!open.ok) return not(open.error);
  if (order.payments.length > 0) return refusal({ kind: "merge_has_payments", order: order.id });
  if (order.originalOrderId !== target.originalOrderId) return refusal({ kind: "merge_refund", order: order.id });
  if (order.online) return refusal({ kind: "merge_online", order: order.id });
  const { status } = target;
  if (order.status === status) return done(order);
  if (!mayMove(order.status, status)) return not({ kind: "move_not_allowed", from: order.status, to: status });
  const short = order.status === "SUBMITTED" && needsStock.includes(status) && outOfStock(order, order.siteId, context);
  if (short) return not(short);
  return done({ ...order, status, version: order.version + 1, updatedAt: wholeSecond(context.now) });
};

const limitOf = (all: readonly Order[]): Minor | null => {
  const given = all.flatMap(({ priceLimit }) => priceLimit ?? []);
  return given.length === 0 ? null : sum(given);
};

const guestsOf = (all: readonly Order[]): number | null => {
  const given = all.flatMap(({ guests }) => guests ?? []);
  return given.length === 0
    ? null
    : Math.min(
        limits.guestsMax,
        given.reduce((a, b) => a + b, 0),
      );
};

const notesOf = (all: readonly Order[]): string | null => {
  const given = [...new Set(all.flatMap(({ notes }) => notes ?? []))];
  return given.length === 0 ? null : given.join("\n").slice(0, limits.notesMax);
};

const tipServiceOf = (all: readonly Order[]): Order["tipService"] => {
  const first = all[0]!.tipService;
  if (all.every(({ tipService }) => JSON.stringify(tipService) === JSON.stringify(first))) {
    if (first === null || "percent" in first) return first;
  }
  const amount = sum(all.map(({ totals }) => totals.tipService));
  return amount === 0 ? null : { amount };
};

/** Lines of all orders, each with an id that no other has, and where they came from. */
const contentOf = (target: Order, from: readonly Order[]): MergedContent => {
  const taken = new Set(target.lines.map(({ lineId }) => lineId));
  const ids: LineIds = { made: target.linesMade, orderId: target.id, taken };
  const all: LineOf[] = target.lines.map((line) => ({ line, order: target }));
  const options = [...target.options];
  const came = [...(target.moved?.came ?? [])];
  for (const order of from) {
    const offset = options.length;
    const names = new Map<string, string>();
    for (const line of order.lines) {
      const lineId = taken.has(line.lineId) ? nextLineId(ids) : line.lineId;
      taken.add(lineId);
      names.set(line.lineId, lineId);
      came.push({ lineId, quantity: line.quantity, from: trailOf(order, line.lineId) });
      all.push({
        line: { ...line, lineId, optionSet: line.optionSet === null ? null : line.optionSet + offset },
        order,
      });
    }
    options.push(...order.options.map((option) => renamed(option, names)));
    // Of what was taken off it the kitchen may still have to hear.
    came.push(...(order.moved?.came.filter(({ lineId }) => !names.has(lineId)) ?? []));
  }
  const went = (target.moved?.went ?? []).filter((id) => !taken.has(id));
  return { ...pricedTogether(all, [target, ...from]), options, linesMade: ids.made, moved: { came, went } };
};

const renamed = (option: OrderOption, names: ReadonlyMap<string, string>): OrderOption => ({
  ...option,
  lineId: names.get(option.lineId) ?? option.lineId,
  optionSets: option.optionSets.map((set) => ({
    ...set,
    options: set.options.map((inner) => renamed(inner, names)),
  })),
});

/** An order whose content went into another: it is deleted, and says where to look. */
const emptiedBy = (order: Order, into: string, context: Context): Result<Order, OrderRefusal> => {
  const act: OperatorAct = { kind: "delete" };
  const went = [...(order.moved?.went ?? []), ...order.lines.map(({ lineId }) => lineId)];
  const empty: Order = {
    ...order,
    lines: [],
    options: [],
    priceFixedVariation: "0",
    tipService: null,
    moved: { came: [], went },
    deleted: true,
    deleteReason: `merged into ${into}`,
  };
  return finish(order, empty, act, context);
};
