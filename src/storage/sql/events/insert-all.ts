import type { Insertable } from "kysely";
import type { Connection } from "../engine.ts";
import type { Tables } from "../tables.ts";

/** Rows in one insert: below every engine's limit on parameters. */
const ROWS_AT_ONCE = 400;

/** Inserts any number of rows of a table, some at a time. */
export const insertAll = async <T extends keyof Tables>(
  { db }: Connection,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> => {
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    await db
      .insertInto(table)
      .values(rows.slice(i, i + ROWS_AT_ONCE))
      .execute();
  }
};
