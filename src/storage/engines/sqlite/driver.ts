import {
  type CompiledQuery,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { kyselyOn } from "../../sql/kysely.ts";
import type { Tables } from "../../sql/tables.ts";
import { LruMap } from "../../../kit/lru.ts";

/** The part of `node:sqlite`'s API that is used; @photostructure/sqlite has the same on older Node releases. */
export type SqliteStatement = {
  all(...values: SqliteValue[]): unknown[];
  get(...values: SqliteValue[]): unknown;
  run(...values: SqliteValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
};
export type SqliteDatabase = {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
};
export type SqliteValue = null | number | bigint | string | Uint8Array;
type SqliteModule = { DatabaseSync: new (path: string, options?: object) => SqliteDatabase };

/** The runtime's own SQLite where it has one, else the package with the same interface. */
export const sqliteModule = async (): Promise<SqliteModule> => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const builtIn = major > 22 || (major === 22 && minor >= 13);
  const name = builtIn ? "node:sqlite" : "@photostructure/sqlite";
  return (await import(name)) as SqliteModule;
};

/** One open database with its prepared statements. A statement is prepared once and kept while it is in use. */
export class SqliteConnection {
  private readonly statements = new LruMap<string, SqliteStatement>(500);
  readonly database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  statement(sql: string): SqliteStatement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }
}

const READS = /^\s*(select|with|pragma|explain)|\breturning\b/i;

const toSqlite = (value: unknown): SqliteValue => {
  if (value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value as SqliteValue;
};

/** Kysely over one open connection. */
export const kyselyOver = (connection: SqliteConnection): Kysely<Tables> =>
  kyselyOn({
    execute<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const statement = connection.statement(sql);
      const values = parameters.map(toSqlite);
      if (READS.test(sql)) return Promise.resolve({ rows: statement.all(...values) as R[] });
      const { changes } = statement.run(...values);
      return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes) });
    },
    adapter: () => new SqliteAdapter(),
    compiler: () => new SqliteQueryCompiler(),
    introspector: (db) => new SqliteIntrospector(db),
  });
