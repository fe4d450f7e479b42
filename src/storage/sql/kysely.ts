import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type DialectAdapter,
  type Driver,
  Kysely,
  type QueryCompiler,
  type QueryResult,
} from "kysely";
import type { Tables } from "./tables.ts";

/** How an engine runs one query, and the parts of Kysely that know its language. */
export type Language = Readonly<{
  execute<R>(query: CompiledQuery): Promise<QueryResult<R>>;
  adapter: () => DialectAdapter;
  compiler: () => QueryCompiler;
  introspector: (db: Kysely<never>) => DatabaseIntrospector;
}>;

/** Kysely over one connection, or over a pool for single reads. Transactions are begun and ended by the engine. */
export const kyselyOn = ({ execute, adapter, compiler, introspector }: Language): Kysely<Tables> => {
  const connection: DatabaseConnection = {
    executeQuery: execute,
    // eslint-disable-next-line require-yield -- lists are paged; nothing streams
    async *streamQuery() {
      throw new Error("streaming is not used");
    },
  };
  const nothing = (): Promise<void> => Promise.resolve();
  const driver: Driver = {
    init: nothing,
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: () => Promise.reject(new Error("transactions belong to the engine")),
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    releaseConnection: nothing,
    destroy: nothing,
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: adapter,
      createDriver: () => driver,
      createIntrospector: (db) => introspector(db as Kysely<never>),
      createQueryCompiler: compiler,
    },
  });
};
