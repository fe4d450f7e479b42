import type { Kysely } from "kysely";
import type { CompanyId } from "../../domain/ids.ts";
import type { DocumentAsk, DocumentKind, DocumentReads } from "../documents.ts";
import type { Tables } from "./tables.ts";

/** Reads a company's documents. */
export const documentReads = (db: Kysely<Tables>, company: CompanyId): DocumentReads => {
  const asked = (kind: DocumentKind, { siteId, from, to, keyPrefix }: DocumentAsk) => {
    let query = db.selectFrom("documents").where("company_id", "=", company).where("kind", "=", kind);
    if (siteId !== undefined) query = query.where("site_id", "=", siteId);
    if (from !== undefined) query = query.where("at", ">=", from);
    if (to !== undefined) query = query.where("at", "<", to);
    // Keys are compared byte by byte in both engines; nothing sorts behind the last character.
    if (keyPrefix !== undefined) query = query.where("key", ">=", keyPrefix).where("key", "<", `${keyPrefix}\uffff`);
    return query;
  };
  return {
    async get(kind, key) {
      const row = await asked(kind, {}).select("doc").where("key", "=", key).executeTakeFirst();
      return row && (JSON.parse(row.doc) as never);
    },
    async list(kind, ask, { size, offset = 0 }) {
      const rows = await asked(kind, ask)
        .select("doc")
        .orderBy("at", "desc")
        .orderBy("key")
        .limit(size + 1)
        .offset(offset)
        .execute();
      return { rows: rows.slice(0, size).map(({ doc }) => JSON.parse(doc) as never), more: rows.length > size };
    },
    async count(kind, ask) {
      const { n } = await asked(kind, ask)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      return n;
    },
  };
};
