import { permissions } from "./permissions.ts";

/** What people of a company may be, the most powerful first. */
export const ROLES = ["owner", "manager", "staff"] as const;
export type Role = (typeof ROLES)[number];

const everyday = [
  "company:read",
  "customers:read",
  "customers:write",
  "products:read",
  "inventory:read",
  "taxes:read",
  "payment_methods:read",
  "orders:read",
  "orders:write",
  "checkins:read",
  /** One's own shift and breaks, cash in and out, the count of the till, X and Z reports. */
  "till:write",
] as const;

/** What everybody may do about themselves who signed in with a password: see and end sessions, change password and PIN. */
const ownAccount = "account:write";

const running = [
  ...Object.keys(permissions),
  ownAccount,
  "till:write",
  "registers:write",
  "devices:read",
  "devices:write",
  "people:read",
  "people:write",
  "apps:read",
  "apps:write",
  "deliveries:read",
  "deliveries:write",
  "printers:read",
  "printers:write",
  /** What the venue is: its company, registers, staff, ways of paying, tables, discounts, reasons. */
  "setup:write",
  "reports:read",
  "requests:read",
];

/**
 * What each role may do over the operator API and on the pages. Add-ons hold secrets of the company, so they are the
 * owner's; a manager runs the venue; staff serve.
 */
export const rolePermissions: Readonly<Record<Role, ReadonlySet<string>>> = {
  owner: new Set([...running, "addons:read", "addons:write"]),
  manager: new Set(running),
  staff: new Set([...everyday, ownAccount]),
};

/**
 * What somebody may do who signed in with a PIN, whatever their role: a PIN is short, and typed where guests can see
 * it, so it is for serving at the register and never reaches what is managed with a password.
 */
export const pinPermissions: ReadonlySet<string> = new Set([...everyday, "registers:write"]);

/** Whether somebody of one role may change what somebody of another can do: nobody reaches up. */
export const mayManage = (who: Role, whom: Role): boolean => who === "owner" || (who === "manager" && whom === "staff");
