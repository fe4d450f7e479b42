import type { Kysely } from "kysely";
import type { CompanyId } from "../../domain/ids.ts";
import type { DocumentKind, DocumentMarks, DocumentWrites } from "../documents.ts";
import type { Connection } from "./engine.ts";
import type { RowOf } from "./rows.ts";
import type { Tables } from "./tables.ts";
import { VersionConflict } from "./version-conflict.ts";

/** A document as a batch knows it. `stored` is the version that the database has; 0: it has none; null: not looked. */
type Held = { doc: string | null; stored: number | null; marks: DocumentMarks; touched: boolean };
type Write = Readonly<{ kind: DocumentKind; key: string; doc: string | null; marks: DocumentMarks }>;

/**
 * Documents of one transaction that several commands share: what they read is locked, what they write is kept here
 * until the end, and a command that refuses leaves nothing.
 */
export class DocumentBatch {
  private readonly held = new Map<string, Held & { company: CompanyId; kind: string; key: string }>();
  private readonly connection: Connection;
  private readonly locksRows: boolean;
  private readonly now: number;

  constructor(connection: Connection, locksRows: boolean, now: number) {
    this.connection = connection;
    this.locksRows = locksRows;
    this.now = now;
  }

  private get db(): Kysely<Tables> {
    return this.connection.db;
  }

  /** A command's own view; its writes count for others once they are kept. */
  open(company: CompanyId): { documents: DocumentWrites; keep(): void } {
    const writes = new Map<string, Write>();
    const write = (kind: DocumentKind, key: string, doc: string | null, marks: DocumentMarks): void =>
      void writes.set(`${kind} ${key}`, { kind, key, doc, marks });
    const documents: DocumentWrites = {
      get: async (kind, key) => {
        const own = writes.get(`${kind} ${key}`);
        const doc = own ? own.doc : (await this.load(company, kind, key)).doc;
        return doc === null ? undefined : (JSON.parse(doc) as never);
      },
      put: (kind, key, value, marks = {}) => write(kind, key, JSON.stringify(value), marks),
      remove: (kind, key) => write(kind, key, null, {}),
    };
    const keep = (): void => {
      for (const { kind, key, doc, marks } of writes.values()) {
        const name = nameOf(company, kind, key);
        const stored = this.held.get(name)?.stored ?? null;
        this.held.set(name, { company, kind, key, doc, stored, marks, touched: true });
      }
    };
    return { documents, keep };
  }

  private async load(company: CompanyId, kind: string, key: string): Promise<Held> {
    const name = nameOf(company, kind, key);
    const known = this.held.get(name);
    if (known) return known;
    const row = await this.db
      .selectFrom("documents")
      .select(["doc", "version"])
      .where("company_id", "=", company)
      .where("kind", "=", kind)
      .where("key", "=", key)
      .$if(this.locksRows, (query) => query.forUpdate())
      .executeTakeFirst();
    const held = { company, kind, key, doc: row?.doc ?? null, stored: row?.version ?? 0, marks: {}, touched: false };
    this.held.set(name, held);
    return held;
  }

  /** Writes what the commands decided. Throws VersionConflict when somebody else was first. */
  async flush(): Promise<void> {
    const fresh: RowOf<"documents">[] = [];
    for (const { company, kind, key, doc, stored, marks, touched } of this.held.values()) {
      if (!touched) continue;
      const site_id = marks.siteId ?? null;
      const at = marks.at ?? this.now;
      if (doc !== null && stored === 0) {
        fresh.push({ company_id: company, kind, key, site_id, at, version: 1, doc });
        continue;
      }
      if (doc === null) {
        await this.db
          .deleteFrom("documents")
          .where("company_id", "=", company)
          .where("kind", "=", kind)
          .where("key", "=", key)
          .execute();
        continue;
      }
      if (stored === null) {
        await this.db
          .insertInto("documents")
          .values({ company_id: company, kind, key, site_id, at, version: 1, doc })
          .onConflict((conflict) =>
            conflict
              .columns(["company_id", "kind", "key"])
              .doUpdateSet((eb) => ({ site_id, at, doc, version: eb("documents.version", "+", 1) })),
          )
          .execute();
        continue;
      }
      const { numUpdatedRows } = await this.db
        .updateTable("documents")
        .set({ site_id, at, version: stored + 1, doc })
        .where("company_id", "=", company)
        .where("kind", "=", kind)
        .where("key", "=", key)
        .where("version", "=", stored)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new VersionConflict();
    }
    await this.connection.insertRows("documents", fresh); // a key that is there by now is a conflict of the engine's
  }
}

const nameOf = (company: CompanyId, kind: string, key: string): string => `${company} ${kind} ${key}`;
