import { z } from "zod";
import { priceListRule } from "../../../../domain/catalogue/price-list-rules.ts";
import type { PriceListId, ProductId } from "../../../../domain/ids.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outId } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { decimalText, words } from "./fields.ts";
import { recordKind } from "./kind.ts";

/** More products than a venue sells. */
export const PRICES_MAX = 10_000;
/** A hundred bytes for each price. */
const BODY_MAX = PRICES_MAX * 100;

const TWICE = "must name each product once";
const prices = z
  .array(
    z.object(
      {
        product_id: id<ProductId>(),
        amount: decimalText({ decimals: 6, round: true }),
        inc_tax: flag,
      },
      { error: "must be a price" },
    ),
    { error: "must be a list of prices" },
  )
  .max(PRICES_MAX, { error: `must not have more than ${PRICES_MAX} entries` })
  .refine((list) => new Set(list.map(({ product_id }) => product_id)).size === list.length, { error: TWICE })
  .meta({ description: "What costs another price here than in the list above. Replaced as a whole." });

/** Prices that hold at some sites, or for some ways of ordering, instead of the products' own. */
export const priceLists = recordKind({
  rule: priceListRule,
  path: "price_lists",
  param: "price_list",
  many: "price lists",
  tag: "Price lists",
  read: "products:read",
  write: "products:write",
  fields: {
    name: words(),
    parent_id: id<PriceListId>().nullable().meta({ description: "The list above; the base list unless given." }),
    prices,
  },
  required: ["name"],
  bodyMaxBytes: BODY_MAX,
  toFacts: ({ prices, ...plain }) => ({
    ...camelled(plain),
    ...(prices && {
      prices: Object.fromEntries(
        prices.map(({ product_id, amount, inc_tax }) => [product_id, { amount, incTax: inc_tax }]),
      ),
    }),
  }),
  out: z.object({
    name: z.string(),
    parent_id: outId.nullable(),
    prices: z.array(z.object({ product_id: outId, amount: z.string(), inc_tax: z.boolean() })),
  }),
  shape: ({ prices }) => ({
    prices: Object.entries(prices).map(([product, { amount, incTax }]) => ({
      product_id: Number(product),
      amount,
      inc_tax: incTax,
    })),
  }),
  texts: ({ name }) => [name],
  says: { delete: "The base list stays, and so does one that a site, a way of ordering or another list goes by." },
});
