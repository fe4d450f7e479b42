import type { CompanyId } from "../../domain/ids.ts";
import type { CompanyStore, Sequence } from "../storage.ts";
import { insertPerson } from "./access/people.ts";
import { docOf } from "./catalogues.ts";
import { customerRow } from "./customers.ts";
import type { Connection, Engine } from "./engine.ts";
import { noteImportedRefunds } from "./import-refunds.ts";
import { orderRow, saleRows } from "./order-rows.ts";
import { endedRow, hasEnded } from "./sales-rows.ts";
import type { Sequences } from "./sequences.ts";
import type { Tables } from "./tables.ts";

/** Rows in one insert: below every engine's limit on parameters. */
const ROWS_AT_ONCE = 400;

type Loadable =
  | "catalogue_records"
  | "customers"
  | "customer_references"
  | "stock_levels"
  | "shifts"
  | "reconciliations"
  | "checkins"
  | "counters";

const insertAll = async <T extends Loadable>({ db }: Connection, table: T, rows: Tables[T][]): Promise<void> => {
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    await db
      .insertInto(table)
      .values(rows.slice(i, i + ROWS_AT_ONCE) as never)
      .execute();
  }
};

/** Every table that holds rows of a company. */
const COMPANY_TABLES = [
  "companies",
  "catalogue_records",
  "stock_levels",
  "customers",
  "customer_references",
  "orders",
  "sale_lines",
  "sale_payments",
  "sale_taxes",
  "idempotency_answers",
  "outbox",
  "jobs",
  "webhooks",
  "payloads",
  "deliveries",
  "attempts",
  "endpoint_health",
  "notices",
  "print_jobs",
  "counters",
  "shifts",
  "reconciliations",
  "checkins",
  "documents",
  "ended_orders",
  "addons",
  "addon_grants",
  "authorizations",
  "authorization_codes",
  "refresh_tokens",
  "access_tokens",
  "people",
  "staff_pins",
  "sessions",
  "register_devices",
] as const satisfies (keyof Tables)[];
/** A table with rows of companies that the list above lacks does not compile. */
type Unlisted = Exclude<keyof Tables, (typeof COMPANY_TABLES)[number] | "migrations" | "sequences" | "job_lanes">;
const everyTable: readonly (keyof Tables)[] = COMPANY_TABLES satisfies [Unlisted] extends [never] ? unknown : never;

/** Rolls the load of a company back. */
class UsernameTaken extends Error {}

export const companyStore = (engine: Engine, sequences: Sequences): CompanyStore => ({
  async ids() {
    const rows = await engine.read.selectFrom("companies").select("company_id").orderBy("company_id").execute();
    return rows.map((row) => row.company_id as CompanyId);
  },
  async exists(company) {
    const query = engine.read.selectFrom("companies").select("company_id").where("company_id", "=", company);
    return (await query.executeTakeFirst()) !== undefined;
  },
  exclusively: (work) => engine.exclusively(work),
  clear: (company) =>
    engine.transaction(async ({ db }) => {
      for (const table of everyTable) {
        await db
          .deleteFrom(table as (typeof COMPANY_TABLES)[number])
          .where("company_id", "=", company)
          .execute();
      }
    }),
  newId: (sequence: Sequence) => sequences.draw(sequence),
  async load(company, content) {
    const { customers = [], references = [], stock = [], shifts = [], reconciliations = [], checkins = [] } = content;
    const { people = [], counters = {}, sequences: from = {} } = content;
    const work = async (connection: Connection): Promise<void> => {
      const id = { company_id: company };
      for (const person of people) if (!(await insertPerson(connection, person))) throw new UsernameTaken();
      await connection.db
        .insertInto("companies")
        .values({ ...id, catalogue_version: 1 })
        .execute();
      await insertAll(
        connection,
        "catalogue_records",
        content.records.map(({ kind, id: recordId, record }) => ({
          ...id,
          kind,
          id: recordId,
          version: record?.version ?? 0,
          catalogue_version: 1,
          created_at: record?.createdAt ?? 0,
          updated_at: record?.updatedAt ?? 0,
          doc: docOf(record),
        })),
      );
      await insertAll(
        connection,
        "customers",
        customers.map((customer) => customerRow(company, customer)),
      );
      await insertAll(
        connection,
        "customer_references",
        references.map((row) => ({
          ...id,
          addon_id: row.addonId,
          customer_id: row.customerId,
          reference_id: row.referenceId,
        })),
      );
      await insertAll(
        connection,
        "stock_levels",
        stock.map((level) => ({
          ...id,
          site_id: level.siteId,
          product_id: level.productId,
          stock: level.stock,
          version: level.version,
        })),
      );
      await insertAll(
        connection,
        "shifts",
        shifts.map((shift) => ({
          ...id,
          id: shift.id,
          site_id: shift.siteId,
          staff_id: shift.staffId,
          started_at: shift.startedAt,
          doc: JSON.stringify(shift),
        })),
      );
      await insertAll(
        connection,
        "reconciliations",
        reconciliations.map((row) => ({
          ...id,
          id: row.id,
          site_id: row.siteId,
          register_id: row.registerId,
          processed: row.processed ? (1 as const) : (0 as const),
          created_at: row.createdAt,
          version: row.version,
          doc: JSON.stringify(row),
        })),
      );
      await insertAll(
        connection,
        "checkins",
        checkins.map((checkin) => ({
          ...id,
          id: checkin.id,
          site_id: checkin.siteId,
          started_at: checkin.startedAt,
          doc: JSON.stringify(checkin),
        })),
      );
      await insertAll(
        connection,
        "counters",
        Object.entries(counters).map(([name, value]) => ({ ...id, name, value })),
      );
      await sequences.raise(connection, from);
      await engine.announce(connection);
    };
    try {
      await engine.transaction(work);
      return true;
    } catch (error) {
      if (error instanceof UsernameTaken) return false;
      throw error;
    }
  },
  importOrders: (_company, orders) =>
    engine.transaction(async (connection) => {
      await connection.insertRows("orders", orders.map(orderRow));
      await connection.insertRows("ended_orders", orders.filter(hasEnded).map(endedRow));
      await noteImportedRefunds(connection, orders);
      for (const order of orders) {
        if (order.status !== "COMPLETE") continue;
        const rows = saleRows(order);
        await connection.insertRows("sale_lines", rows.lines);
        await connection.insertRows("sale_payments", rows.payments);
        await connection.insertRows("sale_taxes", rows.taxes);
      }
    }),
});
