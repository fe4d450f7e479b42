import type { CustomerId, SiteId } from "./ids.ts";

/** Identity cards that were made together. */
export type IdCardBatch = Readonly<{ id: number; siteId: SiteId; name: string; createdAt: number }>;

/** A card by which a guest is known again. `code` is what is printed on it; nobody can guess one. */
export type IdCard = Readonly<{
  id: number;
  batchId: number;
  siteId: SiteId;
  code: string;
  /** Who carries it: a customer that was made with the card, nameless until somebody says who it is. */
  customerId: CustomerId;
  createdAt: number;
}>;

/** Cards that may be made at once. */
export const CARDS_MAX = 100;
