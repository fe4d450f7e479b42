import { z } from "zod";
import { productsBySku } from "../../../domain/menus/sku.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { whole } from "../wire.ts";
import { SkusIn } from "./input.ts";
import { pictureSpec } from "./pictures.ts";
import {
  HAL,
  LinkedRichItemOut,
  PictureSpecOut,
  RichItemListOut,
  halAnswer,
  isRich,
  linkedShape,
  listShape,
} from "./shape.ts";
import { sorting } from "./sorting.ts";

const SIZE_MAX = 1_000;

const ListQuery = z.object({
  page: whole({ from: 0, to: 1_000_000, otherwise: 0, description: "Which page, from 0." }),
  size: whole({ from: 1, to: SIZE_MAX, otherwise: SIZE_MAX, description: "How many on a page." }),
  sort: sorting,
});

/** Reading rich items, by their SKU or all of them. */
export const richItemReadRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const shared = { tag: "Rich Item", audience: "addon", permission: ["items", "orders-api"] } as const;
  const path = "/i/richItem/:company";
  return [
    route({
      ...shared,
      id: "kseries.richItems.list",
      summary: "List rich items",
      method: "GET",
      path,
      query: ListQuery,
      responses: { 200: { description: "By SKU unless told otherwise.", schema: RichItemListOut, type: HAL } },
      async handle(ask) {
        const { page, size, sort } = ask.query;
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const rich = [...productsBySku(catalogue).values()].filter(isRich).toSorted(sort);
        return halAnswer(listShape(rich.slice(page * size, (page + 1) * size), ask));
      },
    }),
    route({
      ...shared,
      id: "kseries.richItems.pictureSpec",
      summary: "Get what pictures must be like",
      method: "GET",
      path: `${path}/pictureSpec`,
      responses: { 200: { description: "In pixels.", schema: PictureSpecOut, type: HAL } },
      handle: ({ base, url }) => Promise.resolve(halAnswer({ ...pictureSpec, _links: { self: { href: base + url } } })),
    }),
    route({
      ...shared,
      id: "kseries.richItems.bySkus",
      summary: "Get rich items by their SKUs",
      description: "In the order asked for, each once. A SKU without a rich item is passed over.",
      method: "POST",
      path: `${path}/itemsBySkus`,
      body: SkusIn,
      responses: { 200: { description: "Those that there are.", schema: RichItemListOut, type: HAL } },
      async handle(ask) {
        const products = productsBySku(await storage.reads(ask.who.company).catalogue());
        const found = [...new Set(ask.body)].flatMap((sku) => products.get(sku) ?? []).filter(isRich);
        return halAnswer(listShape(found, ask));
      },
    }),
    route({
      ...shared,
      id: "kseries.richItems.get",
      summary: "Get a rich item",
      method: "GET",
      path: `${path}/:sku`,
      params: z.object({ sku: z.string() }),
      responses: { 200: { description: "The rich item.", schema: LinkedRichItemOut, type: HAL } },
      async handle(ask) {
        const { sku } = ask.params;
        const product = productsBySku(await storage.reads(ask.who.company).catalogue()).get(sku);
        if (!product || !isRich(product)) throw new HttpError(404, "not_found", `Rich item not found for ${sku}`);
        return halAnswer(linkedShape(product, ask));
      },
    }),
  ];
};
