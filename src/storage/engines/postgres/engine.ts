import pg from "pg";
import { sql } from "kysely";
import { type Progress, quietly } from "../../../kit/progress.ts";
import { DatabaseTooNew, migrate } from "../../migrations/migrate.ts";
import { CommitUnknown, type Connection, type Engine } from "../../sql/engine.ts";
import { type RowOf, type TableName, columnsOf } from "../../sql/rows.ts";
import { type Queryable, kyselyOver, nameOf, types } from "./driver.ts";
import { CHANNEL, Neighbours, PENDING_CHANNEL, namesOf, serverName, withName } from "./neighbours.ts";

/** The database server does not answer, or does not let us in. */
export class DatabaseUnreachable extends Error {
  constructor(address: string, cause: unknown) {
    const why =
      cause instanceof Error ? cause.message || ((cause as { code?: string }).code ?? "no answer") : "no answer";
    super(`PostgreSQL at ${address} cannot be reached: ${why}.`, { cause });
    this.name = "DatabaseUnreachable";
  }
}

export type PostgresOptions = Readonly<{
  url: string;
  poolSize: number;
  now: number;
  /** A command line beside running servers. */
  beside?: boolean;
  /** Is told how a long upgrade goes. */
  progress?: Progress;
}>;

/**
 * A server that stands still in the middle of a transaction loses it. Its events have ids already: were they committed
 * much later, live feeds would have gone past them (they look back for ten seconds).
 */
const STANDSTILL_MAX_MS = 8_000;

/** Any number will do, as long as every release uses the same. */
const MIGRATION_LOCK = 7_304_215;
const SET_UP_LOCK = 7_304_216;
/** The database's own estimate of its rows is a little behind. */
const ESTIMATE_MARGIN = 1.1;
/** PostgreSQL 13. */
const OLDEST = 130_000;
const COMMAND_LINE = "servery command line";

/** Serialization failure, deadlock, unique violation, lock not available: somebody else came first. */
const CONFLICTS = new Set(["40001", "40P01", "23505", "55P03"]);
/** States of a failed commit that do not say whether it happened; any other state means that it did not. */
const UNSURE = /^(08|57P|58|XX|40003)/;
/** States in which the database could not be entered: no such database, wrong password, full, going up or down. */
const NO_ENTRY = /^(E|08|28|3D|53|57P)/;

const stateOf = (error: unknown): string => (error as { code?: string } | undefined)?.code ?? "";

const inserts = Object.fromEntries(
  (Object.keys(columnsOf) as TableName[]).map((table) => {
    const columns = Object.entries(columnsOf[table]);
    const arrays = columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(", ");
    const names = columns.map(([name]) => name);
    return [table, { text: `insert into ${table} (${names.join(", ")}) select * from unnest(${arrays})`, names }];
  }),
) as Record<TableName, { text: string; names: string[] }>;

const over = (client: Queryable): Connection => ({
  db: kyselyOver(client),
  async insertRows<T extends TableName>(table: T, rows: readonly RowOf<T>[]) {
    if (rows.length === 0) return;
    const { text, names } = inserts[table];
    const values = names.map((name) => rows.map((row) => (row as unknown as Record<string, unknown>)[name] ?? null));
    await client.query({ name: nameOf(text), text, values });
  },
});

const withoutSecrets = (url: string): string => {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || 5432}${pathname}`;
  } catch {
    return "the given address";
  }
};

/** PostgreSQL lets us in but is not usable as it is. One sentence. */
export class DatabaseUnfit extends Error {
  constructor(address: string, why: string, cause?: unknown) {
    super(`The PostgreSQL database at ${address} cannot be used: ${why}.`, { cause });
    this.name = "DatabaseUnfit";
  }
}

/** PostgreSQL: any number of servers on one database. A set of rows goes in by one statement, whatever its size. */
export const openPostgres = async ({
  url,
  poolSize,
  now,
  beside,
  progress = quietly,
}: PostgresOptions): Promise<Engine> => {
  const name = beside ? COMMAND_LINE : serverName();
  const named = namedAddress(url, name);
  const pool = new pg.Pool({
    connectionString: named,
    max: poolSize,
    types,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: STANDSTILL_MAX_MS,
  });
  pool.on("error", () => undefined); // an idle connection broke; the pool replaces it, and the next query tells
  pool.on("connect", (client) => client.on("error", () => undefined)); // one broke in use: its next query tells

  let neighbours: Neighbours | undefined;
  const transaction = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await neighbours?.beforeChange(client);
      await client.query("begin");
      const value = await work(over(client));
      await commit(client);
      return value;
    } catch (error) {
      await client.query("rollback").catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  };

  try {
    await transaction(async ({ db }) => {
      const { rows } = await sql<{ server_version_num: string }>`show server_version_num`.execute(db);
      if (Number(rows[0]?.server_version_num) < OLDEST) {
        throw new DatabaseUnfit(withoutSecrets(url), "PostgreSQL 13 or newer is needed");
      }
      await lockForMigration(db);
      await migrate(
        db,
        { int: "bigint", text: "text", serial: "bigint generated always as identity primary key" },
        { now, progress },
      );
    });
  } catch (error) {
    await pool.end();
    throw startFailure(url, error);
  }

  if (!beside) neighbours = await Neighbours.meet(named, name, pool);
  return {
    name: "postgres",
    read: kyselyOver(pool),
    locksRows: true,
    planHints: false,
    eventsInOrder: false,
    alone: () => neighbours?.alone() ?? false,
    hears: () => neighbours?.hears() ?? false,
    async ordersAtMost() {
      const text =
        "select n_live_tup::int8 as n from pg_stat_user_tables where relname = 'orders' and schemaname = any (current_schemas(false))";
      const { rows } = await pool.query<{ n: number }>(text);
      return Math.ceil((rows[0]?.n ?? 0) * ESTIMATE_MARGIN);
    },
    unseen: beside === true,
    transaction,
    async announce({ db }) {
      await sql`select pg_notify(${CHANNEL}, 'changed')`.execute(db);
    },
    async announcePending({ db }, companies) {
      // A server that is alone tells itself; one that comes later looks at what is waiting when it starts.
      if (neighbours?.alone()) return;
      await sql`select pg_notify(${PENDING_CHANNEL}, ${namesOf(companies)})`.execute(db);
    },
    onPending: (listener) => neighbours?.onPending(listener),
    isConflict: (error) => CONFLICTS.has(stateOf(error)),
    spoils: (error) => error instanceof pg.DatabaseError,
    async exclusively(work) {
      const client = new pg.Client({ connectionString: named });
      client.on("error", () => undefined); // the lock goes with its connection; the work's own queries tell
      await client.connect();
      try {
        await client.query("select pg_advisory_lock($1)", [SET_UP_LOCK]);
        return await work();
      } finally {
        await client.end();
      }
    },
    watch: (onChange) => neighbours?.onChange(onChange),
    async close() {
      await neighbours?.close();
      await pool.end();
    },
  };
};

/** Ends a transaction for good. Throws CommitUnknown when nobody can say how it ended. */
const commit = async (client: Queryable): Promise<void> => {
  let command: string;
  try {
    ({ command } = await client.query("commit"));
  } catch (error) {
    const known = error instanceof pg.DatabaseError && !UNSURE.test(stateOf(error));
    throw known ? error : new CommitUnknown(error);
  }
  if (command !== "COMMIT") throw new Error("the transaction was rolled back instead of committed");
};

/** The address with our name in it. Throws DatabaseUnreachable for one that is no address. */
const namedAddress = (url: string, name: string): string => {
  try {
    return withName(url, name);
  } catch (error) {
    throw new DatabaseUnreachable(withoutSecrets(url), error);
  }
};

/** What a failed start is told as, when the database and not the program is to blame. */
const startFailure = (url: string, error: unknown): unknown => {
  if (error instanceof DatabaseTooNew || error instanceof DatabaseUnfit || !(error instanceof Error)) return error;
  const state = stateOf(error);
  if (state === "" ? /timeout|terminated/i.test(error.message) : NO_ENTRY.test(state)) {
    return new DatabaseUnreachable(withoutSecrets(url), error);
  }
  return error instanceof pg.DatabaseError ? new DatabaseUnfit(withoutSecrets(url), error.message, error) : error;
};

const lockForMigration = async (db: Connection["db"]): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db);
};
