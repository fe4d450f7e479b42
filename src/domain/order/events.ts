import type { CustomerId } from "../ids.ts";
import type { CourseStatus, Line, Order, OrderOption } from "./order.ts";
import { wasTurnedAway } from "./pass-thru.ts";
import type { OrderStatus } from "./status.ts";
import { type WhatChanged, whatChanged } from "./what-changed.ts";

/** Lines that the kitchen had and is to forget, with what was chosen under them: they are no longer on the order. */
export type RemovedLines = Readonly<{ lines: readonly Line[]; options: readonly OrderOption[] }>;

/** What happened to an order, said once, in the transaction of the change itself. */
export type OrderEvent =
  | Readonly<{ type: "order.created"; status: OrderStatus; alert: boolean }>
  /** `linked`: it became an order of a reservation. */
  | (Readonly<{ type: "order.changed"; linked?: true }> & WhatChanged)
  /** `printed`: the lines that the kitchen has to hear of are told by an event of their own. */
  | Readonly<{ type: "order.status_changed"; from: OrderStatus; to: OrderStatus; printed: boolean }>
  | Readonly<{ type: "order.completed" }>
  | Readonly<{ type: "order.deleted"; from: OrderStatus }>
  | Readonly<{ type: "order.customer_linked"; customerId: CustomerId }>
  | Readonly<{ type: "order.customer_unlinked"; customerId: CustomerId }>
  | Readonly<{
      type: "order.kitchen_print";
      /** Lines that are new to the kitchen, or look different from how it knew them. */
      lineIds: readonly string[];
      /** Lines that were taken off, or as they were before they looked different. */
      removedLineIds: readonly string[];
      removed: RemovedLines | null;
      /** The status before; null when the order is new. */
      from: OrderStatus | null;
    }>
  /** The kitchen is told to hold or to begin courses. */
  | Readonly<{
      type: "order.course_changed";
      courses: readonly Readonly<{
        name: string | null;
        ordinal: number | null;
        status: CourseStatus;
        lineIds: readonly string[];
      }>[];
    }>
  | Readonly<{ type: "order.group_finalised"; groupId: string }>;

/** Statuses in which the kitchen has the order. */
const inKitchen: readonly OrderStatus[] = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"];

/**
 * The events between two versions of an order (`before` null: it is new), in the order in which they are told. One
 * place for all commands, so that no command can forget one.
 */
export const eventsBetween = (before: Order | null, after: Order): OrderEvent[] => {
  const events: OrderEvent[] = [];
  const print = kitchenPrint(before, after);
  if (before === null) {
    const alert = after.status === "SUBMITTED" && after.enableAlertSound;
    events.push({ type: "order.created", status: after.status, alert });
    const from = wasTurnedAway(after);
    if (from) events.push({ type: "order.status_changed", from, to: after.status, printed: false });
  } else {
    const linked = after.reservation !== undefined && before.reservation === undefined;
    events.push({ type: "order.changed", ...(linked && { linked }), ...whatChanged(before, after) });
    if (before.status !== after.status) {
      events.push({
        type: "order.status_changed",
        from: before.status,
        to: after.status,
        printed: print !== undefined,
      });
    }
  }
  const was = before?.customer?.id;
  const is = after.customer?.id;
  if (was !== is) {
    if (was !== undefined) events.push({ type: "order.customer_unlinked", customerId: was });
    if (is !== undefined) events.push({ type: "order.customer_linked", customerId: is });
  }
  if (print) events.push(print);
  const courses = coursesChanged(before, after);
  if (courses.length > 0) events.push({ type: "order.course_changed", courses });
  if (after.status === "COMPLETE" && before?.status !== "COMPLETE") events.push({ type: "order.completed" });
  if (after.deleted && !before?.deleted) {
    events.push({ type: "order.deleted", from: before?.status ?? after.status });
  }
  return events;
};

const kitchenPrint = (before: Order | null, after: Order): OrderEvent | undefined => {
  if (!inKitchen.includes(after.status) || after.deleted) return undefined;
  const had = before && inKitchen.includes(before.status) ? toMake(before) : new Map<string, Line>();
  const has = toMake(after);
  const lineIds: string[] = [];
  const lines: Line[] = [];
  for (const [id, line] of has) {
    const was = had.get(id);
    if (was && looksTheSame(was, line)) continue;
    lineIds.push(id);
    if (was) lines.push(was);
  }
  for (const [id, line] of had) if (!has.has(id)) lines.push(line);
  if (lineIds.length === 0 && lines.length === 0) return undefined;
  const removedLineIds = lines.map(({ lineId }) => lineId);
  const options = (before?.options ?? []).filter(({ lineId }) => removedLineIds.includes(lineId));
  const removed = lines.length > 0 ? { lines, options } : null;
  return { type: "order.kitchen_print", lineIds, removedLineIds, removed, from: before?.status ?? null };
};

const byId = ({ lines }: Order): Map<string, Line> => new Map(lines.map((line) => [line.lineId, line]));

/** What there is to make. What is given back was made already: the kitchen hears nothing of it. */
const toMake = ({ lines }: Order): Map<string, Line> =>
  new Map(lines.flatMap((line) => (Number(line.quantity) > 0 ? [[line.lineId, line] as const] : [])));

/** Whether the kitchen makes the very same of a line as before. */
const looksTheSame = (a: Line, b: Line): boolean =>
  a.productId === b.productId &&
  a.quantity === b.quantity &&
  a.notes === b.notes &&
  a.modifiers.length === b.modifiers.length &&
  a.modifiers.every(({ productId, negated }, i) => {
    const other = b.modifiers[i]!;
    return productId === other.productId && negated === other.negated;
  });

type CourseChanges = Extract<OrderEvent, { type: "order.course_changed" }>["courses"];

/** Courses whose status is another than before, by the lines that were there already. */
const coursesChanged = (before: Order | null, after: Order): CourseChanges => {
  if (before === null || before.lines === after.lines) return [];
  const had = byId(before);
  const courses = new Map<string, { -readonly [K in keyof CourseChanges[number]]: CourseChanges[number][K] }>();
  for (const { lineId, courseName: name, courseOrdinal: ordinal, courseStatus: status } of after.lines) {
    const was = had.get(lineId);
    if (!was || status === null || was.courseStatus === status) continue;
    const key = JSON.stringify([name, ordinal, status]);
    const course = courses.get(key) ?? { name, ordinal, status, lineIds: [] };
    courses.set(key, { ...course, lineIds: [...course.lineIds, lineId] });
  }
  return [...courses.values()];
};
