import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { CompanyId, OrderId, SiteId } from "../../domain/ids.ts";
import type { TicketMark } from "../../domain/kitchen/mark.ts";
import { stationsOf } from "../../domain/kitchen/stations.ts";
import { TICKET_KEPT_MS, type Ticket, isKept } from "../../domain/kitchen/ticket.ts";
import { ticketsOf } from "../../domain/kitchen/tickets.ts";
import type { Order } from "../../domain/order/order.ts";
import type { OrderStatus } from "../../domain/order/status.ts";
import type { Reads, Storage } from "../../storage/storage.ts";
import { EndedTickets, setUpOf, stateOf } from "./ended-tickets.ts";
import { marksOfOrder, storiesOf } from "./stories.ts";

/** The newest orders of a site are looked at for its tickets: so many of each open status, and of those that ended. */
const ORDERS_LOOKED_AT = 2_000;
/** Tickets that were worked on last are looked at for those that are done. */
const DONE_LOOKED_AT = 500;
const AT_ONCE = 200;
const MINUTE_MS = 60_000;

/** Open statuses that the kitchen may have orders in. */
const OPEN: readonly OrderStatus[] = ["ON_HOLD", "ACCEPTED", "PENDING"];
const NO_FILTER = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false } as const;

export type TicketsAsk = Readonly<{ company: CompanyId; siteId: SiteId; /** Null: of all. */ station: string | null }>;
/** What the kitchen did lately, by order. */
type Marks = ReadonlyMap<OrderId, readonly TicketMark[]>;
type Looked = Readonly<{ reads: Reads; catalogue: Catalogue; marks: Marks; now: number }>;

/** Reads the tickets of a site. */
export const siteTickets = ({ reads: readsOf, clock }: Pick<Storage, "reads" | "clock">) => {
  const remembered = new EndedTickets();

  const look = async ({ company, siteId }: TicketsAsk): Promise<Looked> => {
    const now = clock();
    const reads = readsOf(company);
    return {
      reads,
      now,
      catalogue: await reads.catalogue(),
      marks: await marksSince(reads, siteId, now - TICKET_KEPT_MS),
    };
  };

  /** Open tickets of orders that have ended: most of them are done, and known to be. */
  const ofEnded = async (
    { company, siteId }: TicketsAsk,
    ids: readonly OrderId[],
    looked: Looked,
  ): Promise<Ticket[]> => {
    const found: Ticket[] = [];
    const unknown: OrderId[] = [];
    const setUp = setUpOf(looked.catalogue, siteId);
    const stateNow = (id: OrderId): string => stateOf(setUp, looked.marks.get(id) ?? []);
    for (const id of ids) {
      const known = remembered.get(company, id, stateNow(id));
      if (known) found.push(...known);
      else unknown.push(id);
    }
    for (let i = 0; i < unknown.length; i += AT_ONCE) {
      const orders = await looked.reads.sales.orders(unknown.slice(i, i + AT_ONCE));
      const open = (await ticketsOfOrders(orders, looked)).filter(({ state }) => state === "open");
      for (const { id } of orders) {
        const own = open.filter(({ order }) => order.id === id);
        remembered.put(company, id, stateNow(id), own);
        found.push(...own);
      }
    }
    return found;
  };

  return {
    /** With something to do, the oldest first. */
    async open(ask: TicketsAsk): Promise<Ticket[]> {
      const { company, siteId, station } = ask;
      const standing = await openOrders(readsOf(company), siteId);
      const looked = await look(ask);
      const ids = new Set(await endedOrders(looked.reads, siteId, looked.now));
      for (const { id } of standing) ids.delete(id); // it ended meanwhile
      const tickets = [...(await ticketsOfOrders(standing, looked)), ...(await ofEnded(ask, [...ids], looked))];
      return tickets
        .filter((ticket) => ticket.state === "open" && isAt(ticket, station) && isKept(ticket, looked.now))
        .sort((a, b) => a.beganAt - b.beganAt || a.order.id - b.order.id);
    },

    /** On which all is done, the newest first. */
    async done(ask: TicketsAsk): Promise<Ticket[]> {
      const looked = await look(ask);
      const from = looked.now - TICKET_KEPT_MS;
      const marks = [...looked.marks.values()].flat().filter(({ doneAt }) => doneAt !== null);
      const newest = marks.sort((a, b) => b.changedAt - a.changedAt).slice(0, DONE_LOOKED_AT);
      const orders = await looked.reads.sales.orders([...new Set(newest.map(({ orderId }) => orderId))]);
      return (await ticketsOfOrders(orders, looked))
        .filter(({ state, doneAt, lines }) => state === "done" && (doneAt ?? 0) >= from && lines.length > 0)
        .filter((ticket) => isAt(ticket, ask.station))
        .sort((a, b) => b.doneAt! - a.doneAt! || b.order.id - a.order.id);
    },
  };
};

const isAt = ({ station: { name } }: Ticket, station: string | null): boolean => station === null || name === station;

const openOrders = async (reads: Reads, siteId: SiteId): Promise<Order[]> => {
  const found = new Map<OrderId, Order>(); // one that moves on meanwhile is found twice
  for (const status of OPEN) {
    let beyondId: number | undefined;
    for (let looked = 0; looked < ORDERS_LOOKED_AT; looked += AT_ONCE) {
      const place = { size: AT_ONCE, ...(beyondId !== undefined && { beyondId }) };
      const page = await reads.orders({ ...NO_FILTER, siteId, status }, place);
      for (const order of page.rows) found.set(order.id, order);
      beyondId = page.rows.at(-1)?.id;
      if (!page.more) break;
    }
  }
  return [...found.values()];
};

/** Sold, deleted or turned down in the hours that tickets are kept for: what is paid need not be cooked. */
const endedOrders = async (reads: Reads, siteId: SiteId, now: number): Promise<OrderId[]> => {
  const from = now - TICKET_KEPT_MS;
  const to = now + MINUTE_MS; // another server's clock may be a little ahead
  const ahead = await reads.documents.list("paid_ahead", { siteId, from }, { size: ORDERS_LOOKED_AT });
  const ended = await reads.sales.endedIds({ siteId, from, to }, ORDERS_LOOKED_AT);
  return [...ended, ...ahead.rows.map(({ orderId }) => orderId)];
};

const ticketsOfOrders = async (
  orders: readonly Order[],
  { reads, catalogue, marks, now }: Looked,
): Promise<Ticket[]> => {
  const stories = await storiesOf(reads, orders);
  const tickets: Ticket[] = [];
  for (const story of stories) {
    const { id, createdAt, siteId } = story.order;
    // What was done with an older order may have been done before the marks at hand.
    const isOld = createdAt < now - TICKET_KEPT_MS;
    const own = isOld
      ? await marksOfOrder(reads, story.order)
      : new Map(marks.get(id)?.map((mark) => [mark.station, mark]));
    tickets.push(...ticketsOf(story, catalogue, stationsOf(catalogue, siteId), (name) => own.get(name)));
  }
  return tickets;
};

/** What the kitchen of a site did since then. */
const marksSince = async (reads: Reads, siteId: SiteId, from: number): Promise<Marks> => {
  const marks = new Map<OrderId, TicketMark[]>();
  for (let offset = 0; ; offset += ORDERS_LOOKED_AT) {
    const page = await reads.documents.list("kitchen_ticket", { siteId, from }, { size: ORDERS_LOOKED_AT, offset });
    for (const mark of page.rows) marks.set(mark.orderId, [...(marks.get(mark.orderId) ?? []), mark]);
    if (!page.more) return marks;
  }
};
