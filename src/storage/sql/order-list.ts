import { type Expression, type Kysely, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { CompanyId } from "../../domain/ids.ts";
import type { OrderFilter, PageAsk } from "../storage.ts";
import type { Position } from "./counts.ts";
import type { Tables } from "./tables.ts";

type OrdersQuery = SelectQueryBuilder<Tables, "orders", object>;
type Column = "status" | "site_id" | "register_id" | "staff_id" | "customer_id";

/**
 * Equality filters from the one that leaves the fewest orders to the one that leaves the most. The first that is
 * present is the one whose index should lead; open orders are few, completed ones nearly all.
 */
const leads = (filter: OrderFilter): [Column, number | string][] => {
  const { customerId, registerId, staffId, siteId, status } = filter;
  const found: [Column, number | string | undefined][] = [
    ["customer_id", customerId],
    ["status", status === "COMPLETE" ? undefined : status],
    ["register_id", registerId],
    ["staff_id", staffId],
    ["site_id", siteId],
    ["status", status === "COMPLETE" ? status : undefined],
  ];
  return found.filter((entry): entry is [Column, number | string] => entry[1] !== undefined);
};

/**
 * Orders of a company that the filter means. With `hints`, columns that must not lead are wrapped in a unary plus,
 * which SQLite leaves out of its choice of index; flags are literals, because a partial index wants to see them.
 */
const matching = (db: Kysely<Tables>, company: CompanyId, filter: OrderFilter, hints: boolean): OrdersQuery => {
  let query: OrdersQuery = db
    .selectFrom("orders")
    .where("company_id", "=", company)
    .where("deleted", "=", sql.lit(filter.deleted ? 1 : 0));
  leads(filter).forEach(([column, value], rank) => {
    const leading = rank === 0 && !(filter.onAccount && column !== "status");
    query =
      hints && !leading
        ? query.where(sql<SqlBool>`+${sql.ref(column)} = ${value}` as Expression<SqlBool>)
        : query.where(column, "=", value as never);
  });
  if (filter.discounted) query = query.where("discounted", "=", sql.lit(1) as never);
  if (filter.onAccount) query = query.where("on_account", "=", sql.lit(1) as never);
  if (filter.linkedCustomer && filter.customerId === undefined) query = query.where("customer_id", "is not", null);
  if (filter.createdFrom !== undefined) query = query.where("created_at", ">=", filter.createdFrom);
  if (filter.createdTo !== undefined) query = query.where("created_at", "<=", filter.createdTo);
  // Never an index on the total: it would have to sort all it finds to give the newest.
  const total = hints ? sql<number>`+total` : sql<number>`total`;
  if (filter.totalFrom !== undefined) query = query.where(total, ">=", filter.totalFrom);
  if (filter.totalTo !== undefined) query = query.where(total, "<=", filter.totalTo);
  return query;
};

/** One page, newest first. Paging by id goes on below that order's place in the list, not below its number. */
export const listOrders = async (
  db: Kysely<Tables>,
  company: CompanyId,
  filter: OrderFilter,
  { size, offset = 0, beyondId }: PageAsk,
  hints: boolean,
): Promise<string[]> => {
  let query = matching(db, company, filter, hints);
  if (beyondId !== undefined) {
    const anchor = await db
      .selectFrom("orders")
      .select("created_at")
      .where("company_id", "=", company)
      .where("id", "=", beyondId)
      .executeTakeFirst();
    query = anchor
      ? query.where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(anchor.created_at, beyondId)))
      : query.where("id", "<", beyondId);
  }
  const rows = await query
    .select("doc")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(size)
    .offset(offset)
    .execute();
  return rows.map(({ doc }) => doc);
};

/** Counts up to `limit` orders behind a position of the list, without reading any. */
export const countSome = async (
  db: Kysely<Tables>,
  company: CompanyId,
  filter: OrderFilter,
  hints: boolean,
  after: Position | undefined,
  limit: number,
): Promise<{ n: number; last: Position | undefined }> => {
  const all = matching(db, company, filter, hints);
  const query = after
    ? all.where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(after.created_at, after.id)))
    : all;
  const last = await query
    .select(["created_at", "id"])
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .offset(limit - 1)
    .executeTakeFirst();
  if (last) return { n: limit, last };
  const { n } = await query.select((eb) => eb.fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
  return { n, last: undefined };
};

/** Counts up to `limit` orders that stand before a position of the list. */
export const countNewer = async (
  db: Kysely<Tables>,
  company: CompanyId,
  filter: OrderFilter,
  hints: boolean,
  before: Position,
  limit: number,
): Promise<number> => {
  const newer = matching(db, company, filter, hints).where((eb) =>
    eb(eb.refTuple("created_at", "id"), ">", eb.tuple(before.created_at, before.id)),
  );
  const many = await newer
    .select("id")
    .orderBy("created_at")
    .orderBy("id")
    .limit(1)
    .offset(limit - 1)
    .executeTakeFirst();
  if (many) return limit;
  const { n } = await newer.select((eb) => eb.fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
  return n;
};
