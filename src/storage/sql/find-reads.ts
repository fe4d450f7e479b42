import { type Kysely, type RawBuilder, sql } from "kysely";
import type { AddonId, CompanyId, OrderId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import { FIND_AMONG_MAX, type FindReads, type FoundSum, type OrderFind, TooManyOrders } from "../finds.ts";
import type { Counts } from "./counts.ts";
import { holdsWords, isRefundSql, ofType, paidBy } from "./found-by.ts";
import { orderOf } from "./order-rows.ts";
import type { Tables } from "./tables.ts";

/** A step takes about this long; then others have their turn. */
const STEP_MS = 8;
const FIRST_STEP_MS = 86_400_000;
const STEP_MIN_MS = 3_600_000;
/** Orders that are read whole at once. */
const ORDERS_AT_ONCE = 200;

const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Span = Readonly<{ from: number; to: number }>;

/** Reads a span of time from its end, in steps that grow as long as they are quick. */
async function* inSteps<T>({ from, to }: Span, read: (step: Span) => Promise<T>): AsyncIterable<T> {
  let width = FIRST_STEP_MS;
  for (let end = to; end > from;) {
    const step = { from: Math.max(from, end - width), to: end };
    const began = performance.now();
    const value = await read(step);
    const took = performance.now() - began;
    width = took > STEP_MS ? Math.max(STEP_MIN_MS, width / 2) : took < STEP_MS / 2 ? width * 2 : width;
    end = step.from;
    yield value;
    await othersTurn();
  }
}

/** What narrows a search within its sites and dates. */
const conditions = (find: OrderFind): RawBuilder<unknown>[] => {
  const is = (column: string, value: number | undefined): RawBuilder<unknown>[] =>
    value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`];
  const { statuses, addonId, totalFrom, totalTo, orderType, methodId, q } = find;
  return [
    ...(statuses ? [sql`status in (${sql.join(statuses)})`] : []),
    ...is("register_id", find.registerId),
    ...is("staff_id", find.staffId),
    ...is("customer_id", find.customerId),
    ...(addonId === null ? [sql`addon_id is null`] : is("addon_id", addonId)),
    ...(find.discounted ? [sql`discounted = 1`] : []),
    ...(totalFrom === undefined ? [] : [sql`total >= ${totalFrom}`]),
    ...(totalTo === undefined ? [] : [sql`total <= ${totalTo}`]),
    ...(orderType === undefined ? [] : [ofType(orderType)]),
    ...(methodId === undefined ? [] : [paidBy(methodId)]),
    ...holdsWords(q ?? ""),
  ];
};

/** With `hints` the engine is told by name which index to read. */
export const findReads = (
  db: Kysely<Tables>,
  company: CompanyId,
  { counts, hints, amongMax = FIND_AMONG_MAX }: Readonly<{ counts: Counts; hints: boolean; amongMax?: number }>,
): FindReads => {
  const bySite = hints ? sql`orders indexed by orders_by_site` : sql`orders`;
  const among = ({ sites, deleted }: OrderFind, { from, to }: Span) => sql`${bySite} where company_id = ${company}
    and deleted = ${sql.lit(deleted ? 1 : 0)} and site_id in (${sites.length > 0 ? sql.join(sites) : sql`null`})
    and created_at >= ${from} and created_at < ${to}`;
  const matching = (find: OrderFind, step: Span) =>
    sql`${sql.join([among(find, step), ...conditions(find)], sql` and `)}`;

  /** What `read` makes of each step. Counts the orders that are looked at, and notes who made them where that is asked. */
  const looking = <T>(
    find: OrderFind,
    read: (step: Span) => Promise<T>,
    sources?: Set<AddonId | null>,
  ): AsyncIterable<T> => {
    let looked = 0;
    const by = sources ? [sql`addon_id`, sql`group by addon_id`] : [sql`null as addon_id`, sql``];
    return inSteps(find, async (step) => {
      const { rows } = await sql<{ addon_id: AddonId | null; orders: number }>`select ${by[0]}, count(*) as orders
        from ${among(find, step)} ${by[1]}`.execute(db);
      for (const { addon_id, orders: more } of rows) {
        looked += more;
        sources?.add(addon_id);
      }
      if (looked > amongMax) throw new TooManyOrders();
      return read(step);
    });
  };

  const sums: FindReads["sums"] = async (find) => {
    const found = new Map<string, FoundSum>();
    const sources = new Set<AddonId | null>();
    const read = async (step: Span) => {
      const { rows } = await sql<Omit<FoundSum, "refund"> & { refund: number }>`select status,
        case when ${isRefundSql} then 1 else 0 end as refund, count(*) as orders, sum(total) as total,
        sum(tax) as tax, sum(tips) as tips from ${matching(find, step)} group by 1, 2`.execute(db);
      return rows;
    };
    for await (const rows of looking(find, read, sources)) {
      for (const { refund, ...row } of rows) {
        const name = `${row.status} ${refund}`;
        const known = found.get(name) ?? { ...row, refund: refund === 1, orders: 0, total: 0, tax: 0, tips: 0 };
        found.set(name, {
          ...known,
          orders: known.orders + row.orders,
          total: known.total + row.total,
          tax: known.tax + row.tax,
          tips: known.tips + row.tips,
        });
      }
    }
    return { sums: [...found.values()], sources: [...sources] };
  };

  const count = async (find: OrderFind): Promise<number> => {
    let all = 0;
    const read = async (step: Span): Promise<number> => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${matching(find, step)}`.execute(db);
      return rows[0]!.n;
    };
    for await (const n of looking(find, read)) all += n;
    return all;
  };

  /** The first `limit` in a step. */
  const idsIn = async (find: OrderFind, step: Span, limit: number): Promise<OrderId[]> => {
    const { rows } = await sql<{ id: OrderId }>`select id from ${matching(find, step)}
      order by created_at desc, id desc limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  };

  /** In the order of their ids. Who left the list in this very moment is left out. */
  const ordersOf = async (find: OrderFind, ids: readonly OrderId[]): Promise<Order[]> => {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ doc: string }>`select doc from orders where company_id = ${company}
      and id in (${sql.join(ids)})`.execute(db);
    const found = new Map(rows.map(orderOf).map((order) => [order.id, order]));
    return ids.flatMap((id) => found.get(id) ?? []).filter(({ deleted }) => deleted === find.deleted);
  };

  return {
    sums,
    count: (find) => counts.of(`${company} find ${JSON.stringify(find)}`, () => count(find)),
    async page(find, { size, offset }) {
      const ids: OrderId[] = [];
      let skip = offset;
      for await (const found of inSteps(find, (step) => idsIn(find, step, skip + size - ids.length))) {
        ids.push(...found.slice(skip));
        skip = Math.max(0, skip - found.length);
        if (ids.length >= size) break;
      }
      return ordersOf(find, ids);
    },
    async *each(find) {
      for await (const found of inSteps(find, (step) => idsIn(find, step, FIND_AMONG_MAX))) {
        if (found.length === 0) yield [];
        for (let i = 0; i < found.length; i += ORDERS_AT_ONCE) {
          yield await ordersOf(find, found.slice(i, i + ORDERS_AT_ONCE));
          await othersTurn();
        }
      }
    },
  };
};
