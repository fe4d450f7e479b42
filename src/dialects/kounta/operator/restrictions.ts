import { z } from "zod";
import { restrictionAt } from "../../../commands/restriction-at.ts";
import { setAvailability } from "../../../commands/set-availability.ts";
import { isRestricted } from "../../../domain/availability.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../../../domain/catalogue/records.ts";
import type { ProductId, SiteId } from "../../../domain/ids.ts";
import { skuOf } from "../../../domain/menus/sku.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Reads, Storage } from "../../../storage/storage.ts";
import { listAnswer, pageAsked, pageOf, pageQuery } from "../paging.ts";
import { must } from "../resources/goods-parts.ts";
import { outId } from "../resources/venue-wire.ts";
import { pathId } from "../wire.ts";
import { COMPANY, found } from "./wire.ts";

const COUNT_MAX = 1_000_000;
const COUNT = `must be null or a whole number from 0 to ${COUNT_MAX}`;
const count = z
  .int({ error: COUNT })
  .min(0, { error: COUNT })
  .max(COUNT_MAX, { error: COUNT })
  .nullable()
  .meta({ description: "How many are left to sell: 0 is out of stock, null is no bound." });

const AvailabilityOut = z.object({
  id: outId.meta({ description: "The product." }),
  name: z.string(),
  sku: z.string().meta({ description: "By what ordering apps know it." }),
  count,
});

const shape = async (
  reads: Reads,
  catalogue: Catalogue,
  product: Product,
  site: Site,
): Promise<z.output<typeof AvailabilityOut>> => {
  const { id, name } = product;
  const left = await restrictionAt(reads, catalogue, product, site);
  return { id, name, sku: skuOf(product), count: left?.count ?? null };
};

/** What is short at a site: said at the register, and heard by ordering apps. */
export const restrictionRoutes = ({
  storage,
  pageSize,
}: Readonly<{ storage: Storage; pageSize: number }>): readonly Route[] => {
  const set = setAvailability(storage);
  const doc = { tag: "Availability", audience: "operator" } as const;
  return [
    route({
      ...doc,
      id: "operator.restrictions.list",
      summary: "List what is short at a site",
      description: "Products that the site has run out of or counts down.",
      method: "GET",
      path: `${COMPANY}/sites/:site/restrictions`,
      permission: "products:read",
      params: z.object({ site: pathId<SiteId>() }),
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by product id.", schema: z.array(AvailabilityOut) } },
      async handle(ask) {
        const reads = storage.reads(ask.who.company);
        const catalogue = await reads.catalogue();
        const site = found(catalogue.site(ask.params.site), "site");
        const all = catalogue
          .all("product")
          .filter((product) => isSold(catalogue, product, site) && isRestricted(catalogue, product, site));
        const page = pageOf(all, pageAsked(ask, pageSize));
        const rows = await Promise.all(page.rows.map((product) => shape(reads, catalogue, product, site)));
        return listAnswer(ask, page, rows, pageSize, all.length);
      },
    }),
    route({
      ...doc,
      id: "operator.availability.update",
      summary: "Say how many of a product are left at a site",
      description:
        "Any number but 0 begins a new count-down, which sales from ordering apps go by. Ordering apps are told.",
      method: "PUT",
      path: `${COMPANY}/sites/:site/products/:product/availability`,
      permission: "orders:write",
      params: z.object({ site: pathId<SiteId>(), product: pathId<ProductId>() }),
      body: z.object({ count }, { error: "must be an object" }),
      responses: { 200: { description: "How many are left now.", schema: AvailabilityOut } },
      async handle({ who, params, body }) {
        const product = must(await set(who.company, params.product, params.site, body.count));
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const site = found(catalogue.site(params.site), "site");
        return { status: 200, body: await shape(reads, catalogue, product, site) };
      },
    }),
  ];
};

/** What a site never sells is not short there. */
const isSold = (catalogue: Catalogue, product: Product, site: Site): boolean =>
  !product.deleted && catalogue.soldAt(product, site.id);
