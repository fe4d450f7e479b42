import { z } from "zod";
import { instructionsSoldAt } from "../../../domain/menus/instructions.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationQuery } from "../wire.ts";
import { InstructionOut, instructionShape } from "./modifiers-shape.ts";

/** What this call names modifiers are production instructions: words to the kitchen, without a price. */
export const modifierRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.menus.modifiers",
    summary: "Get modifiers",
    description: "Production instructions: words to the kitchen that go with products and cost nothing.",
    tag: "Order and Pay: menus",
    method: "GET",
    path: "/o/op/1/menu/modifiers",
    audience: "addon",
    permission: "orders-api",
    query: z.object(locationQuery),
    responses: { 200: { description: "Ascending by id.", schema: z.array(InstructionOut) } },
    async handle({ who, query }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, query.businessLocationId);
      return { status: 200, body: instructionsSoldAt(catalogue, site).map(instructionShape) };
    },
  }),
];
