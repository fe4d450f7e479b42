import type { OrderId, SiteId } from "../ids.ts";

/** What the kitchen did with one line of a ticket. `before`: what it had done when a part of it went elsewhere. */
export type LineMark = OneMark & Readonly<{ before?: readonly OneMark[] }>;
type OneMark = Readonly<{
  /** The order's version that it was seen in; what changed later is news. */
  seen: number;
  /** When it was done, epoch milliseconds; null when it was called back. */
  doneAt: number | null;
}>;

/**
 * What is stored of a ticket: what the kitchen did with it. What is on it follows from the order and what was told of
 * it (told.ts), so a ticket that nobody touched is stored nowhere.
 */
export type TicketMark = Readonly<{
  siteId: SiteId;
  orderId: OrderId;
  station: string;
  /** The order's version up to which the whole ticket was seen; 0: never. */
  seen: number;
  /** By line id; options of a product have marks of their own. */
  lines: Readonly<Record<string, LineMark>>;
  /** When everything on it was done; null while something is open. */
  doneAt: number | null;
  changedAt: number;
}>;

export const markKey = (site: SiteId, order: OrderId, station: string): string => `${site} ${order} ${station}`;
