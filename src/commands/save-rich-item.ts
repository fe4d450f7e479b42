import { isDeepStrictEqual } from "node:util";
import { droppedPictures, pictureAddress } from "../domain/catalogue/pictures.ts";
import type { RichContent } from "../domain/catalogue/ordering-records.ts";
import type { Product } from "../domain/catalogue/records.ts";
import type { CompanyId } from "../domain/ids.ts";
import { productsBySku } from "../domain/menus/sku.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";
import { saveChanged } from "./save-product.ts";

export type RichTexts = Pick<RichContent, "descriptions" | "allergenCodes">;

/** A picture that was looked at: the name of its file is made of its bytes, which `content` has in base 64. */
export type NewPicture = Readonly<{ name: string; type: string; content: string }>;

/** No product has the SKU; it has, but nothing is written about it; the SKU that it should move to is written about. */
export type RichRefusal =
  | Readonly<{ kind: "no_item"; sku: string }>
  | Readonly<{ kind: "no_rich_item"; sku: string }>
  | Readonly<{ kind: "rich_item_there"; sku: string }>;

type Saved = Promise<Result<Product, RichRefusal>>;

const LOCALES = "all";

/** What ordering apps show of a product: texts in several languages, allergens, pictures. Kept on the product. */
export const saveRichItem = (storage: Storage) => ({
  /** Writes texts and allergens anew; pictures stay. With another `to`, everything moves to the product of that SKU. */
  put: (company: CompanyId, sku: string, to: string, texts: RichTexts): Saved =>
    storage.change(company, async (tx): Saved => {
      const products = productsBySku(tx.catalogue);
      const product = products.get(to);
      if (!product) return refuse({ kind: "no_item", sku: to });
      const from = sku === to ? undefined : products.get(sku);
      if (from?.rich && product.rich) return refuse({ kind: "rich_item_there", sku: to });
      const after = { ...product, rich: written(from?.rich ?? product.rich, texts, tx.now) };
      if (from?.rich) await saveChanged(tx, from, without(from));
      return done(await saveChanged(tx, product, after));
    }),

  /** Without `raw`, the picture from before it was cut is as it was. */
  setPictures: (company: CompanyId, sku: string, picture: NewPicture, raw: NewPicture | null): Saved =>
    storage.change(company, async (tx): Saved => {
      const product = productsBySku(tx.catalogue).get(sku);
      if (!product) return refuse({ kind: "no_item", sku });
      if (!product.rich) return refuse({ kind: "no_rich_item", sku });
      const address = pictureAddress(company, picture.name);
      const rawAddress = raw ? pictureAddress(company, raw.name) : (product.rich.pictures?.raw ?? null);
      const pictures = { picture: address, preview: address, raw: rawAddress };
      if (isDeepStrictEqual(pictures, product.rich.pictures)) return done(product);
      for (const { name, type, content } of raw ? [picture, raw] : [picture]) {
        tx.documents.put("kseries_picture", name, { type, content });
      }
      const after = { ...product, rich: { ...product.rich, pictures, updatedAt: tx.now } };
      drop(tx, product, after);
      return done(await saveChanged(tx, product, after));
    }),

  remove: (company: CompanyId, sku: string): Saved =>
    storage.change(company, async (tx): Saved => {
      const product = productsBySku(tx.catalogue).get(sku);
      if (!product) return refuse({ kind: "no_item", sku });
      if (!product.rich) return refuse({ kind: "no_rich_item", sku });
      const after = without(product);
      drop(tx, product, after);
      return done(await saveChanged(tx, product, after));
    }),

  /** In which languages the business describes what it sells. */
  setLocales: (company: CompanyId, locales: readonly string[]): Promise<Result<readonly string[], never>> =>
    storage.change(company, (tx) => {
      tx.documents.put("kseries_locales", LOCALES, locales);
      return Promise.resolve(done(locales));
    }),
});

/** English where nobody said anything else. */
export const localesOf = async (storage: Storage, company: CompanyId): Promise<readonly string[]> =>
  (await storage.reads(company).documents.get("kseries_locales", LOCALES)) ?? ["en"];

const written = (before: RichContent | undefined, texts: RichTexts, now: number): RichContent => {
  const none = { pictures: null, containsAlcohol: false, alcoholPercentage: null, createdAt: now };
  const after = { ...none, ...before, ...texts, updatedAt: now };
  return before && isDeepStrictEqual({ ...after, updatedAt: before.updatedAt }, before) ? before : after;
};

const without = (product: Product): Product => {
  const { rich: _, ...rest } = product;
  return rest;
};

const drop = (tx: ChangeTx, before: Product, after: Product): void => {
  for (const name of droppedPictures(tx.company, before, after, tx.catalogue.all("product"))) {
    tx.documents.remove("kseries_picture", name);
  }
};
