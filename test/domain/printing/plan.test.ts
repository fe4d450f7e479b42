import { describe, expect, test } from "vitest";
import type { PrintRule, Printer } from "../../../src/domain/catalogue/records.ts";
import { CATEGORY, STAMP } from "../../../src/demo/ids.ts";
import { eventsBetween } from "../../../src/domain/order/events.ts";
import type { Order } from "../../../src/domain/order/order.ts";
import type { OrderStatus } from "../../../src/domain/order/status.ts";
import { type Given, type KitchenEvent, asksForGiven, planDockets } from "../../../src/domain/printing/plan.ts";
import { printAgainAt } from "../../../src/domain/printing/retry.ts";
import { idOf, tableOfFour } from "../../paper/docket-orders.ts";
import { SITE, aLine, catalogue as demo, made, menu } from "../menu.ts";

const TAKEN: OrderStatus[] = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"];
const printer = (id: number, siteId = SITE.fitzroy): Printer => ({
  ...STAMP,
  id,
  siteId,
  name: `printer ${id}`,
  host: "127.0.0.1",
  port: 9100,
  columns: 42,
  fallbackPrinterId: null,
  active: true,
});
const rule = (id: number, facts: Partial<PrintRule> = {}): PrintRule => ({
  ...STAMP,
  id,
  siteId: SITE.fitzroy,
  station: `station ${id}`,
  printerId: 1,
  categoryIds: [],
  statuses: TAKEN,
  copies: 1,
  ...facts,
});
/** The demo's goods with these rules instead of its own. */
const withRules = (...rules: PrintRule[]) =>
  demo.after(
    [
      ...demo.all("print_rule").map(({ id }) => ({ kind: "print_rule", id, record: null }) as const),
      ...[printer(1), printer(2), printer(3, SITE.southbank)].map(
        (record) => ({ kind: "printer", id: record.id, record }) as const,
      ),
      ...rules.map((record) => ({ kind: "print_rule", id: record.id, record }) as const),
    ],
    2,
  );

const held = made({ status: "ON_HOLD", lines: [aLine(), aLine({ productId: menu.longBlack })] });
const [chips, coffee] = held.lines.map(({ lineId }) => lineId);
const versions = (before: Order | null, after: Order): KitchenEvent[] =>
  eventsBetween(before, after).filter(({ type }) =>
    ["order.kitchen_print", "order.status_changed", "order.deleted"].includes(type),
  ) as KitchenEvent[];
/** All that the change from one version to the next prints: kind, station, lines, lines taken back. */
const plan = (before: Order | null, after: Order, rules: PrintRule[], given?: Given) =>
  versions(before, after).flatMap((event) =>
    planDockets(after, event, withRules(...rules), given).map(
      ({ kind, rule: { station }, lineIds, removedLineIds }) => [kind, station, lineIds, removedLineIds],
    ),
  );
const next = (order: Order, facts: Partial<Order>): Order => ({ ...order, version: order.version + 1, ...facts });
const drinks = rule(10, { station: "bar", categoryIds: [CATEGORY.coffee] });
const food = rule(11, { station: "kitchen", categoryIds: [CATEGORY.sides] });
const all = rule(12, { station: "pass" });

describe("which dockets an event leads to", () => {
  test("KP-08 a new order prints where its categories do, each line once a station", () => {
    expect(plan(null, held, [drinks, food, all])).toEqual([
      ["docket", "bar", [coffee], []],
      ["docket", "kitchen", [chips], []],
      ["docket", "pass", [chips, coffee], []],
    ]);
  });

  test("KP-08 rules of other sites, for printers that are gone, or for other statuses print nothing", () => {
    const away = rule(13, { siteId: SITE.southbank, printerId: 3 });
    const gone = rule(14, { printerId: 77 });
    const later = rule(15, { statuses: ["PENDING"] });
    expect(plan(null, held, [away, gone, later])).toEqual([]);
  });

  const moves: [string, OrderStatus, OrderStatus, OrderStatus[], string | null][] = [
    ["it is taken", "SUBMITTED", "ACCEPTED", TAKEN, "docket"],
    ["it goes on in the rule's statuses", "ON_HOLD", "PENDING", TAKEN, null],
    ["it comes into the rule's only status", "ON_HOLD", "PENDING", ["PENDING"], "docket"],
    ["it leaves the rule's only status", "ON_HOLD", "PENDING", ["ON_HOLD"], null],
    ["it is rejected before anything was printed", "SUBMITTED", "REJECTED", TAKEN, null],
    ["it is rejected after it was printed", "ON_HOLD", "REJECTED", TAKEN, "void"],
  ];
  test.each(moves)("KP-08 %s: %s → %s", (_, from, to, statuses, kind) => {
    const before = next(held, { status: from });
    const planned = plan(before, next(before, { status: to }), [rule(10, { statuses })]);
    expect(planned).toEqual(kind === null ? [] : [[kind, "station 10", [chips, coffee], []]]);
  });

  test("KP-08 lines that are added, changed or taken off print as changes at their own stations only", () => {
    const third = made({ status: "ON_HOLD", lines: [aLine(), aLine({ productId: menu.longBlack }), aLine()] });
    expect(plan(held, next(held, { lines: third.lines }), [drinks, food, all])).toEqual([
      ["changes", "kitchen", [third.lines[2]!.lineId], []],
      ["changes", "pass", [third.lines[2]!.lineId], []],
    ]);
    expect(plan(held, next(held, { lines: [held.lines[0]!] }), [drinks, food])).toEqual([
      ["changes", "bar", [], [coffee]],
    ]);
    const two = [{ ...held.lines[0]!, quantity: "2" }, held.lines[1]!];
    expect(plan(held, next(held, { lines: two }), [drinks, food])).toEqual([["changes", "kitchen", [chips], [chips]]]);
    const moved = [held.lines[1]!, held.lines[0]!].map((line, i) => ({ ...line, number: i + 1, courseName: "Mains" }));
    expect(plan(held, next(held, { lines: moved }), [drinks, food])).toEqual([]);
  });

  test("KP-08 options print with their product, and at the station of their own where that has not got it", () => {
    const bar = rule(10, { station: "bar", categoryIds: [CATEGORY.coffee] });
    const [[, , lines]] = plan(null, next(tableOfFour, { status: "ON_HOLD" }), [bar]) as [[string, string, string[]]];
    expect(lines).toEqual([idOf("Long black"), idOf("Flat white")]);
  });

  test("KP-08 deleted, everything is taken back; what was never printed or given to the station is not", () => {
    const deleted = next(held, { deleted: true });
    expect(plan(held, deleted, [drinks])).toEqual([["void", "bar", [coffee], []]]);
    expect(plan(next(held, { status: "SUBMITTED" }), next(deleted, { status: "SUBMITTED" }), [drinks])).toEqual([]);
    const pending = next(held, { status: "PENDING" });
    const onlyHeld = rule(10, { station: "bar", statuses: ["ON_HOLD"] });
    expect(plan(pending, next(pending, { deleted: true }), [onlyHeld])).toEqual([]);
    const given = new Map([["bar", new Set([coffee!])]]);
    expect(plan(pending, next(pending, { deleted: true }), [onlyHeld], given)).toEqual([["void", "bar", [coffee], []]]);
  });

  test("KP-08 an order that comes back to a rule prints what the station has not got yet", () => {
    const onlyHeld = rule(10, { station: "bar", statuses: ["ON_HOLD"] });
    const pending = next(held, { status: "PENDING" });
    const back = next(pending, { status: "ON_HOLD" });
    const [event] = versions(pending, back);
    expect(asksForGiven(back, event!, withRules(onlyHeld))).toBe(true);
    expect(plan(pending, back, [onlyHeld], new Map([["bar", new Set([chips!, coffee!])]]))).toEqual([]);
    expect(plan(pending, back, [onlyHeld], new Map([["bar", new Set([chips!, "gone"])]]))).toEqual([
      ["changes", "bar", [coffee], ["gone"]],
    ]);
    expect(asksForGiven(held, versions(null, held)[0]!, withRules(onlyHeld)), "a new order").toBe(false);
  });

  test("KP-08 what is given back is not to be made; nor is an order that was turned away", () => {
    const refund = held.lines.map((line) => ({ ...line, quantity: "-1" }));
    expect(plan(null, { ...held, lines: refund }, [all])).toEqual([]);
    const away: Order = { ...held, status: "REJECTED", passThruPrinting: true };
    expect(versions(null, away)).toMatchObject([{ type: "order.status_changed", from: "ON_HOLD" }]);
    expect(plan(null, away, [all])).toEqual([]);
  });
});

describe("what is told of a change", () => {
  test("KP-08 lines that were taken off are told with all that a docket needs, and what was chosen under them", () => {
    const before = next(tableOfFour, { status: "ON_HOLD" });
    const set = before.options[0]!;
    const after = next(before, { lines: before.lines.filter((line) => line.optionSet === null), options: [] });
    const [event] = versions(before, after) as [Extract<KitchenEvent, { type: "order.kitchen_print" }>];
    expect(event.removed?.lines.map(({ name }) => name)).toContain("Fried chicken burger");
    expect(event.removed?.options).toEqual([set]);
    expect(event.lineIds).toEqual([]);
  });

  test("KO-17 a course that is called is told, with its lines", () => {
    const before = made({
      lines: [aLine({ courseName: "Mains", courseOrdinal: 2, courseStatus: "uncalled" }), aLine()],
    });
    const lines = before.lines.map((line) => (line.courseName ? { ...line, courseStatus: "called" as const } : line));
    expect(eventsBetween(before, next(before, { lines }))).toContainEqual({
      type: "order.course_changed",
      courses: [{ name: "Mains", ordinal: 2, status: "called", lineIds: [before.lines[0]!.lineId] }],
    });
    expect(eventsBetween(before, next(before, { notes: "x" })).map(({ type }) => type)).toEqual(["order.changed"]);
  });
});

test("KP-08 a docket that could not be printed is tried again, sooner at first, and for ever", () => {
  const waits = [1, 2, 3, 4, 5, 6, 1_000, Infinity].map((failed) => printAgainAt(failed, 0) / 1_000);
  expect(waits).toEqual([1, 2, 5, 10, 15, 15, 15, 15]);
});
