import type { Customer } from "../domain/customer.ts";
import type { OrderId, PaymentMethodId, SiteId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";

/** The part of the storage port for what was sold at a site, by the time at which it was. Everything goes by index. */

/** What ended at a site from one instant until just before another; epoch milliseconds. */
export type SalesAsk = Readonly<{ siteId: SiteId; from: number; to: number }>;

/** A sale's place among those of its site: by the time it was closed, then by its id. */
export type SalePlace = Readonly<{ at: number; id: OrderId }>;

/** A closed sale; the customer stands beside it where that was asked for. */
export type Sale = Readonly<{ order: Order; customer: Customer | null; at: number }>;

export type SalesPage = Readonly<{
  size: number;
  /** The sale to begin with. */
  begin?: SalePlace;
  /** Or the sale to begin behind. */
  beyond?: SalePlace;
  customers: boolean;
}>;

export const cardPaymentStates = ["CAPTURED", "PARTIALLY_REFUNDED", "REFUNDED"] as const;
export type CardPaymentState = (typeof cardPaymentStates)[number];

/** A payment of a closed sale and what became of it; `changedAt` is its capture unless money was given back later. */
export type CardPayment = Readonly<{
  orderId: OrderId;
  number: number;
  capturedAt: number;
  changedAt: number;
  state: CardPaymentState;
}>;

export type CardPaymentsAsk = SalesAsk &
  Readonly<{
    methods: readonly PaymentMethodId[];
    /** Which of its times lies in the period, and orders the list. */
    by: "capturedAt" | "changedAt";
    states: readonly CardPaymentState[];
    newestFirst: boolean;
    size: number;
    offset: number;
  }>;

export interface SalesReads {
  /** In order of their places; one more than the page holds when others follow. */
  list(ask: SalesAsk, page: SalesPage): Promise<readonly Sale[]>;
  /** The sale that an ordering app knows by this reference. */
  byReference(site: SiteId, reference: string): Promise<Sale | undefined>;
  /** Orders that came to nothing, turned down or deleted, by when that was. */
  aborted(ask: SalesAsk): Promise<readonly Readonly<{ order: Order; at: number }>[]>;
  /** Ids of all orders that ended, in whichever way; the last first, not more than `max`. */
  endedIds(ask: SalesAsk, max: number): Promise<readonly OrderId[]>;
  /** The facts of all sales (domain/sale-facts.ts), some days at a time, so that other requests have their turn. */
  facts(ask: SalesAsk): AsyncIterable<string>;
  /** One more than the size when others follow. */
  cardPayments(ask: CardPaymentsAsk): Promise<readonly CardPayment[]>;
  /** These orders, in any order. */
  orders(ids: readonly OrderId[]): Promise<readonly Order[]>;
}
