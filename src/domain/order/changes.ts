import { type Result, done } from "../../kit/brand.ts";
import type { PaymentId } from "../ids.ts";
import { type Context, changeable, finish } from "./change.ts";
import { addLine, addOptionSet, removeLine, removeOptionSet, updateLine } from "./edit-lines.ts";
import type { Surroundings } from "./facts.ts";
import type { LineChange, LineInput, OptionInput, OrderFacts, PaymentInput } from "./input.ts";
import type { CourseStatus, Line, Order } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { takePayment } from "./take-payment.ts";
import { updateOrder } from "./update.ts";

/** One of several changes that a register makes at once. Lines go by their ids: their numbers move as others change. */
export type OrderChange =
  | Readonly<{ do: "add_line"; line: LineInput; number: number | null }>
  | Readonly<{ do: "update_line"; lineId: string; line: LineChange }>
  | Readonly<{ do: "remove_line"; lineId: string }>
  | Readonly<{ do: "add_option_set"; option: OptionInput }>
  | Readonly<{ do: "remove_option_set"; lineId: string }>
  | Readonly<{ do: "update"; facts: OrderFacts }>
  | Readonly<{ do: "add_payment"; payment: PaymentInput; round: boolean }>
  | Readonly<{ do: "call_course"; ordinal: number; status: CourseStatus }>;

/** Which of the changes was refused, from 0, and why. */
export type ChangesRefusal = Readonly<{ index: number; refusal: OrderRefusal }>;

export type ChangesSurroundings = Readonly<{
  /** What the facts of the change at an index point at. */
  around: (index: number) => Surroundings;
  /** The id of the order's payment with a number. */
  paymentId: (number: number) => PaymentId;
}>;

/**
 * Makes changes one after another, as if each was sent by itself, and all or none of them: the first that is refused
 * ends it. The order is one version further, however many there were.
 */
export const applyChanges = (
  order: Order,
  changes: readonly OrderChange[],
  context: Context,
  surroundings: ChangesSurroundings,
): Result<Order, ChangesRefusal> => {
  let after = order;
  for (const [index, change] of changes.entries()) {
    const changed = applied(after, change, context, surroundings.paymentId, () => surroundings.around(index));
    if (!changed.ok) return { ok: false, error: { index, refusal: changed.error } };
    after = changed.value;
  }
  return done(after === order ? order : { ...after, version: order.version + 1 });
};

const applied = (
  order: Order,
  change: OrderChange,
  context: Context,
  paymentId: ChangesSurroundings["paymentId"],
  around: () => Surroundings,
): Result<Order, OrderRefusal> => {
  const of = (changed: Result<{ order: Order }, OrderRefusal>): Result<Order, OrderRefusal> =>
    changed.ok ? done(changed.value.order) : changed;
  const at = <T>(lineId: string, then: (line: Line) => Result<T, OrderRefusal>): Result<T, OrderRefusal> => {
    const open = changeable(order);
    if (!open.ok) return open;
    const line = order.lines.find((candidate) => candidate.lineId === lineId);
    return line ? then(line) : refusal({ kind: "unknown", field: "line_id", what: "line", value: lineId });
  };
  switch (change.do) {
    case "add_line":
      return of(addLine(order, change.line, change.number, context));
    case "update_line":
      return at(change.lineId, ({ number }) => of(updateLine(order, number, change.line, context)));
    case "remove_line":
      return at(change.lineId, ({ number }) => removeLine(order, number, context));
    case "add_option_set":
      return of(addOptionSet(order, change.option, context));
    case "remove_option_set":
      return at(change.lineId, ({ optionSet }) =>
        optionSet === null
          ? refusal({ kind: "unknown", field: "line_id", what: "option set with the line", value: change.lineId })
          : removeOptionSet(order, optionSet, context),
      );
    case "update":
      return updateOrder(order, change.facts, context, around());
    case "add_payment":
      return of(takePayment(order, { payment: change.payment, round: change.round, paymentId }, context));
    case "call_course":
      return callCourse(order, change.ordinal, change.status, context);
  }
};

/** Tells the kitchen to begin a course, or to hold it. No lock keeps from that: the kitchen has to be able to work. */
const callCourse = (
  order: Order,
  ordinal: number,
  status: CourseStatus,
  context: Context,
): Result<Order, OrderRefusal> => {
  const open = changeable(order);
  if (!open.ok) return open;
  const isOf = (line: Line): boolean => line.courseOrdinal === ordinal;
  if (!order.lines.some(isOf)) {
    return refusal({ kind: "unknown", field: "course_ordinal", what: "course", value: String(ordinal) });
  }
  const lines = order.lines.map((line) => (isOf(line) ? { ...line, courseStatus: status } : line));
  return finish(order, { ...order, lines }, { kind: "status" }, context);
};
