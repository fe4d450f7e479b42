import type { Stamped } from "../../domain/catalogue/records.ts";
import type { Customer } from "../../domain/customer.ts";
import type { Reconciliation, Shift } from "../../domain/back-office.ts";
import { phoneKey } from "../../domain/customer.ts";
import type { ChangeTx, Tx } from "../storage.ts";
import { docOf } from "./catalogues.ts";
import { documentOf } from "./documents.ts";
import type { Connection } from "./engine.ts";
import { customerRow, findCustomers } from "./customers.ts";
import { addPrints } from "./events/fan-out.ts";
import { orderFacts } from "./order-facts.ts";
import { tillReads } from "./till-reads.ts";

/**
 * A transaction of its own for everything that is not an order. Writes go to the database at once; the transaction's
 * rollback takes them back when the command refuses. The company's catalogue version is taken once and locks the
 * company's catalogue against other changes until the commit.
 */
export const changeTx = (tx: Tx, connection: Connection): ChangeTx => {
  const { db } = connection;
  const { company, now } = tx;
  let catalogueVersion: number | undefined;
  const nextVersion = async (): Promise<number> => {
    if (catalogueVersion === undefined) {
      const row = await db
        .updateTable("companies")
        .set((eb) => ({ catalogue_version: eb("catalogue_version", "+", 1) }))
        .where("company_id", "=", company)
        .returning("catalogue_version")
        .executeTakeFirstOrThrow();
      catalogueVersion = row.catalogue_version;
    }
    return catalogueVersion;
  };
  const put = async (kind: string, id: number, record: Stamped | null): Promise<void> => {
    const row = {
      version: record?.version ?? 0,
      catalogue_version: await nextVersion(),
      updated_at: record?.updatedAt ?? now,
      doc: docOf(record),
    };
    await db
      .insertInto("catalogue_records")
      .values({ company_id: company, kind, id, created_at: record?.createdAt ?? now, ...row })
      .onConflict((conflict) => conflict.columns(["company_id", "kind", "id"]).doUpdateSet(row))
      .execute();
  };
  const stampedNow = { version: 1, createdAt: now, updatedAt: now };

  return {
    ...tx,
    orderFacts: orderFacts(db, company),
    records: {
      async add(kind, draft) {
        const record = { ...draft, ...stampedNow };
        await put(kind, draft.id, record);
        return record as never;
      },
      async save(kind, record) {
        const saved = { ...record, version: record.version + 1, updatedAt: now };
        await put(kind, record.id, saved);
        return saved;
      },
      remove: (kind, id) => put(kind, id, null),
    },
    customerRecords: {
      async byMobile(mobile) {
        const row = await db
          .selectFrom("customers")
          .select("doc")
          .where("company_id", "=", company)
          .where("mobile_key", "=", phoneKey(mobile))
          .executeTakeFirst();
        return row && (JSON.parse(row.doc) as Customer);
      },
      async find(find) {
        const row = await findCustomers(db, company, find)
          .select("customers.doc")
          .orderBy("customers.id")
          .limit(1)
          .executeTakeFirst();
        return row && (JSON.parse(row.doc) as Customer);
      },
      async referenceOf(addon, customer) {
        const row = await db
          .selectFrom("customer_references")
          .select("reference_id")
          .where("company_id", "=", company)
          .where("addon_id", "=", addon)
          .where("customer_id", "=", customer)
          .executeTakeFirst();
        return row?.reference_id;
      },
      async add(draft) {
        const customer: Customer = { ...draft, ...stampedNow };
        await db.insertInto("customers").values(customerRow(company, customer)).execute();
        return customer;
      },
      async save(customer) {
        const saved = { ...customer, version: customer.version + 1, updatedAt: now };
        const { company_id, id, ...columns } = customerRow(company, saved);
        await db
          .updateTable("customers")
          .set(columns)
          .where("company_id", "=", company_id)
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return saved;
      },
      async setReference(addon, customer, referenceId) {
        await db
          .deleteFrom("customer_references")
          .where("company_id", "=", company)
          .where("addon_id", "=", addon)
          .where("customer_id", "=", customer)
          .execute();
        if (referenceId === null) return;
        await db
          .insertInto("customer_references")
          .values({ company_id: company, addon_id: addon, customer_id: customer, reference_id: referenceId })
          .execute();
      },
    },
    reconciliations: {
      async get(id) {
        return documentOf<Reconciliation>(db, "reconciliations", company, id);
      },
      async add(draft) {
        const { n } = await db
          .selectFrom("reconciliations")
          .select((eb) => eb.fn.countAll<number>().as("n"))
          .where("company_id", "=", company)
          .executeTakeFirstOrThrow();
        const { id, siteId, registerId, processed, createdAt, version } = draft;
        const added: Reconciliation = { ...draft, number: n + 1 };
        const columns = { id, site_id: siteId, register_id: registerId, created_at: createdAt, version };
        await db
          .insertInto("reconciliations")
          .values({ company_id: company, ...columns, processed: processed ? 1 : 0, doc: JSON.stringify(added) })
          .execute();
        return added;
      },
      async save(reconciliation) {
        const { id, processed, version } = reconciliation;
        await db
          .updateTable("reconciliations")
          .set({ processed: processed ? 1 : 0, version, doc: JSON.stringify(reconciliation) })
          .where("company_id", "=", company)
          .where("id", "=", id)
          .execute();
      },
    },
    shifts: {
      async add(shift) {
        await db
          .insertInto("shifts")
          .values({ company_id: company, id: shift.id, ...shiftColumns(shift) })
          .execute();
      },
      async save(shift) {
        await db
          .updateTable("shifts")
          .set(shiftColumns(shift))
          .where("company_id", "=", company)
          .where("id", "=", shift.id)
          .executeTakeFirstOrThrow();
      },
    },
    till: tillReads(db, company, "transaction"),
    stock: {
      async set({ siteId, productId, stock }) {
        await db
          .insertInto("stock_levels")
          .values({ company_id: company, site_id: siteId, product_id: productId, stock, version: 1 })
          .onConflict((conflict) =>
            conflict
              .columns(["company_id", "site_id", "product_id"])
              .doUpdateSet((eb) => ({ stock, version: eb("stock_levels.version", "+", 1) })),
          )
          .execute();
      },
    },
    prints: {
      async add(jobs) {
        const prints = jobs.map((job) => ({ ...job, companyId: company }));
        const drawn = { prints: jobs.map(() => tx.newId("print_job")), jobs: jobs.map(() => tx.newId("job")) };
        await addPrints(connection, prints, drawn, now);
        return drawn.prints;
      },
    },
  };
};

const shiftColumns = (shift: Shift) => ({
  site_id: shift.siteId,
  staff_id: shift.staffId,
  started_at: shift.startedAt,
  doc: JSON.stringify(shift),
});
