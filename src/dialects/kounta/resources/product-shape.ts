import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Price, Product, Site, Tax } from "../../../domain/catalogue/records.ts";
import { type SiteProduct, carriedAt, ownTaxes, productAt } from "../../../domain/catalogue/site-product.ts";
import { unitPrice } from "../../../domain/catalogue/unit-price.ts";
import type { StockLevel } from "../../../domain/back-office.ts";
import { dec } from "../../../kit/money.ts";
import { numberOf, stamp } from "../wire.ts";

/**
 * A product on the wire. Our reading of the three prices that the vendor names side by side: `unit_price` includes tax
 * and is what a customer pays, `unit_price_ex_tax` and `unit_tax` add up to it, with six decimals at the most.
 */

const named = ({ id, name }: Readonly<{ id: number; name: string }>) => ({ id, name });
const taxShape = ({ id, code, name, rate }: Tax) => ({ id, code, name, rate: numberOf(rate) });

const pricesOf = (price: Price, taxes: readonly Tax[]) => {
  const { incTax, exTax, tax } = unitPrice(price, taxes);
  return { unit_price: numberOf(incTax), unit_price_ex_tax: numberOf(exTax), unit_tax: numberOf(tax) };
};

/** The values of `fields` that widen a list's rows. */
export const rowFields = [
  "image",
  "categories",
  "option_sets",
  "availability",
  "unit_price",
  "unit_price_ex_tax",
  "unit_tax",
  "variants",
  "variant_parent_id",
  "docket_name",
] as const;
export type RowField = (typeof rowFields)[number];

/** What rows of one list have in common: looked up once for the whole page. */
export type RowContext = Readonly<{
  catalogue: Catalogue;
  /** The site that the list is below. */
  site: Site | null;
  fields: ReadonlySet<RowField>;
  variants: ReadonlyMap<number, readonly Product[]>;
}>;

/** Products by the product that they are a variant of. */
export const variantsOf = (catalogue: Catalogue): Map<number, Product[]> => {
  const found = new Map<number, Product[]>();
  for (const product of catalogue.all("product")) {
    if (product.variantParentId === null || product.deleted) continue;
    found.set(product.variantParentId, [...(found.get(product.variantParentId) ?? []), product]);
  }
  return found;
};

const categoriesOf = (catalogue: Catalogue, { categoryIds }: Product) =>
  categoryIds.flatMap((id) => catalogue.get("category", id) ?? []).map(named);
const optionSetsOf = (catalogue: Catalogue, { optionSetIds }: Product) =>
  optionSetIds.flatMap((id) => catalogue.optionSet(id) ?? []).map(named);
const availabilityOf = (catalogue: Catalogue, product: Product, sites: readonly Site[]) =>
  sites.map(({ id }) => ({ site_id: id, is_available: catalogue.isAvailable(product, id) }));

/** The abridged record of lists; below a site with that site's price, taxes and flags. */
export const productRow = (product: Product, context: RowContext) => {
  const { catalogue, site, fields, variants } = context;
  const { id, name, code, description, barcode } = product;
  const there = site && productAt(catalogue, product, site);
  const priced =
    there !== null || fields.has("unit_price") || fields.has("unit_price_ex_tax") || fields.has("unit_tax");
  const prices = priced
    ? pricesOf(there?.price ?? product.price, there?.taxes ?? ownTaxes(catalogue, product))
    : undefined;
  const wide: Record<RowField, () => unknown> = {
    image: () => product.image,
    categories: () => categoriesOf(catalogue, product),
    option_sets: () => optionSetsOf(catalogue, product),
    availability: () => availabilityOf(catalogue, product, site ? [site] : catalogue.all("site")),
    unit_price: () => prices?.unit_price,
    unit_price_ex_tax: () => prices?.unit_price_ex_tax,
    unit_tax: () => prices?.unit_tax,
    variants: () => (variants.get(product.id) ?? []).map(named),
    variant_parent_id: () => product.variantParentId,
    docket_name: () => product.docketName,
  };
  return {
    id,
    name,
    code,
    description,
    barcode,
    ...(there && { ...prices, taxes: there.taxes.map(taxShape), ...flagsOf(there) }),
    ...Object.fromEntries(rowFields.flatMap((field) => (fields.has(field) ? [[field, wide[field]()]] : []))),
  };
};

const flagsOf = ({ available, sold, purchased, inventoried }: SiteProduct) => ({
  is_available: available,
  sold,
  purchased,
  inventoried,
});

type Stock = readonly Pick<StockLevel, "siteId" | "stock">[];

/** Counted stock at a site, or null where nobody counts. */
const stockAt = (stock: Stock, site: Site): number | null => {
  const level = stock.find(({ siteId }) => siteId === site.id);
  return level ? numberOf(level.stock) : null;
};

const wholeStock = (stock: Stock): number | null =>
  stock.length === 0 ? null : numberOf(stock.reduce((total, level) => total.plus(level.stock), dec(0)).toFixed());

const siteEntry = (there: SiteProduct, stock: Stock) => ({
  ...pricesOf(there.price, there.taxes),
  ...flagsOf(there),
  stock: stockAt(stock, there.site),
  taxes: there.taxes.map(taxShape),
});

/** What a full record says whether or not a site is in the path. */
const whole = (product: Product, catalogue: Catalogue) => {
  const zone = catalogue.company.timezone;
  const variants = catalogue.all("product").filter((other) => other.variantParentId === product.id && !other.deleted);
  return {
    id: product.id,
    name: product.name,
    code: product.code,
    number: product.number,
    sku: product.sku,
    barcode: product.barcode,
    description: product.description,
    online_description: product.onlineDescription,
    friendly_name: product.friendlyName,
    docket_name: product.docketName,
    image: product.image,
    tags: product.tags,
    show_online: product.showOnline,
    top_seller: product.topSeller,
    special_item: product.specialItem,
    unit_of_measure: product.unitOfMeasure,
    measure: product.measure === null ? null : numberOf(product.measure),
    is_modifier: product.isModifier,
    deleted: product.deleted,
    variant_parent_id: product.variantParentId,
    variants: variants.map(named),
    categories: categoriesOf(catalogue, product),
    option_sets: optionSetsOf(catalogue, product),
    modifiers: product.modifiers.flatMap(({ productId }) => catalogue.product(productId) ?? []).map(named),
    cost_price: product.costPrice === null ? null : numberOf(product.costPrice),
    created_at: stamp(product.createdAt, zone),
    updated_at: stamp(product.updatedAt, zone),
  };
};

/** The full record, with an entry for every site that sells, buys or counts the product. */
export const productShape = (product: Product, catalogue: Catalogue, stock: Stock) => {
  const taxes = ownTaxes(catalogue, product);
  const sites = catalogue.all("site").filter(({ id }) => carriedAt(catalogue, product, id));
  return {
    ...whole(product, catalogue),
    is_sold: product.sold,
    purchased: product.purchased,
    inventoried: product.inventoried,
    ...pricesOf(product.price, taxes),
    taxes: taxes.map(taxShape),
    stock: wholeStock(stock),
    sites: sites.map((site) => ({ id: site.id, ...siteEntry(productAt(catalogue, product, site), stock) })),
  };
};

/** The full record below a site: that site's entry stands at the top level, and there are no others. */
export const productAtSiteShape = (product: Product, site: Site, catalogue: Catalogue, stock: Stock) => {
  const there = productAt(catalogue, product, site);
  return { ...whole(product, catalogue), is_sold: there.sold, ...siteEntry(there, stock) };
};

/** Modifiers offered with a product, priced as an order prices them: by the product's own taxes. */
export const modifierShapes = (product: Product, catalogue: Catalogue) => {
  const taxes = ownTaxes(catalogue, product);
  return product.modifiers.flatMap(({ productId, price }) => {
    const modifier = catalogue.product(productId);
    if (!modifier || modifier.deleted) return [];
    return [{ ...named(modifier), docket_name: modifier.docketName, ...pricesOf(price ?? modifier.price, taxes) }];
  });
};

const Named = z.object({ id: z.int(), name: z.string() });
const TaxOnProduct = z.object({ id: z.int(), code: z.string(), name: z.string(), rate: z.number() });
const prices = {
  unit_price: z.number().meta({ description: "With tax." }),
  unit_price_ex_tax: z.number(),
  unit_tax: z.number(),
};
const flags = { is_available: z.boolean(), sold: z.boolean(), purchased: z.boolean(), inventoried: z.boolean() };
const text = z.string().nullable();

export const ProductRowOut = z.object({ id: z.int(), name: z.string(), code: text, description: text, barcode: text });
export const SiteProductRowOut = z.object({
  ...ProductRowOut.shape,
  ...prices,
  taxes: z.array(TaxOnProduct),
  ...flags,
});
const wholeOut = {
  ...ProductRowOut.shape,
  number: text,
  sku: text,
  online_description: text,
  friendly_name: text,
  docket_name: text,
  image: text,
  tags: z.array(z.string()),
  show_online: z.boolean(),
  top_seller: z.boolean(),
  special_item: z.boolean(),
  unit_of_measure: text,
  measure: z.number().nullable(),
  is_sold: z.boolean(),
  is_modifier: z.boolean(),
  deleted: z.boolean(),
  variant_parent_id: z.int().nullable(),
  variants: z.array(Named),
  categories: z.array(Named),
  option_sets: z.array(Named),
  modifiers: z.array(Named),
  cost_price: z.number().nullable(),
  ...prices,
  taxes: z.array(TaxOnProduct),
  stock: z.number().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
};
export const ProductOut = z.object({
  ...wholeOut,
  purchased: z.boolean(),
  inventoried: z.boolean(),
  sites: z.array(
    z.object({ id: z.int(), ...prices, ...flags, stock: z.number().nullable(), taxes: z.array(TaxOnProduct) }),
  ),
});
export const SiteProductOut = z.object({ ...wholeOut, ...flags });
export const ModifierOut = z.object({ ...Named.shape, docket_name: text, ...prices });
