import { type Kysely, type RawBuilder, sql } from "kysely";
import type { CompanyId, PaymentMethodId, TaxId } from "../../domain/ids.ts";
import type { OpenSum, QuantityKey, QuantitySum, ReportReads, TaxSum, TenderSum } from "../reports.ts";
import type { SalesAsk } from "../sales.ts";
import type { Tables } from "./tables.ts";

/** What is read at once: a day of a busy site is some thousand lines, each found by its key. */
const AT_ONCE_MS = 86_400_000;

const keys: Readonly<Record<QuantityKey, RawBuilder<number>>> = {
  minute: sql`e.ended_at / 60000`, // whole numbers, so both engines leave the rest away
  product: sql`l.product_id`,
  staff: sql`coalesce(o.staff_id, 0)`,
};

/** A period in parts that do not hold others up. Whoever takes long enough to need several lets others in between. */
async function* partsOf(ask: SalesAsk): AsyncIterable<SalesAsk> {
  for (let from = ask.from; from < ask.to; from += AT_ONCE_MS) {
    yield { ...ask, from, to: Math.min(from + AT_ONCE_MS, ask.to) };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Adds up rows that several parts have under the same name. */
const added = async <T>(ask: SalesAsk, read: (part: SalesAsk) => Promise<readonly T[]>, rules: Adding<T>) => {
  const sums = new Map<string, T>();
  for await (const part of partsOf(ask)) {
    for (const row of await read(part)) {
      const name = rules.name(row);
      const known = sums.get(name);
      sums.set(name, known ? rules.plus(known, row) : row);
    }
  }
  return [...sums.values()];
};
type Adding<T> = Readonly<{ name: (row: T) => string; plus: (a: T, b: T) => T }>;

export const reportReads = (db: Kysely<Tables>, company: CompanyId): ReportReads => {
  /** The sales of a part; the key of `ended_orders` leads, and what belongs to each is found by its own key. */
  const sold = ({ siteId, from, to }: SalesAsk) => sql`e.company_id = ${company} and e.site_id = ${siteId}
      and e.sold = 1 and e.ended_at >= ${from} and e.ended_at < ${to}`;
  const of = (table: RawBuilder<unknown>) => sql`ended_orders e
      join ${table} l on l.company_id = e.company_id and l.order_id = e.order_id`;

  return {
    quantities: (ask, by) =>
      added<QuantitySum>(
        ask,
        async (part) => {
          const order =
            by === "staff" ? sql`join orders o on o.company_id = e.company_id and o.id = e.order_id` : sql``;
          const { rows } = await sql<QuantitySum>`select ${keys[by]} as key, l.quantity, count(*) as lines
            from ${of(sql`sale_lines`)} ${order} where ${sold(part)} group by 1, 2`.execute(db);
          return rows;
        },
        {
          name: ({ key, quantity }) => `${key} ${quantity}`,
          plus: (a, b) => ({ ...a, lines: a.lines + b.lines }),
        },
      ),

    tenders: (ask) =>
      added<TenderSum>(
        ask,
        async (part) => {
          const { rows } = await sql<Omit<TenderSum, "methodId"> & { method_id: number }>`select l.method_id,
            count(*) as payments, count(distinct l.order_id) as sales, sum(l.amount) as amount, sum(l.tip) as tips
            from ${of(sql`sale_payments`)} where ${sold(part)} group by l.method_id`.execute(db);
          return rows.map(({ method_id, ...sums }) => ({ methodId: method_id as PaymentMethodId, ...sums }));
        },
        {
          name: ({ methodId }) => String(methodId),
          plus: (a, b) => ({
            ...a,
            payments: a.payments + b.payments,
            sales: a.sales + b.sales,
            amount: a.amount + b.amount,
            tips: a.tips + b.tips,
          }),
        },
      ),

    taxes: (ask) =>
      added<TaxSum>(
        ask,
        async (part) => {
          const { rows } = await sql<Omit<TaxSum, "taxId"> & { tax_id: number }>`select l.tax_id,
            count(*) as sales, sum(l.net) as net, sum(l.tax) as tax
            from ${of(sql`sale_taxes`)} where ${sold(part)} group by l.tax_id`.execute(db);
          return rows.map(({ tax_id, ...sums }) => ({ taxId: tax_id as TaxId, ...sums }));
        },
        {
          name: ({ taxId }) => String(taxId),
          plus: (a, b) => ({ ...a, sales: a.sales + b.sales, net: a.net + b.net, tax: a.tax + b.tax }),
        },
      ),

    open: (site) =>
      db
        .selectFrom("orders")
        .select((eb) => [
          eb.ref("status").$castTo<OpenSum["status"]>().as("status"),
          eb.fn.countAll<number>().as("orders"),
          eb.fn.sum<number>("total").as("total"),
        ])
        .where("company_id", "=", company)
        .where("deleted", "=", sql.lit(0))
        .where("status", "in", ["SUBMITTED", "ON_HOLD", "ACCEPTED", "PENDING"])
        // Open orders are few, those of a site are many: its index must not lead.
        .$if(site !== undefined, (query) => query.where(sql<number>`site_id + 0`, "=", site! as number))
        .groupBy("status")
        .execute(),
  };
};
