import { isDeepStrictEqual } from "node:util";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Draft, TaxGroup } from "../domain/catalogue/records.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import type { CompanyId, TaxGroupId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

export type TaxGroupFacts = Omit<Draft<"tax_group">, "id">;
type Saved = Promise<Result<TaxGroup, CatalogueRefusal>>;

const refusalOf = (
  catalogue: Catalogue,
  { code, taxIds }: Partial<TaxGroupFacts>,
  id: TaxGroupId,
): CatalogueRefusal | undefined => {
  const unknown = taxIds?.find((tax) => !catalogue.get("tax", tax));
  if (unknown !== undefined) return { kind: "unknown", field: "taxIds", what: "tax", value: String(unknown) };
  const other = catalogue.all("tax_group").find((group) => group.code === code && group.id !== id);
  return other && { kind: "code_taken", code: other.code, by: other.id };
};

/** Makes, changes and removes tax groups: taxes that go together. A code names one group of the company. */
export const saveTaxGroup = (storage: Storage) => ({
  add: (company: CompanyId, facts: TaxGroupFacts): Saved =>
    storage.change(company, async (tx) => {
      const id = tx.newId("catalogue") as TaxGroupId;
      const refusal = refusalOf(tx.catalogue, facts, id);
      return refusal ? refuse(refusal) : done(await tx.records.add("tax_group", { ...facts, id }));
    }),

  change: (company: CompanyId, id: TaxGroupId, facts: Partial<TaxGroupFacts>): Saved =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.get("tax_group", id);
      if (!before) return refuse({ kind: "not_there", what: "tax group" });
      const refusal = refusalOf(tx.catalogue, facts, id);
      if (refusal) return refuse(refusal);
      const after = { ...before, ...facts };
      return done(isDeepStrictEqual(before, after) ? before : await tx.records.save("tax_group", after));
    }),

  remove: (company: CompanyId, id: TaxGroupId): Promise<Result<null, CatalogueRefusal>> =>
    storage.change(company, async (tx) => {
      if (!tx.catalogue.get("tax_group", id)) return refuse({ kind: "not_there", what: "tax group" });
      await tx.records.remove("tax_group", id);
      return done(null);
    }),
});
