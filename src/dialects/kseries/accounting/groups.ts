import { z } from "zod";
import { type CategoryFacts, saveCategory } from "../../../commands/save-category.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { CategoryId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import { accountingGroupsOf } from "../accounting-groups.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { must } from "../tax-configuration/refusals.ts";
import { named } from "../tax-configuration/wire.ts";
import { type Long, idOf, locationPath, outId, pathLong } from "../wire.ts";

export const BASE = "/accounting/v1/business-locations/:businessLocationId";
export const ours = { tag: "Accounting (ours)", audience: "addon", permission: "accounting" } as const;
export const OURS =
  "Servery's own: the vendor names the scope, and publishes no call for it. A client gets the scope with its own credentials, by `client_credentials`.";

const GroupOut = z.object({
  id: outId,
  name: z.string(),
  code: z.string(),
  statisticGroups: z.array(z.object({ category: z.string(), value: z.string() })),
});
const GroupsOut = z.object({ businessLocationId: outId, accountingGroups: z.array(GroupOut) });

const code = z
  .string({ error: "must be a text or null" })
  .regex(/^[A-Za-z0-9_.-]{1,20}$/, { error: "must have 1 to 20 letters, digits, dots, dashes or underscores" })
  .nullable()
  .meta({ description: "Unique in the business. Null: made from the name." });
const GroupIn = z.object({ name: named(255), code: code.optional() });
const GroupChangeIn = z.object({ name: named(255), code }).partial();

type GroupOut = z.output<typeof GroupOut>;

/** An accounting group of the business. Throws HttpError 404. */
const groupOf = (catalogue: Catalogue, id: Long): GroupOut => {
  const found = accountingGroupsOf(catalogue).find((group) => group.id === idOf<CategoryId>(id));
  if (!found) throw new HttpError(404, "not_found", `Accounting group not found for ${id}`);
  return found;
};

/** Accounting groups: the categories by which sales are booked. All locations of a business share them. */
export const accountingGroupRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const commands = saveCategory(storage);
  const list = { ...ours, path: `${BASE}/accounting-groups`, params: z.object(locationPath) } as const;
  const one = {
    ...ours,
    path: `${BASE}/accounting-groups/:accountingGroupId`,
    params: z.object({ ...locationPath, accountingGroupId: pathLong }),
  } as const;
  return [
    route({
      ...list,
      id: "kseries.accounting.groups.list",
      summary: "Get the accounting groups of a business location",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "Ascending by id.", schema: GroupsOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const { id } = locationOf(catalogue, params.businessLocationId);
        return { status: 200, body: { businessLocationId: id, accountingGroups: accountingGroupsOf(catalogue) } };
      },
    }),
    route({
      ...list,
      id: "kseries.accounting.groups.create",
      summary: "Create an accounting group",
      description: OURS,
      method: "POST",
      body: GroupIn,
      responses: { 201: { description: "The accounting group.", schema: GroupOut } },
      async handle({ who, params, body }) {
        const reads = storage.reads(who.company);
        locationOf(await reads.catalogue(), params.businessLocationId);
        const facts: CategoryFacts & { name: string } = { ...given(body), name: body.name };
        const { id } = must(await commands.add(who.company, facts));
        return { status: 201, body: groupOf(await reads.catalogue(), String(id) as Long) };
      },
    }),
    route({
      ...one,
      id: "kseries.accounting.groups.get",
      summary: "Get an accounting group",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "The accounting group.", schema: GroupOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        locationOf(catalogue, params.businessLocationId);
        return { status: 200, body: groupOf(catalogue, params.accountingGroupId) };
      },
    }),
    route({
      ...one,
      id: "kseries.accounting.groups.update",
      summary: "Update an accounting group",
      description: `${OURS} What is absent stays.`,
      method: "PUT",
      body: GroupChangeIn,
      responses: { 200: { description: "The accounting group as it is now.", schema: GroupOut } },
      async handle({ who, params, body }) {
        const reads = storage.reads(who.company);
        locationOf(await reads.catalogue(), params.businessLocationId);
        must(await commands.change(who.company, idOf<CategoryId>(params.accountingGroupId), given(body)));
        return { status: 200, body: groupOf(await reads.catalogue(), params.accountingGroupId) };
      },
    }),
    route({
      ...one,
      id: "kseries.accounting.groups.delete",
      summary: "Delete an accounting group",
      description: `${OURS} One that items are in is not deleted: 409.`,
      method: "DELETE",
      responses: { 204: { description: "It is gone." } },
      async handle({ who, params }) {
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        must(await commands.remove(who.company, idOf<CategoryId>(params.accountingGroupId)));
        return { status: 204 };
      },
    }),
  ];
};
