import type { Kysely } from "kysely";
import type { Checkin, Reconciliation, Shift } from "../../domain/back-office.ts";
import type { Customer } from "../../domain/customer.ts";
import type { CompanyId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { Page, PageAsk, Reads, ReconciliationAsk, ShiftAsk } from "../storage.ts";
import type { Catalogues } from "./catalogues.ts";
import type { Counts } from "./counts.ts";
import { findCustomers } from "./customers.ts";
import { documentOf } from "./documents.ts";
import type { Engine } from "./engine.ts";
import { countNewer, countSome, listOrders } from "./order-list.ts";
import type { Tables } from "./tables.ts";

const parse = <T>({ doc }: { doc: string }): T => JSON.parse(doc) as T;

/** One row more than a page holds tells whether another page follows. */
const pageOf = <T>(rows: readonly T[], size: number): Page<T> => ({
  rows: rows.slice(0, size),
  more: rows.length > size,
});

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

  return {
    catalogue: () => catalogues.of(company, db),

    async order(id) {
      return documentOf<Order>(db, "orders", company, id);
    },
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

    async customer(id) {
      return documentOf<Customer>(db, "customers", company, id);
    },
    async customers(page, find = {}) {
      const { limit, offset } = slice(page);
      const rows = await findCustomers(db, company, find)
        .$if(page.beyondId !== undefined, (query) => query.where("customers.id", ">", page.beyondId!))
        .select("customers.doc")
        .orderBy("customers.id")
        .limit(limit)
        .offset(offset)
        .execute();
      return pageOf(rows.map(parse<Customer>), page.size);
    },
    async countCustomers(find = {}) {
      return counts.of(`${company} customers ${JSON.stringify(find)}`, async () => {
        const query = findCustomers(db, company, find).select((eb) => eb.fn.countAll<number>().as("n"));
        return (await query.executeTakeFirstOrThrow()).n;
      });
    },
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

    async shifts(ask, page) {
      const { limit, offset } = slice(page);
      const rows = await shiftsAsked(ask)
        .select("doc")
        .$if(page.beyondId !== undefined, (query) => query.where("id", ">", page.beyondId!))
        .orderBy("id")
        .limit(limit)
        .offset(offset)
        .execute();
      return pageOf(rows.map(parse<Shift>), page.size);
    },
    countShifts: (ask) =>
      counts.of(`${company} shifts ${JSON.stringify(ask)}`, async () => {
        const query = shiftsAsked(ask).select((eb) => eb.fn.countAll<number>().as("n"));
        return (await query.executeTakeFirstOrThrow()).n;
      }),
    async reconciliation(id) {
      return documentOf<Reconciliation>(db, "reconciliations", company, id);
    },
    async reconciliations(ask, page) {
      const { limit, offset } = slice(page);
      const rows = await reconciliationsAsked(ask)
        .select("doc")
        .$if(page.beyondId !== undefined, (query) => query.where("id", ">", page.beyondId!))
        .orderBy("id")
        .limit(limit)
        .offset(offset)
        .execute();
      return pageOf(rows.map(parse<Reconciliation>), page.size);
    },
    countReconciliations: (ask) =>
      counts.of(`${company} reconciliations ${JSON.stringify(ask)}`, async () => {
        const query = reconciliationsAsked(ask).select((eb) => eb.fn.countAll<number>().as("n"));
        return (await query.executeTakeFirstOrThrow()).n;
      }),
    async checkins(site, page) {
      const { limit, offset } = slice(page);
      const rows = await db
        .selectFrom("checkins")
        .select("doc")
        .where("company_id", "=", company)
        .where("site_id", "=", site)
        .$if(page.beyondId !== undefined, (query) => query.where("id", ">", page.beyondId!))
        .orderBy("id")
        .limit(limit)
        .offset(offset)
        .execute();
      return pageOf(rows.map(parse<Checkin>), page.size);
    },
    async countCheckins(site) {
      const { n } = await db
        .selectFrom("checkins")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("company_id", "=", company)
        .where("site_id", "=", site)
        .executeTakeFirstOrThrow();
      return n;
    },
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
  };
};
