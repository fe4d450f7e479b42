import { type RawBuilder, sql } from "kysely";
import { type Order, type OrderType, isRefund } from "../../domain/order/order.ts";
import { folded } from "../../kit/text.ts";

/**
 * What an order is found by, as one text in one index: whether it gives money back, its type, the ways it was paid, its
 * number, and last what it is called by (table and customer). A pattern reaches its own part only, because the
 * characters between the parts occur in none of them.
 *
 * `R` ␃ type ␃ `,method,method,` number ␂ names
 *
 * In the number each run of letters or digits has a ␁ before it, so that "1042" finds F1-1042 and "042" does not.
 */
const RUN = "\u0001";
const NAMES = "\u0002";
const TYPE = "\u0003";

/** No order of a venue is longer; PostgreSQL's indexes take 2,700 bytes. */
const FOUND_BY_MAX = 700;

const runsMarked = (text: string): string => text.replaceAll(/[\p{L}\p{N}]+/gu, `${RUN}$&`);

export const foundBy = (order: Order): string => {
  const methods = [...new Set(order.payments.map(({ methodId }) => `${methodId},`))].join("");
  const facts = `${isRefund(order) ? "R" : ""}${TYPE}${order.orderType ?? ""}${TYPE},${methods}`;
  const { customer, table } = order;
  const names = [table, customer?.firstName, customer?.lastName].filter(Boolean).join(" ");
  return `${facts}${runsMarked(folded(order.saleNumber))}${NAMES}${folded(names)}`.slice(0, FOUND_BY_MAX);
};

/** The words of a search, as they are compared. */
const wordsOf = (q: string): string[] => [...new Set(folded(q).split(/\s+/).filter(Boolean))];

const like = (pattern: string): RawBuilder<unknown> => sql`found_by like ${pattern} escape '\\'`;
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

/** Conditions on the column. */
export const isRefundSql = sql`found_by like 'R%'`;
export const ofType = (type: OrderType): RawBuilder<unknown> => like(`%${TYPE}${type}${TYPE}%`);
export const paidBy = (method: number): RawBuilder<unknown> => like(`%,${method},%${NAMES}%`);
/** Each word begins a part of the number, or is part of the table's or the customer's name. */
export const holdsWords = (q: string): RawBuilder<unknown>[] =>
  wordsOf(q).map((word) => {
    const number = like(`%${literally(runsMarked(word))}%${NAMES}%`);
    return sql`(${number} or ${like(`%${NAMES}%${literally(word)}%`)})`;
  });
