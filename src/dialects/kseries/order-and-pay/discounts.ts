import { z } from "zod";
import { isAt } from "../../../domain/menus/profiles.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationQuery } from "../wire.ts";

const DiscountOut = z.strictObject({
  name: z.string(),
  code: z.string().meta({ description: "What an order names it by." }),
  discountPercentage: z.number().optional(),
  discountAmount: z.number().optional(),
});

/** Discounts that an order may name. */
export const discountRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.menus.discounts",
    summary: "Get discounts",
    tag: "Order and Pay: menus",
    method: "GET",
    path: "/o/op/1/menu/discounts",
    audience: "addon",
    permission: "orders-api",
    query: z.object(locationQuery),
    responses: {
      200: { description: "Those in use, with a percentage or an amount, never both.", schema: z.array(DiscountOut) },
    },
    async handle({ who, query }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, query.businessLocationId);
      const discounts = catalogue.all("discount").filter((discount) => discount.active && isAt(discount, site));
      const body: z.output<typeof DiscountOut>[] = discounts.map(({ name, code, percent, amount }) => ({
        name,
        code,
        ...(percent !== null ? { discountPercentage: Number(percent) } : { discountAmount: Number(amount) }),
      }));
      return { status: 200, body };
    },
  }),
];
