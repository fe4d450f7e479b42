import type { Kysely } from "kysely";
import type { CompanyId } from "../../domain/ids.ts";
import type { Tables } from "./tables.ts";
import type { RowOf, TableName } from "./rows.ts";

/** One transaction's connection: queries through Kysely, and whole sets of rows at once. */
export type Connection = Readonly<{
  db: Kysely<Tables>;
  /** Inserts rows of one table, all columns of its row list each. */
  insertRows<T extends TableName>(table: T, rows: readonly RowOf<T>[]): Promise<void>;
}>;

/** The connection broke while a commit was under way: it may have happened or not, so it must not be tried again. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super("The connection to the database broke during a commit.", { cause });
    this.name = "CommitUnknown";
  }
}

/**
 * What an engine is to the repositories: named capabilities instead of questions about which one it is. The engine
 * opens and ends transactions; the repositories only ever see a `Connection`.
 */
export type Engine = Readonly<{
  name: "sqlite" | "postgres";
  /** For reading what is committed. */
  read: Kysely<Tables>;
  /** Whether rows must be locked to be changed; SQLite has one writer anyway. */
  locksRows: boolean;
  /** Whether this server is the only one on its database right now, so that what it caches cannot be out of date. */
  alone(): boolean;
  /** Whether what other servers announce reaches this one at once. */
  hears(): boolean;
  /** Runs `work` in a durable transaction: committed when it returns, rolled back when it throws. Throws CommitUnknown. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Whether servers do not count this process among their neighbours, so that it must announce changed orders too. */
  unseen: boolean;
  /** Tells other servers, with the commit of this transaction, that something they may have cached has changed. */
  announce(connection: Connection): Promise<void>;
  /** Whether events become visible in the order of their ids: nobody commits while somebody else holds a lower id. */
  eventsInOrder: boolean;
  /** Tells other servers, with the commit of this transaction, that events of these companies are waiting. */
  announcePending(connection: Connection, companies: ReadonlySet<CompanyId>): Promise<void>;
  /** Told that a server has events waiting, and whose; null when it did not say. */
  onPending(listener: (companies: ReadonlySet<CompanyId> | null) => void): void;
  /** Whether an error says that another transaction came first, so that trying again may succeed. */
  isConflict(error: unknown): boolean;
  /** Whether a statement that failed so has spoilt its whole transaction, so that nothing more can be done in it. */
  spoils(error: unknown): boolean;
  /** Runs `work` while no other server on this database runs anything of the kind: setting a company up. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** About how many orders there can be at the most, over all companies; known without counting. */
  ordersAtMost(): Promise<number>;
  /** How a list query is told to leave an index alone that would mislead the planner; the engine may not need it. */
  planHints: boolean;
  /** Tells of changes from outside this process. */
  watch(onChange: () => void): void;
  close(): Promise<void>;
}>;
