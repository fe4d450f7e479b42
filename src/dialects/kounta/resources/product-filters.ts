import { z } from "zod";
import type { ProductFilter } from "../../../domain/catalogue/find-products.ts";
import { parseId } from "../../../domain/ids.ts";
import { given } from "../../../kit/given.ts";
import { pageQuery } from "../paging.ts";
import { type RowField, rowFields } from "./product-shape.ts";

const word = z.string({ error: "must be given once" }).max(1_000, { error: "must not be longer than 1000 characters" });
const flag = z
  .enum(["true", "false", "1", "0"], { error: "must be true or false" })
  .transform((value) => value === "true" || value === "1");

/** Query of every product list. */
export const productQuery = z.object({
  ...pageQuery,
  tag: word.optional().meta({ description: "Carrying this tag, in any case." }),
  name: word.optional().meta({ description: "With this in its name, in any case." }),
  exactname: word.optional().meta({ description: "With exactly this name." }),
  sku: word.optional(),
  ids: z
    .string({ error: "must be given once" })
    .regex(/^\s*\d{1,40}\s*(,\s*\d{1,40}\s*)*$/, { error: "must be product ids such as 1,2" })
    .optional(),
  fields: word.optional().meta({ description: `Widens the rows: any of ${rowFields.join(", ")}.` }),
});

/** Query of product lists below a site. */
export const siteProductQuery = z.object({
  ...productQuery.shape,
  sold: flag.optional(),
  purchased: flag.optional(),
  inventoried: flag.optional(),
  is_available: flag.optional(),
});

type Query = z.output<typeof productQuery> & Partial<z.output<typeof siteProductQuery>>;

export const toFilter = (query: Query): ProductFilter =>
  given({
    tag: query.tag,
    name: query.name,
    exactName: query.exactname,
    sku: query.sku,
    ids: query.ids === undefined ? undefined : new Set(query.ids.split(",").map((id) => parseId(id.trim()) ?? 0)),
    sold: query.sold,
    purchased: query.purchased,
    inventoried: query.inventoried,
    available: query.is_available,
  });

/** The wider columns asked for. Names that this API does not have are passed over, as clients expect of it. */
export const toFields = ({ fields }: Query): ReadonlySet<RowField> => {
  const asked = new Set((fields ?? "").split(",").map((name) => name.trim()));
  return new Set(rowFields.filter((field) => asked.has(field)));
};
