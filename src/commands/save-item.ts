import { isDeepStrictEqual } from "node:util";
import {
  type ItemFacts,
  type ItemRefusal,
  type NewItemFacts,
  changedItem,
  newItem,
} from "../domain/catalogue/item-rules.ts";
import type { Product } from "../domain/catalogue/records.ts";
import type { CompanyId, ProductId, SiteId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";
import { saveChanged } from "./save-product.ts";

type Saved = Promise<Result<Product, ItemRefusal>>;

/** Makes and changes products as one site has them. Whoever hears of products hears of these. */
export const saveItem = (storage: Storage) => ({
  add: (company: CompanyId, at: SiteId, facts: NewItemFacts): Saved =>
    storage.change(company, async (tx) => {
      const site = tx.catalogue.site(at);
      if (!site) return refuse({ kind: "not_there", what: "site" });
      const draft = newItem(facts, site, tx.newId("catalogue") as ProductId, tx.catalogue);
      if (!draft.ok) return draft;
      const product = await tx.records.add("product", draft.value);
      tx.emit([{ type: "product.created", id: product.id }]);
      return done(product);
    }),

  change: (company: CompanyId, at: SiteId, id: ProductId, facts: ItemFacts): Saved =>
    storage.change(company, async (tx) => {
      const site = tx.catalogue.site(at);
      if (!site) return refuse({ kind: "not_there", what: "site" });
      const before = tx.catalogue.product(id);
      if (!before || before.deleted) return refuse({ kind: "not_there", what: "product" });
      const after = changedItem(before, facts, site, tx.catalogue);
      if (!after.ok) return after;
      const { product, list } = after.value;
      const repriced = list !== null && !isDeepStrictEqual(list, tx.catalogue.get("price_list", list.id));
      if (repriced) await tx.records.save("price_list", list);
      if (!isDeepStrictEqual(before, product)) return done(await saveChanged(tx, before, product));
      if (repriced) tx.emit([{ type: "product.updated", id, siteId: at }]);
      return done(before);
    }),
});
