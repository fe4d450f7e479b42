import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Product } from "../catalogue/records.ts";

/** By what ordering apps know a product: its SKU, or its id where nobody gave it one. */
export const skuOf = ({ id, sku }: Pick<Product, "id" | "sku">): string => sku ?? String(id);

const known = new WeakMap<Catalogue, ReadonlyMap<string, Product>>();

/**
 * Every product that is not deleted, by its SKU. A SKU that was given goes before an id that reads the same, and of
 * two products with one SKU the older one is meant.
 */
export const productsBySku = (catalogue: Catalogue): ReadonlyMap<string, Product> => {
  let found = known.get(catalogue);
  if (!found) {
    const products = catalogue.all("product").filter(({ deleted }) => !deleted);
    const map = new Map<string, Product>();
    for (const given of [true, false]) {
      for (const product of products) {
        const sku = skuOf(product);
        if ((product.sku !== null) === given && !map.has(sku)) map.set(sku, product);
      }
    }
    known.set(catalogue, (found = map));
  }
  return found;
};
