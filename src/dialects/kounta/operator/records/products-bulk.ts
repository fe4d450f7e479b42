import { z } from "zod";
import { changeProducts } from "../../../../commands/change-products.ts";
import { PRODUCTS_BULK_MAX } from "../../../../domain/catalogue/product-bulk.ts";
import type { ProductId } from "../../../../domain/ids.ts";
import { HttpError } from "../../../../http/errors.ts";
import { type Route, route } from "../../../../http/route.ts";
import { camelled } from "../../../../kit/case.ts";
import { decimalText, ids } from "./fields.ts";
import { productFields, tagsIn } from "./product-fields.ts";
import { recordError } from "./refusals.ts";
import type { RecordParts } from "./routes.ts";
import { COMPANY } from "../wire.ts";

/** A price cannot become more than eleven times itself by one change. */
const PERCENT_MAX = 1_000;

const ownNames = ["name", "code", "number", "sku", "barcode"] as const;
const { name: _, code: __, number: ___, sku: ____, barcode: _____, ...common } = productFields;
const own = z.undefined({ error: "is each product's own" }).optional();

const BulkIn = z
  .object(
    {
      ids: ids<ProductId>(PRODUCTS_BULK_MAX).refine((list) => list.length > 0, { error: "must not be empty" }),
      set: z
        .object({ ...common }, { error: "must be an object" })
        .partial()
        .extend(Object.fromEntries(ownNames.map((name) => [name, own])))
        .default({})
        .meta({ description: "As for one product; names and codes are each product's own." }),
      add_tags: tagsIn.default([]),
      remove_tags: tagsIn.default([]),
      price_percent: decimalText({ min: -100, max: PERCENT_MAX, decimals: 4 })
        .nullable()
        .default(null)
        .meta({ description: "The base price so many percent higher (or, below 0, lower), rounded to the currency." }),
    },
    { error: "must be an object" },
  )
  .refine(({ set, price_percent: percent }) => set.price === undefined || percent === null, {
    error: "must not come with set.price",
    path: ["price_percent"],
  })
  .refine(({ set, add_tags: add, remove_tags: remove }) => set.tags === undefined || add.length + remove.length === 0, {
    error: "must not come with add_tags or remove_tags",
    path: ["set", "tags"],
  });

/** Changing many products at once. */
export const productBulkRoutes = ({ storage }: RecordParts): readonly Route[] => {
  const change = changeProducts(storage);
  return [
    route({
      id: "operator.products.bulk",
      summary: "Change many products alike",
      description: `All of them or none; ${PRODUCTS_BULK_MAX} at the most.`,
      tag: "Products",
      method: "POST",
      path: `${COMPANY}/products/bulk`,
      audience: "operator",
      permission: "products:write",
      body: BulkIn,
      responses: {
        200: { description: "How many are another now.", schema: z.object({ changed: z.int() }) },
        400: { description: "Not possible; the error names the product and the field." },
      },
      async handle({ who, body }) {
        const { ids: list, set, add_tags: addTags, remove_tags: removeTags, price_percent: pricePercent } = body;
        const result = await change(who.company, list, { set: camelled(set), addTags, removeTags, pricePercent });
        if (result.ok) return { status: 200, body: { changed: result.value } };
        const { product, refusal } = result.error;
        const { status, code: name, message, detail } = recordError(refusal);
        if (product === null) throw new HttpError(status, name, message, detail);
        throw new HttpError(status, name, `Product ${product}: ${message}`, { ...detail, product_id: product });
      },
    }),
  ];
};
