import type { AddonId, CustomerId, PaymentMethodId, RegisterId, SiteId, StaffId } from "../domain/ids.ts";
import type { Order, OrderType } from "../domain/order/order.ts";
import type { OrderStatus } from "../domain/order/status.ts";

/**
 * The part of the storage port that searches orders and adds them up, over periods as long as a year. It reads an index
 * only, some milliseconds at a time, so that other requests have their turn.
 */

/** Orders that one search looks at, at the most: five busy sites for half a year. */
export const FIND_AMONG_MAX = 2_000_000;

/** There are more orders in the period and at the sites than FIND_AMONG_MAX. */
export class TooManyOrders extends Error {
  constructor() {
    super(`A search looks at ${FIND_AMONG_MAX} orders at the most.`);
    this.name = "TooManyOrders";
  }
}

/** All given parts hold together. */
export type OrderFind = Readonly<{
  sites: readonly SiteId[];
  /** When it was made, epoch milliseconds: from, and before. */
  from: number;
  to: number;
  deleted: boolean;
  discounted: boolean;
  statuses?: readonly OrderStatus[];
  registerId?: RegisterId;
  staffId?: StaffId;
  customerId?: CustomerId;
  /** Who made it; null: somebody at the venue. */
  addonId?: AddonId | null;
  orderType?: OrderType;
  /** A way of paying that was used, in part at least. */
  methodId?: PaymentMethodId;
  /** Inclusive bounds on the total, in minor units. */
  totalFrom?: number;
  totalTo?: number;
  /** Words; each begins a part of the sale number, or is part of the name of the table or of the customer. */
  q?: string;
}>;

/** Orders of one status, refunds apart; amounts in minor units. */
export type FoundSum = Readonly<{
  status: OrderStatus;
  refund: boolean;
  orders: number;
  total: number;
  tax: number;
  tips: number;
}>;

export type FoundSums = Readonly<{
  sums: readonly FoundSum[];
  /** Who made orders in the period at the sites, whatever else is asked for; null: somebody at the venue. */
  sources: readonly (AddonId | null)[];
}>;

export interface FindReads {
  /** Throws TooManyOrders. */
  sums(find: OrderFind): Promise<FoundSums>;
  /** How many there are; as of a little earlier when there are many. Throws TooManyOrders. */
  count(find: OrderFind): Promise<number>;
  /** Newest first. */
  page(find: OrderFind, page: Readonly<{ size: number; offset: number }>): Promise<readonly Order[]>;
  /** All of them, newest first, some at a time; now and then none, so that whoever reads can look up. */
  each(find: OrderFind): AsyncIterable<readonly Order[]>;
}
