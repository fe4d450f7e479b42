import { z } from "zod";
import { restrictionAt } from "../../../commands/restriction-at.ts";
import { isRestricted } from "../../../domain/availability.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../../../domain/catalogue/records.ts";
import { productsBySku, skuOf } from "../../../domain/menus/sku.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Reads } from "../../../storage/storage.ts";
import { type Long, locationQuery, whole } from "../wire.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";

const SKUS_MAX = 50;
const NO_SKUS = `must be 1 to ${SKUS_MAX} SKUs`;

const AvailabilityOut = z.strictObject({
  data: z.array(z.strictObject({ sku: z.string(), count: z.int(), updatedAt: z.string() })),
  metadata: z.strictObject({
    warnings: z.array(z.strictObject({ information: z.string(), type: z.string() })),
    current: z.strictObject({ page: z.int(), pageSize: z.int() }),
    total: z.int(),
    totalPages: z.int(),
  }),
});

const pages = (sizeMax: number) => ({
  page: whole({ from: 0, to: 1_000_000, otherwise: 0, description: "Which page, from 0." }),
  size: whole({ from: 1, to: sizeMax, otherwise: 25, description: "How many to a page." }),
});

const inQuery = z
  .union([z.string(), z.array(z.string())], {
    error: "Required request parameter 'skus' for method parameter type List is not present",
  })
  .transform((given) => [given].flat().flatMap((part) => part.split(",").map((sku) => sku.trim())))
  .transform((skus) => skus.filter((sku) => sku !== ""))
  .refine((skus) => skus.length >= 1 && skus.length <= SKUS_MAX, { error: NO_SKUS })
  .meta({
    type: "array",
    items: { type: "string" },
    description: "Separated by commas, the parameter repeated, or both.",
  });
const inBody = z.array(z.string(), { error: NO_SKUS }).min(1, { error: NO_SKUS }).max(SKUS_MAX, { error: NO_SKUS });

const read = {
  description: "Only what has a count: none left of what is out of stock, or what its count-down leaves.",
  tag: "Order and Pay: availability",
  path: "/o/op/1/itemAvailability",
  audience: "addon",
  permission: "orders-api",
  responses: { 200: { description: "A page of the restricted ones, in the order asked.", schema: AvailabilityOut } },
} as const;

type Asked = Readonly<{ businessLocationId: Long; page: number; size: number }>;

/** How many are left to sell of some items. */
export const availabilityRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const answer = async (reads: Reads, { businessLocationId, page, size }: Asked, skus: readonly string[]) => {
    const catalogue = await reads.catalogue();
    const site = locationOf(catalogue, businessLocationId);
    const bySku = productsBySku(catalogue);
    const asked = [...new Set(skus)];
    const restricted = asked.flatMap((sku) => {
      const product = bySku.get(sku);
      return product && isRestricted(catalogue, product, site) ? product : [];
    });
    const shown = restricted.slice(page * size, (page + 1) * size);
    const body: z.output<typeof AvailabilityOut> = {
      data: (await Promise.all(shown.map((product) => rowOf(reads, catalogue, product, site)))).flat(),
      metadata: {
        warnings: asked
          .filter((sku) => !bySku.has(sku))
          .map((sku) => ({ information: `No item has the SKU ${sku}`, type: "ITEM_NOT_FOUND" })),
        current: { page, pageSize: size },
        total: restricted.length,
        totalPages: Math.ceil(restricted.length / size),
      },
    };
    return { status: 200, body };
  };
  return [
    route({
      ...read,
      id: "kseries.availability.get",
      summary: "Get how many items are left",
      method: "GET",
      query: z.object({ ...locationQuery, skus: inQuery, ...pages(SKUS_MAX) }),
      handle: ({ who, query }) => answer(storage.reads(who.company), query, query.skus),
    }),
    route({
      ...read,
      id: "kseries.availability.ask",
      summary: "Ask how many items are left",
      method: "POST",
      query: z.object({ ...locationQuery, ...pages(2 * SKUS_MAX) }),
      body: z.object({ skus: inBody }),
      handle: ({ who, query, body }) => answer(storage.reads(who.company), query, body.skus),
    }),
  ];
};

type Row = z.output<typeof AvailabilityOut>["data"][number];

const rowOf = async (reads: Reads, catalogue: Catalogue, product: Product, site: Site): Promise<Row[]> => {
  const restriction = await restrictionAt(reads, catalogue, product, site);
  return restriction ? [{ sku: skuOf(product), count: restriction.count, updatedAt: secondsOf(restriction.at) }] : [];
};

/** "2025-07-08T14:20:00Z" */
const secondsOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
