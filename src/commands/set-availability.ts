import { withLeft } from "../domain/availability.ts";
import type { Product } from "../domain/catalogue/records.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import type { CompanyId, ProductId, SiteId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";
import { saveChanged } from "./save-product.ts";

/**
 * Says how many of a product a site has left to sell; null is no bound. A number begins a new count-down, also when it
 * is the one that was said before. Saying again that there is no bound, or nothing left, changes nothing.
 */
export const setAvailability =
  (storage: Storage) =>
  (
    company: CompanyId,
    id: ProductId,
    siteId: SiteId,
    count: number | null,
  ): Promise<Result<Product, CatalogueRefusal>> =>
    storage.change(company, async (tx): Promise<Result<Product, CatalogueRefusal>> => {
      const site = tx.catalogue.site(siteId);
      const before = tx.catalogue.product(id);
      if (!site) return refuse({ kind: "not_there", what: "site" });
      if (!before || before.deleted) return refuse({ kind: "not_there", what: "product" });
      const left = count === null || count === 0 ? count : { id: tx.newId("catalogue"), count, at: tx.now };
      return done(await saveChanged(tx, before, withLeft(before, site, left), siteId));
    });
