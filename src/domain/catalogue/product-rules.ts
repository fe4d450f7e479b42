import { type Result, done, refuse } from "../../kit/brand.ts";
import { withLeft } from "../availability.ts";
import type { OptionSetId, ProductId, TaxId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Draft, Price, PriceList, Product, ProductAtSite, Site } from "./records.ts";
import type { CatalogueRefusal } from "./refusals.ts";

/** A modifier offered with a product. Without a price it keeps the one it had here; null follows the modifier's own. */
export type OfferedModifier = Readonly<{ productId: ProductId; price?: Price | null }>;

/** What somebody says about a product; what is absent stays, or is as for most products when it is new. */
export type ProductFacts = Readonly<
  Partial<Omit<Draft<"product">, "id" | "deleted" | "sites" | "modifiers">> & { modifiers?: readonly OfferedModifier[] }
>;

const blank: Omit<Draft<"product">, "id" | "name" | "price" | "modifiers"> = {
  code: null,
  number: null,
  sku: null,
  barcode: null,
  description: null,
  onlineDescription: null,
  friendlyName: null,
  docketName: null,
  image: null,
  tags: [],
  showOnline: true,
  topSeller: false,
  specialItem: false,
  unitOfMeasure: null,
  measure: null,
  sold: true,
  purchased: false,
  inventoried: false,
  isModifier: false,
  deleted: false,
  variantParentId: null,
  categoryIds: [],
  taxIds: [],
  costPrice: null,
  optionSetIds: [],
  sites: {},
};

/** A new product: a name and a price at the least. */
export const newProduct = (
  { modifiers = [], ...facts }: ProductFacts & { name: string },
  id: ProductId,
  catalogue: Catalogue,
): Result<Draft<"product">, CatalogueRefusal> => {
  const { price } = facts;
  if (!price) return refuse({ kind: "price_required" });
  const draft = { ...blank, ...facts, price, id, modifiers: offers(modifiers, []) };
  const wrong = unknownIn(draft, catalogue);
  return wrong ? refuse(wrong) : done(draft);
};

/** A product after a partial change. Only what the change names is checked: what stands may point at what is gone. */
export const changedProduct = (
  product: Product,
  { modifiers, ...facts }: ProductFacts,
  catalogue: Catalogue,
): Result<Product, CatalogueRefusal> => {
  const offered = modifiers && { modifiers: offers(modifiers, product.modifiers) };
  const wrong = unknownIn({ id: product.id, ...facts, ...offered }, catalogue);
  return wrong ? refuse(wrong) : done({ ...product, ...facts, ...offered });
};

const offers = (named: readonly OfferedModifier[], before: Product["modifiers"]): Product["modifiers"] =>
  named.map(({ productId, price }) => ({
    productId,
    price: price === undefined ? (before.find((offer) => offer.productId === productId)?.price ?? null) : price,
  }));

type Pointers = Pick<Draft<"product">, "id"> &
  Partial<Pick<Draft<"product">, "categoryIds" | "taxIds" | "optionSetIds" | "modifiers" | "variantParentId">>;

/** The first thing that a product points at and the company does not have. */
const unknownIn = (product: Pointers, catalogue: Catalogue): CatalogueRefusal | undefined => {
  const missing = (field: string, what: string, value: number): CatalogueRefusal => ({
    kind: "unknown",
    field,
    what,
    value: String(value),
  });
  const category = product.categoryIds?.find((id) => !catalogue.get("category", id));
  if (category !== undefined) return missing("category_ids", "category", category);
  const tax = unknownTax(product.taxIds ?? [], catalogue);
  if (tax) return tax;
  const set = product.optionSetIds?.find((id: OptionSetId) => !catalogue.optionSet(id));
  if (set !== undefined) return missing("option_sets", "option set", set);
  const there = (id: ProductId): boolean => catalogue.product(id)?.deleted === false;
  const modifier = product.modifiers?.find(({ productId }) => !there(productId));
  if (modifier) return missing("modifiers", "product", modifier.productId);
  const { variantParentId } = product;
  if (variantParentId === null || variantParentId === undefined) return undefined;
  if (variantParentId === product.id) return { kind: "variant_of_itself" };
  if (!there(variantParentId)) return missing("variant_parent_id", "product", variantParentId);
  return catalogue.product(variantParentId)?.variantParentId === null
    ? undefined
    : { kind: "variant_of_variant", parent: variantParentId };
};

const unknownTax = (ids: readonly TaxId[], catalogue: Catalogue): CatalogueRefusal | undefined => {
  const tax = ids.find((id) => !catalogue.get("tax", id));
  return tax === undefined ? undefined : { kind: "unknown", field: "tax_ids", what: "tax", value: String(tax) };
};

/** What one site says about a product. Null takes the site's word back: the product's own holds again. */
export type SiteProductFacts = Readonly<{
  available?: boolean;
  price?: Price | null;
  taxIds?: readonly TaxId[] | null;
  sold?: boolean | null;
  purchased?: boolean | null;
  inventoried?: boolean | null;
}>;

/**
 * A product and a price list after a site had its word. The price goes to the site's price list, and so to every site
 * that shares it; the base list's prices are the products' own. What is available again is counted down no more.
 */
export const changedAtSite = (
  product: Product,
  site: Site,
  { price, available, ...facts }: SiteProductFacts,
  catalogue: Catalogue,
): Result<{ product: Product; list: PriceList | null }, CatalogueRefusal> => {
  const tax = unknownTax(facts.taxIds ?? [], catalogue);
  if (tax) return refuse(tax);
  const stocked = available === undefined ? product : withLeft(product, site, available ? null : 0);
  const said = Object.entries({ ...stocked.sites[site.id], ...facts }).filter(([, value]) => value !== null);
  const { [site.id]: _, ...others } = stocked.sites;
  const entry = said.length > 0 ? { [site.id]: Object.fromEntries(said) as ProductAtSite } : {};
  const after = { ...product, sites: { ...others, ...entry } };
  if (price === undefined) return done({ product: after, list: null });

  const list = catalogue.get("price_list", site.priceListId);
  if (!list || list.parentId === null) {
    return price === null ? refuse({ kind: "price_required" }) : done({ product: { ...after, price }, list: null });
  }
  const { [product.id]: __, ...prices } = list.prices;
  return done({
    product: after,
    list: { ...list, prices: price === null ? prices : { ...prices, [product.id]: price } },
  });
};
