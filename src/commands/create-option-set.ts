import type { CompanyId, OptionSetId } from "../domain/ids.ts";
import { newOptionSet } from "../domain/catalogue/option-set-rules.ts";
import type { Draft, OptionSet } from "../domain/catalogue/records.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import { type Result, done } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

/** Makes a new option set. Products get it by their own change. */
export const createOptionSet =
  (storage: Storage) =>
  (company: CompanyId, facts: Omit<Draft<"option_set">, "id">): Promise<Result<OptionSet, CatalogueRefusal>> =>
    storage.change(company, async (tx) => {
      const draft = newOptionSet(facts, tx.newId("catalogue") as OptionSetId, tx.catalogue);
      if (!draft.ok) return draft;
      const set = await tx.records.add("option_set", draft.value);
      tx.emit([{ type: "option_set.created", id: set.id }]);
      return done(set);
    });
