import { z } from "zod";
import { saveProduct } from "../../../commands/save-product.ts";
import type { ProductId, SiteId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { pathId } from "../wire.ts";
import { COMPANY, created, madeAt, must, productOf, refused, siteOf } from "./goods-parts.ts";
import {
  ProductChangeIn,
  ProductIn,
  SiteProductChangeIn,
  toProductFacts,
  toSiteProductFacts,
} from "./product-input.ts";
import { ProductOut, SiteProductOut, productAtSiteShape, productShape } from "./product-shape.ts";

const write = { tag: "Products", audience: "addon", permission: "products:write" } as const;

/** Making and changing products, for the company and for one site of it. */
export const productWriteRoutes = ({ storage }: KountaParts): readonly Route[] => {
  const products = saveProduct(storage);
  return [
    route({
      ...write,
      id: "products.create",
      summary: "Create a product",
      description: "A name and a price are required: `unit_price` with tax, or `unit_price_ex_tax`.",
      method: "POST",
      path: `${COMPANY}/products`,
      body: ProductIn,
      responses: { 201: created, 400: refused },
      async handle(ask) {
        const facts = { ...toProductFacts(ask.body), name: ask.body.name };
        const { id } = must(await products.add(ask.who.company, facts));
        return madeAt(ask, `products/${id}`);
      },
    }),
    route({
      ...write,
      id: "products.update",
      summary: "Update a product",
      description: "Partial: what is not sent stays, null clears.",
      method: "PUT",
      path: `${COMPANY}/products/:product`,
      params: z.object({ product: pathId<ProductId>() }),
      body: ProductChangeIn,
      responses: { 200: { description: "The full updated record.", schema: ProductOut }, 400: refused },
      async handle({ who, params, body }) {
        const { id } = must(await products.change(who.company, params.product, toProductFacts(body)));
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        return { status: 200, body: productShape(productOf(catalogue, id), catalogue, await reads.stockOf(id)) };
      },
    }),
    route({
      ...write,
      id: "sites.products.update",
      summary: "Update a product at a site",
      description:
        "Availability, price and taxes there. A price goes to the site's price list, and so to every site that shares it; null takes back what the site said.",
      method: "PUT",
      path: `${COMPANY}/sites/:site/products/:product`,
      params: z.object({ site: pathId<SiteId>(), product: pathId<ProductId>() }),
      body: SiteProductChangeIn,
      responses: { 200: { description: "The product as the site has it.", schema: SiteProductOut }, 400: refused },
      async handle({ who, params, body }) {
        const facts = toSiteProductFacts(body);
        const { id } = must(await products.changeAtSite(who.company, params.site, params.product, facts));
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const at = siteOf(catalogue, params.site);
        const stock = await reads.stockOf(id);
        return { status: 200, body: productAtSiteShape(productOf(catalogue, id), at, catalogue, stock) };
      },
    }),
  ];
};
