import { z } from "zod";
import { saveProduct } from "../../../commands/save-product.ts";
import type { ProductId, SiteId } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { pathId } from "../wire.ts";
import { COMPANY, must, productOf, refused, siteOf } from "./goods-parts.ts";

const AvailabilityOut = z.object({ product_id: z.int(), site_id: z.int(), is_available: z.boolean() });
const params = z.object({ site: pathId<SiteId>(), product: pathId<ProductId>() });
const shared = {
  tag: "Products",
  audience: "addon",
  path: `${COMPANY}/sites/:site/products/:product/availability`,
  params,
} as const;

const shape = (catalogue: Catalogue, at: z.output<typeof params>) => {
  const site = siteOf(catalogue, at.site);
  const product = productOf(catalogue, at.product);
  return { product_id: product.id, site_id: site.id, is_available: catalogue.isAvailable(product, site.id) };
};

/** Whether a site can sell a product right now, as a small resource by itself: an addition of ours. */
export const availabilityRoutes = ({ storage }: KountaParts): readonly Route[] => {
  const products = saveProduct(storage);
  return [
    route({
      ...shared,
      id: "sites.products.availability.get",
      summary: "Get a product's availability at a site",
      method: "GET",
      permission: "products:read",
      responses: { 200: { description: "Whether the site has it.", schema: AvailabilityOut } },
      async handle({ who, params: at }) {
        return { status: 200, body: shape(await storage.reads(who.company).catalogue(), at) };
      },
    }),
    route({
      ...shared,
      id: "sites.products.availability.update",
      summary: "Set a product's availability at a site",
      method: "PUT",
      permission: "products:write",
      body: z.object({ is_available: z.boolean({ error: "must be true or false" }) }),
      responses: { 200: { description: "Whether the site has it now.", schema: AvailabilityOut }, 400: refused },
      async handle({ who, params: at, body }) {
        must(await products.changeAtSite(who.company, at.site, at.product, { available: body.is_available }));
        return { status: 200, body: shape(await storage.reads(who.company).catalogue(), at) };
      },
    }),
  ];
};
