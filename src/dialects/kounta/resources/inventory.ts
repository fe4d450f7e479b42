import { z } from "zod";
import { setStock } from "../../../commands/set-stock.ts";
import type { ProductId, SiteId } from "../../../domain/ids.ts";
import type { StockLevel } from "../../../domain/back-office.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageQuery } from "../paging.ts";
import { decimal, numberOf, pathId } from "../wire.ts";
import { COMPANY, must, productOf, refused, siteOf } from "./goods-parts.ts";

const StockOut = z.object({ id: z.int().meta({ description: "The product." }), stock: z.number() });
const shape = ({ productId, stock }: Pick<StockLevel, "productId" | "stock">) => ({
  id: productId,
  stock: numberOf(stock),
});

/** Stock of a site, by product. The vendor's API only reads it; writing a level is an addition of ours. */
export const inventoryRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const set = setStock(storage);
  const shared = { tag: "Inventory", audience: "addon" } as const;
  const level = z.object({ site: pathId<SiteId>(), product: pathId<ProductId>() });
  const found = { description: "The product's stock at the site, in its unit.", schema: StockOut };
  return [
    route({
      ...shared,
      id: "sites.inventory.list",
      summary: "List a site's stock",
      method: "GET",
      permission: "inventory:read",
      path: `${COMPANY}/sites/:site/inventory`,
      params: z.object({ site: pathId<SiteId>() }),
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by product id.", schema: z.array(StockOut) } },
      async handle(ask) {
        const reads = storage.reads(ask.who.company);
        const { id } = siteOf(await reads.catalogue(), ask.params.site);
        const [page, total] = await Promise.all([reads.stock(id, pageAsked(ask, pageSize)), reads.countStock(id)]);
        return listAnswer(ask, page, page.rows.map(shape), pageSize, total);
      },
    }),
    route({
      ...shared,
      id: "sites.inventory.get",
      summary: "Get a product's stock at a site",
      method: "GET",
      permission: "inventory:read",
      path: `${COMPANY}/sites/:site/inventory/:product`,
      params: level,
      responses: { 200: found },
      async handle({ who, params }) {
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const site = siteOf(catalogue, params.site);
        const levels = await reads.stockOf(productOf(catalogue, params.product).id);
        const here = levels.find(({ siteId }) => siteId === site.id);
        if (!here) throw notFound("stock level");
        return { status: 200, body: shape(here) };
      },
    }),
    route({
      ...shared,
      id: "sites.inventory.update",
      summary: "Set a product's stock at a site",
      method: "PUT",
      permission: "inventory:write",
      path: `${COMPANY}/sites/:site/inventory/:product`,
      params: level,
      body: z.object({ stock: decimal({ min: -99_999_999, decimals: 6, round: true }) }),
      responses: { 200: found, 400: refused },
      async handle({ who, params, body }) {
        must(await set(who.company, params.site, params.product, body.stock));
        return { status: 200, body: shape({ productId: params.product, stock: body.stock }) };
      },
    }),
  ];
};

export { shape as stockShape };
