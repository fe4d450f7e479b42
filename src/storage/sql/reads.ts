import type { Kysely } from "kysely";
import type { Checkin, Reconciliation, Shift } from "../../domain/back-office.ts";
import type { Customer } from "../../domain/customer.ts";
import type { CompanyId, OrderId, SiteId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { Page, PageAsk, Reads, ReconciliationAsk, ShiftAsk, StoredEvent } from "../storage.ts";
import type { Catalogues } from "./catalogues.ts";
import type { Counts } from "./counts.ts";
import { findCustomers } from "./customers.ts";
import { countDocuments, documentOf, documentsOf } from "./documents.ts";
import type { Engine } from "./engine.ts";
import { documentReads } from "./document-reads.ts";
import { feedOf } from "./events/feed.ts";
import { findReads } from "./find-reads.ts";
import { countNewer, countSome, listOrders } from "./order-list.ts";
import { reportReads } from "./report-reads.ts";
import { salesReads } from "./sales-reads.ts";
import { tillReads } from "./till-reads.ts";
import type { Tables } from "./tables.ts";

/** One row more than a page holds tells whether another page follows. */
const pageOf = <T>(rows: readonly T[], size: number): Page<T> => ({
  rows: rows.slice(0, size),
  more: rows.length > size,
});

/** Ids that one statement names. */
const IDS_AT_ONCE = 200;

/** The read queries of one company. Everything is committed state. */
export const readsOf = (
  db: Kysely<Tables>,
  company: CompanyId,
  { catalogues, counts, engine }: { catalogues: Catalogues; counts: Counts; engine: Engine },
): Reads => {
  const hints = engine.planHints;
  const slice = ({ size, offset = 0 }: PageAsk) => ({ limit: size + 1, offset });
  const shiftsAsked = ({ from, to, siteId, staffId }: ShiftAsk) =>
    db
      .selectFrom("shifts")
      .where("company_id", "=", company)
      .where("started_at", ">=", from)
      .$if(to !== undefined, (query) => query.where("started_at", "<", to!))
      .$if(siteId !== undefined, (query) => query.where("site_id", "=", siteId!))
      .$if(staffId !== undefined, (query) => query.where("staff_id", "=", staffId!));
  const reconciliationsAsked = ({ from, to, siteId, registerId, unprocessed }: ReconciliationAsk) =>
    db
      .selectFrom("reconciliations")
      .where("company_id", "=", company)
      .$if(from !== undefined, (query) => query.where("created_at", ">=", from!))
      .$if(to !== undefined, (query) => query.where("created_at", "<", to!))
      .$if(siteId !== undefined, (query) => query.where("site_id", "=", siteId!))
      .$if(registerId !== undefined, (query) => query.where("register_id", "=", registerId!))
      .$if(unprocessed, (query) => query.where("processed", "=", 0));
  const checkinsAt = (site: SiteId) =>
    db.selectFrom("checkins").where("company_id", "=", company).where("site_id", "=", site);

  return {
    catalogue: () => catalogues.of(company, db),

    order: (id) => documentOf<Order>(db, "orders", company, id),
    async orderVersion(id) {
      const row = await db
        .selectFrom("orders")
        .select("version")
        .where("company_id", "=", company)
        .where("id", "=", id)
        .executeTakeFirst();
      return row?.version;
    },
    async orders(filter, page) {
      const docs = await listOrders(db, company, filter, { ...page, size: page.size + 1 }, hints);
      return pageOf(
        docs.map((doc) => JSON.parse(doc) as Order),
        page.size,
      );
    },
    countOrders: (filter) =>
      counts.ofLong(`${company} ${JSON.stringify(filter)}`, {
        older: (after, limit) => countSome(db, company, filter, hints, after, limit),
        newer: (before, limit) => countNewer(db, company, filter, hints, before, limit),
        atMost: () => engine.ordersAtMost(),
      }),

    async ordersOfGroup(site, groupId) {
      const rows = await db
        .selectFrom("orders")
        .select("doc")
        .where("company_id", "=", company)
        .where("site_id", "=", site)
        .where("group_id", "=", groupId)
        .orderBy("id")
        .limit(500)
        .execute();
      return rows.map(({ doc }) => JSON.parse(doc) as Order);
    },

    customer: (id) => documentOf<Customer>(db, "customers", company, id),
    customers: (page, find = {}) => documentsOf<Customer>(findCustomers(db, company, find), page),
    countCustomers: (find = {}) =>
      counts.of(`${company} customers ${JSON.stringify(find)}`, () => countDocuments(findCustomers(db, company, find))),
    async references(addon, customers) {
      if (customers.length === 0) return new Map();
      const rows = await db
        .selectFrom("customer_references")
        .select(["customer_id", "reference_id"])
        .where("company_id", "=", company)
        .where("addon_id", "=", addon)
        .where("customer_id", "in", [...customers])
        .execute();
      return new Map(rows.map((row) => [row.customer_id, row.reference_id]));
    },

    async stock(site, page) {
      const { limit, offset } = slice(page);
      const rows = await db
        .selectFrom("stock_levels")
        .select(["site_id as siteId", "product_id as productId", "stock", "version"])
        .where("company_id", "=", company)
        .where("site_id", "=", site)
        .$if(page.beyondId !== undefined, (query) => query.where("product_id", ">", page.beyondId!))
        .orderBy("product_id")
        .limit(limit)
        .offset(offset)
        .execute();
      return pageOf(rows as never[], page.size);
    },
    async countStock(site) {
      const { n } = await db
        .selectFrom("stock_levels")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("company_id", "=", company)
        .where("site_id", "=", site)
        .executeTakeFirstOrThrow();
      return n;
    },
    async stockOf(product) {
      const rows = await db
        .selectFrom("stock_levels")
        .select(["site_id as siteId", "product_id as productId", "stock", "version"])
        .where("company_id", "=", company)
        .where("product_id", "=", product)
        .orderBy("site_id")
        .execute();
      return rows as never[];
    },

    shifts: (ask, page) => documentsOf<Shift>(shiftsAsked(ask), page),
    countShifts: (ask) => counts.of(`${company} shifts ${JSON.stringify(ask)}`, () => countDocuments(shiftsAsked(ask))),
    reconciliation: (id) => documentOf<Reconciliation>(db, "reconciliations", company, id),
    reconciliations: (ask, page) => documentsOf<Reconciliation>(reconciliationsAsked(ask), page),
    countReconciliations: (ask) =>
      counts.of(`${company} reconciliations ${JSON.stringify(ask)}`, () => countDocuments(reconciliationsAsked(ask))),
    checkins: (site, page) => documentsOf<Checkin>(checkinsAt(site), page),
    countCheckins: (site) => countDocuments(checkinsAt(site)),
    async events(order) {
      const rows = await db
        .selectFrom("outbox")
        .select(["id", "type", "version", "data", "created_at"])
        .where("company_id", "=", company)
        .where("order_id", "=", order)
        .orderBy("id")
        .limit(1_000)
        .execute();
      return rows.map(({ data, created_at, ...row }) => ({
        ...row,
        data: JSON.parse(data) as unknown,
        createdAt: created_at,
      }));
    },
    async eventsOf(orders, types) {
      const found = new Map<OrderId, StoredEvent[]>();
      for (let i = 0; i < orders.length; i += IDS_AT_ONCE) {
        const rows = await db
          .selectFrom("outbox")
          .select(["order_id", "id", "type", "version", "data", "created_at"])
          .where("company_id", "=", company)
          .where("order_id", "in", orders.slice(i, i + IDS_AT_ONCE))
          .where("type", "in", [...types])
          .orderBy("order_id")
          .orderBy("id")
          .execute();
        for (const { order_id, data, created_at, ...row } of rows) {
          const own = found.get(order_id as OrderId) ?? [];
          found.set(order_id as OrderId, own);
          own.push({ ...row, data: JSON.parse(data) as unknown, createdAt: created_at });
        }
      }
      return found;
    },
    feed: feedOf(db, company),
    finds: findReads(db, company, { counts, hints }),
    documents: documentReads(db, company),
    sales: salesReads(db, company),
    till: tillReads(db, company),
    reports: reportReads(db, company),
    async counter(name) {
      const row = await db
        .selectFrom("counters")
        .select("value")
        .where("company_id", "=", company)
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.value ?? 0;
    },
  };
};
