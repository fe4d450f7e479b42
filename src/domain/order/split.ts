import { type Result, done } from "../../kit/brand.ts";
import { saleIdOf } from "../../kit/codes.ts";
import { type Minor, dec, minor, minorDigits, minorText, plus, shareOut, sum } from "../../kit/money.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { OrderId } from "../ids.ts";
import { type Context, NO_TOTALS, changeable, finish } from "./change.ts";
import { type LineIds, nextLineId } from "./lines.ts";
import { atTotals, shareDecimal, trailOf } from "./moving-lines.ts";
import type { Line, MovedLines, Order } from "./order.ts";
import { isSettled } from "./paying.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { type PartAsked, type Taken, takenBy } from "./split-lines.ts";
import { takesGoods } from "./units.ts";

/** The order with what stays on it, and an order for each part. */
export type Split = Readonly<{ kept: Order; parts: readonly Order[] }>;

/**
 * Splits lines off an order, each part into an order of its own at the same table.
 *
 * lines      whole ones keep their ids and cost what they did; a line that is split by quantity gives its new pieces
 *            ids of their own, and the pieces add up to the line
 * variations of the order: a factor is the same for all; a fixed one goes with the lines that it was shared over
 * tip        a percentage is the same for all; an amount is shared by the totals (largest remainder)
 * limit      the price limit is shared as well: splitting is no way around it
 * payments   stay where they are, so what stays must be worth at least as much
 * kitchen    nothing new: `moved` says where stations heard of the lines
 */
export const splitOrder = (
  order: Order,
  parts: readonly PartAsked[],
  ids: readonly OrderId[],
  context: Context,
): Result<Split, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  const taken = takenBy(order, parts);
  if (!taken.ok) return taken;
  const pieces = piecesOf(order, taken.value, ids);
  const went = new Set(pieces.filter((piece) => piece.order !== null).map(({ line }) => line.lineId));
  const stay = pieces.filter((piece) => piece.order === null);
  if (stay.length === 0) return refusal({ kind: "nothing_left_to_split" });

  const piecesAt = [null, ...ids].map((id) => pieces.filter((piece) => piece.order === id));
  const [rest, ...others] = piecesAt.map((own) => ({ ...order, ...contentOf(order, own) }));
  const tips = tipsOf(
    order,
    piecesAt.map((own) => sum(own.map(({ total }) => total))),
  );
  const guests = parts.map((part) => part.guests ?? null);
  const left = (order.guests ?? 0) - guests.reduce<number>((all, some) => all + (some ?? 0), 0);

  const staying: Order = {
    ...rest!,
    tipService: tips[0]!,
    guests: order.guests === null || left < 1 ? order.guests : left,
    moved: stayed(order, stay, went),
  };
  const kept = finish(order, staying, { kind: "lines" }, context);
  if (!kept.ok) return kept;
  const over = overpaid(kept.value);
  if (over) return refusal(over);

  const made: Order[] = [];
  for (const [i, content] of others.entries()) {
    const own = piecesAt[i + 1]!;
    const blank = partOf(content, ids[i]!, context.now);
    const linesMade = own.filter((piece) => piece.isNew).length;
    const came = own.map(({ line, from }) => ({
      lineId: line.lineId,
      quantity: line.quantity,
      from: trailOf(order, from),
    }));
    const part = { ...blank, linesMade, tipService: tips[i + 1]!, guests: guests[i]!, moved: { came, went: [] } };
    const finished = finish(null, part, { kind: "create" }, context);
    if (!finished.ok) return finished;
    made.push(finished.value);
  }
  const limits = shareLimit(order.priceLimit, [kept.value, ...made]);
  return done({
    kept: { ...kept.value, priceLimit: limits[0]! },
    parts: made.map((part, i) => ({ ...part, priceLimit: limits[i + 1]! })),
  });
};

/** A line, or what becomes of it, on the order that it goes to; null: it stays. */
type Piece = Readonly<{
  order: OrderId | null;
  line: Line;
  /** The id that it had. */
  from: string;
  isNew: boolean;
  total: Minor;
  fixedShare: Minor;
}>;

const piecesOf = (order: Order, taken: Taken, ids: readonly OrderId[]): Piece[] => {
  const lineIds = new Map<number, LineIds>(ids.map((id) => [id, { made: 0, orderId: id }]));
  return order.lines.flatMap((line): Piece[] => {
    const shares = taken.get(line.lineId);
    if (!shares) return [whole(line, null)];
    const rest = shares.reduce((left, { quantity }) => left.minus(quantity), dec(line.quantity));
    if (shares.length === 1 && rest.eq(0)) return [whole(line, ids[shares[0]!.part]!)];
    const places = [
      ...(rest.eq(0) ? [] : [{ order: null, quantity: rest.toFixed() }]),
      ...shares.map(({ part, quantity }) => ({ order: ids[part]!, quantity })),
    ];
    const quantities = places.map(({ quantity }) => quantity);
    const weights = quantities.map((quantity) => dec(quantity).abs());
    const totals = shareOut(line.totalIncTax, weights);
    const fixed = shareDecimal(line.priceFixedVariation, quantities);
    const fixedShares = shareOut(line.orderFixedShare, weights);
    // What stays is the line itself. When nothing does, the last piece is: its id must not be lost.
    const itself = rest.eq(0) ? places.length - 1 : 0;
    return places.map((place, i) => {
      const isNew = i !== itself;
      const lineId = isNew ? nextLineId(lineIds.get(place.order!)!) : line.lineId;
      const piece = { ...line, lineId, quantity: place.quantity, priceFixedVariation: fixed[i]! };
      return { ...whole(piece, place.order), from: line.lineId, isNew, total: totals[i]!, fixedShare: fixedShares[i]! };
    });
  });
};

const whole = (line: Line, order: OrderId | null): Piece => ({
  order,
  line,
  from: line.lineId,
  isNew: false,
  total: line.totalIncTax,
  fixedShare: line.orderFixedShare,
});

/** Lines and option sets of one order, at the prices that they had. */
const contentOf = (
  order: Order,
  pieces: readonly Piece[],
): Pick<Order, "lines" | "options" | "priceFixedVariation"> => {
  const digits = minorDigits(order.currency);
  const fixed = sum(pieces.map(({ fixedShare }) => fixedShare));
  const priceFixedVariation = dec(minorText(fixed, digits)).toFixed();
  const sets = order.options.flatMap((option, i) =>
    pieces.some(({ line }) => line.lineId === option.lineId) ? [{ option, number: i + 1 }] : [],
  );
  const numbers = new Map(sets.map(({ number }, i) => [number, i + 1]));
  const lines = pieces.map(({ line }) =>
    line.optionSet === null ? line : { ...line, optionSet: numbers.get(line.optionSet) ?? null },
  );
  const totals = new Map(pieces.map(({ line, total }) => [line.lineId, total]));
  return {
    lines: atTotals({ ...order, lines, priceFixedVariation }, totals),
    options: sets.map(({ option }) => option),
    priceFixedVariation,
  };
};

/** An amount is shared by what the orders cost. */
const tipsOf = ({ tipService }: Order, totals: readonly Minor[]): Order["tipService"][] => {
  if (tipService === null || "percent" in tipService) return totals.map(() => tipService);
  const weights = totals.map((total) => dec(Math.abs(total)));
  return shareOut(tipService.amount, weights).map((amount) => (amount === 0 ? null : { amount }));
};

const shareLimit = (limit: Minor | null, orders: readonly Order[]): (Minor | null)[] => {
  if (limit === null) return orders.map(() => null);
  return shareOut(
    limit,
    orders.map(({ totals }) => dec(Math.abs(plus(totals.total, totals.tipService)))),
  );
};

/** What is known of the lines that stay; a line of which a part went counts as that much less from here on. */
const stayed = (order: Order, pieces: readonly Piece[], gone: ReadonlySet<string>): MovedLines => {
  const { came = [], went = [] } = order.moved ?? {};
  const now = new Map(pieces.map(({ line }) => [line.lineId, line]));
  const lessened = order.lines.filter(({ lineId, quantity }) => {
    const line = now.get(lineId);
    return line !== undefined && line.quantity !== quantity;
  });
  const isLess = new Set(lessened.map(({ lineId }) => lineId));
  const fewer = lessened.map(({ lineId }) => ({
    lineId,
    quantity: now.get(lineId)!.quantity,
    from: trailOf(order, lineId),
  }));
  return {
    came: [...came.filter(({ lineId }) => !gone.has(lineId) && !isLess.has(lineId)), ...fewer],
    went: [...went, ...order.lines.map(({ lineId }) => lineId).filter((id) => gone.has(id) && !now.has(id))],
  };
};

/** A new order beside the old one. Its guests and their app are the old order's; what the order has is the lines. */
const partOf = (order: Order, id: OrderId, now: number): Order => {
  const { online, passThruPrinted: _printed, deleteReason: _reason, ...rest } = order;
  const at = wholeSecond(now);
  return {
    ...rest,
    ...((online || takesGoods(order)) && { goodsTaken: true as const }),
    id,
    version: 0,
    saleNumber: "",
    saleId: saleIdOf(id),
    customer: null,
    payments: [],
    totals: NO_TOTALS,
    passThruPrinting: false,
    passThruRegisterId: null,
    rejectReason: null,
    createdAt: at,
    updatedAt: at,
    completedAt: null,
  };
};

/** Payments beyond what stays would belong to nobody. */
const overpaid = ({ payments, totals, currency }: Order): OrderRefusal | undefined => {
  const { remaining, total, tipService, paid } = totals;
  if (payments.length === 0 || remaining === 0 || !isSettled(totals)) return undefined;
  const digits = minorDigits(currency);
  return {
    kind: "part_overpaid",
    paid: minorText(minor(paid), digits),
    payable: minorText(plus(total, tipService), digits),
  };
};
