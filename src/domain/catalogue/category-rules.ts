import type { CategoryId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import { type RecordRule, plainRule } from "./record-rules.ts";
import type { Draft } from "./records.ts";
import type { CatalogueRefusal } from "./refusals.ts";

/** What somebody says about a category; what is absent stays. */
export type CategoryFacts = Partial<Omit<Draft<"category">, "id">>;

/** How a category is that somebody only gave a name. */
export const usualCategory: Omit<Draft<"category">, "id" | "name"> = {
  description: null,
  friendlyName: null,
  image: null,
  showOnline: true,
};

/** A code, where one is given, names one category of the company. */
export const categoryCodeTaken = (
  catalogue: Catalogue,
  { code }: CategoryFacts,
  id: CategoryId,
): CatalogueRefusal | undefined => {
  if (code === undefined || code === null) return undefined;
  const other = catalogue.all("category").find((category) => category.code === code && category.id !== id);
  return other && { kind: "code_taken", code, by: other.id };
};

/** What a category cannot be removed for: products are in it, or a print rule names it. */
export type CategoryInUse = Readonly<{ kind: "in_use"; by: "product" | "print rule"; id: number }>;

export const categoryUser = (catalogue: Catalogue, id: CategoryId): CategoryInUse | undefined => {
  const product = catalogue.all("product").find((one) => !one.deleted && one.categoryIds.includes(id));
  if (product) return { kind: "in_use", by: "product", id: product.id };
  const rule = catalogue.all("print_rule").find((one) => one.categoryIds.includes(id));
  return rule && { kind: "in_use", by: "print rule", id: rule.id };
};

/** Categories as the venue's own people make them. */
export const categoryRule: RecordRule<"category", CategoryFacts> = plainRule({
  kind: "category",
  what: "category",
  usual: usualCategory,
  check: (draft, { catalogue }) => categoryCodeTaken(catalogue, draft, draft.id),
  stays: ({ id }, catalogue) => categoryUser(catalogue, id),
  tells: (before, after) => (after ? [{ type: before ? "category.updated" : "category.created", id: after.id }] : []), // nobody is told of its end
});
