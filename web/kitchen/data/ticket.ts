/** A ticket of a station, as the server tells it. */
export type TicketLine = Readonly<{
  line_id: string;
  quantity: string;
  name: string;
  /** The product that it was chosen for, where that is made elsewhere. */
  part_of: string | null;
  modifiers: readonly Readonly<{ name: string; negated: boolean }>[];
  options: readonly Readonly<{ name: string; instruction: string | null; notes: string | null; depth: number }>[];
  instructions: readonly string[];
  notes: string | null;
  state: "open" | "done";
  change: "added" | "changed" | "removed" | null;
  changed_at: string;
}>;

export type TicketCourse = Readonly<{
  ordinal: number | null;
  name: string | null;
  status: string | null;
  /** Not called yet. */
  held: boolean;
  lines: readonly TicketLine[];
}>;

export type Ticket = Readonly<{
  /** "<order id>.<station>". */
  id: string;
  order_id: number;
  sale_number: string;
  table: string | null;
  order_type: string | null;
  customer_name: string | null;
  guests: number | null;
  staff_name: string | null;
  notes: string | null;
  source: string;
  station: string;
  state: "open" | "done";
  ordered_at: string;
  began_at: string;
  fulfil_at: string | null;
  version: number;
  done_at: string | null;
  courses: readonly TicketCourse[];
}>;

/** Something that a cook did and that the server has to hear of. Doing it twice does no harm. */
export type Deed = Readonly<{
  key: string;
  kind: "bump" | "recall";
  ticketId: string;
  /** Null: the whole ticket. */
  lineIds: readonly string[] | null;
  /** The ticket's, as it was shown. */
  version: number;
}>;

const touches = (deed: Deed, line: TicketLine, held: boolean): boolean =>
  deed.lineIds === null ? deed.kind === "recall" || !held : deed.lineIds.includes(line.line_id);

/** The ticket as it will be once the deed has reached the server. */
export const afterDeed = (ticket: Ticket, deed: Deed): Ticket => {
  if (ticket.id !== deed.ticketId) return ticket;
  const bumps = deed.kind === "bump";
  const courses = ticket.courses
    .map((course) => ({
      ...course,
      lines: course.lines
        // What was taken back goes once somebody has seen it.
        .filter((line) => !(bumps && line.change === "removed" && touches(deed, line, course.held)))
        .map((line): TicketLine =>
          touches(deed, line, course.held) ? { ...line, state: bumps ? "done" : "open", change: null } : line,
        ),
    }))
    .filter(({ lines }) => lines.length > 0);
  const open = courses.some(({ lines }) => lines.some(({ state, change }) => state === "open" || change === "removed"));
  return { ...ticket, courses, state: open ? "open" : "done" };
};

/** All tickets as they will be once every deed has reached the server. */
export const afterDeeds = (tickets: readonly Ticket[], deeds: readonly Deed[]): readonly Ticket[] =>
  deeds.length === 0 ? tickets : tickets.map((ticket) => deeds.reduce(afterDeed, ticket));

/** What has changed on a ticket that nobody has bumped yet; its text is the same as long as nothing new came. */
export const newsOf = (ticket: Ticket): string =>
  ticket.courses
    .flatMap(({ lines }) =>
      lines.filter(({ change }) => change !== null).map((line) => `${line.line_id}${line.changed_at}`),
    )
    .join();

export type AllDayRow = Readonly<{
  name: string;
  count: number;
  details: readonly Readonly<{ says: string; count: number }>[];
}>;

const detailOf = (line: TicketLine): string =>
  [
    ...line.options.map(({ name, instruction }) => (instruction ? `${instruction} ${name}` : name)),
    ...line.modifiers.map(({ name, negated }) => (negated ? `No ${name}` : name)),
    ...line.instructions,
    ...(line.notes ? [line.notes] : []),
  ].join(", ");

/** How many of each there are to make over all open tickets, the most first. What two stations see is made once. */
export const allDay = (tickets: readonly Ticket[]): readonly AllDayRow[] => {
  const rows = new Map<string, { count: number; details: Map<string, number> }>();
  const counted = new Set<string>();
  for (const { order_id, courses } of tickets) {
    for (const { lines } of courses) {
      for (const line of lines) {
        const id = `${order_id} ${line.line_id}`;
        if (line.state === "done" || line.change === "removed" || counted.has(id)) continue;
        counted.add(id);
        const row = rows.get(line.name) ?? { count: 0, details: new Map<string, number>() };
        rows.set(line.name, row);
        const quantity = Number(line.quantity);
        row.count += quantity;
        const detail = detailOf(line);
        row.details.set(detail, (row.details.get(detail) ?? 0) + quantity);
      }
    }
  }
  return [...rows]
    .map(([name, { count, details }]) => ({
      name,
      count,
      details: [...details].map(([says, of]) => ({ says, count: of })).toSorted((a, b) => b.count - a.count),
    }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
};
