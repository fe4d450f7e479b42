import pg from "pg";
import { sql } from "kysely";
import { migrate } from "../../migrations/migrate.ts";
import type { Connection, Engine } from "../../sql/engine.ts";
import { type RowOf, type TableName, columnsOf } from "../../sql/rows.ts";
import { type Queryable, kyselyOver, nameOf, types } from "./driver.ts";

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
}>;

/** Any number will do, as long as every release uses the same. */
const MIGRATION_LOCK = 7_304_215;
const CHANNEL = "servery";
const LISTENER = "servery server";
const LOOK_AROUND_MS = 1_000;
const RECONNECT_MS = 1_000;

/** Serialization failure, deadlock, unique violation, lock not available: somebody else came first. */
const CONFLICTS = new Set(["40001", "40P01", "23505", "55P03"]);

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

/** PostgreSQL: any number of servers on one database. A set of rows goes in by one statement, whatever its size. */
export const openPostgres = async ({ url, poolSize, now, beside }: PostgresOptions): Promise<Engine> => {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, types, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => undefined); // an idle connection broke; the pool replaces it, and the next query tells

  const transaction = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query("begin");
      const value = await work(over(client));
      await client.query("commit");
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
      const { rows } = await pool.query("show server_version_num");
      if (Number((rows[0] as { server_version_num: string }).server_version_num) < 130_000) {
        throw new Error("PostgreSQL 13 or newer is needed");
      }
      await lockForMigration(db);
      await migrate(
        db,
        { int: "bigint", text: "text", serial: "bigint generated always as identity primary key" },
        now,
      );
    });
  } catch (error) {
    await pool.end();
    const code = (error as { code?: string }).code;
    const unreachable =
      code === undefined
        ? !(error instanceof Error) || /timeout|terminated/i.test(error.message)
        : /^(E|08|28|3D|57P)/.test(code);
    throw unreachable ? new DatabaseUnreachable(withoutSecrets(url), error) : error;
  }

  const neighbours = beside ? undefined : await lookAround(url, pool);
  return {
    name: "postgres",
    read: kyselyOver(pool as unknown as Queryable),
    locksRows: true,
    planHints: false,
    alone: () => neighbours?.alone() ?? false,
    transaction,
    async announce({ db }) {
      await sql`select pg_notify(${CHANNEL}, 'changed')`.execute(db);
    },
    isConflict: (error) => CONFLICTS.has((error as { code?: string }).code ?? ""),
    watch: (onChange) => neighbours?.onChange(onChange),
    async close() {
      await neighbours?.close();
      await pool.end();
    },
  };
};

const lockForMigration = async (db: Connection["db"]): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db);
};

/**
 * Knows whether other servers are on the database, and hears what they announce. A server says hello when it starts,
 * so that the others stop trusting their caches at once; while the listening connection is down nothing is trusted.
 */
const lookAround = async (url: string, pool: pg.Pool) => {
  let listener: pg.Client | undefined;
  let closed = false;
  let alone = false;
  const listeners: (() => void)[] = [];
  const tell = (): void => listeners.forEach((listen) => listen());

  const count = async (): Promise<void> => {
    const { rows } = await pool.query({
      text: `select count(*)::int as servers from pg_stat_activity where datname = current_database() and application_name = $1`,
      values: [LISTENER],
    });
    alone = listener !== undefined && (rows[0] as { servers: number }).servers <= 1;
  };
  const again = (): void => {
    if (!closed) setTimeout(() => void listen().catch(again), RECONNECT_MS).unref();
  };
  const listen = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, application_name: LISTENER, keepAlive: true });
    client.on("error", () => undefined); // "end" follows and reconnects
    client.on("end", () => {
      listener = undefined;
      alone = false;
      again();
    });
    await client.connect();
    const own = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const pid = own.rows[0]?.pid;
    client.on("notification", ({ processId, payload }) => {
      if (payload === "hello" && processId !== pid) alone = false;
      tell();
    });
    await client.query(`listen ${CHANNEL}`);
    await client.query(`notify ${CHANNEL}, 'hello'`);
    listener = client;
    tell(); // whatever was said while we did not listen
  };
  await listen();
  await count();
  const timer = setInterval(() => void count().catch(() => (alone = false)), LOOK_AROUND_MS).unref();
  return {
    alone: () => alone,
    onChange: (listener: () => void) => listeners.push(listener),
    async close() {
      closed = true;
      clearInterval(timer);
      await listener?.end();
    },
  };
};
