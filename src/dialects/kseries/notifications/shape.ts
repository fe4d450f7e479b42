import type { EndpointSettings } from "../../../commands/order-endpoints.ts";
import type { Readiness } from "../../../domain/availability.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { SiteId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import { accountIdentifierOf } from "../ids.ts";
import { readinessShape } from "../order-and-pay/readiness-shape.ts";
import { asNotified, snapshotOf } from "../order-and-pay/snapshot.ts";

/** What is said to endpoints, in the fields that the vendor documents and no others. */

/** What became of an order that an app sent. */
export type OrderStatusTold =
  "SUCCESS" | "CHECK_WAS_UPDATED" | "READY_FOR_PICKUP" | "DELIVERED" | "CLOSED" | "CANCELLED";

/** "2024-04-04T09:42:00.000+00:00": how notifications about items and readiness write an instant. */
const instant = (ms: number): string => new Date(ms).toISOString().replace("Z", "+00:00");

/** An account's number is a number beside the account itself, and text where it stands alone. */
const named = (order: Order, withAccount: boolean) => ({
  ikentooAccountId: withAccount ? order.id : String(order.id),
  ikentooAccountIdentifier: accountIdentifierOf(order),
});

export const orderNews = (
  status: OrderStatusTold,
  order: Order,
  reference: string,
  { provideAccount, expandTransactions, expandPayments }: EndpointSettings,
  catalogue: Catalogue,
): object => ({
  thirdPartyReference: reference,
  businessLocationId: order.siteId,
  status,
  ...(provideAccount && { account: snapshotOf(order, catalogue, asNotified(expandTransactions, expandPayments)) }),
  ...named(order, provideAccount),
  type: "ORDER",
});

export const paymentNews = (order: Order, reference: string): object => ({
  thirdPartyReference: reference,
  businessLocationId: order.siteId,
  status: "SUCCESS",
  ...named(order, false),
  type: "PAYMENT",
});

/** Why something that an app sent came to nothing. `errors` and the account are told of payments only. */
export type Failure = Readonly<{
  kind: "ORDER" | "PAYMENT";
  siteId: SiteId;
  reference: string;
  reason: string;
  errors?: object | undefined;
  accountIdentifier?: string | undefined;
}>;

export const failureNews = ({ kind, siteId, reference, reason, errors, accountIdentifier }: Failure): object => ({
  reason,
  thirdPartyReference: reference,
  businessLocationId: siteId,
  status: "FAILURE",
  ...(kind === "PAYMENT" && errors && { errors }),
  ...(kind === "PAYMENT" && accountIdentifier !== undefined && { ikentooAccountIdentifier: accountIdentifier }),
  type: kind,
});

export const itemNews = (siteId: SiteId, sku: string, count: number | null, at: number): object => ({
  sku,
  businessLocationId: siteId,
  count,
  countUpdatedAt: instant(at),
  status: count === null ? "NOT_RESTRICTED" : "RESTRICTED",
  type: "ITEM",
});

export const readinessNews = (siteId: SiteId, readiness: Readiness): object => ({
  businessLocationId: siteId,
  ...readinessShape(readiness),
  lastUpdatedAt: instant(readiness.at),
  type: "ORDER_API",
});
