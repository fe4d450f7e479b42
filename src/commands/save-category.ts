import { isDeepStrictEqual } from "node:util";
import type { CategoryId, CompanyId } from "../domain/ids.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
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

/** A code, where one is given, names one category of the company. */
const taken = (catalogue: Catalogue, { code }: CategoryFacts, id: CategoryId): CatalogueRefusal | undefined => {
  if (code === undefined || code === null) return undefined;
  const other = catalogue.all("category").find((category) => category.code === code && category.id !== id);
  return other && { kind: "code_taken", code, by: other.id };
};

/** What a category cannot be removed for: products are in it, or a print rule names it. */
export type CategoryInUse = Readonly<{ kind: "in_use"; by: "product" | "print rule"; id: number }>;

const userOf = (catalogue: Catalogue, id: CategoryId): CategoryInUse | undefined => {
  const product = catalogue.all("product").find((one) => !one.deleted && one.categoryIds.includes(id));
  if (product) return { kind: "in_use", by: "product", id: product.id };
  const rule = catalogue.all("print_rule").find((one) => one.categoryIds.includes(id));
  return rule && { kind: "in_use", by: "print rule", id: rule.id };
};

/** Makes, changes and removes categories. */
export const saveCategory = (storage: Storage) => ({
  add: (company: CompanyId, facts: CategoryFacts & { name: string }): Saved =>
    storage.change(company, async (tx) => {
      const id = tx.newId("catalogue") as CategoryId;
      const refusal = taken(tx.catalogue, facts, id);
      if (refusal) return refuse(refusal);
      const category = await tx.records.add("category", { ...blank, ...facts, id });
      tx.emit([{ type: "category.created", id }]);
      return done(category);
    }),

  change: (company: CompanyId, id: CategoryId, facts: CategoryFacts): Saved =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.get("category", id);
      if (!before) return refuse({ kind: "not_there", what: "category" });
      const refusal = taken(tx.catalogue, facts, id);
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
      const user = userOf(tx.catalogue, id);
      if (user) return refuse(user);
      await tx.records.remove("category", id);
      return done(null);
    }),
});
