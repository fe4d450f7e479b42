import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Permission } from "../../../domain/catalogue/records.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, outId, pathLong, word } from "../wire.ts";
import { type Keys, pageBody, pageQuery, pageSchema, repeatable, rowsOn, sortQuery, sorted } from "./paging.ts";
import { BASE, guarded } from "./people.ts";
import { type Group, groupRoles, groupsOf, officeRoles, posRoles, reportAccess, roleShape } from "./roles.ts";

const GroupOut = z.object({
  id: outId,
  name: z.string(),
  roles: z.array(z.object({ id: outId, name: z.string() })),
  reportAccess: z.string(),
});
const WordsOut = z.array(z.object({ value: z.string(), description: z.string() }));

const groupShape = (group: Group): z.output<typeof GroupOut> => ({
  id: group.id,
  name: group.name,
  roles: groupRoles(group).map(roleShape),
  reportAccess: group.reportAccess,
});

const keys: Keys<Group> = { name: ({ name }) => name.toLowerCase(), id: ({ id }) => id };

const roleQuery = repeatable
  .transform((given = []) => [given].flat().flatMap((part) => part.split(",")))
  .meta({ type: "array", items: { type: "string" }, description: "With all of these roles." });

const words = (roles: ReadonlyMap<string, Permission>): z.output<typeof WordsOut> =>
  [...roles]
    .map(([value, { name }]) => ({ value, description: name }))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));

/** Groups of users, and the roles and levels of report access that there are. */
export const groupRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const read = { ...guarded, method: "GET" } as const;

  /** A plain list of what there is, the same at every location of a business. */
  const list = (id: string, summary: string, path: string, rows: (catalogue: Catalogue) => z.output<typeof WordsOut>) =>
    route({
      ...read,
      id: `kseries.staff.${id}`,
      summary,
      path: `${BASE}/userTypes/${path}`,
      params: z.object(locationPath),
      responses: { 200: { description: "All there are.", schema: WordsOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        locationOf(catalogue, params.businessLocationId);
        return { status: 200, body: rows(catalogue) };
      },
    });

  return [
    route({
      ...read,
      id: "kseries.staff.groups.list",
      summary: "List user groups",
      path: `${BASE}/groups`,
      params: z.object(locationPath),
      query: z.object({
        ...pageQuery,
        sort: sortQuery(Object.keys(keys), [{ by: "name", descending: false }]),
        name: word("With this in its name, in any case."),
        roles: roleQuery,
      }),
      responses: { 200: { description: "A page of groups.", schema: pageSchema("staffGroupList", z.array(GroupOut)) } },
      async handle(ask) {
        const { params, query, who } = ask;
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        const part = query.name?.toLowerCase() ?? "";
        const found = groupsOf(who.company)
          .filter(({ name }) => name.toLowerCase().includes(part))
          .filter((group) => query.roles.every((role) => groupShape(group).roles.some(({ name }) => name === role)));
        const rows = rowsOn(query, sorted(found, keys, query.sort)).map(groupShape);
        return { status: 200, body: pageBody(ask, "staffGroupList", rows, found.length) };
      },
    }),
    route({
      ...read,
      id: "kseries.staff.groups.get",
      summary: "Get a user group",
      path: `${BASE}/groups/:groupId`,
      params: z.object({ ...locationPath, groupId: pathLong }),
      responses: { 200: { description: "The group.", schema: pageSchema("staffGroup", GroupOut) } },
      async handle(ask) {
        locationOf(await storage.reads(ask.who.company).catalogue(), ask.params.businessLocationId);
        const group = groupsOf(ask.who.company).find(({ id }) => String(id) === ask.params.groupId);
        if (!group) throw new HttpError(404, "not_found", `User group not found for ${ask.params.groupId}`);
        const one = { ...ask, query: { page: 1, size: 1 } };
        return { status: 200, body: pageBody(one, "staffGroup", groupShape(group), 1) };
      },
    }),
    list("reportAccess", "List levels of report access", "POS/reportAccess", () =>
      [...reportAccess].map(([value, description]) => ({ value, description })),
    ),
    list("posRoles", "List roles of users of the registers", "POS/roles", (catalogue) => words(posRoles(catalogue))),
    list("backOfficeRoles", "List roles of users of the back office", "BACK_OFFICE/roles", (catalogue) =>
      words(officeRoles(catalogue)),
    ),
  ];
};
