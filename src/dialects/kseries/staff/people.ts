import { z } from "zod";
import type { SiteId, StaffId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { type Long, idOf, locationPath, pathLong, word } from "../wire.ts";
import { instant } from "./instants.ts";
import { type Keys, pageBody, pageQuery, pageSchema, rowsOn, sortQuery, sorted, yesOrNo } from "./paging.ts";
import {
  type Member,
  StaffOut,
  isActiveAtRegister,
  isActiveInOffice,
  membersOf,
  officeShape,
  posShape,
  staffShape,
  usernameOf,
} from "./shape.ts";

export const BASE = "/staff/v1/businessLocations/:businessLocationId";
export const guarded = { tag: "Staff", audience: "addon", permission: "staff-api" } as const;

export const noStaff = (id: Long | number): HttpError => new HttpError(404, "not_found", `User not found for ${id}`);

const keys: Keys<Member> = {
  userId: ({ staff }) => staff.id,
  username: (member) => usernameOf(member).toLowerCase(),
  firstName: ({ staff }) => staff.firstName.toLowerCase(),
  lastName: ({ staff }) => staff.lastName.toLowerCase(),
  createdOn: ({ staff }) => staff.createdAt,
};

const listQuery = {
  ...pageQuery,
  sort: sortQuery(Object.keys(keys), [{ by: "userId", descending: true }]),
  isActive: yesOrNo("Active users only, or only those who are not."),
  startDate: instant("Users that were added then or later."),
  endDate: instant("Users that were added until then."),
};

type Filter = Readonly<{
  isActive?: boolean | undefined;
  startDate?: number | undefined;
  endDate?: number | undefined;
}>;

const passes = ({ isActive, startDate, endDate }: Filter, { createdAt }: { createdAt: number }, active: boolean) =>
  (isActive === undefined || isActive === active) &&
  (startDate === undefined || createdAt >= startDate) &&
  (endDate === undefined || createdAt <= endDate);

/** Who works at a business location: users of its registers, and people of its back office. */
export const peopleRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const worksAt =
    (site: SiteId) =>
    ({ siteIds }: Readonly<{ siteIds: readonly SiteId[] }>): boolean =>
      siteIds.includes(site);
  return [
    route({
      ...guarded,
      id: "kseries.staff.pos.list",
      summary: "List users of the registers",
      description: "Everybody who works at the location.",
      method: "GET",
      path: `${BASE}/userTypes/POS`,
      params: z.object(locationPath),
      query: z.object(listQuery),
      responses: { 200: { description: "A page of users.", schema: pageSchema("staff", z.array(StaffOut)) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const site = locationOf(catalogue, ask.params.businessLocationId);
        const here = await membersOf(storage, ask.who.company, catalogue.all("staff").filter(worksAt(site.id)));
        const found = here.filter((member) => passes(ask.query, member.staff, isActiveAtRegister(member)));
        const page = rowsOn(ask.query, sorted(found, keys, ask.query.sort));
        const rows = page.map((member) => posShape(catalogue, site, member));
        return { status: 200, body: pageBody(ask, "staff", rows, found.length) };
      },
    }),
    route({
      ...guarded,
      id: "kseries.staff.backOffice.list",
      summary: "List users of the back office",
      description: "Those who work at the location and sign in with a password.",
      method: "GET",
      path: `${BASE}/userTypes/BACK_OFFICE`,
      params: z.object(locationPath),
      query: z.object({ ...listQuery, email: word("Whose address this is, in any case.") }),
      responses: { 200: { description: "A page of users.", schema: pageSchema("staff", z.array(StaffOut)) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const site = locationOf(catalogue, ask.params.businessLocationId);
        const email = ask.query.email?.trim().toLowerCase();
        const here = await membersOf(storage, ask.who.company, catalogue.all("staff").filter(worksAt(site.id)));
        const found = here
          .filter(({ person }) => person !== undefined)
          .filter(({ staff }) => email === undefined || staff.emails.some((one) => one.toLowerCase() === email))
          .filter((member) => passes(ask.query, member.staff, isActiveInOffice(member)));
        const page = rowsOn(ask.query, sorted(found, keys, ask.query.sort));
        const rows = page.map((member) => officeShape(catalogue, site, member));
        return { status: 200, body: pageBody(ask, "staff", rows, found.length) };
      },
    }),
    route({
      ...guarded,
      id: "kseries.staff.get",
      summary: "Get a user",
      method: "GET",
      path: `${BASE}/staff/:staffId`,
      params: z.object({ ...locationPath, staffId: pathLong }),
      responses: { 200: { description: "The user.", schema: StaffOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, params.businessLocationId);
        const staff = catalogue.staff(idOf<StaffId>(params.staffId));
        if (!staff?.siteIds.includes(site.id)) throw noStaff(params.staffId);
        const [member] = await membersOf(storage, who.company, [staff]);
        return { status: 200, body: staffShape(catalogue, site, member!) };
      },
    }),
  ];
};
