import type { CategoryId, SiteId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Product } from "./records.ts";
import { carriedAt, inventoriedAt, purchasedAt } from "./site-product.ts";

/** Which products a list is about. All given parts hold together. */
export type ProductFilter = Readonly<{
  ids?: ReadonlySet<number>;
  tag?: string;
  /** Part of the name, in any case. */
  name?: string;
  exactName?: string;
  sku?: string;
  category?: CategoryId;
  /** Only what this site sells, buys or counts. The flags below say more of it there, and nothing without a site. */
  site?: SiteId;
  sold?: boolean;
  purchased?: boolean;
  inventoried?: boolean;
  available?: boolean;
}>;

type Test = (product: Product) => boolean;

/** Products that are not deleted and pass the filter, ascending by id. */
export const findProducts = (catalogue: Catalogue, filter: ProductFilter): Product[] => {
  const tests = testsOf(catalogue, filter);
  return catalogue.all("product").filter((product) => !product.deleted && tests.every((test) => test(product)));
};

const testsOf = (catalogue: Catalogue, filter: ProductFilter): Test[] => {
  const { ids, tag, name, exactName, sku, category, site } = filter;
  const tests: Test[] = [];
  if (ids) tests.push(({ id }) => ids.has(id));
  if (sku !== undefined) tests.push((product) => product.sku === sku);
  if (exactName !== undefined) tests.push((product) => product.name === exactName);
  if (category !== undefined) tests.push(({ categoryIds }) => categoryIds.includes(category));
  if (tag !== undefined) {
    const wanted = tag.toLowerCase();
    tests.push(({ tags }) => tags.some((own) => own.toLowerCase() === wanted));
  }
  if (name !== undefined) {
    const part = name.toLowerCase();
    tests.push((product) => product.name.toLowerCase().includes(part));
  }
  if (site === undefined) return tests;
  tests.push((product) => carriedAt(catalogue, product, site));
  const flag = (wanted: boolean | undefined, holds: (product: Product, site: SiteId) => boolean): void => {
    if (wanted !== undefined) tests.push((product) => holds(product, site) === wanted);
  };
  flag(filter.sold, (product, at) => catalogue.soldAt(product, at));
  flag(filter.purchased, purchasedAt);
  flag(filter.inventoried, inventoriedAt);
  flag(filter.available, (product, at) => catalogue.isAvailable(product, at));
  return tests;
};
