import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Progress, quietly } from "../../../kit/progress.ts";
import { migrate } from "../../migrations/migrate.ts";
import type { Connection, Engine } from "../../sql/engine.ts";
import { type RowOf, type TableName, columnNames, columnsOf } from "../../sql/rows.ts";
import { SqliteConnection, type SqliteValue, kyselyOver, sqliteModule } from "./driver.ts";

/** The data folder is in use by another server. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`Another Servery is using the data folder ${folder}. Stop it, or set SERVERY_DATA to another folder.`);
    this.name = "FolderInUse";
  }
}

export type SqliteOptions = Readonly<{
  folder: string;
  /** Memory for the page cache of each connection. */
  cacheMiB: number;
  now: number;
  /** A command line beside a running server: does not take the folder for itself. */
  beside?: boolean;
  /** Is told how a long upgrade goes. */
  progress?: Progress;
}>;

/** How often a server looks whether another process (a command line) wrote to its file. */
const WATCH_MS = 100;
/** How often somebody who waits to set something up tries again. */
const LOOK_AGAIN_MS = 50;

const insertSql = (table: TableName): string => {
  const names = columnNames(table);
  return `insert into ${table} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`;
};
const inserts = Object.fromEntries(
  (Object.keys(columnsOf) as TableName[]).map((table) => [table, { sql: insertSql(table), names: columnNames(table) }]),
) as Record<TableName, { sql: string; names: string[] }>;

/**
 * SQLite: one file, one server. Two connections, so that readers see what is committed while a batch is being written.
 * WAL with synchronous=FULL: a commit that was answered survives a power cut.
 */
export const openSqlite = async ({
  folder,
  cacheMiB,
  now,
  beside,
  progress = quietly,
}: SqliteOptions): Promise<Engine> => {
  mkdirSync(folder, { recursive: true });
  const { DatabaseSync } = await sqliteModule();
  const lock = beside ? undefined : takeFolder(folder, (path) => new DatabaseSync(path));
  const open = (): SqliteConnection => {
    const database = new DatabaseSync(join(folder, "servery.db"), { enableForeignKeyConstraints: false });
    database.exec(`pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full;
      pragma cache_size = -${cacheMiB * 1024}; pragma temp_store = memory; pragma mmap_size = 0;
      pragma wal_autocheckpoint = 2000`);
    return new SqliteConnection(database);
  };
  const writer = open();
  // Statistics of a small table would mislead the planner when it has grown: every index here is made for its query.
  if (!beside) writer.database.exec("drop table if exists sqlite_stat1; drop table if exists sqlite_stat4");
  const reader = open();
  const connection: Connection = {
    db: kyselyOver(writer),
    insertRows<T extends TableName>(table: T, rows: readonly RowOf<T>[]) {
      const { sql, names } = inserts[table];
      const statement = writer.statement(sql);
      for (const row of rows) {
        const values = row as unknown as Record<string, SqliteValue>;
        statement.run(...names.map((name) => values[name]!));
      }
      return Promise.resolve();
    },
  };
  const inTransaction = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    writer.statement("begin immediate").run();
    try {
      const value = await work(connection);
      writer.statement("commit").run();
      return value;
    } catch (error) {
      writer.statement("rollback").run();
      throw error;
    }
  };
  try {
    await inTransaction(({ db }) =>
      migrate(db, { int: "integer", text: "text", serial: "integer primary key autoincrement" }, { now, progress }),
    );
  } catch (error) {
    writer.close();
    reader.close();
    lock?.();
    throw error;
  }

  let turn: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  return {
    name: "sqlite",
    read: kyselyOver(reader),
    locksRows: false,
    alone: () => true,
    hears: () => true,
    ordersAtMost() {
      const row = reader.statement("select max(rowid) as n from orders").get() as { n: number | null };
      return Promise.resolve(row.n ?? 0);
    },
    unseen: false, // the file itself tells: watch()
    planHints: true,
    eventsInOrder: true, // one writer at a time
    transaction(work) {
      const mine = turn.then(() => inTransaction(work));
      turn = mine.catch(() => undefined); // the caller has the error; the next one only waits its turn
      return mine;
    },
    announce: () => Promise.resolve(), // the others see it in the file: watch()
    announcePending: () => Promise.resolve(), // the server is the only one that works on them
    onPending: () => undefined,
    isConflict: () => false,
    spoils: () => false, // a failed statement takes only itself back
    async exclusively(work) {
      const done = await takeSetUp(folder, (path) => new DatabaseSync(path));
      try {
        return await work();
      } finally {
        done();
      }
    },
    watch(onChange) {
      const version = (): unknown => writer.statement("pragma data_version").get();
      let seen = JSON.stringify(version());
      timer = setInterval(() => {
        const now = JSON.stringify(version());
        if (now !== seen) onChange();
        seen = now;
      }, WATCH_MS).unref();
    },
    async close() {
      clearInterval(timer);
      await turn;
      reader.close();
      writer.close();
      lock?.();
    },
  };
};

type OpenFile = (path: string) => { exec(sql: string): void; close(): void };

/** Takes a lock that the operating system releases when the process ends, however it ends. Undefined while it is held. */
const tryLock = (path: string, open: OpenFile): (() => void) | undefined => {
  const holder = open(path);
  try {
    holder.exec("pragma busy_timeout = 0; pragma journal_mode = delete; begin exclusive");
  } catch (error) {
    holder.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    throw error;
  }
  return () => holder.close();
};

/** Keeps a second server out of the folder. Throws FolderInUse. */
const takeFolder = (folder: string, open: OpenFile): (() => void) => {
  const taken = tryLock(join(folder, "servery.lock"), open);
  if (!taken) throw new FolderInUse(folder);
  return taken;
};

/** Waits until nobody sets anything up in the folder: neither its server nor a command line beside it. */
const takeSetUp = async (folder: string, open: OpenFile): Promise<() => void> => {
  for (;;) {
    const taken = tryLock(join(folder, "set-up.lock"), open);
    if (taken) return taken;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};
