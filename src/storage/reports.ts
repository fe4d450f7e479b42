import type { PaymentMethodId, SiteId, TaxId } from "../domain/ids.ts";
import type { OrderStatus } from "../domain/order/status.ts";
import type { SalesAsk } from "./sales.ts";

/**
 * The part of the storage port that adds up what a site sold. Only sales count: what was turned down or deleted is in
 * none of it. Refunds are sales below zero. Long periods are read a day at a time, so that other requests have their
 * turn.
 */

/** What quantities can be told by: minutes since 1970, products, or staff (0: nobody). */
export type QuantityKey = "minute" | "product" | "staff";

/** So many lines of one quantity. The quantity is a decimal as text, so that whoever adds them up can be exact. */
export type QuantitySum = Readonly<{ key: number; quantity: string; lines: number }>;

/** What one way of paying brought; amounts and tips in minor units. */
export type TenderSum = Readonly<{
  methodId: PaymentMethodId;
  payments: number;
  sales: number;
  amount: number;
  tips: number;
}>;

/** What one tax came to, and of how much, in minor units. */
export type TaxSum = Readonly<{ taxId: TaxId; sales: number; net: number; tax: number }>;

/** Orders that are not over, by their status; `total` in minor units. */
export type OpenSum = Readonly<{ status: OrderStatus; orders: number; total: number }>;

export interface ReportReads {
  quantities(ask: SalesAsk, by: QuantityKey): Promise<readonly QuantitySum[]>;
  tenders(ask: SalesAsk): Promise<readonly TenderSum[]>;
  taxes(ask: SalesAsk): Promise<readonly TaxSum[]>;
  /** Of a site, or of all. */
  open(site: SiteId | undefined): Promise<readonly OpenSum[]>;
}
