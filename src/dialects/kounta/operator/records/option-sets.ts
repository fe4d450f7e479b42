import { z } from "zod";
import { optionSetRule } from "../../../../domain/catalogue/option-set-rules.ts";
import type { ProductId } from "../../../../domain/ids.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outId } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { words } from "./fields.ts";
import { PriceIn, PriceOut } from "./goods-fields.ts";
import { recordKind } from "./kind.ts";

const NAME_MAX = 64;
const OPTIONS_MAX = 500;
const SELECTION_MAX = 1_000;

const whole = (min: number) =>
  z
    .int({ error: "must be a whole number" })
    .min(min, { error: `must be at least ${min}` })
    .max(SELECTION_MAX, { error: `must not be beyond ${SELECTION_MAX}` });

export const optionSets = recordKind({
  rule: optionSetRule,
  path: "option_sets",
  param: "option_set",
  many: "option sets",
  tag: "Products",
  read: "products:read",
  write: "products:write",
  fields: {
    name: words(NAME_MAX),
    min_selection: whole(0),
    max_selection: whole(1).nullable().meta({ description: "Null: as many as one likes." }),
    instructions: flag.meta({ description: "Whether an option may carry No, Extra, Only or On Side." }),
    options: z
      .array(
        z.object(
          {
            product_id: id<ProductId>(),
            price: PriceIn.nullable().default(null).meta({ description: "Null: the product's own price." }),
          },
          { error: "must be an object" },
        ),
        { error: "must be a list" },
      )
      .min(1, { error: "must hold one option at the least" })
      .max(OPTIONS_MAX, { error: `must not be more than ${OPTIONS_MAX}` })
      .refine((all) => new Set(all.map(({ product_id }) => product_id)).size === all.length, {
        error: "must not name a product twice",
      }),
  },
  required: ["name", "options"],
  toFacts: (body) => camelled(body),
  out: z.object({
    name: z.string(),
    min_selection: z.int(),
    max_selection: z.int().nullable(),
    instructions: z.boolean(),
    options: z.array(
      z.object({
        product_id: outId,
        name: z.string(),
        price: PriceOut.nullable(),
        deleted: z.boolean().meta({ description: "Whether the product is gone; nobody is offered it any more." }),
      }),
    ),
    product_ids: z.array(outId).meta({ description: "The products that ask for it." }),
  }),
  shape: (set, catalogue) => ({
    options: set.options.map(({ productId, price }) => {
      const product = catalogue.product(productId);
      return {
        product_id: productId,
        name: product?.name ?? "",
        price: price && { amount: price.amount, inc_tax: price.incTax },
        deleted: product?.deleted !== false,
      };
    }),
    product_ids: catalogue
      .all("product")
      .filter(({ deleted, optionSetIds }) => !deleted && optionSetIds.includes(set.id))
      .map((product) => product.id),
  }),
  texts: ({ name }) => [name],
});
