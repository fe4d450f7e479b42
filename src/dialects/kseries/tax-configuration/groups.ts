import { z } from "zod";
import { saveTaxGroup } from "../../../commands/save-tax-group.ts";
import type { TaxGroupId, TaxId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { bodyLong, idOf, locationPath, outId, pathLong } from "../wire.ts";
import { must } from "./refusals.ts";
import { BASE, OURS, TaxGroupOut, ours, taxGroupShape } from "./taxes.ts";
import { named } from "./wire.ts";

const TAXES_MAX = 20;
export const taxIdsIn = z
  .array(bodyLong("A tax's id."), { error: "must be a list of ids" })
  .max(TAXES_MAX, { error: `must not be more than ${TAXES_MAX}` })
  .transform((ids) => [...new Set(ids)].map((id) => idOf<TaxId>(id)));

const fields = { code: named(16), name: named(255), taxIds: taxIdsIn };
const GroupIn = z.object(fields);
const GroupChangeIn = z.object(fields).partial();
const GroupsOut = z.object({ businessLocationId: outId, taxGroups: z.array(TaxGroupOut) });

/** Taxes that go together. All locations of a business share them. */
export const taxGroupRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const commands = saveTaxGroup(storage);
  const list = { ...ours, path: `${BASE}/tax-groups`, params: z.object(locationPath) } as const;
  const one = {
    ...ours,
    path: `${BASE}/tax-groups/:taxGroupId`,
    params: z.object({ ...locationPath, taxGroupId: pathLong }),
  } as const;
  return [
    route({
      ...list,
      id: "kseries.taxGroups.list",
      summary: "Get the tax groups of a business location",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "Ascending by id.", schema: GroupsOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const { id } = locationOf(catalogue, params.businessLocationId);
        return {
          status: 200,
          body: { businessLocationId: id, taxGroups: catalogue.all("tax_group").map(taxGroupShape) },
        };
      },
    }),
    route({
      ...list,
      id: "kseries.taxGroups.create",
      summary: "Create a tax group",
      description: OURS,
      method: "POST",
      body: GroupIn,
      responses: { 201: { description: "The tax group.", schema: TaxGroupOut } },
      async handle({ who, params, body }) {
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        return { status: 201, body: taxGroupShape(must(await commands.add(who.company, body))) };
      },
    }),
    route({
      ...one,
      id: "kseries.taxGroups.get",
      summary: "Get a tax group",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "The tax group.", schema: TaxGroupOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        locationOf(catalogue, params.businessLocationId);
        const group = catalogue.get("tax_group", idOf<TaxGroupId>(params.taxGroupId));
        if (!group) throw new HttpError(404, "not_found", `Tax group not found for ${params.taxGroupId}`);
        return { status: 200, body: taxGroupShape(group) };
      },
    }),
    route({
      ...one,
      id: "kseries.taxGroups.update",
      summary: "Update a tax group",
      description: `${OURS} What is absent stays.`,
      method: "PUT",
      body: GroupChangeIn,
      responses: { 200: { description: "The tax group as it is now.", schema: TaxGroupOut } },
      async handle({ who, params, body }) {
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        const saved = await commands.change(who.company, idOf<TaxGroupId>(params.taxGroupId), given(body));
        return { status: 200, body: taxGroupShape(must(saved)) };
      },
    }),
    route({
      ...one,
      id: "kseries.taxGroups.delete",
      summary: "Delete a tax group",
      description: `${OURS} Its taxes stay.`,
      method: "DELETE",
      responses: { 204: { description: "It is gone." } },
      async handle({ who, params }) {
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        must(await commands.remove(who.company, idOf<TaxGroupId>(params.taxGroupId)));
        return { status: 204 };
      },
    }),
  ];
};
