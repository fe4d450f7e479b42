import { type Result, done, refuse } from "../../kit/brand.ts";
import type { LineMark, TicketMark } from "./mark.ts";
import { type Ticket, type TicketLine, ticketOf } from "./ticket.ts";

/** In order of precedence. */
export type TicketRefusal =
  | Readonly<{ kind: "no_ticket" }>
  | Readonly<{ kind: "unknown_line"; index: number; lineId: string }>
  /** It looked different when it was read; `ticket` is how it looks now. */
  | Readonly<{ kind: "changed_since"; ticket: Ticket }>;

export type BumpAsk = Readonly<{
  /** Null: everything but what is held. */
  lineIds: readonly string[] | null;
  /** The order's version in which the ticket was seen; null: whichever. */
  version: number | null;
}>;

/**
 * The ticket once lines of it are done. What was taken back is seen by that, and goes. Held courses are done by naming
 * their lines only: whoever clears a ticket after the first course must not clear the second with it.
 */
export const bump = (ticket: Ticket, { lineIds, version }: BumpAsk, now: number): Result<Ticket, TicketRefusal> => {
  const chosen =
    lineIds === null ? done(ticket.lines.filter(({ held }) => !held)) : linesNamed(ticket, lineIds, version);
  if (!chosen.ok) return chosen;
  const { order, mark } = ticket;
  const seen = Math.min(version ?? order.version, order.version);
  if (chosen.value.some((line) => line.version > seen)) return refuse({ kind: "changed_since", ticket });
  const lines: Record<string, LineMark> = { ...mark?.lines };
  for (const { members, state } of chosen.value) {
    for (const id of members) {
      const doneAt = state === "done" ? (lines[id]?.doneAt ?? ticket.inherited.get(id)?.doneAt ?? now) : now;
      lines[id] = remarked(ticket, id, { seen: order.version, doneAt });
    }
  }
  return done(
    marked(ticket, { seen: lineIds === null ? Math.max(mark?.seen ?? 0, seen) : (mark?.seen ?? 0), lines }, now),
  );
};

/** The ticket with lines of it open again; all of them unless they are named. What was seen stays seen. */
export const recall = (
  ticket: Ticket,
  lineIds: readonly string[] | null,
  now: number,
): Result<Ticket, TicketRefusal> => {
  const chosen = lineIds === null ? done(ticket.lines) : linesNamed(ticket, lineIds, null);
  if (!chosen.ok) return chosen;
  const lines: Record<string, LineMark> = { ...ticket.mark?.lines };
  for (const { members, state } of chosen.value) {
    for (const id of members) {
      const before = lines[id];
      const open = { seen: ticket.order.version, doneAt: null };
      if (state === "done")
        lines[id] = remarked(ticket, id, open); // even if it was done elsewhere
      else if (before) lines[id] = { ...before, doneAt: null };
    }
  }
  return done(marked(ticket, { seen: ticket.mark?.seen ?? 0, lines }, now));
};

/** A line's new mark. What the old one says of a part that went elsewhere stays known: see inherited.ts. */
const remarked = ({ mark, inherited }: Ticket, id: string, next: LineMark): LineMark => {
  const old = mark?.lines[id];
  if (!old) return next;
  const { before = [], seen, doneAt } = old;
  const kept = seen <= (inherited.get(id)?.until ?? 0) ? [{ seen, doneAt }, ...before] : before;
  return kept.length > 0 ? { ...next, before: kept } : next;
};

/** The ticket with another mark; the very same ticket when nothing about it is new. */
const marked = (ticket: Ticket, facts: Pick<TicketMark, "seen" | "lines">, now: number): Ticket => {
  const { order, station, mark } = ticket;
  const blank = { siteId: order.siteId, orderId: order.id, station: station.name, doneAt: null, changedAt: now };
  const after = ticketOf(ticket, { ...blank, ...facts });
  const doneAt = after.state === "open" ? null : (ticket.doneAt ?? now);
  const isSame =
    mark !== undefined && mark.doneAt === doneAt && mark.seen === facts.seen && sameLines(mark.lines, facts.lines);
  return isSame ? ticket : { ...after, doneAt, mark: { ...after.mark!, doneAt } };
};

const sameLines = (a: TicketMark["lines"], b: TicketMark["lines"]): boolean => {
  const ids = Object.keys(b);
  return (
    ids.length === Object.keys(a).length &&
    ids.every((id) => a[id]?.seen === b[id]!.seen && a[id].doneAt === b[id]!.doneAt)
  );
};

/** The things that lines belong to. What another screen has done away with meanwhile is passed over. */
const linesNamed = (
  ticket: Ticket,
  lineIds: readonly string[],
  version: number | null,
): Result<TicketLine[], TicketRefusal> => {
  const found = new Set<TicketLine>();
  for (const [index, lineId] of lineIds.entries()) {
    const line = ticket.lines.find(({ members }) => members.includes(lineId));
    if (line) found.add(line);
    else if (ticket.told.takenBack.has(lineId)) continue;
    else if (version !== null && version < ticket.order.version) return refuse({ kind: "changed_since", ticket });
    else return refuse({ kind: "unknown_line", index, lineId });
  }
  return done([...found]);
};
