import { z } from "zod";
import { type ProviderOwner, pmsCommands } from "../../../commands/pms.ts";
import type { Principal } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { idOf, locationPath, locationQuery, optionalLong, outId, pathLong } from "../wire.ts";
import { mustProvider } from "./refusals.ts";
import { NewProviderIn, ProviderIn, ProviderOut, factsOf, providerShape, siteNamed } from "./shape.ts";

const RevenueCentersOut = z.array(z.object({ id: outId, name: z.string() }));

/** Whose providers a request is about. The guard lets add-ons in only. */
const ownerOf = ({ company, actor }: Principal): ProviderOwner => {
  if (actor.kind !== "addon") throw new HttpError(403, "insufficient_scope", "Only clients have providers.");
  return { company, addonId: actor.addonId };
};

/** Hotels' property management systems, which a client connects with business locations. */
export const pmsRoutes = ({ storage, outgoing }: Pick<KseriesParts, "storage" | "outgoing">): readonly Route[] => {
  const commands = pmsCommands({ storage, unreachable: (address) => outgoing.check(address) });
  const doc = { tag: "PMS", audience: "addon", permission: "propertymanagement" } as const;
  const path = "/pms/v1/providers";
  const one = z.object({ provider: pathLong });
  const wrong = { description: "A field is missing or not possible; the error names it." };
  const unknown = { description: "No such location, or no such provider of this client." };
  return [
    route({
      ...doc,
      id: "kseries.pms.revenueCenters",
      summary: "Get revenue centers",
      method: "GET",
      path: "/pms/v1/business-locations/:businessLocationId/revenue-centers",
      params: z.object(locationPath),
      responses: { 200: { description: "Ascending by id.", schema: RevenueCentersOut }, 404: unknown },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const { id } = locationOf(catalogue, params.businessLocationId);
        const centers = await commands.revenueCenters(who.company, id);
        return { status: 200, body: centers.map((center) => ({ id: center.id, name: center.name })) };
      },
    }),
    route({
      ...doc,
      id: "kseries.pms.providers.list",
      summary: "Get the PMS providers of a business location",
      description: "Those that this client made.",
      method: "GET",
      path,
      query: z.object(locationQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(ProviderOut) }, 404: unknown },
      async handle({ who, query }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const { id } = locationOf(catalogue, query.businessLocationId);
        return { status: 200, body: (await commands.of(ownerOf(who), id)).map(providerShape) };
      },
    }),
    route({
      ...doc,
      id: "kseries.pms.providers.create",
      summary: "Create a PMS provider",
      description: "The first one of a business brings the payment method “Charge to Room”.",
      method: "POST",
      path,
      query: z.object({ businessLocationId: optionalLong("The business location's id, unless the body has it.") }),
      body: NewProviderIn,
      responses: { 200: { description: "The provider.", schema: ProviderOut }, 400: wrong, 404: unknown },
      async handle({ who, query, body }) {
        const site = siteNamed(query.businessLocationId, body);
        const provider = mustProvider(await commands.create(ownerOf(who), site, factsOf(body)));
        return { status: 200, body: providerShape(provider) };
      },
    }),
    route({
      ...doc,
      id: "kseries.pms.providers.get",
      summary: "Get a PMS provider",
      method: "GET",
      path: `${path}/:provider`,
      params: one,
      responses: { 200: { description: "The provider.", schema: ProviderOut }, 404: unknown },
      async handle({ who, params }) {
        const provider = mustProvider(await commands.get(ownerOf(who), idOf(params.provider)));
        return { status: 200, body: providerShape(provider) };
      },
    }),
    route({
      ...doc,
      id: "kseries.pms.providers.update",
      summary: "Update a PMS provider",
      method: "PUT",
      path: `${path}/:provider`,
      params: one,
      body: ProviderIn,
      responses: { 200: { description: "The provider.", schema: ProviderOut }, 400: wrong, 404: unknown },
      async handle({ who, params, body }) {
        const provider = mustProvider(await commands.change(ownerOf(who), idOf(params.provider), factsOf(body)));
        return { status: 200, body: providerShape(provider) };
      },
    }),
    route({
      ...doc,
      id: "kseries.pms.providers.delete",
      summary: "Delete a PMS provider",
      description: "What is being charged already comes to its end.",
      method: "DELETE",
      path: `${path}/:provider`,
      params: one,
      responses: { 200: { description: "The id of what was deleted.", schema: outId }, 404: unknown },
      async handle({ who, params }) {
        return { status: 200, body: mustProvider(await commands.remove(ownerOf(who), idOf(params.provider))) };
      },
    }),
  ];
};
