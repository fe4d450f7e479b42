import type { OrderId, SiteId } from "../domain/ids.ts";
import type { StoredEvent } from "./storage.ts";

/** The part of the storage port that live feeds read: a company's events by their ids. */
export interface FeedReads {
  /** Events with ids above `id`, the lowest first. */
  after(id: number, limit: number): Promise<readonly FeedEvent[]>;
  /** Events with ids up to `id`, the highest first. */
  upTo(id: number, limit: number): Promise<readonly FeedEvent[]>;
  /** Ids above `after` and up to `upTo`, which need not all be there: ids have gaps. */
  ids(after: number, upTo: number): Promise<readonly number[]>;
  /** The events with these ids, the lowest first. */
  byIds(ids: readonly number[]): Promise<readonly FeedEvent[]>;
}

export type FeedEvent = StoredEvent & Readonly<{ orderId: OrderId | null; siteId: SiteId | null }>;
