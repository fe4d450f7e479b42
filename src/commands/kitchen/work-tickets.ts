import { type Result, done, refuse } from "../../kit/brand.ts";
import type { OrderId, Principal, SiteId } from "../../domain/ids.ts";
import { type BumpAsk, type TicketRefusal, bump, recall } from "../../domain/kitchen/bump.ts";
import { type TicketMark, markKey } from "../../domain/kitchen/mark.ts";
import { stationsOf } from "../../domain/kitchen/stations.ts";
import type { Ticket } from "../../domain/kitchen/ticket.ts";
import { type OrderStory, ticketsOf } from "../../domain/kitchen/tickets.ts";
import type { OutboxEvent, Storage, Tx } from "../../storage/storage.ts";
import { storyOf } from "./stories.ts";

/** How often a ticket is looked at anew because its order was changed at that very moment. */
const TRIES_MAX = 10;

export type TicketAt = Readonly<{ who: Principal; siteId: SiteId; orderId: OrderId; station: string }>;
type Decided = Result<Ticket, TicketRefusal>;

/** What the kitchen does with its tickets. All screens see it, and hear of it on the live feed. */
export const kitchenCommands = (storage: Storage) => {
  const change = async (at: TicketAt, decide: (ticket: Ticket, now: number) => Decided): Promise<Decided> => {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const story = await storyOf(storage.reads(at.who.company), at.orderId);
      if (!story || story.order.siteId !== at.siteId) return refuse({ kind: "no_ticket" });
      const result = await storage.transact(at.who.company, (tx) => decideIn(tx, at, story, decide));
      if (result.ok) return result;
      if (result.error.kind !== "moved_on") return refuse(result.error);
    }
    throw new Error(`order ${at.orderId} never stood still`);
  };
  return {
    bump: (at: TicketAt, ask: BumpAsk): Promise<Decided> => change(at, (ticket, now) => bump(ticket, ask, now)),
    recall: (at: TicketAt, lineIds: readonly string[] | null): Promise<Decided> =>
      change(at, (ticket, now) => recall(ticket, lineIds, now)),
  };
};

/** The order is locked until the commit, so of two screens that end its last two tickets one sees the other's. */
const decideIn = async (
  tx: Tx,
  { siteId, orderId, station }: TicketAt,
  story: OrderStory,
  decide: (ticket: Ticket, now: number) => Decided,
): Promise<Result<Ticket, TicketRefusal | Readonly<{ kind: "moved_on" }>>> => {
  const { order } = story;
  if ((await tx.orders.get(orderId))?.version !== order.version) return refuse({ kind: "moved_on" });
  const stations = stationsOf(tx.catalogue, siteId);
  const marks = new Map<string, TicketMark>();
  for (const { name } of stations) {
    const mark = await tx.documents.get("kitchen_ticket", markKey(siteId, orderId, name));
    if (mark) marks.set(name, mark);
  }
  const tickets = ticketsOf(story, tx.catalogue, stations, (name) => marks.get(name));
  const before = tickets.find((ticket) => ticket.station.name === station);
  if (!before) return refuse({ kind: "no_ticket" });
  const decided = decide(before, tx.now);
  if (!decided.ok || decided.value === before) return decided;
  const after = decided.value;
  tx.documents.put("kitchen_ticket", markKey(siteId, orderId, station), after.mark!, { siteId, at: tx.now });
  const told: OutboxEvent[] = [{ type: "kitchen.ticket", siteId, orderId, station, state: after.state }];
  const others = tickets.filter((ticket) => ticket !== before);
  const nowReady = before.state === "open" && [after, ...others].every(({ state }) => state === "done");
  const calledOff = order.deleted || order.status === "REJECTED";
  if (nowReady && !calledOff) told.push({ type: "kitchen.order_ready", siteId, orderId });
  tx.emit(told);
  return done(after);
};
