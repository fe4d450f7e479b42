import { z } from "zod";
import { categoryRule } from "../../../../domain/catalogue/category-rules.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outText } from "../../resources/venue-wire.ts";
import { text, webAddress } from "../../wire.ts";
import { CODE_MAX, words, wordsOrNull } from "./fields.ts";
import { color, flagIn } from "./goods-fields.ts";
import { recordKind } from "./kind.ts";

const DESCRIPTION_MAX = 10_000;

export const categories = recordKind({
  rule: categoryRule,
  path: "categories",
  param: "category",
  many: "categories",
  tag: "Products",
  read: "products:read",
  write: "products:write",
  fields: {
    name: words(255),
    description: text(DESCRIPTION_MAX).nullable(),
    friendly_name: wordsOrNull(255),
    image: webAddress.nullable(),
    color,
    show_online: flag,
    code: wordsOrNull(CODE_MAX),
    ledger_code: wordsOrNull(CODE_MAX),
  },
  required: ["name"],
  toFacts: (body) => camelled(body),
  out: z.object({
    name: z.string(),
    description: outText,
    friendly_name: outText,
    image: outText,
    color: outText.meta({ description: "The word for the color that a register shows it in." }),
    show_online: z.boolean(),
    code: outText,
    ledger_code: outText,
    products: z.int().meta({ description: "How many products are in it." }),
  }),
  shape: ({ id }, catalogue) => ({
    products: catalogue.all("product").filter(({ deleted, categoryIds }) => !deleted && categoryIds.includes(id))
      .length,
  }),
  texts: ({ name, friendlyName, code }) => [name, friendlyName, code],
  query: { show_online: flagIn },
  keeps: ({ showOnline }, { show_online: asked }) => asked === undefined || asked === showOnline,
});
