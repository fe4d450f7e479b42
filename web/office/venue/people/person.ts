import { type Role, mayManage } from "../../../../src/domain/access/roles.ts";
import type { Rec } from "../../kit/records-data.ts";

export type { Role };
export const PATH = "people";

/** Somebody who can sign in, as `people` shows them. */
export type Login = Readonly<{
  id: number;
  username: string;
  name: string | null;
  role: Role;
  active: boolean;
  has_pin: boolean;
  created_at: string;
}>;
export type Staff = Rec &
  Readonly<{
    first_name: string;
    last_name: string;
    emails: readonly string[];
    mobile: string | null;
    phone: string | null;
    site_ids: readonly number[];
  }>;

type Words = Readonly<{ title: string; says: string; may: readonly string[]; not: readonly string[] }>;
export const roleWords: Readonly<Record<Role, Words>> = {
  owner: {
    title: "Owner",
    says: "Runs the business.",
    may: ["Everything a manager may", "Manage managers and other owners", "Add-ons and their secrets"],
    not: [],
  },
  manager: {
    title: "Manager",
    says: "Runs the venue.",
    may: ["Everything staff may", "Products, prices and set-up", "Reports and logs", "Manage people of the role staff"],
    not: ["Manage managers or owners", "Add-ons and their secrets"],
  },
  staff: {
    title: "Staff",
    says: "Serve guests.",
    may: ["Take orders and payments", "Customers and reservations", "Their own shift and the till"],
    not: ["Change products, prices or set-up", "See reports", "Manage anybody"],
  },
};

/** The roles that somebody may give and take away, the most powerful first. */
export const rolesOf = (mine: Role): readonly Role[] =>
  (["owner", "manager", "staff"] as const).filter((role) => mayManage(mine, role));

/** Why somebody of my role cannot manage one of theirs; undefined when they can. */
export const whyNot = (mine: Role, theirs: Role): string | undefined =>
  mayManage(mine, theirs)
    ? undefined
    : mine === "manager"
      ? `Managers manage people of the role staff only. Ask an owner to change ${theirs === "owner" ? "an owner" : "a manager"}.`
      : "You can look at this, but not change it.";

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password that nobody guesses, in groups that can be read out: "k7mw-qx2p-9hds-vb4t". */
export const newPassword = (): string => {
  const random = crypto.getRandomValues(new Uint32Array(16));
  const letters = [...random].map((number) => LETTERS[number % LETTERS.length]);
  return [0, 4, 8, 12].map((from) => letters.slice(from, from + 4).join("")).join("-");
};
