import { type Kysely, sql } from "kysely";
import type { Progress } from "../../kit/progress.ts";
import type { Tables } from "../sql/tables.ts";
import { begin } from "./0001-begin.ts";
import { access } from "./0002-access.ts";
import { events } from "./0003-events.ts";
import { kseries } from "./0004-kseries.ts";
import { screens } from "./0005-screens.ts";
import { finding } from "./0006-finding.ts";

/** Fills what a step has added; it says how far it is. */
export type Fill = (db: Kysely<Tables>, progress: (done: number, of: number) => void) => Promise<void>;

/** One step of the schema, forward only. A step that has been released is never edited: a new one follows it. */
export type Migration = Readonly<{
  number: number;
  name: string;
  statements: readonly string[];
  /** What cannot be said in SQL that both engines read: runs behind the statements, in the same transaction. */
  fill?: Fill;
}>;

export const migrations: readonly Migration[] = [begin, access, events, kseries, screens, finding];
export const SCHEMA_VERSION = migrations.at(-1)!.number;

/** The database was written by a newer release; this one must not touch it. */
export class DatabaseTooNew extends Error {
  constructor(found: number) {
    super(`The database has schema ${found}, but this release of Servery knows schemas up to ${SCHEMA_VERSION} only.`);
    this.name = "DatabaseTooNew";
  }
}

/** How an engine spells the words that differ. */
export type ColumnWords = Readonly<{ int: string; text: string; serial: string }>;

/**
 * Brings the schema up to date inside a transaction that the caller has opened and that keeps other servers out.
 * Answers the names of the steps taken. Throws DatabaseTooNew.
 */
export const migrate = async (
  db: Kysely<Tables>,
  words: ColumnWords,
  { now, progress }: Readonly<{ now: number; progress: Progress }>,
): Promise<string[]> => {
  await sql`create table if not exists migrations (number integer primary key, name ${sql.raw(words.text)} not null,
    applied_at ${sql.raw(words.int)} not null)`.execute(db);
  const { latest } = await db
    .selectFrom("migrations")
    .select((eb) => eb.fn.max("number").as("latest"))
    .executeTakeFirstOrThrow();
  const at = latest ?? 0;
  if (at > SCHEMA_VERSION) throw new DatabaseTooNew(at);
  const taken: string[] = [];
  for (const { number, name, statements, fill } of migrations) {
    if (number <= at) continue;
    for (const statement of statements) {
      const spelled = statement.replace(/\{(int|text|serial)\}/g, (_, word: keyof ColumnWords) => words[word]);
      await sql.raw(spelled).execute(db);
    }
    await fill?.(db, (done, of) => progress(`Upgrading the database to schema ${number}`, done, of));
    await db.insertInto("migrations").values({ number, name, applied_at: now }).execute();
    taken.push(name);
  }
  return taken;
};
