import { type Result, done } from "../../kit/brand.ts";
import { dec } from "../../kit/money.ts";
import { type Context, changeable, finish, siteOf } from "./change.ts";
import type { LineChange, LineInput, OptionInput } from "./input.ts";
import { type LineIds, lineIdsOf, makeLine } from "./lines.ts";
import { makeOption } from "./options.ts";
import { outOfStock } from "./create.ts";
import type { Line, Order } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { saidOf } from "./said.ts";
import { needsStock } from "./status.ts";

type Changed = Result<{ order: Order; number: number }, OrderRefusal>;

const stocked = (order: Order, context: Context): OrderRefusal | undefined =>
  needsStock.includes(order.status) ? outOfStock(order, order.siteId, context) : undefined;

/** Adds a line at `number` (the rest moves down) or at the end. */
export const addLine = (order: Order, input: LineInput, number: number | null, context: Context): Changed => {
  const open = changeable(order);
  if (!open.ok) return open;
  const ids = lineIdsOf(order);
  const line = makeLine(input, context.catalogue, siteOf(order, context.catalogue), ids);
  if (!line.ok) return line;
  const short = stocked({ ...order, lines: [line.value], options: [] }, context);
  if (short) return refusal(short);
  const at = Math.min(number === null ? order.lines.length : number - 1, order.lines.length);
  const lines = order.lines.toSpliced(at, 0, line.value);
  const after = finish(order, { ...order, lines, linesMade: ids.made }, { kind: "new_lines" }, context);
  return after.ok ? done({ order: after.value, number: at + 1 }) : after;
};

const lineAt = (order: Order, number: number): Result<Line, OrderRefusal> => {
  const line = order.lines.find((candidate) => candidate.number === number);
  return line ? done(line) : refusal({ kind: "line_not_found", number });
};

/**
 * Changes a line, or moves it to another `number`. A line of an option set may only be moved: its content belongs to
 * the set. The line keeps its id; its price is looked up again when product or modifiers change.
 */
export const updateLine = (order: Order, number: number, change: LineChange, context: Context): Changed => {
  const open = changeable(order);
  if (!open.ok) return open;
  const found = lineAt(order, number);
  if (!found.ok) return found;
  const before = found.value;
  const { number: moveTo, ...content } = change;
  if (before.optionSet !== null && Object.keys(content).length > 0) {
    return refusal({ kind: "line_is_part_of_option_set", number });
  }
  const line = Object.keys(content).length === 0 ? done(before) : lineAfter(before, content, order, context);
  if (!line.ok) return line;
  const at = moveTo === undefined ? number - 1 : Math.min(moveTo - 1, order.lines.length - 1);
  const lines = order.lines.toSpliced(number - 1, 1).toSpliced(at, 0, line.value);
  const after = finish(order, { ...order, lines }, { kind: "lines" }, context);
  return after.ok ? done({ order: after.value, number: at + 1 }) : after;
};

const lineAfter = (
  before: Line,
  change: Omit<LineChange, "number">,
  order: Order,
  context: Context,
): Result<Line, OrderRefusal> => {
  const another = change.productId !== undefined && change.productId !== before.productId;
  const remade = another || change.modifiers !== undefined || namesPrice(change);
  const line = remade ? remake(before, change, another, order, context) : done(stated(before, change));
  if (!line.ok) return line;
  const more = dec(line.value.quantity).gt(before.quantity);
  if (another || change.modifiers !== undefined || more) {
    const short = stocked({ ...order, lines: [line.value], options: [] }, context);
    if (short) return refusal(short);
  }
  return line;
};

const namesPrice = (change: LineChange): boolean =>
  change.unitPriceExTax !== undefined || change.unitPriceIncTax !== undefined;

/** A discount's name goes with what it takes off: what stands there in its place is not that discount. */
const keepsVariation = (
  before: Line,
  { priceVariation, priceFixedVariation }: Pick<LineChange, "priceVariation" | "priceFixedVariation">,
): boolean =>
  dec(priceVariation ?? before.priceVariation).eq(before.priceVariation) &&
  dec(priceFixedVariation ?? before.priceFixedVariation).eq(before.priceFixedVariation);

/** A change of notes or quantity keeps the price that the line was sold at, whatever the price list says now. */
const stated = (before: Line, change: Omit<LineChange, "number">): Line => {
  const { quantity, priceVariation, priceFixedVariation, notes, courseName, courseOrdinal, courseStatus } = change;
  const { evenOut, discount, ...own } = before;
  const isSold = quantity !== undefined || priceVariation !== undefined || priceFixedVariation !== undefined;
  return {
    ...own,
    ...(!isSold && evenOut !== undefined && { evenOut }), // sold anew, it owes nothing to the line it was part of
    ...(discount && keepsVariation(before, change) && { discount }),
    quantity: quantity ?? before.quantity,
    priceVariation: priceVariation ?? before.priceVariation,
    priceFixedVariation: priceFixedVariation ?? before.priceFixedVariation,
    notes: notes === undefined ? before.notes : notes,
    courseName: courseName === undefined ? before.courseName : courseName,
    courseOrdinal: courseOrdinal === undefined ? before.courseOrdinal : courseOrdinal,
    courseStatus: courseStatus === undefined ? before.courseStatus : courseStatus,
  };
};

/** The line as if it were entered anew, but for its id and number. Another product has another price. */
const remake = (
  before: Line,
  change: Omit<LineChange, "number">,
  another: boolean,
  order: Order,
  context: Context,
): Result<Line, OrderRefusal> => {
  const { discount: _, ...unnamed } = before;
  const input = { ...inputOf(keepsVariation(before, change) ? before : unnamed), ...change };
  if (another && !namesPrice(change)) Object.assign(input, { unitPriceExTax: null, unitPriceIncTax: null });
  if (typeof change.unitPriceIncTax === "string" && change.unitPriceExTax === undefined) input.unitPriceExTax = null;
  const ids: LineIds = { made: 0, orderId: order.id };
  const made = makeLine(input, context.catalogue, siteOf(order, context.catalogue), ids);
  return made.ok ? done({ ...made.value, lineId: before.lineId, number: before.number }) : made;
};

const inputOf = (line: Line): { -readonly [K in keyof LineInput]: LineInput[K] } => ({
  productId: line.productId,
  quantity: line.quantity,
  unitPriceExTax: line.given === "ex" ? line.unitPriceExTax : null,
  unitPriceIncTax: line.given === "inc" ? line.unitPriceIncTax : null,
  priceVariation: line.priceVariation,
  priceFixedVariation: line.priceFixedVariation,
  modifiers: line.modifiers.map(({ productId, negated }) => (negated ? -productId : productId)),
  notes: line.notes,
  courseName: line.courseName,
  courseOrdinal: line.courseOrdinal,
  courseStatus: line.courseStatus,
  ...saidOf(line),
});

/** Removes a line; those behind it move up. */
export const removeLine = (order: Order, number: number, context: Context): Result<Order, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  const line = lineAt(order, number);
  if (!line.ok) return line;
  if (line.value.optionSet !== null) return refusal({ kind: "line_is_part_of_option_set", number });
  return finish(order, { ...order, lines: order.lines.toSpliced(number - 1, 1) }, { kind: "lines" }, context);
};

/** Adds a product with its options; its lines go to the end. */
export const addOptionSet = (order: Order, input: OptionInput, context: Context): Changed => {
  const open = changeable(order);
  if (!open.ok) return open;
  const ids = lineIdsOf(order);
  const number = order.options.length + 1;
  const made = makeOption(input, number, context.catalogue, siteOf(order, context.catalogue), ids);
  if (!made.ok) return made;
  const short = stocked({ ...order, lines: made.value.lines, options: [made.value.option] }, context);
  if (short) return refusal(short);
  const next = {
    ...order,
    lines: [...order.lines, ...made.value.lines],
    options: [...order.options, made.value.option],
    linesMade: ids.made,
  };
  const after = finish(order, next, { kind: "new_lines" }, context);
  return after.ok ? done({ order: after.value, number }) : after;
};

/** Takes an option set with all its lines off the order; the sets behind it move up. */
export const removeOptionSet = (order: Order, number: number, context: Context): Result<Order, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  if (!order.options[number - 1]) return refusal({ kind: "option_set_not_found", number });
  const lines = order.lines
    .filter((line) => line.optionSet !== number)
    .map((line) =>
      line.optionSet !== null && line.optionSet > number ? { ...line, optionSet: line.optionSet - 1 } : line,
    );
  return finish(
    order,
    { ...order, lines, options: order.options.toSpliced(number - 1, 1) },
    { kind: "lines" },
    context,
  );
};
