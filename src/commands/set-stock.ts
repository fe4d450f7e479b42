import type { CompanyId, ProductId, SiteId } from "../domain/ids.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

/** Writes down how much of a product a site has; `stock` is a decimal in the product's unit. */
export const setStock =
  (storage: Storage) =>
  (company: CompanyId, siteId: SiteId, productId: ProductId, stock: string): Promise<Result<null, CatalogueRefusal>> =>
    storage.change(company, async (tx): Promise<Result<null, CatalogueRefusal>> => {
      if (!tx.catalogue.site(siteId)) return refuse({ kind: "not_there", what: "site" });
      if (!tx.catalogue.product(productId)) return refuse({ kind: "not_there", what: "product" });
      await tx.stock.set({ siteId, productId, stock });
      tx.emit([{ type: "inventory.updated", id: productId, siteId, stock }]);
      return done(null);
    });
