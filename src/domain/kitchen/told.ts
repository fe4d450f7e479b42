import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Line, Order, OrderOption } from "../order/order.ts";
import type { OrderStatus } from "../order/status.ts";
import { type KitchenEvent, isFor } from "../printing/plan.ts";
import type { Station, StationRule } from "./stations.ts";

/** The types of the events that a ticket follows from. */
export const TICKET_EVENTS = ["order.created", "order.kitchen_print", "order.status_changed", "order.deleted"] as const;

/** One of them, with the order's version that it left and when that was. */
export type TicketEvent = Readonly<{ version: number; at: number }> &
  (Readonly<{ type: "order.created"; status: OrderStatus }> | KitchenEvent);

/** A line that a station has: in which version it came, and in which it looked different last; 0: it always was there. */
export type ToldLine = Readonly<{ since: number; changed: number; at: number }>;
/** A line that a station had, as it was, with the options that it belonged to. */
export type TakenBack = Readonly<{ line: Line; options: readonly OrderOption[]; version: number; at: number }>;

/** What a station was told of an order, from the beginning until now. */
export type Told = Readonly<{
  /** The version in which it heard of the order first, and when that was. */
  begun: number;
  begunAt: number;
  lines: ReadonlyMap<string, ToldLine>;
  takenBack: ReadonlyMap<string, TakenBack>;
}>;

/** Statuses in which events tell what the kitchen has to hear of. */
const inKitchen: readonly OrderStatus[] = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"];

const hasEnded = ({ status, deleted }: Order): boolean => deleted || status === "COMPLETE" || status === "REJECTED";

/**
 * What a station was told, by the rules that dockets print by (printing/plan.ts), from all events of the order that
 * TICKET_EVENTS names; undefined when it has heard nothing. A rule that is newer than an event says nothing about it
 * once the order has ended. An order that ended without any event was sold before its history was brought in.
 * `left` are lines that went on to other orders, which count as if they had stayed.
 */
export const toldTo = (
  station: Station,
  order: Order,
  events: readonly TicketEvent[],
  catalogue: Catalogue,
  left: readonly Line[] = [],
): Told | undefined => {
  const [first] = events;
  const ended = hasEnded(order);
  if (!first && ended) return undefined;
  const lines = [...order.lines, ...left];
  return new Story(station, { ...order, lines }, events, catalogue, ended).told();
};

class Story {
  private readonly lines = new Map<string, ToldLine>();
  private readonly takenBack = new Map<string, TakenBack>();
  private begun: { version: number; at: number } | undefined;
  /** Lines of the order as far as the events came. */
  private readonly on: Set<string>;
  private readonly now: ReadonlyMap<string, Line>;
  /** Lines that are not on the order any more, as they were when they went. */
  private readonly gone = new Map<string, Line>();
  /** Lines that came from other orders. What they are like was told there; here they are no news by themselves. */
  private readonly came: ReadonlySet<string>;
  private readonly order: Order;
  private readonly rules: readonly StationRule[];
  private readonly events: readonly TicketEvent[];
  private readonly catalogue: Catalogue;
  private readonly ended: boolean;

  constructor({ rules }: Station, order: Order, events: readonly TicketEvent[], catalogue: Catalogue, ended: boolean) {
    this.order = order;
    this.rules = rules;
    this.events = events;
    this.catalogue = catalogue;
    this.ended = ended;
    this.now = new Map(order.lines.map((line) => [line.lineId, line]));
    this.came = new Set(order.moved?.came.map(({ lineId }) => lineId));
    this.on = this.silentLines();
  }

  told(): Told | undefined {
    const { order, lines, takenBack } = this;
    const [first] = this.events;
    let status = first?.type === "order.created" ? first.status : (first?.from ?? order.status);
    this.give(status, 0, order.createdAt);
    for (const event of this.events) {
      const { version, at } = event;
      if (event.type === "order.deleted") this.takeAllBack(version, at);
      if (event.type === "order.status_changed") {
        status = event.to;
        if (status === "REJECTED") this.takeAllBack(version, at);
        else if (!event.printed) this.give(status, version, at);
      }
      if (event.type === "order.kitchen_print") this.print(event, status);
    }
    for (const id of lines.keys()) if (!this.now.has(id)) lines.delete(id); // it went on to another order
    if (lines.size + takenBack.size === 0) return undefined;
    const { version: begun, at: begunAt } = this.begun ?? { version: 0, at: order.createdAt };
    return { begun, begunAt, lines, takenBack };
  }

  /**
   * Lines that were on the order before its events tell of any: it was brought in with them, or they came from another
   * order for which they were told already.
   */
  private silentLines(): Set<string> {
    const came = new Set<string>();
    const silent = new Set<string>();
    for (const event of this.events) {
      if (event.type !== "order.kitchen_print") continue;
      for (const line of event.removed?.lines ?? []) {
        if (!came.has(line.lineId)) silent.add(line.lineId);
        if (!this.now.has(line.lineId)) this.gone.set(line.lineId, line);
      }
      for (const id of event.lineIds) if (!silent.has(id)) came.add(id);
    }
    for (const id of this.now.keys()) if (!came.has(id)) silent.add(id);
    return silent;
  }

  /** The station's rules for the status get all lines that are theirs. */
  private give(status: OrderStatus, version: number, at: number): void {
    const rules = this.rules.filter(({ statuses, since }) => statuses.includes(status) && !(this.ended && since > at));
    if (rules.length === 0) return;
    for (const id of this.on) {
      const line = this.now.get(id) ?? this.gone.get(id);
      if (!line || this.lines.has(id) || !rules.some((rule) => isFor(rule, line, this.catalogue))) continue;
      const since = this.came.has(id) ? 0 : version;
      this.lines.set(id, { since, changed: since, at });
      this.takenBack.delete(id);
      if (!this.came.has(id)) this.begun ??= { version, at };
    }
  }

  private print(event: Extract<TicketEvent, { type: "order.kitchen_print" }>, status: OrderStatus): void {
    const { version, at, removed, from } = event;
    const isFirst = from === null || !inKitchen.includes(from); // then it lists whatever there is
    const listed = new Set(event.lineIds);
    for (const line of removed?.lines ?? []) {
      const id = line.lineId;
      const still = this.now.get(id) ?? this.gone.get(id);
      if (listed.has(id) && still && Number(still.quantity) > 0) continue;
      if (!listed.has(id)) this.on.delete(id);
      if (!this.lines.delete(id)) continue;
      this.takenBack.set(id, { line, options: removed?.options ?? [], version, at });
    }
    for (const id of listed) {
      this.on.add(id);
      const known = this.lines.get(id);
      if (known && !(isFirst && this.came.has(id))) this.lines.set(id, { ...known, changed: version, at });
    }
    this.give(status, version, at);
  }

  private takeAllBack(version: number, at: number): void {
    const { options } = this.order;
    for (const id of this.lines.keys()) {
      const line = this.now.get(id);
      if (line) this.takenBack.set(id, { line, options, version, at });
    }
    this.lines.clear();
    this.on.clear();
  }
}
