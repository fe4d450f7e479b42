import { z } from "zod";
import { onlineReadiness } from "../../../domain/availability.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationQuery } from "../wire.ts";
import { ReadinessOut, readinessShape } from "./readiness-shape.ts";

/** Whether a location takes orders from apps at this moment. */
export const readinessRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.readiness",
    summary: "Get online order readiness",
    description:
      "Ready while the location trades, its switch for online orders is on, and one of its registers is online.",
    tag: "Order and Pay: availability",
    method: "GET",
    path: "/o/op/1/onlineOrderReadiness",
    audience: "addon",
    permission: "orders-api",
    query: z.object(locationQuery),
    responses: { 200: { description: "The readiness and what it follows from.", schema: ReadinessOut } },
    async handle({ who, query }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, query.businessLocationId);
      return { status: 200, body: readinessShape(onlineReadiness(catalogue, site)) };
    },
  }),
];
