import type { SiteId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Price, Product, Site, Tax } from "./records.ts";

/** A product as one site has it: what the site says of it, and the product's own word elsewhere. */
export type SiteProduct = Readonly<{
  site: Site;
  price: Price;
  taxes: readonly Tax[];
  available: boolean;
  sold: boolean;
  purchased: boolean;
  inventoried: boolean;
}>;

export const purchasedAt = (product: Product, site: SiteId): boolean =>
  product.sites[site]?.purchased ?? product.purchased;

export const inventoriedAt = (product: Product, site: SiteId): boolean =>
  product.sites[site]?.inventoried ?? product.inventoried;

export const productAt = (catalogue: Catalogue, product: Product, site: Site): SiteProduct => ({
  site,
  price: catalogue.priceAt(product, site),
  taxes: catalogue.taxesAt(product, site.id),
  available: catalogue.isAvailable(product, site.id),
  sold: catalogue.soldAt(product, site.id),
  purchased: purchasedAt(product, site.id),
  inventoried: inventoriedAt(product, site.id),
});

/** Whether a site has anything to do with a product: sells it, buys it or counts it. */
export const carriedAt = (catalogue: Catalogue, product: Product, site: SiteId): boolean =>
  catalogue.soldAt(product, site) || purchasedAt(product, site) || inventoriedAt(product, site);

/** The taxes that a product carries where no site has a word in it. */
export const ownTaxes = (catalogue: Catalogue, product: Product): Tax[] =>
  product.taxIds.flatMap((id) => catalogue.get("tax", id) ?? []);
