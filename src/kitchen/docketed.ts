import type { OrderId } from "../domain/ids.ts";
import type { LineElsewhere, Order, OrderOption } from "../domain/order/order.ts";
import type { Given } from "../domain/printing/plan.ts";
import type { Docket, DocketLine } from "../paper/docket/docket.ts";
import type { NewPrintJob } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";

/** What stations know of an order by its dockets: which lines they have, and how those lines stood on paper. */
export type Docketed = Readonly<{ given: Given; lines: ReadonlyMap<string, DocketLine> }>;
export const NOTHING_DOCKETED: Docketed = { given: new Map(), lines: new Map() };

/** Dockets of one order that are looked back at. */
const DOCKETS_MAX = 500;

/** A docket that was made, with the version of the order that it was made of; 0 when that is not known any more. */
type Made = Readonly<{ id: number; orderId: OrderId; version: number; docket: Docket }>;

/**
 * What the dockets of an order told each station so far. A line that came from another order is known by that order's
 * dockets, up to the version that it left it in; one that went to another order is no longer this one's to take back.
 * `planned` are dockets that are not in the store yet.
 */
export const dockedBefore = async (
  { prints, reads }: Pick<Storage, "reads" | "prints">,
  order: Order,
  planned: readonly NewPrintJob[],
): Promise<Docketed> => {
  const story = new Story();
  const { moved } = order;
  if (!moved) {
    const own = await docketsOf(prints, order, new Map(), planned);
    for (const made of own) story.tell(made, (lineId) => [lineId]);
  } else {
    const places = moved.came.flatMap(({ lineId, from }) => from.map((place) => ({ ...place, now: lineId })));
    const orders = [...new Set([order.id, ...places.map(({ orderId }) => orderId)])];
    const versions = await versionsOf(reads(order.companyId), orders);
    const made: Made[] = [];
    for (const id of orders) made.push(...(await docketsOf(prints, { ...order, id }, versions, planned)));
    made.sort((a, b) => (a.id === b.id ? 0 : a.id - b.id));
    const hereAs = ({ orderId, version }: Made, lineId: string): string[] =>
      places.filter((place) => isAt(place, orderId, lineId, version)).map(({ now }) => now);
    for (const docket of made) story.tell(docket, (lineId) => hereAs(docket, lineId));
    for (const { lineId, quantity } of moved.came) story.amend(lineId, { quantity });
    for (const docket of made) {
      if (docket.orderId !== order.id) continue;
      story.tell(docket, (lineId) => (hereAs(docket, lineId).length > 0 ? [] : [lineId]));
    }
    story.forget(moved.went);
  }
  story.withOptions(order.options);
  return story;
};

const isAt = (place: LineElsewhere, orderId: OrderId, lineId: string, version: number): boolean =>
  place.orderId === orderId && place.lineId === lineId && version <= place.version;

/** Which version of its order an event left, by the event's id. */
const versionsOf = async (
  reads: ReturnType<Storage["reads"]>,
  orders: readonly OrderId[],
): Promise<ReadonlyMap<number, number>> => {
  const events = await reads.eventsOf(orders, ["order.kitchen_print", "order.status_changed", "order.deleted"]);
  return new Map([...events.values()].flat().map(({ id, version }) => [id, version]));
};

/** The dockets of an order that are or will be on paper, the oldest first. */
const docketsOf = async (
  prints: Storage["prints"],
  { id, companyId }: Pick<Order, "id" | "companyId">,
  versions: ReadonlyMap<number, number>,
  planned: readonly NewPrintJob[],
): Promise<Made[]> => {
  const { rows } = await prints.list(companyId, { orderId: id }, { size: DOCKETS_MAX });
  const stored = rows.toReversed().filter(({ state }) => state !== "cancelled");
  const own = planned.filter(({ companyId: whose, orderId }) => whose === companyId && orderId === id);
  return [...stored, ...own.map((row) => ({ ...row, id: Infinity }))].flatMap((row) => {
    if (row.kind !== "docket" && row.kind !== "changes" && row.kind !== "void") return [];
    const version = row.eventId === null ? 0 : (versions.get(row.eventId) ?? 0);
    return [{ id: row.id, orderId: id, version, docket: JSON.parse(row.doc) as Docket }];
  });
};

class Story {
  readonly given = new Map<string, Set<string>>();
  readonly lines = new Map<string, DocketLine>();

  /** What a docket told its station, of the lines that its lines are now. */
  tell({ docket }: Made, now: (lineId: string) => readonly string[]): void {
    const has = this.given.get(docket.station) ?? new Set<string>();
    this.given.set(docket.station, has);
    const told = docket.courses.flatMap((course) => course.lines);
    for (const line of told) if (line.change === "remove") for (const id of now(line.lineId)) has.delete(id);
    for (const line of told) {
      if (line.change === "remove") continue;
      for (const id of now(line.lineId)) {
        has.add(id);
        this.lines.set(id, { ...line, lineId: id });
      }
    }
  }

  /** A line is known to be another quantity than stood on paper: the rest of it went elsewhere. */
  amend(lineId: string, as: Pick<DocketLine, "quantity">): void {
    const line = this.lines.get(lineId);
    if (line) this.lines.set(lineId, { ...line, ...as });
  }

  forget(lineIds: readonly string[]): void {
    for (const has of this.given.values()) for (const id of lineIds) has.delete(id);
  }

  /** A product stands on paper with everything that was chosen under it. */
  withOptions(options: readonly OrderOption[]): void {
    const under = (option: OrderOption): readonly OrderOption[] => option.optionSets.flatMap((set) => set.options);
    const walk = (option: OrderOption, has: Set<string>, isShown: boolean): void => {
      const shown = isShown || has.has(option.lineId);
      if (shown) has.add(option.lineId);
      for (const inner of under(option)) walk(inner, has, shown);
    };
    for (const has of this.given.values()) for (const option of options) walk(option, has, false);
  }
}
