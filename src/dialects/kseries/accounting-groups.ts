import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { Category, Product } from "../../domain/catalogue/records.ts";
import { codesOf } from "./codes.ts";

/** How reports of this API sort a group: by its own name, as nothing coarser is kept here. */
export const statisticGroupsOf = ({ name }: Category) => [{ category: "default", value: name }];

/** Every accounting group of a business, ascending by id. */
export const accountingGroupsOf = (catalogue: Catalogue) => {
  const categories = catalogue.all("category");
  const codes = codesOf(categories);
  return categories.map((category) => ({
    id: category.id,
    name: category.name,
    code: codes.get(category.id)!,
    statisticGroups: statisticGroupsOf(category),
  }));
};

/** A product's first category is the accounting group that its sales go to; the others are for menus and searches. */
export const accountingGroupOf = (catalogue: Catalogue, { categoryIds }: Product): Category | undefined => {
  const [first] = categoryIds;
  return first === undefined ? undefined : catalogue.get("category", first);
};
