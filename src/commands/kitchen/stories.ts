import type { OrderId } from "../../domain/ids.ts";
import { type Elsewhere, elsewhereOf } from "../../domain/kitchen/inherited.ts";
import { type TicketMark, markKey } from "../../domain/kitchen/mark.ts";
import type { OrderStory } from "../../domain/kitchen/tickets.ts";
import { TICKET_EVENTS, type TicketEvent } from "../../domain/kitchen/told.ts";
import type { Order } from "../../domain/order/order.ts";
import type { Reads, StoredEvent } from "../../storage/storage.ts";

/** Stations of one order, at the most. */
const MARKS_MAX = 1_000;

/** All that the tickets of orders follow from, but the marks of their own. */
export const storiesOf = async (reads: Reads, orders: readonly Order[]): Promise<OrderStory[]> => {
  const others = await reads.sales.orders(elsewhereOf(orders));
  const events = await reads.eventsOf(
    [...orders, ...others].map(({ id }) => id),
    TICKET_EVENTS,
  );
  const eventsOf = ({ id, version: latest }: Order): TicketEvent[] =>
    (events.get(id) ?? []).filter(({ version }) => version <= latest).map(ticketEvent);
  const elsewhere = new Map<OrderId, Elsewhere>();
  for (const order of others) {
    elsewhere.set(order.id, { order, events: eventsOf(order), marks: await marksOfOrder(reads, order) });
  }
  return orders.map((order) => ({ order, events: eventsOf(order), elsewhere }));
};

export const storyOf = async (reads: Reads, id: OrderId): Promise<OrderStory | undefined> => {
  const order = await reads.order(id);
  return order && (await storiesOf(reads, [order]))[0];
};

/** What the kitchen did with an order, by the stations' names. */
export const marksOfOrder = async (reads: Reads, { siteId, id }: Order): Promise<Map<string, TicketMark>> => {
  const keyPrefix = markKey(siteId, id, "");
  const { rows } = await reads.documents.list("kitchen_ticket", { siteId, keyPrefix }, { size: MARKS_MAX });
  return new Map(rows.map((mark) => [mark.station, mark]));
};

/** An event as its order's command wrote it. */
const ticketEvent = ({ type, version, data, createdAt }: StoredEvent): TicketEvent =>
  ({ ...(data as object), type, version, at: createdAt }) as TicketEvent;
