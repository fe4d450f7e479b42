import { isDeepStrictEqual } from "node:util";
import type { CategoryId, CompanyId } from "../domain/ids.ts";
import type { Category, Draft } from "../domain/catalogue/records.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

/** What somebody says about a category; what is absent stays. */
export type CategoryFacts = Partial<Omit<Draft<"category">, "id">>;
type Saved = Promise<Result<Category, CatalogueRefusal>>;

const blank: Omit<Draft<"category">, "id" | "name"> = {
  description: null,
  friendlyName: null,
  image: null,
  showOnline: true,
};

/** Makes and changes categories. */
export const saveCategory = (storage: Storage) => ({
  add: (company: CompanyId, facts: CategoryFacts & { name: string }): Saved =>
    storage.change(company, async (tx) => {
      const id = tx.newId("catalogue") as CategoryId;
      const category = await tx.records.add("category", { ...blank, ...facts, id });
      tx.emit([{ type: "category.created", id }]);
      return done(category);
    }),

  change: (company: CompanyId, id: CategoryId, facts: CategoryFacts): Saved =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.get("category", id);
      if (!before) return refuse({ kind: "not_there", what: "category" });
      const after = { ...before, ...facts };
      if (isDeepStrictEqual(before, after)) return done(before);
      const category = await tx.records.save("category", after);
      tx.emit([{ type: "category.updated", id }]);
      return done(category);
    }),
});
