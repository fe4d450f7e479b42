import {
  type CompiledQuery,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import pg from "pg";
import { kyselyOn } from "../../sql/kysely.ts";
import type { Tables } from "../../sql/tables.ts";

export type Queryable = Pick<pg.ClientBase, "query">;

const INT8 = 20;
const NUMERIC = 1700;

/** Ids, times and minor units are whole numbers below 2^53, so they are plain numbers here too. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8 || oid === NUMERIC
      ? (text: string) => Number(text)
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

const names = new Map<string, string>();

/** A statement's name, so that a connection parses it once. The product has a bounded set of statements. */
export const nameOf = (text: string): string => {
  let name = names.get(text);
  if (!name) names.set(text, (name = `s${names.size}`));
  return name;
};

/** Kysely over one connection, or over the pool for single reads. */
export const kyselyOver = (queryable: Queryable): Kysely<Tables> =>
  kyselyOn({
    async execute<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, rowCount } = await queryable.query({ name: nameOf(sql), text: sql, values: [...parameters] });
      return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) };
    },
    adapter: () => new PostgresAdapter(),
    compiler: () => new PostgresQueryCompiler(),
    introspector: (db) => new PostgresIntrospector(db),
  });
