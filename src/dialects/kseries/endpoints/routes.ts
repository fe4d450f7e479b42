import { z } from "zod";
import {
  type EndpointName,
  type EndpointRefusal,
  endpointCommands,
  locationOf as associationOf,
} from "../../../commands/order-endpoints.ts";
import type { AddonId, Principal, SiteId } from "../../../domain/ids.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Result } from "../../../kit/brand.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { beanErrors } from "../validation.ts";
import { type Long, pathLong } from "../wire.ts";
import {
  AssociationOut,
  ENDPOINT_BEAN,
  EndpointBody,
  EndpointOut,
  associationShape,
  endpointShape,
  toTerms,
} from "./wire.ts";

const noEndpoint = (endpointId: string): HttpError =>
  new HttpError(404, "not_found", `endpoint ID not found for ${endpointId}`);

const errorOf = (refusal: EndpointRefusal): HttpError => {
  switch (refusal.kind) {
    case "no_endpoint":
      return noEndpoint(refusal.endpointId);
    case "too_many_endpoints":
      return badRequest(`A client has ${refusal.max} endpoints at the most.`);
    case "credentials_missing":
      return beanErrors(ENDPOINT_BEAN, [
        { field: refusal.field, code: "NotNull", message: "must not be null", type: "java.lang.String" },
      ]);
  }
};

const must = <T>(result: Result<T, EndpointRefusal>): T => {
  if (result.ok) return result.value;
  throw errorOf(result.error);
};

/** Where ordering apps hear what became of their orders and payments: a client's own endpoints in a business. */
export const endpointRoutes = ({ storage, outgoing }: KseriesParts): readonly Route[] => {
  const commands = endpointCommands(storage);
  const doc = { tag: "Order and Pay: webhook", audience: "addon", permission: "orders-api" } as const;
  const path = "/o/wh/1/webhook";
  const one = { path: `${path}/:endpointId`, params: z.object({ endpointId: z.string() }) } as const;
  const atLocation = {
    path: `${path}/:endpointId/business-locations/:businessLocationId`,
    params: z.object({ endpointId: z.string(), businessLocationId: pathLong }),
  } as const;
  const shown = { 200: { description: "The endpoint as it is now, without its password.", schema: EndpointOut } };

  const nameOf = ({ company, actor }: Principal, endpointId: string): EndpointName => ({
    company,
    addonId: actor.kind === "addon" ? actor.addonId : (0 as AddonId), // the guard lets add-ons in only
    endpointId,
  });

  const said = (body: z.output<typeof EndpointBody>) => {
    const terms = toTerms(body);
    const message = outgoing.check(terms.url);
    if (message === undefined) return terms;
    const issue = { field: "url", code: "URL", message, type: "java.lang.String", rejectedValue: terms.url };
    throw beanErrors(ENDPOINT_BEAN, [issue]);
  };

  const siteOf = async ({ company }: Principal, id: Long): Promise<SiteId> =>
    locationOf(await storage.reads(company).catalogue(), id).id;

  return [
    route({
      ...doc,
      id: "kseries.endpoints.create",
      summary: "Create an endpoint",
      description: "One of the same name is replaced; the locations it is associated with stay.",
      method: "PUT",
      path,
      body: EndpointBody,
      responses: shown,
      async handle({ who, body }) {
        const endpoint = must(await commands.put(nameOf(who, body.endpointId), said(body)));
        return { status: 200, body: endpointShape(endpoint) };
      },
    }),
    route({
      ...doc,
      id: "kseries.endpoints.update",
      summary: "Update an endpoint",
      description: "Says everything anew: what is left out falls back to what it is on a new endpoint.",
      method: "POST",
      path,
      body: EndpointBody,
      responses: shown,
      async handle({ who, body }) {
        const endpoint = must(await commands.update(nameOf(who, body.endpointId), said(body)));
        return { status: 200, body: endpointShape(endpoint) };
      },
    }),
    route({
      ...doc,
      ...one,
      id: "kseries.endpoints.get",
      summary: "Get an endpoint",
      method: "GET",
      responses: shown,
      async handle({ who, params, suffix }) {
        const endpointId = params.endpointId + suffix; // here ".json" can only be part of the name
        const endpoint = await commands.find(nameOf(who, endpointId));
        if (!endpoint) throw noEndpoint(endpointId);
        return { status: 200, body: endpointShape(endpoint) };
      },
    }),
    route({
      ...doc,
      ...one,
      id: "kseries.endpoints.delete",
      summary: "Delete an endpoint",
      description: "What is on its way to it stops.",
      method: "DELETE",
      responses: { 200: { description: "Deleted." } },
      async handle({ who, params, suffix }) {
        must(await commands.remove(nameOf(who, params.endpointId + suffix)));
        return { status: 200 };
      },
    }),
    route({
      ...doc,
      id: "kseries.endpoints.locations",
      summary: "Get the locations that an endpoint is associated with",
      description: "Only of these does it hear when items run out, or when online orders are taken.",
      method: "GET",
      path: `${path}/:endpointId/business-locations`,
      params: one.params,
      responses: { 200: { description: "Ascending by id.", schema: z.array(AssociationOut) } },
      async handle({ who, params: { endpointId } }) {
        const endpoint = await commands.find(nameOf(who, endpointId));
        if (!endpoint) throw noEndpoint(endpointId);
        return { status: 200, body: endpoint.settings.locations.map(associationShape) };
      },
    }),
    route({
      ...doc,
      ...atLocation,
      id: "kseries.endpoints.associate",
      summary: "Associate an endpoint with a location",
      method: "PUT",
      responses: { 200: { description: "The association.", schema: AssociationOut } },
      async handle({ who, params }) {
        const name = nameOf(who, params.endpointId);
        if (!(await commands.find(name))) throw noEndpoint(params.endpointId);
        const siteId = await siteOf(who, params.businessLocationId);
        const endpoint = must(await commands.associate(name, siteId));
        return { status: 200, body: associationShape(associationOf(endpoint, siteId)!) };
      },
    }),
    route({
      ...doc,
      ...atLocation,
      id: "kseries.endpoints.dissociate",
      summary: "End the association of an endpoint with a location",
      method: "DELETE",
      responses: { 200: { description: "The association that was.", schema: AssociationOut } },
      async handle({ who, params }) {
        const name = nameOf(who, params.endpointId);
        const known = await commands.find(name);
        if (!known) throw noEndpoint(params.endpointId);
        const siteId = await siteOf(who, params.businessLocationId);
        const association = associationOf(known, siteId);
        if (!association) {
          throw new HttpError(404, "not_found", `${params.endpointId} is not associated with ${siteId}`);
        }
        must(await commands.dissociate(name, siteId));
        return { status: 200, body: associationShape(association) };
      },
    }),
  ];
};
