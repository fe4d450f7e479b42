import { z } from "zod";
import type { Role } from "../../../domain/access/roles.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site, Staff } from "../../../domain/catalogue/records.ts";
import type { CompanyId, StaffId } from "../../../domain/ids.ts";
import type { PosUser } from "../../../domain/pos-user.ts";
import type { Person } from "../../../storage/access.ts";
import type { Storage } from "../../../storage/storage.ts";
import { outId } from "../wire.ts";
import { recordStamp } from "./instants.ts";
import { groupOf, roleShape, rolesOf } from "./roles.ts";

const common = {
  staffId: outId,
  username: z.string().optional().meta({ description: "Of users of the registers." }),
  userTypes: z.array(z.enum(["POS", "BACK_OFFICE", "API"])),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().optional().meta({ description: "Of back office users." }),
  active: z.boolean(),
  pinCodeSet: z.boolean().optional().meta({ description: "Of users of the registers." }),
  createdOn: z.string(),
  modifiedOn: z.string(),
  businessId: outId,
  businessLocationId: outId,
  groups: z.array(z.object({ id: outId, name: z.string() })),
  reportAccess: z.array(z.string()),
  roles: z.array(z.object({ id: outId, name: z.string() })),
};
export const StaffOut = z.object(common);
type StaffOut = z.output<typeof StaffOut>;

/** A staff member with all that other stores know of them. */
export type Member = Readonly<{
  staff: Staff;
  user: PosUser | undefined;
  person: Person | undefined;
  hasPin: boolean;
}>;

/** More users than any company has. */
const USERS_MAX = 100_000;

/** Joins staff members with their usernames, PINs and passwords. */
export const membersOf = async (storage: Storage, company: CompanyId, staff: readonly Staff[]): Promise<Member[]> => {
  const reads = storage.reads(company);
  const [users, people, pins] = await Promise.all([
    reads.documents.list("pos_user", {}, { size: USERS_MAX }),
    storage.access.people.of(company),
    storage.access.people.withPin(company),
  ]);
  const userOf = new Map<StaffId, PosUser>(users.rows.map((user) => [user.staffId, user]));
  const personOf = new Map<StaffId, Person>(people.map((person) => [person.staffId, person]));
  return staff.map((one) => ({
    staff: one,
    user: userOf.get(one.id),
    person: personOf.get(one.id),
    hasPin: pins.has(one.id),
  }));
};

const roleOf = ({ person }: Member): Role => person?.role ?? "staff";
const fullName = ({ firstName, lastName }: Staff): string => `${firstName} ${lastName}`.trim();

export const usernameOf = ({ staff, user, person }: Member): string =>
  user?.username ?? person?.username ?? fullName(staff);
/** At the register, and in the office. Who is shut out of the office cannot sign in at a register either. */
export const isActiveAtRegister = ({ user, person }: Member): boolean =>
  (user?.active ?? true) && person?.active !== false;
export const isActiveInOffice = ({ person }: Member): boolean => person?.active === true;

type As = Readonly<{ pos: boolean; office: boolean }>;

const shape = (catalogue: Catalogue, site: Site, member: Member, { pos, office }: As): StaffOut => {
  const { staff, user, person, hasPin } = member;
  const [email] = staff.emails;
  const group = groupOf(catalogue.company.id, roleOf(member));
  return {
    staffId: staff.id,
    ...(pos && { username: usernameOf(member) }),
    userTypes: ["POS", ...(person ? (["BACK_OFFICE"] as const) : [])],
    firstName: staff.firstName,
    lastName: staff.lastName,
    ...(office && person && email !== undefined && { email }),
    active: pos ? isActiveAtRegister(member) : isActiveInOffice(member),
    ...(pos && { pinCodeSet: hasPin }),
    createdOn: recordStamp(staff.createdAt),
    modifiedOn: recordStamp(staff.updatedAt),
    businessId: catalogue.company.id,
    businessLocationId: site.id,
    groups: [{ id: group.id, name: group.name }],
    reportAccess: [user?.reportAccess ?? group.reportAccess],
    roles: rolesOf(catalogue, staff, office ? person?.role : undefined).map(roleShape),
  };
};

/** As a user of the registers; in a list of such. */
export const posShape = (catalogue: Catalogue, site: Site, member: Member): StaffOut =>
  shape(catalogue, site, member, { pos: true, office: false });
/** As somebody who signs in with a password. */
export const officeShape = (catalogue: Catalogue, site: Site, member: Member): StaffOut =>
  shape(catalogue, site, member, { pos: false, office: true });
/** All that there is to say. */
export const staffShape = (catalogue: Catalogue, site: Site, member: Member): StaffOut =>
  shape(catalogue, site, member, { pos: true, office: true });
