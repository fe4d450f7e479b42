import { z } from "zod";
import { createOptionSet } from "../../../commands/create-option-set.ts";
import type { OptionSetId, ProductId } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { OptionSet } from "../../../domain/catalogue/records.ts";
import { ownTaxes } from "../../../domain/catalogue/site-product.ts";
import { unitPrice } from "../../../domain/catalogue/unit-price.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageOf, pageQuery } from "../paging.ts";
import { id, numberOf, pathId, price } from "../wire.ts";
import { COMPANY, created, madeAt, must, refused, wording } from "./goods-parts.ts";

const TAG = "Option sets";
const NAME_MAX = 64;
const OPTIONS_MAX = 500;
const SELECTION_MAX = 1_000;

const OptionSetRowOut = z.object({
  id: z.int(),
  name: z.string(),
  instructions: z.boolean(),
  min_selection: z.int(),
  max_selection: z.int().nullable(),
});
const Named = z.object({ id: z.int(), name: z.string() });
const OptionSetOut = z.object({
  ...OptionSetRowOut.shape,
  options: z.array(
    z.object({
      product_id: z.int(),
      name: z.string(),
      price_ex_tax: z.number(),
      price_inc_tax: z.number(),
      option_sets: z.array(Named),
    }),
  ),
  products_assigned: z.array(Named),
});

const whole = (min: number) =>
  z
    .int({ error: "must be a whole number" })
    .min(min, { error: `must be at least ${min}` })
    .max(SELECTION_MAX, { error: `must not be beyond ${SELECTION_MAX}` });

const OptionSetIn = z.object({
  name: wording(NAME_MAX),
  instructions: z.boolean({ error: "must be true or false" }).nullish(),
  min_selection: whole(0).nullish(),
  max_selection: whole(1).nullish().meta({ description: "As many as one likes, when absent." }),
  options: z
    .array(
      z.object({
        product_id: id<ProductId>(),
        price_ex_tax: price.nullish().meta({ description: "The product's own price, when absent." }),
      }),
      { error: "must be a list" },
    )
    .min(1, { error: "must hold one option at the least" })
    .max(OPTIONS_MAX, { error: `must not be more than ${OPTIONS_MAX}` }),
});

const rowShape = ({ id: set, name, instructions, minSelection, maxSelection }: OptionSet) => ({
  id: set,
  name,
  instructions,
  min_selection: minSelection,
  max_selection: maxSelection,
});

const named = ({ id: record, name }: Readonly<{ id: number; name: string }>) => ({ id: record, name });

/** The full record. An option whose product asks for options itself names those sets: they nest. */
const shape = (set: OptionSet, catalogue: Catalogue) => ({
  ...rowShape(set),
  options: set.options.flatMap((option) => {
    const product = catalogue.product(option.productId);
    if (!product || product.deleted) return [];
    const { exTax, incTax } = unitPrice(option.price ?? product.price, ownTaxes(catalogue, product));
    return [
      {
        product_id: product.id,
        name: product.name,
        price_ex_tax: numberOf(exTax),
        price_inc_tax: numberOf(incTax),
        option_sets: product.optionSetIds.flatMap((inner) => catalogue.optionSet(inner) ?? []).map(named),
      },
    ];
  }),
  products_assigned: catalogue
    .all("product")
    .filter(({ deleted, optionSetIds }) => !deleted && optionSetIds.includes(set.id))
    .map(named),
});

/** Option sets of the catalogue: what a product lets one choose. */
export const optionSetRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const create = createOptionSet(storage);
  const read = { tag: TAG, method: "GET", audience: "addon", permission: "products:read" } as const;
  return [
    route({
      ...read,
      id: "optionsets.list",
      summary: "List option sets",
      path: `${COMPANY}/optionsets`,
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(OptionSetRowOut) } },
      async handle(ask) {
        const found = (await storage.reads(ask.who.company).catalogue()).all("option_set");
        const page = pageOf(found, pageAsked(ask, pageSize));
        return listAnswer(ask, page, page.rows.map(rowShape), pageSize, found.length);
      },
    }),
    route({
      ...read,
      id: "optionsets.get",
      summary: "Get an option set",
      path: `${COMPANY}/optionsets/:optionset`,
      params: z.object({ optionset: pathId<OptionSetId>() }),
      responses: { 200: { description: "With its options and the products that have it.", schema: OptionSetOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const set = catalogue.optionSet(params.optionset);
        if (!set) throw notFound("option set");
        return { status: 200, body: shape(set, catalogue) };
      },
    }),
    route({
      id: "optionsets.create",
      summary: "Create an option set",
      tag: TAG,
      method: "POST",
      path: `${COMPANY}/optionsets`,
      audience: "addon",
      permission: "products:write",
      body: OptionSetIn,
      responses: { 201: created, 400: refused },
      async handle(ask) {
        const { name, instructions, min_selection, max_selection, options } = ask.body;
        const set = must(
          await create(ask.who.company, {
            name,
            instructions: instructions ?? false,
            minSelection: min_selection ?? 0,
            maxSelection: max_selection ?? null,
            options: options.map(({ product_id, price_ex_tax: ex }) => ({
              productId: product_id,
              price: ex === null || ex === undefined ? null : { amount: ex, incTax: false },
            })),
          }),
        );
        return madeAt(ask, `optionsets/${set.id}`);
      },
    }),
  ];
};
