import { z } from "zod";
import { saveProduct } from "../../../commands/save-product.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../../../domain/catalogue/records.ts";
import { carriedAt } from "../../../domain/catalogue/site-product.ts";
import type { ProductId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { type Long, idOf, locationPath, outId, pathLong } from "../wire.ts";
import { taxIdsIn } from "./groups.ts";
import { must } from "./refusals.ts";
import { BASE, OURS, ours } from "./taxes.ts";

const ItemTaxesOut = z.object({
  businessLocationId: outId,
  itemId: outId,
  taxIds: z.array(outId).meta({ description: "What a sale of the item carries at this location." }),
  ownTaxes: z.boolean().meta({ description: "Whether the location has taxes of its own for it." }),
});
const ItemTaxesIn = z.object({
  taxIds: taxIdsIn.nullable().meta({ description: "Null: as everywhere else." }),
});

const shape = (catalogue: Catalogue, product: Product, site: Site): z.output<typeof ItemTaxesOut> => ({
  businessLocationId: site.id,
  itemId: product.id,
  taxIds: catalogue.taxesAt(product, site.id).map(({ id }) => id),
  ownTaxes: product.sites[site.id]?.taxIds !== undefined,
});

/** An item that the location has. Throws HttpError 404. */
const itemAt = (catalogue: Catalogue, site: Site, id: Long): Product => {
  const product = catalogue.product(idOf<ProductId>(id));
  if (product && !product.deleted && carriedAt(catalogue, product, site.id)) return product;
  throw new HttpError(404, "not_found", `Item not found for ${id}`);
};

/** Which taxes an item carries at a business location. */
export const itemTaxRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const commands = saveProduct(storage);
  const one = {
    ...ours,
    path: `${BASE}/items/:itemId/taxes`,
    params: z.object({ ...locationPath, itemId: pathLong }),
  } as const;
  return [
    route({
      ...one,
      id: "kseries.itemTaxes.get",
      summary: "Get the taxes that an item carries at a business location",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "Its taxes.", schema: ItemTaxesOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, params.businessLocationId);
        return { status: 200, body: shape(catalogue, itemAt(catalogue, site, params.itemId), site) };
      },
    }),
    route({
      ...one,
      id: "kseries.itemTaxes.set",
      summary: "Set the taxes that an item carries at a business location",
      description: `${OURS} They hold for what is sold from now on.`,
      method: "PUT",
      body: ItemTaxesIn,
      responses: { 200: { description: "Its taxes as they are now.", schema: ItemTaxesOut } },
      async handle({ who, params, body }) {
        const before = await storage.reads(who.company).catalogue();
        const site = locationOf(before, params.businessLocationId);
        const { id } = itemAt(before, site, params.itemId);
        const product = must(await commands.changeAtSite(who.company, site.id, id, body));
        return { status: 200, body: shape(await storage.reads(who.company).catalogue(), product, site) };
      },
    }),
  ];
};
