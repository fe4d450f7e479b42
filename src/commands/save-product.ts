import { isDeepStrictEqual } from "node:util";
import { restrictionsTurned } from "../domain/availability.ts";
import type { CompanyId, ProductId, SiteId } from "../domain/ids.ts";
import {
  type ProductFacts,
  type SiteProductFacts,
  changedAtSite,
  changedProduct,
  newProduct,
} from "../domain/catalogue/product-rules.ts";
import type { Product } from "../domain/catalogue/records.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";

type Saved = Promise<Result<Product, CatalogueRefusal>>;

/** Makes and changes products. A change that changes nothing is not saved and tells nobody. */
export const saveProduct = (storage: Storage) => ({
  add: (company: CompanyId, facts: ProductFacts & { name: string }): Saved =>
    storage.change(company, async (tx) => {
      const draft = newProduct(facts, tx.newId("catalogue") as ProductId, tx.catalogue);
      if (!draft.ok) return draft;
      const product = await tx.records.add("product", draft.value);
      tx.emit([{ type: "product.created", id: product.id }]);
      return done(product);
    }),

  change: (company: CompanyId, id: ProductId, facts: ProductFacts): Saved =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.product(id);
      if (!before) return refuse({ kind: "not_there", what: "product" });
      const after = changedProduct(before, facts, tx.catalogue);
      return after.ok ? done(await saveChanged(tx, before, after.value)) : after;
    }),

  /** What a site says of a product: availability, price, taxes, whether it is sold, purchased, inventoried there. */
  changeAtSite: (company: CompanyId, site: SiteId, id: ProductId, facts: SiteProductFacts): Saved =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.product(id);
      const place = tx.catalogue.site(site);
      if (!place) return refuse({ kind: "not_there", what: "site" });
      if (!before) return refuse({ kind: "not_there", what: "product" });
      const after = changedAtSite(before, place, facts, tx.catalogue);
      if (!after.ok) return after;
      const { product, list } = after.value;
      const listBefore = list && tx.catalogue.get("price_list", list.id);
      const repriced = list !== null && !isDeepStrictEqual(list, listBefore);
      if (repriced) await tx.records.save("price_list", list);
      if (isDeepStrictEqual(before, product)) {
        if (repriced) tx.emit([{ type: "product.updated", id, siteId: site }]);
        return done(before);
      }
      return done(await saveChanged(tx, before, product, site));
    }),
});

/**
 * Saves a product that is another one now, and tells of it, and of sites that have another number of it left. `siteId`
 * is where, if it is about one site.
 */
export const saveChanged = async (tx: ChangeTx, before: Product, after: Product, siteId?: SiteId): Promise<Product> => {
  if (isDeepStrictEqual(before, after)) return before;
  const product = await tx.records.save("product", after);
  tx.emit([
    ...restrictionsTurned(before, product),
    { type: "product.updated", id: product.id, ...(siteId !== undefined && { siteId }) },
  ]);
  return product;
};
