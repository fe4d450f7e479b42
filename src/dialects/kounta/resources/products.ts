import { z } from "zod";
import type { CategoryId, ProductId, SiteId } from "../../../domain/ids.ts";
import { type ProductFilter, findProducts } from "../../../domain/catalogue/find-products.ts";
import { notFound } from "../../../http/errors.ts";
import { type Answer, type Ask, type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageOf } from "../paging.ts";
import { pathId } from "../wire.ts";
import { COMPANY, productOf, siteOf } from "./goods-parts.ts";
import { productQuery, siteProductQuery, toFields, toFilter } from "./product-filters.ts";
import {
  ModifierOut,
  ProductOut,
  ProductRowOut,
  SiteProductOut,
  SiteProductRowOut,
  modifierShapes,
  productAtSiteShape,
  productRow,
  productShape,
  variantsOf,
} from "./product-shape.ts";

const read = { tag: "Products", method: "GET", audience: "addon", permission: "products:read" } as const;
const product = { product: pathId<ProductId>() };
const category = { category: pathId<CategoryId>() };
const site = { site: pathId<SiteId>() };

type Below = Readonly<{ site?: SiteId; category?: CategoryId }>;
type ListAsk = Pick<
  Ask<Below, z.output<typeof productQuery> & Partial<z.output<typeof siteProductQuery>>, never>,
  "params" | "query" | "who" | "headers" | "base" | "url"
>;

/** Reading products: lists, one of the company, one as a site has it, and the modifiers offered with one. */
export const productRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const list = async (ask: ListAsk): Promise<Answer> => {
    const catalogue = await storage.reads(ask.who.company).catalogue();
    const below = ask.params;
    const at = below.site === undefined ? null : siteOf(catalogue, below.site);
    if (below.category !== undefined && !catalogue.get("category", below.category)) throw notFound("category");
    const filter: ProductFilter = { ...toFilter(ask.query), ...below };
    const found = findProducts(catalogue, filter);
    const page = pageOf(found, pageAsked(ask, pageSize));
    const fields = toFields(ask.query);
    const variants = fields.has("variants") ? variantsOf(catalogue) : new Map<number, never>();
    const rows = page.rows.map((row) => productRow(row, { catalogue, site: at, fields, variants }));
    return listAnswer(ask, page, rows, pageSize, found.length);
  };
  const rows = { 200: { description: "Abridged, ascending by id.", schema: z.array(ProductRowOut) } };
  const siteRows = {
    200: {
      description: "What the site sells, buys or counts, with its price, taxes and flags.",
      schema: z.array(SiteProductRowOut),
    },
  };

  return [
    route({
      ...read,
      id: "products.list",
      summary: "List products",
      path: `${COMPANY}/products`,
      query: productQuery,
      responses: rows,
      handle: (ask) => list(ask),
    }),
    route({
      ...read,
      id: "categories.products.list",
      summary: "List a category's products",
      path: `${COMPANY}/categories/:category/products`,
      params: z.object(category),
      query: productQuery,
      responses: rows,
      handle: (ask) => list(ask),
    }),
    route({
      ...read,
      id: "sites.products.list",
      summary: "List a site's products",
      path: `${COMPANY}/sites/:site/products`,
      params: z.object(site),
      query: siteProductQuery,
      responses: siteRows,
      handle: (ask) => list(ask),
    }),
    route({
      ...read,
      id: "sites.categories.products.list",
      summary: "List a category's products at a site",
      path: `${COMPANY}/sites/:site/categories/:category/products`,
      params: z.object({ ...site, ...category }),
      query: siteProductQuery,
      responses: siteRows,
      handle: (ask) => list(ask),
    }),
    route({
      ...read,
      id: "products.get",
      summary: "Get a product",
      path: `${COMPANY}/products/:product`,
      params: z.object(product),
      responses: { 200: { description: "The full record, with every site that carries it.", schema: ProductOut } },
      async handle({ who, params }) {
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const found = productOf(catalogue, params.product);
        return { status: 200, body: productShape(found, catalogue, await reads.stockOf(found.id)) };
      },
    }),
    route({
      ...read,
      id: "sites.products.get",
      summary: "Get a product as a site has it",
      path: `${COMPANY}/sites/:site/products/:product`,
      params: z.object({ ...site, ...product }),
      responses: { 200: { description: "The site's entry at the top level.", schema: SiteProductOut } },
      async handle({ who, params }) {
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const at = siteOf(catalogue, params.site);
        const found = productOf(catalogue, params.product);
        return { status: 200, body: productAtSiteShape(found, at, catalogue, await reads.stockOf(found.id)) };
      },
    }),
    route({
      ...read,
      id: "products.modifiers.list",
      summary: "List the modifiers offered with a product",
      path: `${COMPANY}/products/:product/modifiers`,
      params: z.object(product),
      responses: {
        200: { description: "In the order offered, with their prices on this product.", schema: z.array(ModifierOut) },
      },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        return { status: 200, body: modifierShapes(productOf(catalogue, params.product), catalogue) };
      },
    }),
  ];
};
