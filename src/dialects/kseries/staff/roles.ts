import { createHash } from "node:crypto";
import type { Role } from "../../../domain/access/roles.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Permission, Staff } from "../../../domain/catalogue/records.ts";
import type { CompanyId } from "../../../domain/ids.ts";
import { BACK_OFFICE, POINT_OF_SALE } from "../../../domain/pos-user.ts";

/** Roles as this API has them: what somebody may do, one by one. Here they are the permissions of staff members. */

/** What registers know, whoever has it. */
const usual: readonly (readonly [code: string, name: string])[] = [
  ["FinishSale", "Finish sales"],
  ["HoldSale", "Hold sales"],
  ["ModifySales", "Change open sales"],
  ["AcceptOrders", "Accept and reject orders"],
  ["OpenDrawer", "Open the cash drawer"],
  ["CustomerLookup", "Look up customers"],
  ["MakeDiscount", "Give discounts"],
  ["Void", "Void lines and sales"],
  ["Refunds", "Refund sales"],
];

/** What people are who sign in with a password. */
const offices: Readonly<Record<Role, string>> = {
  owner: "Everything, with add-ons and their secrets",
  manager: "Run the venue",
  staff: "Serve",
};
const officePermission = (role: Role): Permission => ({
  code: role[0]!.toUpperCase() + role.slice(1),
  name: offices[role],
  domain: BACK_OFFICE,
});

/** "ModifySales" → "ROLE_MODIFY_SALES". */
export const roleName = ({ code }: Pick<Permission, "code">): string => {
  const words = code.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  return `ROLE_${words.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase()}`;
};

/** A number that is always the same for a role's name: six bytes of its digest. */
const idOfRole = (name: string): number => createHash("sha256").update(name).digest().readUIntBE(0, 6);

export const roleShape = (permission: Permission): { id: number; name: string } => {
  const name = roleName(permission);
  return { id: idOfRole(name), name };
};

const byName = (permissions: readonly Permission[]): ReadonlyMap<string, Permission> =>
  new Map(permissions.map((permission) => [roleName(permission), permission]));

const known = (catalogue: Catalogue, domain: string, always: readonly Permission[]): ReadonlyMap<string, Permission> =>
  byName([
    ...catalogue.all("staff").flatMap(({ permissions }) => permissions.filter((one) => one.domain === domain)),
    ...always,
  ]);

/** Every role that a user of the registers can have in this company, by name. */
export const posRoles = (catalogue: Catalogue): ReadonlyMap<string, Permission> =>
  known(
    catalogue,
    POINT_OF_SALE,
    usual.map(([code, name]) => ({ code, name, domain: POINT_OF_SALE })),
  );

/** The same for people who sign in with a password. */
export const officeRoles = (catalogue: Catalogue): ReadonlyMap<string, Permission> =>
  known(catalogue, BACK_OFFICE, (Object.keys(offices) as Role[]).map(officePermission));

/** The roles of a staff member: an administrator has all there are. `office` is what they are in the office, if they are. */
export const rolesOf = (catalogue: Catalogue, staff: Staff, office: Role | undefined): readonly Permission[] => {
  const own = (domain: string, all: ReadonlyMap<string, Permission>): readonly Permission[] =>
    staff.isAdmin ? [...all.values()] : staff.permissions.filter((one) => one.domain === domain);
  const atRegister = own(POINT_OF_SALE, posRoles(catalogue));
  if (office === undefined) return atRegister;
  const inOffice = staff.permissions.filter((one) => one.domain === BACK_OFFICE);
  return [...atRegister, officePermission(office), ...inOffice];
};

export const OWN_REPORTS = "STAFF_REPORT_OWN_ACCESS";
export const ALL_REPORTS = "STAFF_REPORT_ALL_ACCESS";
export const reportAccess: ReadonlyMap<string, string> = new Map([
  [OWN_REPORTS, "They see their own reports."],
  [ALL_REPORTS, "They see everybody's reports."],
]);

/** A group of users of a business: everybody of one role. */
export type Group = Readonly<{ id: number; role: Role; name: string; reportAccess: string }>;

const kinds: readonly Omit<Group, "id">[] = [
  { role: "owner", name: "Owners", reportAccess: ALL_REPORTS },
  { role: "manager", name: "Managers", reportAccess: ALL_REPORTS },
  { role: "staff", name: "Staff", reportAccess: OWN_REPORTS },
];
/** The groups of a business. Their ids follow from its own, so that no two businesses have one in common. */
export const groupsOf = (company: CompanyId): readonly Group[] =>
  kinds.map((kind, i) => ({ id: company * 10 + i + 1, ...kind }));

export const groupOf = (company: CompanyId, role: Role): Group =>
  groupsOf(company).find((group) => group.role === role)!;
export const groupRoles = ({ role }: Group): readonly Permission[] => [officePermission(role)];
