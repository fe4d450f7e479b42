import { isDeepStrictEqual } from "node:util";
import type { CategoryId, CompanyId } from "../domain/ids.ts";
import {
  type CategoryFacts,
  type CategoryInUse,
  categoryCodeTaken,
  categoryUser,
  usualCategory,
} from "../domain/catalogue/category-rules.ts";
import type { Category } from "../domain/catalogue/records.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

export type { CategoryFacts };

type Saved = Promise<Result<Category, CatalogueRefusal>>;

/** Makes, changes and removes categories. */
export const saveCategory = (storage: Storage) => ({
  add: (company: CompanyId, facts: CategoryFacts & { name: string }): Saved =>
    storage.change(company, async (tx) => {
      const id = tx.newId("catalogue") as CategoryId;
      const refusal = categoryCodeTaken(tx.catalogue, facts, id);
      if (refusal) return refuse(refusal);
      const category = await tx.records.add("category", { ...usualCategory, ...facts, id });
      tx.emit([{ type: "category.created", id }]);
      return done(category);
    }),

  change: (company: CompanyId, id: CategoryId, facts: CategoryFacts): Saved =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.get("category", id);
      if (!before) return refuse({ kind: "not_there", what: "category" });
      const refusal = categoryCodeTaken(tx.catalogue, facts, id);
      if (refusal) return refuse(refusal);
      const after = { ...before, ...facts };
      if (isDeepStrictEqual(before, after)) return done(before);
      const category = await tx.records.save("category", after);
      tx.emit([{ type: "category.updated", id }]);
      return done(category);
    }),

  remove: (company: CompanyId, id: CategoryId): Promise<Result<null, CatalogueRefusal | CategoryInUse>> =>
    storage.change<null, CatalogueRefusal | CategoryInUse>(company, async (tx) => {
      if (!tx.catalogue.get("category", id)) return refuse({ kind: "not_there", what: "category" });
      const user = categoryUser(tx.catalogue, id);
      if (user) return refuse(user);
      await tx.records.remove("category", id);
      return done(null);
    }),
});
