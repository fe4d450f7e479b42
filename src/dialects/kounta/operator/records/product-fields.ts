import { z } from "zod";
import { PRICE_MODES } from "../../../../domain/catalogue/records.ts";
import type { CategoryId, OptionSetId, ProductId, SiteId, TaxId } from "../../../../domain/ids.ts";
import { flag } from "../../resources/venue-wire.ts";
import { decimal, id, text, webAddress } from "../../wire.ts";
import { decimalText, ids, words, wordsOrNull } from "./fields.ts";
import { PriceIn } from "./goods-fields.ts";

/** What the venue's own people may say about a product. */

const TEXT_MAX = 10_000;
const RICH_TEXT_MAX = 4_000;
const TAGS_MAX = 100;
const LIST_MAX = 500;
const SITES_MAX = 1_000;
const LOCALES_MAX = 50;
const ALLERGENS_MAX = 50;

const anObject = { error: "must be an object" };
const longText = text(TEXT_MAX).nullable();

const listOf = <T extends z.ZodType>(entry: T, max: number) =>
  z.array(entry, { error: "must be a list" }).max(max, { error: `must not be more than ${max}` });

/** Whether no two entries say the same in a field. */
const once =
  (field: string) =>
  (all: readonly object[]): boolean =>
    new Set(all.map((one) => (one as Readonly<Record<string, unknown>>)[field])).size === all.length;

const SiteIn = z.object(
  {
    site_id: id<SiteId>(),
    available: flag.optional(),
    sold: flag.nullish(),
    purchased: flag.nullish(),
    inventoried: flag.nullish(),
    tax_ids: ids<TaxId>().nullish(),
  },
  anObject,
);

const ModifierIn = z.object(
  {
    product_id: id<ProductId>(),
    price: PriceIn.nullable().default(null).meta({ description: "Null: the modifier's own price." }),
  },
  anObject,
);

const DescriptionIn = z.object(
  {
    locale_code: text(7).regex(/^[a-z]{2,3}(?:[_-][A-Za-z]{2,4})?$/, { error: "must be a locale such as en or en_US" }),
    description: text(RICH_TEXT_MAX).nullable().default(null),
    display_name: text().nullable().default(null),
  },
  anObject,
);

const RichIn = z
  .object(
    {
      descriptions: listOf(DescriptionIn, LOCALES_MAX).refine(once("locale_code"), {
        error: "must not have a locale twice",
      }),
      allergen_codes: listOf(words(), ALLERGENS_MAX),
      contains_alcohol: flag,
      alcohol_percentage: decimalText({ min: 0, max: 100, decimals: 2 }).nullable(),
    },
    anObject,
  )
  .partial();

export const tagsIn = listOf(words(), TAGS_MAX).transform((tags) => [...new Set(tags)]);

export const productFields = {
  name: words(255),
  code: wordsOrNull(255),
  number: wordsOrNull(64),
  sku: wordsOrNull(255),
  barcode: wordsOrNull(255),
  description: longText,
  online_description: longText,
  friendly_name: wordsOrNull(255),
  docket_name: wordsOrNull(255),
  image: webAddress.nullable(),
  tags: tagsIn,
  show_online: flag,
  top_seller: flag,
  special_item: flag,
  unit_of_measure: wordsOrNull(64),
  measure: decimalText({ min: 0, decimals: 6 }).nullable(),
  sold: flag,
  purchased: flag,
  inventoried: flag,
  is_modifier: flag,
  variant_parent_id: id<ProductId>().nullable(),
  category_ids: ids<CategoryId>(),
  tax_ids: ids<TaxId>(),
  price: PriceIn,
  price_mode: z.enum(PRICE_MODES, { error: `must be one of ${PRICE_MODES.join(", ")}` }),
  cost_price: decimal({ min: 0, decimals: 6 }).meta({ type: "string" }).nullable(),
  option_set_ids: ids<OptionSetId>(),
  modifiers: listOf(ModifierIn, LIST_MAX).refine(once("product_id"), { error: "must not name a product twice" }),
  sites: listOf(SiteIn, SITES_MAX).refine(once("site_id"), { error: "must not name a site twice" }),
  rich: RichIn,
};
