import { z } from "zod";
import type { CategoryId, OptionSetId, ProductId, TaxId } from "../../../domain/ids.ts";
import type { OfferedModifier, ProductFacts, SiteProductFacts } from "../../../domain/catalogue/product-rules.ts";
import type { Price } from "../../../domain/catalogue/records.ts";
import { given } from "../../../kit/given.ts";
import { decimal, id, price, text, webAddress } from "../wire.ts";
import { wording } from "./goods-parts.ts";

/** What clients send about products. Related records are named by id, or by the object that an answer shows them as. */

const TEXT_MAX = 10_000;
const LIST_MAX = 500;

const flag = z.boolean({ error: "must be true or false" });
const name = wording();

/** `{"id": 7}` as plain 7. */
const plainId = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "id" in value ? value.id : value;

const listOf = <T extends z.ZodType>(entry: T) =>
  z
    .array(entry, { error: "must be a list" })
    .max(LIST_MAX, { error: `must not be more than ${LIST_MAX}` })
    .nullish();
const ids = <Id extends number>() => listOf(z.preprocess(plainId, id<Id>()));

const prices = {
  unit_price: price.meta({ description: "With tax; wins when both are sent." }),
  unit_price_ex_tax: price,
};

const ModifierIn = z.preprocess(
  (value) => {
    if (typeof value !== "object" || value === null) return { product_id: value };
    return "id" in value && !("product_id" in value) ? { ...value, product_id: value.id } : value;
  },
  z.object({
    product_id: id<ProductId>(),
    unit_price: prices.unit_price.nullish(),
    unit_price_ex_tax: prices.unit_price_ex_tax.nullish(),
  }),
);

const fields = {
  unit_price: prices.unit_price.optional(),
  unit_price_ex_tax: prices.unit_price_ex_tax.optional(),
  code: text().nullish(),
  number: text(64).nullish(),
  sku: text().nullish(),
  barcode: text().nullish(),
  description: text(TEXT_MAX).nullish(),
  online_description: text(TEXT_MAX).nullish(),
  friendly_name: text().nullish(),
  docket_name: text().nullish(),
  image: webAddress.nullish(),
  tags: listOf(wording(100)),
  show_online: flag.optional(),
  top_seller: flag.optional(),
  special_item: flag.optional(),
  unit_of_measure: text(64).nullish(),
  measure: decimal({ min: 0, decimals: 6, round: true }).nullish(),
  is_sold: flag.optional(),
  purchased: flag.optional(),
  inventoried: flag.optional(),
  is_modifier: flag.optional(),
  variant_parent_id: id<ProductId>().nullish(),
  category_ids: ids<CategoryId>(),
  categories: ids<CategoryId>(),
  tax_ids: ids<TaxId>(),
  taxes: ids<TaxId>(),
  option_sets: ids<OptionSetId>(),
  option_set_ids: ids<OptionSetId>(),
  modifiers: listOf(ModifierIn),
  cost_price: decimal({ min: 0, decimals: 6, round: true }).nullish(),
};

export const ProductIn = z.object({ name, ...fields });
export const ProductChangeIn = z.object({ name: name.optional(), ...fields });

const priceIn = (body: {
  unit_price?: string | null | undefined;
  unit_price_ex_tax?: string | null | undefined;
}): Price | null | undefined => {
  const { unit_price: inc, unit_price_ex_tax: ex } = body;
  if (inc !== undefined && inc !== null) return { amount: inc, incTax: true };
  if (ex !== undefined && ex !== null) return { amount: ex, incTax: false };
  return inc === null || ex === null ? null : undefined;
};

/** Each once, in the order first named; null empties the list. */
const unique = <T>(list: readonly T[] | null | undefined): readonly T[] | undefined =>
  list === undefined ? undefined : [...new Set(list ?? [])];

const offered = (list: readonly z.output<typeof ModifierIn>[] | null | undefined): OfferedModifier[] | undefined => {
  if (list === undefined) return undefined;
  const byId = new Map<number, OfferedModifier>();
  for (const entry of list ?? []) {
    byId.set(entry.product_id, given({ productId: entry.product_id, price: priceIn(entry) }) as OfferedModifier);
  }
  return [...byId.values()];
};

export const toProductFacts = (body: z.output<typeof ProductChangeIn>): ProductFacts =>
  given({
    name: body.name,
    price: priceIn(body) ?? undefined,
    code: body.code,
    number: body.number,
    sku: body.sku,
    barcode: body.barcode,
    description: body.description,
    onlineDescription: body.online_description,
    friendlyName: body.friendly_name,
    docketName: body.docket_name,
    image: body.image,
    tags: unique(body.tags),
    showOnline: body.show_online,
    topSeller: body.top_seller,
    specialItem: body.special_item,
    unitOfMeasure: body.unit_of_measure,
    measure: body.measure,
    sold: body.is_sold,
    purchased: body.purchased,
    inventoried: body.inventoried,
    isModifier: body.is_modifier,
    variantParentId: body.variant_parent_id,
    categoryIds: unique(body.category_ids === undefined ? body.categories : body.category_ids),
    taxIds: unique(body.tax_ids === undefined ? body.taxes : body.tax_ids),
    optionSetIds: unique(body.option_sets === undefined ? body.option_set_ids : body.option_sets),
    modifiers: offered(body.modifiers),
    costPrice: body.cost_price,
  });

export const SiteProductChangeIn = z.object({
  is_available: flag.optional(),
  unit_price: prices.unit_price.nullish().meta({ description: "With tax; null goes back to the parent list's price." }),
  unit_price_ex_tax: prices.unit_price_ex_tax.nullish(),
  tax_ids: ids<TaxId>().meta({ description: "Null goes back to the product's own taxes." }),
  taxes: ids<TaxId>(),
  sold: flag.nullish(),
  purchased: flag.nullish(),
  inventoried: flag.nullish(),
});

export const toSiteProductFacts = (body: z.output<typeof SiteProductChangeIn>): SiteProductFacts => {
  const taxes = body.tax_ids === undefined ? body.taxes : body.tax_ids;
  return given({
    available: body.is_available,
    price: priceIn(body),
    taxIds: taxes === null ? null : unique(taxes),
    sold: body.sold,
    purchased: body.purchased,
    inventoried: body.inventoried,
  });
};
