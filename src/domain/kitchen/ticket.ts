import type { CourseStatus, Line, Order, OrderOption } from "../order/order.ts";
import type { Inherited } from "./inherited.ts";
import type { LineMark, TicketMark } from "./mark.ts";
import type { Station } from "./stations.ts";
import type { TakenBack, Told, ToldLine } from "./told.ts";

/** Hours that a ticket stays after the last change of it or its order, or after what the guest was promised. */
export const TICKET_KEPT_HOURS = 12;
export const TICKET_KEPT_MS = TICKET_KEPT_HOURS * 3_600_000;

export const lineChanges = ["added", "changed", "removed"] as const;
export type LineChange = (typeof lineChanges)[number];
export type TicketState = "open" | "done";

/** One thing to make: a line with what was chosen under it, as a docket shows it. */
export type TicketLine = Readonly<{
  lineId: string;
  /** The line itself and the lines of its options that the station has. */
  members: readonly string[];
  state: TicketState;
  /** What is new since the ticket began, or since somebody bumped it. */
  change: LineChange | null;
  changedAt: number;
  /** The order's version in which it came, changed or was taken back last. */
  version: number;
  course: TicketCourse;
  /** Its course is not called yet. */
  held: boolean;
}>;
export type TicketCourse = Readonly<{ ordinal: number | null; name: string | null; status: CourseStatus | null }>;

/** What a ticket follows from, besides what the kitchen did with it. */
export type TicketFacts = Readonly<{
  order: Order;
  station: Station;
  told: Told;
  inherited: ReadonlyMap<string, Inherited>;
}>;

/** What a station has to make of an order, and how far it is. */
export type Ticket = TicketFacts &
  Readonly<{
    state: TicketState;
    beganAt: number;
    doneAt: number | null;
    lines: readonly TicketLine[];
    /** What is shown as removed until it was seen. */
    takenBack: readonly TakenBack[];
    mark: TicketMark | undefined;
  }>;

/** The ticket of an order at a station. Nothing on it means that all of it was taken back, and seen. */
export const ticketOf = (facts: TicketFacts, mark: TicketMark | undefined): Ticket => {
  const { order, told, inherited } = facts;
  const seenOf = (id: string): number => Math.max(told.begun, mark?.seen ?? 0, mark?.lines[id]?.seen ?? 0);
  const takenBack = [...told.takenBack.values()].filter(({ line, version }) => version > seenOf(line.lineId));
  const shown = headsOf([...told.lines.keys()], order.lines, order.options).map((head): TicketLine => {
    const members = head.members.map((id) =>
      memberOf(told.lines.get(id)!, seenOf(id), mark?.lines[id], inherited.get(id)),
    );
    const [first] = members;
    return {
      ...placed(head),
      state: members.every(({ isDone }) => isDone) ? "done" : "open",
      change: first!.change ?? (members.some(({ change }) => change !== null) ? "changed" : null),
      changedAt: Math.max(...members.map(({ at }) => at)),
      version: Math.max(...members.map(({ version }) => version)),
    };
  });
  const removed = headsOf(
    takenBack.map(({ line }) => line.lineId),
    [...takenBack.map(({ line }) => line), ...order.lines],
    [...takenBack.flatMap(({ options }) => options), ...order.options],
  ).map((head): TicketLine => {
    const { version, at } = told.takenBack.get(head.head)!;
    return { ...placed(head), held: false, state: "open", change: "removed", changedAt: at, version };
  });
  const lines = [...shown, ...removed];
  const state = lines.every((line) => line.state === "done") ? "done" : "open";
  const came = [...inherited.values()];
  const doneAt = mark?.doneAt ?? Math.max(0, ...came.map((line) => line.doneAt ?? 0));
  const beganAt = Math.min(told.begunAt, ...came.flatMap(({ at }) => at ?? []));
  return { ...facts, state, beganAt, doneAt: state === "done" && doneAt > 0 ? doneAt : null, lines, takenBack, mark };
};

/** How far one line of the order is. Until somebody here does something with it, it is as far as where it came from. */
const memberOf = (
  { since, changed, at }: ToldLine,
  ticketSeen: number,
  mark: LineMark | undefined,
  came: Inherited | undefined,
): Readonly<{ isDone: boolean; change: LineChange | null; at: number; version: number }> => {
  const until = came?.until ?? 0;
  const own = mark && mark.seen > until ? mark : undefined;
  const doneAt = own ? own.doneAt : (came?.doneAt ?? null);
  const seen = Math.max(ticketSeen, until);
  return {
    isDone: doneAt !== null && changed <= Math.max(own?.seen ?? 0, until),
    change: since > seen ? "added" : changed > seen ? "changed" : own ? null : (came?.change ?? null),
    at: changed === 0 ? (came?.at ?? at) : at,
    version: changed,
  };
};

/** Whether a ticket is still of use: see TICKET_KEPT_HOURS. */
export const isKept = ({ order, mark }: Pick<Ticket, "order" | "mark">, now: number): boolean => {
  const promised = order.fulfilAt === null ? 0 : Date.parse(order.fulfilAt);
  return Math.max(order.updatedAt, promised, mark?.changedAt ?? 0) >= now - TICKET_KEPT_MS;
};

const placed = ({ head, root, members }: Head) => ({
  lineId: head,
  members,
  course: { ordinal: root.courseOrdinal, name: root.courseName, status: root.courseStatus },
  held: root.courseStatus === "uncalled",
});

type Head = { head: string; root: Line; members: string[] };

/**
 * Lines by what they are shown under: an option goes with its product where the station has that too, else it stands
 * for itself. Something left out ("no tomato") alone tells a station nothing.
 */
const headsOf = (listed: readonly string[], lines: readonly Line[], options: readonly OrderOption[]): Head[] => {
  const has = new Set(listed);
  const places = placesIn(options);
  const byId = new Map(lines.toReversed().map((line) => [line.lineId, line])); // the first of two wins
  const heads = new Map<string, Head>();
  for (const id of listed) {
    const { above, leftOut } = places.get(id) ?? { above: [], leftOut: false };
    const head = above.find((upper) => has.has(upper)) ?? id;
    const root = byId.get(above[0] ?? id) ?? byId.get(id);
    if (!root || (head === id && leftOut && above.length > 0)) continue;
    const known = heads.get(head) ?? { head, root, members: [] };
    heads.set(head, known);
    known.members.push(id);
  }
  return [...heads.values()];
};

type Place = Readonly<{ above: readonly string[]; leftOut: boolean }>;

const placesIn = (options: readonly OrderOption[]): Map<string, Place> => {
  const places = new Map<string, Place>();
  const note = (chosen: readonly OrderOption[], above: readonly string[]): void => {
    for (const { lineId, instructions, optionSets } of chosen) {
      places.set(lineId, { above, leftOut: instructions === "No" });
      for (const set of optionSets) note(set.options, [...above, lineId]);
    }
  };
  note(options, []);
  return places;
};
