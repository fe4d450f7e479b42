import { z } from "zod";
import { menusAt } from "../../../domain/menus/of-site.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationQuery, outId } from "../wire.ts";
import { menuLoadRoutes } from "./menu-load.ts";

const MenusOut = z.array(z.strictObject({ menuName: z.string(), ikentooMenuId: outId }));

/** Menus: which there are, and each as a whole. */
export const menuRoutes = (parts: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.menus.list",
    summary: "List menus",
    description:
      "A location that nobody made a menu for has one made of its categories, whose id is the location's: what is sold there and shown online.",
    tag: "Order and Pay: menus",
    method: "GET",
    path: "/o/op/1/menu/list",
    audience: "addon",
    permission: "orders-api",
    query: z.object(locationQuery),
    responses: { 200: { description: "The location's menus, ascending by id.", schema: MenusOut } },
    async handle({ who, query }) {
      const catalogue = await parts.storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, query.businessLocationId);
      return {
        status: 200,
        body: menusAt(catalogue, site).map(({ id, name }) => ({ menuName: name, ikentooMenuId: id })),
      };
    },
  }),
  ...menuLoadRoutes(parts),
];
