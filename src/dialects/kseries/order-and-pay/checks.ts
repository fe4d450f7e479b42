import { z } from "zod";
import type { OrderId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { orderOfAccount } from "../ids.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { type Long, locationQuery, pathLong } from "../wire.ts";
import { checkAtTable, checkOf, openChecks } from "./checks-find.ts";
import { CheckOut } from "./checks-schema.ts";
import { asAnswer, snapshotOf } from "./snapshot.ts";

const must = (order: Order | undefined, location: Long): Order => {
  if (!order) throw new HttpError(404, "not_found", `account not found for BL ${location}`);
  return order;
};

/** What is open at a location, to be shown to guests and paid by them: orders that an app sent, and all others. */
export const checkRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const doc = {
    tag: "Order and Pay: checks",
    method: "GET",
    audience: "addon",
    permission: "orders-api",
    query: z.object(locationQuery),
  } as const;
  const path = "/o/op/1/order";
  return [
    route({
      ...doc,
      id: "kseries.checks.list",
      summary: "Get all open checks",
      description: "Of guests who eat there, opened in the last 15 hours.",
      path: `${path}/table/getCheck`,
      responses: { 200: { description: "The oldest first.", schema: z.array(CheckOut) } },
      async handle({ who, query }) {
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const site = locationOf(catalogue, query.businessLocationId);
        const orders = await openChecks(reads, site.id, storage.clock());
        return { status: 200, body: orders.map((order) => snapshotOf(order, catalogue, asAnswer)) };
      },
    }),
    route({
      ...doc,
      id: "kseries.checks.table",
      summary: "Get the open check of a table",
      description: "The oldest one, opened in the last 15 hours.",
      path: `${path}/table/:tableNumber/getCheck`,
      params: z.object({ tableNumber: pathLong }),
      responses: { 200: { description: "The check.", schema: CheckOut } },
      async handle({ who, query, params }) {
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const site = locationOf(catalogue, query.businessLocationId);
        const order = await checkAtTable(reads, site.id, Number(params.tableNumber), storage.clock());
        return { status: 200, body: snapshotOf(must(order, query.businessLocationId), catalogue, asAnswer) };
      },
    }),
    route({
      ...doc,
      id: "kseries.checks.account",
      summary: "Get an open check by its account identifier",
      description: "Any open order of the last 15 hours, whether its guests eat there or not.",
      path: `${path}/accounts/:accountIdentifier`,
      params: z.object({ accountIdentifier: z.string() }),
      responses: { 200: { description: "The check.", schema: CheckOut } },
      async handle({ who, query, params }) {
        const account = orderOfAccount(params.accountIdentifier);
        if (!account) throw badRequest("Invalid account identifier");
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const site = locationOf(catalogue, query.businessLocationId);
        const id: OrderId = account.site === site.id ? account.order : (0 as OrderId);
        const order = await checkOf(reads, site.id, id, storage.clock());
        return { status: 200, body: snapshotOf(must(order, query.businessLocationId), catalogue, asAnswer) };
      },
    }),
  ];
};
