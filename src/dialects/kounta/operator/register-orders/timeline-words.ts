import type { Order } from "../../../../domain/order/order.ts";
import { dec, minor, minorDigits, minorText } from "../../../../kit/money.ts";

/** What happened to an order, in plain words: one sentence for each event. */

type Data = Readonly<Record<string, unknown>>;
type Lines = readonly Readonly<{ name: string; quantity: string }>[];
type Payments = readonly Readonly<{ method: string; amount: number; tip: number }>[];

const statuses: Readonly<Record<string, string>> = {
  SUBMITTED: "waiting for an answer",
  ON_HOLD: "on hold",
  ACCEPTED: "accepted",
  REJECTED: "rejected",
  PENDING: "waiting for payment",
  COMPLETE: "complete",
};
const status = (name: unknown): string => statuses[String(name)] ?? String(name);

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

/** "2 × Flat white, Croissant" */
const linesText = (lines: unknown): string =>
  (listed(lines) as Lines).map(({ name, quantity }) => (quantity === "1" ? name : `${quantity} × ${name}`)).join(", ");

const paymentsText = (payments: unknown, { currency }: Order): string => {
  const digits = minorDigits(currency);
  return (listed(payments) as Payments)
    .map(({ method, amount, tip }) => {
      const said = `${minorText(minor(Math.abs(amount)), digits)} by ${method}`;
      const more = tip === 0 ? "" : `, with a tip of ${minorText(minor(tip), digits)}`;
      return `${amount < 0 ? "Given back" : "Paid"} ${said}${more}.`;
    })
    .join(" ");
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const changedText = (data: Data, order: Order): string => {
  const { what, added, removed, edited, payments, splitInto, mergedFrom, mergedInto, linked } = data;
  const ids = (value: unknown): string => listed(value).map(String).join(", ");
  const said = [
    splitInto === undefined ? "" : `Split: the other part is order ${ids(splitInto)}.`,
    mergedFrom === undefined ? "" : `Merged with order ${ids(mergedFrom)}.`,
    mergedInto === undefined ? "" : `Merged into order ${textOf(mergedInto) ?? ""}.`,
    linked === true ? "Became an order of a reservation." : "",
    added === undefined || mergedFrom !== undefined ? "" : `Added ${linesText(added)}.`,
    removed === undefined || splitInto !== undefined || mergedInto !== undefined
      ? ""
      : `Removed ${linesText(removed)}.`,
    edited === undefined ? "" : `Changed ${linesText(edited)}.`,
    payments === undefined ? "" : paymentsText(payments, order),
    what === undefined ? "" : sentence(`changed ${listed(what).map(String).join(", ")}`),
  ].filter((text) => text !== "");
  return said.join(" ");
};

const coursesText = (courses: unknown): string =>
  (listed(courses) as readonly Data[])
    .map(({ name, ordinal, status: now }) =>
      sentence(`${textOf(name) ?? `course ${textOf(ordinal) ?? ""}`} ${textOf(now) ?? ""}`),
    )
    .join(" ");

const words: Readonly<Record<string, (data: Data, order: Order) => string>> = {
  "order.created": ({ status: first, splitFrom }) =>
    splitFrom === undefined ? sentence(`made, ${status(first)}`) : `Split off order ${textOf(splitFrom) ?? ""}.`,
  "order.changed": changedText,
  "order.status_changed": ({ from, to }) => `From ${status(from)} to ${status(to)}.`,
  "order.completed": () => "Completed.",
  "order.deleted": (_, { deleteReason }) => (deleteReason ? `Deleted: ${deleteReason}.` : "Deleted."),
  "order.customer_linked": () => "A customer was put on the order.",
  "order.customer_unlinked": () => "A customer was taken off the order.",
  "order.kitchen_print": ({ lineIds, removedLineIds }) => kitchenText(listed(lineIds), listed(removedLineIds)),
  "order.course_changed": ({ courses }) => coursesText(courses),
  "order.group_finalised": () => "Every order of the table is paid.",
  "online.applied": ({ reference }) => `An ordering app sent ${textOf(reference) ?? "something"}.`,
};

const kitchenText = (lines: readonly unknown[], removed: readonly unknown[]): string => {
  const gone = removed.filter((id) => !lines.includes(id)).length;
  const count = (n: number): string => `${dec(n).toFixed()} ${n === 1 ? "line" : "lines"}`;
  const made = lines.length === 0 ? "" : `Told the kitchen of ${count(lines.length)}.`;
  const taken = gone === 0 ? "" : `Told the kitchen to leave out ${count(gone)}.`;
  return `${made} ${taken}`.trim();
};

/** The sentence for an event; "" where it has none of its own. Other kinds of events go by their own name. */
export const eventWords = (type: string, data: Data, order: Order): string =>
  words[type]?.(data, order) ?? sentence(type.replaceAll(/[._]/g, " "));

/** What stands for a change of which nothing is told: of a payment's reference, say. */
export const UNTOLD = "Changed other details.";
