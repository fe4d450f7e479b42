import { z } from "zod";
import type { FloorPlan, Table } from "../../../domain/catalogue/ordering-records.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { idOf, locationPath, outId, pathLong } from "../wire.ts";

const TableOut = z.strictObject({
  number: z.int().meta({ format: "int32", description: "What guests and orders call it." }),
  reference: z.string().optional(),
  id: z.string(),
  active: z.boolean(),
  description: z.string().optional(),
  defaultClientCount: z.int().meta({ format: "int32" }),
});
const FloorPlanOut = z.strictObject({ id: outId, name: z.string(), tables: z.array(TableOut).optional() });

const tableShape = (table: Table): z.output<typeof TableOut> => ({
  number: table.number,
  ...(table.reference !== null && { reference: table.reference }),
  id: String(table.id),
  active: table.active,
  ...(table.description !== null && { description: table.description }),
  defaultClientCount: table.seats,
});

const floorPlanShape = ({ id, name, tables }: FloorPlan, expand: boolean): z.output<typeof FloorPlanOut> => ({
  id,
  name,
  ...(expand && { tables: tables.map(tableShape) }),
});

const FloorsQuery = z.object({
  expandTables: z
    .string({ error: "must be given once" })
    .regex(/^(true|false)$/i, { error: "must be true or false" })
    .transform((text) => text.toLowerCase() === "true")
    .default(true)
    .meta({ type: "boolean", description: "With the tables of each. True unless given." }),
});

const read = {
  tag: "Order and Pay: business information",
  method: "GET",
  audience: "addon",
  permission: "orders-api",
} as const;

/** Floor plans and their tables. */
export const floorRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    ...read,
    id: "kseries.floors.list",
    summary: "Get floor plans",
    path: "/o/op/data/:businessLocationId/floorplans",
    params: z.object(locationPath),
    query: FloorsQuery,
    responses: {
      200: { description: "Ascending by id. A location without any answers 404.", schema: z.array(FloorPlanOut) },
    },
    async handle({ who, params, query }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, params.businessLocationId);
      const plans = catalogue.all("floor_plan").filter(({ siteId }) => siteId === site.id);
      if (plans.length === 0) throw new HttpError(404, "not_found", `No floor plans are configured for ${site.id}`);
      return { status: 200, body: plans.map((plan) => floorPlanShape(plan, query.expandTables)) };
    },
  }),
  route({
    ...read,
    id: "kseries.floors.tables",
    summary: "Get the tables of a floor plan",
    path: "/o/op/data/:businessLocationId/floorplans/:floorPlanId/tables",
    params: z.object({ ...locationPath, floorPlanId: pathLong }),
    responses: { 200: { description: "In the floor plan's order.", schema: z.array(TableOut) } },
    async handle({ who, params }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, params.businessLocationId);
      const plan = catalogue.get("floor_plan", idOf(params.floorPlanId));
      if (plan?.siteId !== site.id) {
        throw new HttpError(404, "not_found", `Floor plan not found for ${params.floorPlanId}`);
      }
      return { status: 200, body: plan.tables.map(tableShape) };
    },
  }),
];
