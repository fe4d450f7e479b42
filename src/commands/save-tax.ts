import { isDeepStrictEqual } from "node:util";
import type { CompanyId, TaxId } from "../domain/ids.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Draft, Tax } from "../domain/catalogue/records.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import { type TaxInUse, carrierOf } from "../domain/catalogue/tax-rules.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

export type TaxFacts = Omit<Draft<"tax">, "id">;
type Saved = Promise<Result<Tax, CatalogueRefusal>>;

const taken = (catalogue: Catalogue, code: string, id: TaxId): CatalogueRefusal | undefined => {
  const other = catalogue.all("tax").find((tax) => tax.code === code && tax.id !== id);
  return other && { kind: "code_taken", code, by: other.id };
};

/** Makes, changes and removes taxes. A tax code names one tax of the company. */
export const saveTax = (storage: Storage) => ({
  add: (company: CompanyId, facts: TaxFacts): Saved =>
    storage.change(company, async (tx) => {
      const id = tx.newId("catalogue") as TaxId;
      const refusal = taken(tx.catalogue, facts.code, id);
      if (refusal) return refuse(refusal);
      const tax = await tx.records.add("tax", { ...facts, id });
      tx.emit([{ type: "tax.created", id }]);
      return done(tax);
    }),

  change: (company: CompanyId, id: TaxId, facts: Partial<TaxFacts>): Saved =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.get("tax", id);
      if (!before) return refuse({ kind: "not_there", what: "tax" });
      const after = { ...before, ...facts };
      const refusal = taken(tx.catalogue, after.code, id);
      if (refusal) return refuse(refusal);
      if (isDeepStrictEqual(before, after)) return done(before);
      const tax = await tx.records.save("tax", after);
      tx.emit([{ type: "tax.updated", id }]);
      return done(tax);
    }),

  /** Orders keep the rate that they were made with, whatever becomes of the tax. */
  remove: (company: CompanyId, id: TaxId): Promise<Result<null, CatalogueRefusal | TaxInUse>> =>
    storage.change<null, CatalogueRefusal | TaxInUse>(company, async (tx) => {
      if (!tx.catalogue.get("tax", id)) return refuse({ kind: "not_there", what: "tax" });
      const carrier = carrierOf(tx.catalogue, id);
      if (carrier) return refuse(carrier);
      await tx.records.remove("tax", id);
      tx.emit([{ type: "tax.deleted", id }]);
      return done(null);
    }),
});
