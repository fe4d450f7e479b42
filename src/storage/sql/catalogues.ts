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
  private readonly known = new LruMap<CompanyId, Catalogue>(COMPANIES_MAX);
  private readonly engine: Engine;
  /** Grows whenever something known may be out of date, so that a slow read does not put it back. */
  private generation = 0;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** The catalogue as this connection sees it; `sure` looks at the version in any case. Empty for an unknown company. */
  async of(company: CompanyId, db: Kysely<Tables>, sure = false): Promise<Catalogue> {
    const known = this.known.get(company);
    if (known && !sure && this.engine.alone()) return known;
    const { generation } = this;
    const row = await db
      .selectFrom("companies")
      .select("catalogue_version")
      .where("company_id", "=", company)
      .executeTakeFirst();
    if (!row) return new Catalogue();
    if (known?.version === row.catalogue_version) return known;
    const from = known && known.version < row.catalogue_version ? known : new Catalogue();
    const rows = await db
      .selectFrom("catalogue_records")
      .select(["kind", "id", "doc"])
      .where("company_id", "=", company)
      .where("catalogue_version", ">", from.version)
      .execute();
    const catalogue = from.after(rows.map(changeOf), row.catalogue_version);
    if (generation === this.generation) this.known.set(company, catalogue);
    return catalogue;
  }

  forget(company?: CompanyId): void {
    this.generation++;
    if (company === undefined) this.known.clear();
    else this.known.delete(company);
  }
}

const changeOf = ({ kind, id, doc }: { kind: string; id: number; doc: string }): CatalogueChange =>
  ({ kind: kind as CatalogueKind, id, record: doc === GONE ? null : JSON.parse(doc) }) as CatalogueChange;

export const docOf = (record: unknown): string => (record === null ? GONE : JSON.stringify(record));
