import { z } from "zod";
import { productRule } from "../../../../domain/catalogue/product-record-rules.ts";
import { PRICE_MODES, type Product } from "../../../../domain/catalogue/records.ts";
import type { SiteId } from "../../../../domain/ids.ts";
import { camelled, snaked } from "../../../../kit/case.ts";
import { outId, outText } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { PriceOut, flagIn } from "./goods-fields.ts";
import { recordKind } from "./kind.ts";
import { productFields } from "./product-fields.ts";

const ids = z.array(outId);
const maybe = z.boolean().nullable();

const SiteOut = z.object({
  site_id: outId,
  available: z.boolean(),
  sold: maybe.meta({ description: "Null, here and below: as the product itself says." }),
  purchased: maybe,
  inventoried: maybe,
  tax_ids: ids.nullable(),
});

const RichOut = z.object({
  descriptions: z.array(z.object({ locale_code: z.string(), description: outText, display_name: outText })),
  allergen_codes: z.array(z.string()),
  pictures: z.object({ picture: outText, preview: outText, raw: outText }).nullable(),
  contains_alcohol: z.boolean(),
  alcohol_percentage: outText,
});

const out = z.object({
  name: z.string(),
  code: outText,
  number: outText,
  sku: outText,
  barcode: outText,
  description: outText,
  online_description: outText,
  friendly_name: outText,
  docket_name: outText,
  image: outText,
  tags: z.array(z.string()),
  show_online: z.boolean(),
  top_seller: z.boolean(),
  special_item: z.boolean(),
  unit_of_measure: outText,
  measure: outText,
  sold: z.boolean(),
  purchased: z.boolean(),
  inventoried: z.boolean(),
  is_modifier: z.boolean(),
  variant_parent_id: outId.nullable(),
  category_ids: ids,
  tax_ids: ids,
  price: PriceOut,
  price_mode: z.enum(PRICE_MODES),
  cost_price: outText,
  option_set_ids: ids,
  modifiers: z.array(z.object({ product_id: outId, price: PriceOut.nullable() })),
  sites: z.array(SiteOut).meta({ description: "What sites say of it. A site that is not here has it as it is." }),
  rich: RichOut.nullable().meta({ description: "What ordering apps show of it." }),
});

const sitesShape = ({ sites }: Product) =>
  Object.entries(sites).map(([site, said]) => ({
    site_id: Number(site),
    available: said.available ?? true,
    sold: said.sold ?? null,
    purchased: said.purchased ?? null,
    inventoried: said.inventoried ?? null,
    tax_ids: said.taxIds ?? null,
  }));

const richShape = ({ rich }: Product) => {
  if (!rich) return null;
  const { createdAt: _, updatedAt: __, ...shown } = rich;
  return snaked(shown);
};

/** Yes or no where it was asked for; anything where it was not. */
const is = (asked: boolean | undefined, value: boolean): boolean => asked === undefined || asked === value;

export const products = recordKind({
  rule: productRule,
  path: "products",
  param: "product",
  many: "products",
  tag: "Products",
  read: "products:read",
  write: "products:write",
  fields: productFields,
  required: ["name", "price"],
  toFacts: (body) => camelled(body),
  out,
  shape: (product, catalogue) => ({
    modifiers: product.modifiers
      .filter(({ productId }) => catalogue.product(productId)?.deleted === false)
      .map(({ productId, price }) => ({ product_id: productId, price: snaked(price) })),
    price_mode: product.priceMode ?? "AMOUNT",
    sites: sitesShape(product),
    rich: richShape(product),
  }),
  texts: ({ name, code, sku, barcode, number, docketName, friendlyName }) => [
    name,
    code,
    sku,
    barcode,
    number,
    docketName,
    friendlyName,
  ],
  query: {
    category_id: id<number>().optional(),
    site_id: id<SiteId>().optional().meta({ description: "Sold at this site." }),
    option_set_id: id<number>().optional(),
    tax_id: id<number>().optional(),
    tag: z
      .string({ error: "must be given once" })
      .max(100, { error: "must not be longer than 100 characters" })
      .optional(),
    sold: flagIn,
    is_modifier: flagIn,
    show_online: flagIn,
  },
  keeps(product, query, catalogue) {
    const { category_id: category, option_set_id: set, tax_id: tax, tag, site_id: site } = query;
    const has = (list: readonly number[], asked: number | undefined): boolean =>
      asked === undefined || list.includes(asked);
    return (
      has(product.categoryIds, category) &&
      has(product.optionSetIds, set) &&
      has(product.taxIds, tax) &&
      is(query.sold, product.sold) &&
      is(query.is_modifier, product.isModifier) &&
      is(query.show_online, product.showOnline) &&
      (tag === undefined || product.tags.some((own) => own.toLowerCase() === tag.toLowerCase())) &&
      (site === undefined || catalogue.soldAt(product, site))
    );
  },
  says: {
    delete: "It stays for the orders that it was sold on, and is shown nowhere else any more.",
    update: "Sites that are not named stay as they are; null takes back what a site said.",
  },
});
