import { type Kysely, sql } from "kysely";
import type { Customer } from "../../domain/customer.ts";
import type { CompanyId, OrderId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { Sale, SalePlace, SalesAsk, SalesReads } from "../sales.ts";
import { cardPaymentsOf } from "./sales-cards.ts";
import type { Tables } from "./tables.ts";

/** What is read of a long period at once: a week of the busiest site is some tens of milliseconds. */
const FACTS_AT_ONCE_MS = 7 * 86_400_000;
/** More than a site turns down in a day. */
const ABORTED_MAX = 5_000;

type Row = { doc: string; customer: string | null; ended_at: number };

const saleOf = ({ doc, customer, ended_at }: Row): Sale => ({
  order: JSON.parse(doc) as Order,
  customer: customer === null ? null : (JSON.parse(customer) as Customer),
  at: ended_at,
});

export const salesReads = (db: Kysely<Tables>, company: CompanyId): SalesReads => {
  const endedAt = ({ siteId, from, to }: SalesAsk, sold: 0 | 1) =>
    db
      .selectFrom("ended_orders")
      .where("ended_orders.company_id", "=", company)
      .where("ended_orders.site_id", "=", siteId)
      .where("ended_orders.sold", "=", sold)
      .where("ended_orders.ended_at", ">=", from)
      .where("ended_orders.ended_at", "<", to);
  const soldOrders = (ask: SalesAsk, customers: boolean) =>
    endedAt(ask, 1)
      .innerJoin("orders", (join) =>
        join
          .onRef("orders.company_id", "=", "ended_orders.company_id")
          .onRef("orders.id", "=", "ended_orders.order_id"),
      )
      .$if(customers, (query) =>
        query.leftJoin("customers", (join) =>
          join
            .onRef("customers.company_id", "=", "ended_orders.company_id")
            .onRef("customers.id", "=", "ended_orders.customer_id"),
        ),
      )
      .select(["orders.doc", "ended_orders.ended_at"])
      .select(customers ? sql<string | null>`customers.doc`.as("customer") : sql<null>`null`.as("customer"));

  return {
    async list(ask, { size, begin, beyond, customers }) {
      const place = (at: SalePlace, compare: ">=" | ">") => (query: ReturnType<typeof soldOrders>) =>
        query.where((eb) =>
          eb(eb.refTuple("ended_orders.ended_at", "ended_orders.order_id"), compare, eb.tuple(at.at, at.id as number)),
        );
      let query = soldOrders(ask, customers);
      if (begin) query = place(begin, ">=")(query);
      if (beyond) query = place(beyond, ">")(query);
      const rows = await query
        .orderBy("ended_orders.ended_at")
        .orderBy("ended_orders.order_id")
        .limit(size + 1)
        .execute();
      return rows.map(saleOf);
    },

    async byReference(site, reference) {
      const row = await soldOrders({ siteId: site, from: 0, to: Number.MAX_SAFE_INTEGER }, true)
        .where("ended_orders.reference", "=", reference)
        .executeTakeFirst();
      return row && saleOf(row);
    },

    async aborted(ask) {
      const rows = await endedAt(ask, 0)
        .innerJoin("orders", (join) =>
          join
            .onRef("orders.company_id", "=", "ended_orders.company_id")
            .onRef("orders.id", "=", "ended_orders.order_id"),
        )
        .select(["orders.doc", "ended_orders.ended_at"])
        .orderBy("ended_orders.ended_at")
        .orderBy("ended_orders.order_id")
        .limit(ABORTED_MAX)
        .execute();
      return rows.map(({ doc, ended_at }) => ({ order: JSON.parse(doc) as Order, at: ended_at }));
    },

    async endedIds(ask, max) {
      const ended = async (sold: 0 | 1) =>
        endedAt(ask, sold).select(["order_id", "ended_at"]).orderBy("ended_at", "desc").limit(max).execute();
      const rows = [...(await ended(1)), ...(await ended(0))].sort((a, b) => b.ended_at - a.ended_at);
      return rows.slice(0, max).map(({ order_id }) => order_id as OrderId);
    },

    async *facts(ask) {
      for (let from = ask.from; from < ask.to; from += FACTS_AT_ONCE_MS) {
        const to = Math.min(from + FACTS_AT_ONCE_MS, ask.to);
        const { facts } = await endedAt({ ...ask, from, to }, 1)
          .select(sql<string | null>`string_agg(facts, ',')`.as("facts"))
          .executeTakeFirstOrThrow();
        if (facts !== null) yield facts;
        await new Promise((resolve) => setImmediate(resolve)); // an engine that does not wait would keep all others waiting
      }
    },

    cardPayments: (ask) => cardPaymentsOf(db, company, ask),

    async orders(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom("orders")
        .select("doc")
        .where("company_id", "=", company)
        .where("id", "in", [...ids])
        .execute();
      return rows.map(({ doc }) => JSON.parse(doc) as Order);
    },
  };
};
