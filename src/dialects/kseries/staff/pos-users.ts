import { z } from "zod";
import { type PosUserFacts, type StaffRefusal, staffCommands } from "../../../commands/save-staff.ts";
import type { CredentialRefusal } from "../../../domain/access/credentials.ts";
import type { Role } from "../../../domain/access/roles.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Permission, Site, Staff } from "../../../domain/catalogue/records.ts";
import type { CompanyId, SiteId, StaffId } from "../../../domain/ids.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";
import { type Answer, type Route, route } from "../../../http/route.ts";
import type { Result } from "../../../kit/brand.ts";
import { PasswordsBusy } from "../../../kit/passwords.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { type Long, bodyLong, idOf, locationPath, outId, pathLong } from "../wire.ts";
import { unknownField } from "./paging.ts";
import { BASE, guarded, noStaff } from "./people.ts";
import { OWN_REPORTS, groupOf, groupsOf, posRoles, reportAccess } from "./roles.ts";
import { StaffOut, membersOf, staffShape } from "./shape.ts";

const NAME_MAX = 128;
const name = z.string({ error: "must be a text" }).max(NAME_MAX, { error: `size must be between 0 and ${NAME_MAX}` });
const username = name.refine((text) => text.trim() !== "", { error: "must not be empty" });
const pin = z
  .string({ error: "must be a text or null" })
  .regex(/^\d{4}$/, { error: "must be four digits" })
  .nullable();
const flag = z.boolean({ error: "must be true or false" });
const roles = z
  .array(z.string(), { error: "must be a list of roles" })
  .max(200, { error: "must not be more than 200" });
const access = z.string({ error: "must be a text" });
const group = bodyLong("A user group's id; -1 is none in particular.");

const CreateIn = z.object({
  username,
  pinCode: pin.default(null),
  firstName: name.default(""),
  lastName: name.default(""),
  active: flag.default(true),
  visible: flag.default(true),
  group: group.optional(),
  reportAccess: access.default(OWN_REPORTS),
  roles: roles.default([]),
});
const UpdateIn = z.object({
  username,
  pinCode: pin,
  firstName: name,
  lastName: name,
  active: flag,
  visible: flag,
  group: group.optional(),
  reportAccess: access,
  roles,
});
type Given = z.output<typeof UpdateIn>;

const LocationsIn = z.object({
  businessLocationIds: z
    .array(bodyLong("A business location's id."), { error: "must be a list of ids" })
    .min(1, { error: "must not be empty" })
    .max(500, { error: "must not be more than 500" }),
});
const LocationsOut = z.object({ businessLocationIds: z.array(outId) });

/** Throws HttpError 400 for a role, access level or group that there is not. */
const factsOf = (catalogue: Catalogue, given: Given, role: Role): PosUserFacts => {
  const known = posRoles(catalogue);
  const permissions = [...new Set(given.roles)].map(
    (role): Permission => known.get(role) ?? unknownField("roles", role, "is not a role of a register's user"),
  );
  if (!reportAccess.has(given.reportAccess)) {
    unknownField("reportAccess", given.reportAccess, "is not a level of report access");
  }
  checkGroup(catalogue.company.id, given.group, role);
  const { pinCode, firstName, lastName, active, visible } = given;
  return {
    username: given.username.trim(),
    pin: pinCode,
    firstName,
    lastName,
    active,
    visible,
    reportAccess: given.reportAccess,
    permissions,
  };
};

/** Groups follow from how people sign in, and that is the owner's to say: nobody is moved from here. */
const checkGroup = (company: CompanyId, asked: Long | undefined, role: Role): void => {
  if (asked === undefined || asked === "-1") return;
  const found = groupsOf(company).find(({ id }) => String(id) === asked);
  if (found && found.id === groupOf(company, role).id) return;
  const says = found ? `${found.name} are chosen by the owner, not here` : "is not a group of this business";
  unknownField("group", asked, says);
};

const pinWords: Readonly<Record<CredentialRefusal, string>> = {
  too_short: "must be four digits",
  too_long: "must be four digits",
  characters: "must be four digits",
  too_simple: "is too simple: not all digits alike, and not counting up or down",
  same_as_username: "must not be the username",
};

const errorOf = (refusal: StaffRefusal, staff: Long | undefined): HttpError => {
  switch (refusal.kind) {
    case "site_not_found":
      return badRequest(`Business Location not found for ${refusal.id}`, { field: "businessLocationIds" });
    case "staff_not_found":
      return noStaff(staff ?? 0);
    case "above":
      return new HttpError(403, "forbidden", "Owners and managers set their own PIN.");
    case "pin":
      return badRequest(`pinCode: ${pinWords[refusal.why]}`, { field: "pinCode" });
    case "username_taken":
      return badRequest(`username: ${refusal.username} is somebody else's already`, { field: "username" });
  }
};

/** What came of a command. Throws its refusal as an error of this API; 503 when too many PINs are being hashed. */
const must = async (saving: Promise<Result<Staff, StaffRefusal>>, staff?: Long): Promise<Staff> => {
  try {
    const saved = await saving;
    if (saved.ok) return saved.value;
    throw errorOf(saved.error, staff);
  } catch (error) {
    if (!(error instanceof PasswordsBusy)) throw error;
    throw new HttpError(503, "busy", "Too many PINs are being set. Try again in a moment.", {}, { "retry-after": "2" });
  }
};

/** Users of the registers: made, changed, and let work at further locations. */
export const posUserRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const commands = staffCommands(storage);
  const path = z.object({ ...locationPath, staffId: pathLong });
  const shown = async (company: CompanyId, site: Site, staff: Staff): Promise<Answer> => {
    const catalogue = await storage.reads(company).catalogue();
    const [member] = await membersOf(storage, company, [staff]);
    return { status: 201, body: staffShape(catalogue, site, member!) };
  };
  const roleOf = async (company: CompanyId, staff: StaffId): Promise<Role> =>
    (await storage.access.people.get(company, staff))?.role ?? "staff";
  /** A business is a company. Another one is none. Throws HttpError 404. */
  const checkBusiness = (company: CompanyId, business: Long): void => {
    if (business !== String(company)) throw new HttpError(404, "not_found", `Business not found for ${business}`);
  };
  const business = z.object({ businessId: pathLong, staffId: pathLong });

  return [
    route({
      ...guarded,
      id: "kseries.staff.pos.create",
      summary: "Create a user of the registers",
      method: "POST",
      path: `${BASE}/userTypes/POS`,
      params: z.object(locationPath),
      body: CreateIn,
      responses: { 201: { description: "The user.", schema: StaffOut } },
      async handle({ who, params, body }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, params.businessLocationId);
        const facts = factsOf(catalogue, body, "staff");
        return shown(who.company, site, await must(commands.add(who.company, site.id, facts)));
      },
    }),
    route({
      ...guarded,
      id: "kseries.staff.pos.update",
      summary: "Replace a user of the registers",
      description:
        "Everything is replaced. A `pinCode` of null takes the PIN away. Owners and managers keep theirs: for them it must be null.",
      method: "PUT",
      path: `${BASE}/userTypes/POS/:staffId`,
      params: path,
      body: UpdateIn,
      responses: { 201: { description: "The user as they are now.", schema: StaffOut } },
      async handle({ who, params, body }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, params.businessLocationId);
        const id = idOf<StaffId>(params.staffId);
        if (!catalogue.staff(id)?.siteIds.includes(site.id)) throw noStaff(params.staffId);
        const facts = factsOf(catalogue, body, await roleOf(who.company, id));
        return shown(who.company, site, await must(commands.replace(who.company, site.id, id, facts), params.staffId));
      },
    }),
    route({
      ...guarded,
      id: "kseries.staff.assign",
      summary: "Let a user work at further business locations",
      method: "POST",
      path: "/staff/v1/business/:businessId/assignStaff/:staffId",
      params: business,
      body: LocationsIn,
      responses: { 200: { description: "The locations that were asked for.", schema: LocationsOut } },
      async handle({ who, params, body }) {
        checkBusiness(who.company, params.businessId);
        const sites = body.businessLocationIds.map((id) => idOf<SiteId>(id));
        await must(commands.assign(who.company, idOf<StaffId>(params.staffId), sites), params.staffId);
        return { status: 200, body: { businessLocationIds: sites } };
      },
    }),
    route({
      ...guarded,
      id: "kseries.staff.unassign",
      summary: "End a user's work at every location of a business",
      method: "DELETE",
      path: "/staff/v1/business/:businessId/unAssignStaff/:staffId",
      params: business,
      responses: { 204: { description: "They work at none any more." } },
      async handle({ who, params }) {
        checkBusiness(who.company, params.businessId);
        await must(commands.unassign(who.company, idOf<StaffId>(params.staffId)), params.staffId);
        return { status: 204 };
      },
    }),
    route({
      ...guarded,
      id: "kseries.staff.unassign.location",
      summary: "End a user's work at a business location",
      method: "DELETE",
      path: `${BASE}/unAssignStaff/:staffId`,
      params: path,
      responses: { 204: { description: "They work there no more." } },
      async handle({ who, params }) {
        const { id } = locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        await must(commands.unassign(who.company, idOf<StaffId>(params.staffId), id), params.staffId);
        return { status: 204 };
      },
    }),
  ];
};
