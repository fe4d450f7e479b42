import type { Catalogue } from "../catalogue/catalogue.ts";
import type { OrderId } from "../ids.ts";
import type { LineElsewhere, Order } from "../order/order.ts";
import type { TicketMark } from "./mark.ts";
import type { Station } from "./stations.ts";
import { type TicketEvent, type ToldLine, toldTo } from "./told.ts";

/** An order that lines came from, with all that its tickets follow from. `marks` are by the station's name. */
export type Elsewhere = Readonly<{
  order: Order;
  events: readonly TicketEvent[];
  marks: ReadonlyMap<string, TicketMark>;
}>;
export type Elsewheres = ReadonlyMap<OrderId, Elsewhere>;

/** How far a line was when it came from another order. */
export type Inherited = Readonly<{
  doneAt: number | null;
  /** When the station heard of it; undefined when nothing tells. */
  at: number | undefined;
  change: "added" | "changed" | null;
  /** The last version of this very order that this sums up, when the line was on it before: it came back, or is less. */
  until: number;
}>;

/** The orders that lines of these were on before. */
export const elsewhereOf = (orders: readonly Order[]): OrderId[] => [
  ...new Set(
    orders.flatMap(({ moved }) => moved?.came.flatMap(({ from }) => from.map(({ orderId }) => orderId)) ?? []),
  ),
];

/** How far the lines were that came from other orders by splits and merges: what was made is not made again. */
export const inheritedAt = (
  station: Station,
  order: Order,
  elsewhere: Elsewheres,
  catalogue: Catalogue,
): ReadonlyMap<string, Inherited> => {
  const found = new Map<string, Inherited>();
  for (const { lineId, from } of order.moved?.came ?? []) {
    const line = order.lines.find((own) => own.lineId === lineId);
    if (!line) continue;
    let inherited: Inherited = { doneAt: null, at: undefined, change: null, until: 0 };
    for (const place of from) {
      const there = elsewhere.get(place.orderId);
      if (!there) continue;
      const events = there.events.filter(({ version }) => version <= place.version);
      const as = { ...line, lineId: place.lineId };
      const told = toldTo(station, { ...there.order, deleted: false }, events, catalogue, [as]);
      const mark = there.marks.get(station.name);
      inherited = after(inherited, place, told?.lines.get(place.lineId), told?.begun ?? 0, mark);
      if (place.orderId === order.id) inherited = { ...inherited, until: place.version };
    }
    found.set(lineId, inherited);
  }
  return found;
};

/** What a place that the line was at made of it. */
const after = (
  before: Inherited,
  { lineId, version }: LineElsewhere,
  told: ToldLine | undefined,
  begun: number,
  mark: TicketMark | undefined,
): Inherited => {
  const known = mark?.lines[lineId];
  const own = known && [known, ...(known.before ?? [])].find(({ seen }) => seen <= version);
  const changed = told?.changed ?? 0;
  const seen = Math.max(begun, mark && mark.seen <= version ? mark.seen : 0, own?.seen ?? 0);
  const isNews = changed > seen;
  const at = before.at ?? told?.at;
  if (isNews) return { ...before, doneAt: null, at, change: told!.since > seen ? "added" : "changed" };
  if (own) return { ...before, doneAt: own.doneAt, at, change: null };
  return { ...before, at };
};
