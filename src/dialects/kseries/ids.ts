import { hash } from "node:crypto";
import type { OrderId, SiteId } from "../../domain/ids.ts";
import { parseId } from "../../domain/ids.ts";
import type { Line, Order, Payment } from "../../domain/order/order.ts";
import { lineCountOf } from "../../kit/codes.ts";

/**
 * What this API calls things that have other names here. Everything follows from the record itself, so nothing is
 * stored, and an order that was taken at the counter or over another API has these names as well.
 */

type Placed = Pick<Order, "id" | "siteId">;
type Lined = Placed & Pick<Order, "moved">;

const fiscal = (letter: string, siteId: number, n: number): string => `${letter}${siteId}.${n}`;

/** "A1001.93000123": an open or closed account, behind the number of its point of sale. */
export const accountIdentifierOf = ({ id, siteId }: Placed): string => fiscal("A", siteId, id);
/** "R1001.93000123" */
export const receiptIdOf = ({ id, siteId }: Placed): string => fiscal("R", siteId, id);
/** "S1001.930001230002": the second line that was ever on the order. */
export const saleLineIdOf = (order: Lined, line: Pick<Line, "lineId">): string =>
  fiscal("S", order.siteId, lineLongOf(order, line));
/** "T1001.9300012301" */
export const paymentFiscIdOf = ({ siteId }: Placed, { id }: Pick<Payment, "id">): string => fiscal("T", siteId, id);

/** How many lines of one order have numbers of their own. */
const LINES_OF_AN_ORDER = 10_000;

/**
 * Lines have no number of their own that stays: it is the order's with the count of the line behind it. A line that came
 * from another order has the number that it had there.
 */
export const lineLongOf = ({ id, moved }: Lined, { lineId }: Pick<Line, "lineId">): number => {
  const count = lineCountOf(id, lineId);
  const [first] = moved?.came.find((line) => line.lineId === lineId)?.from ?? [];
  return count < LINES_OF_AN_ORDER || !first
    ? id * LINES_OF_AN_ORDER + count
    : first.orderId * LINES_OF_AN_ORDER + lineCountOf(first.orderId, first.lineId);
};

/** The site and order behind an account identifier, undefined when it cannot be one. */
export const orderOfAccount = (identifier: string): { site: SiteId; order: OrderId } | undefined => {
  const [, site, order] = /^A(\d{1,18})\.(\d{1,18})$/.exec(identifier) ?? [];
  if (site === undefined || order === undefined) return undefined;
  return { site: parseId<SiteId>(site) ?? (0 as SiteId), order: parseId<OrderId>(order) ?? (0 as OrderId) };
};

const digest = (kind: string, ids: readonly (string | number)[]): Buffer => {
  const bytes = hash("sha256", [kind, ...ids].join(" "), "buffer").subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80; // version 8: made by a rule of our own (RFC 9562 §5.8)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
};

/** A UUID that is the same whenever the same thing is asked for. */
export const uuidOf = (kind: string, ...ids: readonly (string | number)[]): string => {
  const hex = digest(kind, ids).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

/** The same in the form that reports have: base64 for addresses, with its padding. */
export const uuidBase64Of = (kind: string, ...ids: readonly (string | number)[]): string =>
  `${digest(kind, ids).toString("base64url")}==`;
