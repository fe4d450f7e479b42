import { z } from "zod";
import type { PriceListId } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { listedPrices } from "../../../domain/catalogue/price-list.ts";
import type { PriceList } from "../../../domain/catalogue/records.ts";
import { ownTaxes } from "../../../domain/catalogue/site-product.ts";
import { unitPrice } from "../../../domain/catalogue/unit-price.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageOf, pageQuery } from "../paging.ts";
import { numberOf, pathId, stamp } from "../wire.ts";
import { COMPANY } from "./goods-parts.ts";

/**
 * Price lists. Our reading: here `unit_price` is without tax, as the vendor's oldest answers have it, unlike the same
 * name on a product; `unit_price_inc_tax` stands beside it so that nobody has to guess.
 */
const PriceListRowOut = z.object({
  id: z.int(),
  name: z.string(),
  parent_id: z.int().nullable(),
  products: z.object({ count: z.int(), updated_at: z.string() }),
});
const PriceListOut = z.object({
  id: z.int(),
  name: z.string(),
  parent_id: z.int().nullable(),
  products: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      unit_price: z.number().meta({ description: "Without tax." }),
      unit_price_inc_tax: z.number(),
      own: z.boolean().meta({ description: "The list's own price; false: its parent's." }),
    }),
  ),
});

const head = ({ id, name, parentId }: PriceList) => ({ id, name, parent_id: parentId });

const rowShape = (list: PriceList, catalogue: Catalogue, count: number) => ({
  ...head(list),
  products: { count, updated_at: stamp(list.updatedAt, catalogue.company.timezone) },
});

const shape = (list: PriceList, catalogue: Catalogue) => ({
  ...head(list),
  products: listedPrices(catalogue, list).map(({ product, price, own }) => {
    const { exTax, incTax } = unitPrice(price, ownTaxes(catalogue, product));
    return {
      id: product.id,
      name: product.name,
      unit_price: numberOf(exTax),
      unit_price_inc_tax: numberOf(incTax),
      own,
    };
  }),
});

export const priceListRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const read = { tag: "Price lists", method: "GET", audience: "addon", permission: "products:read" } as const;
  const full = { 200: { description: "Every product with the price that holds in the list.", schema: PriceListOut } };
  return [
    route({
      ...read,
      id: "price_lists.list",
      summary: "List price lists",
      path: `${COMPANY}/price_lists`,
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(PriceListRowOut) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const found = catalogue.all("price_list");
        const count = catalogue.all("product").filter(({ deleted }) => !deleted).length;
        const page = pageOf(found, pageAsked(ask, pageSize));
        const rows = page.rows.map((list) => rowShape(list, catalogue, count));
        return listAnswer(ask, page, rows, pageSize, found.length);
      },
    }),
    route({
      ...read,
      id: "price_lists.base",
      summary: "Get the base price list",
      path: `${COMPANY}/price_lists/base`,
      responses: full,
      async handle({ who }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const base = catalogue.all("price_list").find(({ parentId }) => parentId === null);
        if (!base) throw notFound("price list");
        return { status: 200, body: shape(base, catalogue) };
      },
    }),
    route({
      ...read,
      id: "price_lists.get",
      summary: "Get a price list",
      description: "A list's own prices go before its parent's.",
      path: `${COMPANY}/price_lists/:list`,
      params: z.object({ list: pathId<PriceListId>() }),
      responses: full,
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const list = catalogue.get("price_list", params.list);
        if (!list) throw notFound("price list");
        return { status: 200, body: shape(list, catalogue) };
      },
    }),
  ];
};
