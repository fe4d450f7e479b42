import { z } from "zod";
import { findProducts } from "../../../domain/catalogue/find-products.ts";
import { skuOf } from "../../../domain/menus/sku.ts";
import type { CategoryId, ProductId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { accountingGroupOf } from "../accounting-groups.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { idOf, locationQuery, manyLongs, optionalLong, pathLong, whole, word } from "../wire.ts";
import { ItemOut, itemShape } from "./shape.ts";

const IDS_MAX = 200;
const AMOUNT_MAX = 1_000;

const ListQuery = z.object({
  ...locationQuery,
  sku: word("With exactly this SKU."),
  name: word("With this in its name, in any case."),
  accountingGroupId: optionalLong("Of this accounting group."),
  itemIds: manyLongs(IDS_MAX, "With these ids, separated by commas; offset and amount say nothing then."),
  offset: whole({ from: 0, to: 1_000_000, otherwise: 0, description: "How many to leave out." }),
  amount: whole({ from: 1, to: AMOUNT_MAX, otherwise: 100, description: "How many to give at the most." }),
});

/** Reading items. All of the business's are told of at each location; `active` says whether it sells them. */
export const itemReadRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const read = { tag: "Items", method: "GET", audience: "addon", permission: "items" } as const;
  return [
    route({
      ...read,
      id: "kseries.items.list",
      summary: "List items",
      path: "/items/v1/items",
      query: ListQuery,
      responses: { 200: { description: "Ascending by id.", schema: z.array(ItemOut) } },
      async handle({ who, query }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, query.businessLocationId);
        const { sku, name, accountingGroupId: group, itemIds, offset, amount } = query;
        const found = findProducts(catalogue, {
          ...(name !== undefined && { name }),
          ...(itemIds && { ids: new Set(itemIds.map((id) => idOf<ProductId>(id))) }),
        })
          .filter((product) => sku === undefined || skuOf(product) === sku)
          .filter((product) => !group || accountingGroupOf(catalogue, product)?.id === idOf<CategoryId>(group));
        const page = itemIds ? found : found.slice(offset, offset + amount);
        return { status: 200, body: page.map((product) => itemShape(catalogue, product, site)) };
      },
    }),
    route({
      ...read,
      id: "kseries.items.get",
      summary: "Get an item",
      path: "/items/v1/items/:id",
      params: z.object({ id: pathLong }),
      query: z.object(locationQuery),
      responses: { 200: { description: "The item as the location has it.", schema: ItemOut } },
      async handle({ who, params, query }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, query.businessLocationId);
        const product = catalogue.product(idOf<ProductId>(params.id));
        if (!product || product.deleted) throw new HttpError(404, "not_found", `Item not found for ${params.id}`);
        return { status: 200, body: itemShape(catalogue, product, site) };
      },
    }),
  ];
};
