import type { Kysely } from "kysely";
import type { CompanyId } from "../../domain/ids.ts";
import type { Tables } from "./tables.ts";

/** The tables whose rows are a record's document under the company's and the record's id. */
export type DocumentTable = "orders" | "customers" | "reconciliations";

/** Reads one record of a company by its id. */
export const documentOf = async <T>(
  db: Kysely<Tables>,
  table: DocumentTable,
  company: CompanyId,
  id: number,
): Promise<T | undefined> => {
  const row = await db
    .selectFrom(table as "customers") // the three have these columns alike
    .select("doc")
    .where("company_id", "=", company)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && (JSON.parse(row.doc) as T);
};
