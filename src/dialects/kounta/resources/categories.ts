import { z } from "zod";
import { saveCategory } from "../../../commands/save-category.ts";
import type { CategoryId, ProductId, SiteId } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { findProducts } from "../../../domain/catalogue/find-products.ts";
import type { Category } from "../../../domain/catalogue/records.ts";
import { notFound } from "../../../http/errors.ts";
import { type Answer, type Ask, type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageOf, pageQuery } from "../paging.ts";
import { pathId, stamp, text, webAddress } from "../wire.ts";
import { COMPANY, created, madeAt, must, productOf, refused, siteOf, wording } from "./goods-parts.ts";

const TAG = "Categories";
const read = { tag: TAG, method: "GET", audience: "addon", permission: "products:read" } as const;
const write = { tag: TAG, audience: "addon", permission: "products:write" } as const;
const category = { category: pathId<CategoryId>() };
const site = { site: pathId<SiteId>() };
const listQuery = z.object(pageQuery);

const nullable = z.string().nullable();
const CategoryRowOut = z.object({
  id: z.int(),
  name: z.string(),
  description: nullable,
  image: nullable,
  show_online: z.boolean(),
  friendly_name: nullable,
});
const CategoryOut = z.object({
  ...CategoryRowOut.shape,
  products: z.object({ count: z.int(), updated_at: nullable }),
});

const fields = {
  description: text(10_000).nullish(),
  friendly_name: text().nullish(),
  image: webAddress.nullish(),
  show_online: z.boolean({ error: "must be true or false" }).optional(),
};
const name = wording();
const CategoryIn = z.object({ name, ...fields });
const CategoryChangeIn = z.object({ name: name.optional(), ...fields });

const toFacts = (body: z.output<typeof CategoryChangeIn>) =>
  given({
    name: body.name,
    description: body.description,
    friendlyName: body.friendly_name,
    image: body.image,
    showOnline: body.show_online,
  });

const rowShape = ({ id, name: called, description, image, showOnline, friendlyName }: Category) => ({
  id,
  name: called,
  description,
  image,
  show_online: showOnline,
  friendly_name: friendlyName,
});

/** The full record; below a site it counts that site's products. */
const shape = (found: Category, catalogue: Catalogue, at?: SiteId) => {
  const products = findProducts(catalogue, { category: found.id, ...(at !== undefined && { site: at }) });
  const latest = products.reduce((last, { updatedAt }) => Math.max(last, updatedAt), 0);
  return {
    ...rowShape(found),
    products: {
      count: products.length,
      updated_at: products.length === 0 ? null : stamp(latest, catalogue.company.timezone),
    },
  };
};

const categoryOf = (catalogue: Catalogue, id: CategoryId): Category => {
  const found = catalogue.get("category", id);
  if (!found) throw notFound("category");
  return found;
};

type ListAsk = Pick<Ask<never, z.output<typeof listQuery>, never>, "query" | "headers" | "base" | "url">;

export const categoryRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const commands = saveCategory(storage);
  const page = (ask: ListAsk, found: readonly Category[]): Answer => {
    const rows = pageOf(found, pageAsked(ask, pageSize));
    return listAnswer(ask, rows, rows.rows.map(rowShape), pageSize, found.length);
  };
  const rows = { 200: { description: "Ascending by id.", schema: z.array(CategoryRowOut) } };
  const full = { 200: { description: "The full record.", schema: CategoryOut } };

  return [
    route({
      ...read,
      id: "categories.list",
      summary: "List categories",
      path: `${COMPANY}/categories`,
      query: listQuery,
      responses: rows,
      handle: async (ask) => page(ask, (await storage.reads(ask.who.company).catalogue()).all("category")),
    }),
    route({
      ...read,
      id: "sites.categories.list",
      summary: "List the categories of a site's products",
      path: `${COMPANY}/sites/:site/categories`,
      params: z.object(site),
      query: listQuery,
      responses: rows,
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const at = siteOf(catalogue, ask.params.site);
        const there = new Set(findProducts(catalogue, { site: at.id }).flatMap(({ categoryIds }) => categoryIds));
        return page(
          ask,
          catalogue.all("category").filter(({ id }) => there.has(id)),
        );
      },
    }),
    route({
      ...read,
      id: "products.categories.list",
      summary: "List a product's categories",
      path: `${COMPANY}/products/:product/categories`,
      params: z.object({ product: pathId<ProductId>() }),
      query: listQuery,
      responses: rows,
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const { categoryIds } = productOf(catalogue, ask.params.product);
        return page(
          ask,
          catalogue.all("category").filter(({ id }) => categoryIds.includes(id)),
        );
      },
    }),
    route({
      ...read,
      id: "categories.get",
      summary: "Get a category",
      path: `${COMPANY}/categories/:category`,
      params: z.object(category),
      responses: full,
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        return { status: 200, body: shape(categoryOf(catalogue, params.category), catalogue) };
      },
    }),
    route({
      ...read,
      id: "sites.categories.get",
      summary: "Get a category, counting a site's products",
      path: `${COMPANY}/sites/:site/categories/:category`,
      params: z.object({ ...site, ...category }),
      responses: full,
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const at = siteOf(catalogue, params.site);
        return { status: 200, body: shape(categoryOf(catalogue, params.category), catalogue, at.id) };
      },
    }),
    route({
      ...write,
      id: "categories.create",
      summary: "Create a category",
      method: "POST",
      path: `${COMPANY}/categories`,
      body: CategoryIn,
      responses: { 201: created, 400: refused },
      async handle(ask) {
        const { id } = must(await commands.add(ask.who.company, { ...toFacts(ask.body), name: ask.body.name }));
        return madeAt(ask, `categories/${id}`);
      },
    }),
    route({
      ...write,
      id: "categories.update",
      summary: "Update a category",
      description: "Partial: what is not sent stays, null clears.",
      method: "PUT",
      path: `${COMPANY}/categories/:category`,
      params: z.object(category),
      body: CategoryChangeIn,
      responses: { 200: { description: "The full updated record.", schema: CategoryOut }, 400: refused },
      async handle({ who, params, body }) {
        const saved = must(await commands.change(who.company, params.category, toFacts(body)));
        return { status: 200, body: shape(saved, await storage.reads(who.company).catalogue()) };
      },
    }),
  ];
};

export { shape as categoryShape };
