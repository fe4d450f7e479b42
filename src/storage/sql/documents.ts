import type { Kysely, SelectQueryBuilder } from "kysely";
import type { CompanyId } from "../../domain/ids.ts";
import type { Page, PageAsk } from "../storage.ts";
import type { Tables } from "./tables.ts";

/** The tables whose rows are a record's document under the company's and the record's id. */
type DocumentTable = "orders" | "customers" | "reconciliations";

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

type Asked<T extends keyof Tables> = SelectQueryBuilder<Tables, T, object>;
/** Which records a list is about: a query on one of the tables that have `id` and `doc`, with nothing selected yet. */
type AskedDocuments = Asked<"customers"> | Asked<"shifts"> | Asked<"reconciliations"> | Asked<"checkins">;
const alike = (asked: AskedDocuments): Asked<"checkins"> => asked as Asked<"checkins">;

/** One page of records, ascending by id. One row more than it holds tells whether another page follows. */
export const documentsOf = async <T>(
  asked: AskedDocuments,
  { size, offset = 0, beyondId }: PageAsk,
): Promise<Page<T>> => {
  const rows = await alike(asked)
    .select("doc")
    .$if(beyondId !== undefined, (query) => query.where("id", ">", beyondId!))
    .orderBy("id")
    .limit(size + 1)
    .offset(offset)
    .execute();
  return { rows: rows.slice(0, size).map(({ doc }) => JSON.parse(doc) as T), more: rows.length > size };
};

export const countDocuments = async (asked: AskedDocuments): Promise<number> => {
  const { n } = await alike(asked)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
};
