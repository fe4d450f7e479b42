import { z } from "zod";
import { type Route, route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { outId } from "../wire.ts";

const BusinessOut = z.object({
  name: z.string(),
  id: outId,
  businessLocations: z.array(z.object({ id: outId, name: z.string() })),
});

/** What an ordering app learns first: whose token it holds, and where orders can go. */
export const businessRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.orders.businesses",
    summary: "Get businesses and their locations",
    description: "A token reaches one business. `businessLocationId` of all other calls is a location's id.",
    tag: "Order and Pay: business information",
    method: "GET",
    path: "/o/op/data/businesses",
    audience: "addon",
    permission: "orders-api",
    responses: { 200: { description: "Businesses that the token reaches.", schema: z.array(BusinessOut) } },
    async handle({ who }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const { id, name } = catalogue.company;
      const businessLocations = catalogue.all("site").map((site) => ({ id: site.id, name: site.name }));
      return { status: 200, body: [{ name, id, businessLocations }] };
    },
  }),
];
