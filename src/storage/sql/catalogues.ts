import type { Kysely } from "kysely";
import { Catalogue, type CatalogueChange } from "../../domain/catalogue/catalogue.ts";
import type { CatalogueKind } from "../../domain/catalogue/records.ts";
import type { CompanyId } from "../../domain/ids.ts";
import { LruMap } from "../../kit/lru.ts";
import type { Engine } from "./engine.ts";
import type { Tables } from "./tables.ts";

/** Companies whose catalogues are kept in memory. */
const COMPANIES_MAX = 200;

const GONE = "null";

/**
 * The companies' catalogues in memory, each brought up to date by what changed since. A server that is alone on its
 * database trusts them until it changes them itself; otherwise the version is looked at before each use.
 */
export class Catalogues {
  /** With whether the version has to be looked at before the next use. */
  private readonly known = new LruMap<CompanyId, { catalogue: Catalogue; doubted: boolean }>(COMPANIES_MAX);
  private readonly engine: Engine;
  /** Grows whenever something known may be out of date, so that a slow read does not put it back. */
  private generation = 0;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** The catalogue as this connection sees it; `sure` looks at the version in any case. Empty for an unknown company. */
  async of(company: CompanyId, db: Kysely<Tables>, sure = false): Promise<Catalogue> {
    const entry = this.known.get(company);
    if (entry && !sure && !entry.doubted && this.engine.alone()) return entry.catalogue;
    const known = entry?.catalogue;
    const { generation } = this;
    const row = await db
      .selectFrom("companies")
      .select("catalogue_version")
      .where("company_id", "=", company)
      .executeTakeFirst();
    if (!row) return new Catalogue();
    if (entry && known?.version === row.catalogue_version) {
      if (generation === this.generation) entry.doubted = false;
      return known;
    }
    const from = known && known.version < row.catalogue_version ? known : new Catalogue();
    const rows = await db
      .selectFrom("catalogue_records")
      .select(["kind", "id", "doc"])
      .where("company_id", "=", company)
      .where("catalogue_version", ">", from.version)
      .execute();
    const catalogue = from.after(rows.map(changeOf), row.catalogue_version);
    if (generation === this.generation) this.known.set(company, { catalogue, doubted: false });
    return catalogue;
  }

  /** Something may have changed: the version is looked at before the next use. */
  doubt(company?: CompanyId): void {
    this.generation++;
    const entries = company === undefined ? [...this.known.values()] : [this.known.get(company)];
    for (const entry of entries) if (entry) entry.doubted = true;
  }
}

const changeOf = ({ kind, id, doc }: { kind: string; id: number; doc: string }): CatalogueChange => ({
  kind: kind as CatalogueKind,
  id,
  record: doc === GONE ? null : JSON.parse(doc),
});

export const docOf = (record: unknown): string => (record === null ? GONE : JSON.stringify(record));
