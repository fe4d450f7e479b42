import { type Result, done, refuse } from "../../kit/brand.ts";
import type { StaffId } from "../ids.ts";
import type { CredentialRefusal } from "./credentials.ts";
import { type Role, mayManage } from "./roles.ts";

/** What the rules look at in somebody who can sign in. */
export type Member = Readonly<{ staffId: StaffId; username: string; role: Role; active: boolean }>;
export type MemberEdits = Partial<Pick<Member, "username" | "role" | "active">>;

/** Why something cannot be done about people and how they sign in; the first that applies is the one reported. */
export type PeopleRefusal =
  | Readonly<{ kind: "staff_not_found" }>
  /** A staff member who cannot sign in with a password. */
  | Readonly<{ kind: "person_not_found" }>
  /** One's own password and PIN are changed with the current password, not like somebody else's. */
  | Readonly<{ kind: "yourself"; what: "password" | "pin" }>
  /** Somebody of this role is not managed, or a role not given, by whoever asks. */
  | Readonly<{ kind: "above_you"; role: Role }>
  | Readonly<{ kind: "credential"; field: "username" | "password" | "pin"; why: CredentialRefusal }>
  /** One's password is another one than the one that was just asked for. */
  | Readonly<{ kind: "password_changed" }>
  | Readonly<{ kind: "last_owner" }>
  | Readonly<{ kind: "person_exists" }>
  | Readonly<{ kind: "username_taken" }>;

/** Usernames are kept and compared in lower case. */
export const plainUsername = (username: string): string => username.trim().toLowerCase();

/** Refuses to touch somebody of a role that `by` does not manage. Who cannot come in manages nobody. */
export const checkManages = (by: Member | undefined, role: Role): Result<true, PeopleRefusal> =>
  by?.active && mayManage(by.role, role) ? done(true) : refuse({ kind: "above_you", role });

const isActiveOwner = ({ role, active }: Pick<Member, "role" | "active">): boolean => active && role === "owner";

/**
 * Somebody with edits, as `by` may make them: nobody reaches up, nobody lifts anybody above what they manage, and one
 * owner who can come in is always left. `others` are all the other people of the company.
 */
export const editMember = <M extends Member>(
  member: M,
  others: readonly Member[],
  by: StaffId,
  edits: MemberEdits,
): Result<M, PeopleRefusal> => {
  const actor = [member, ...others].find(({ staffId }) => staffId === by);
  const after: M = { ...member, ...edits };
  for (const role of [member.role, after.role]) {
    const manages = checkManages(actor, role);
    if (!manages.ok) return manages;
  }
  if (isActiveOwner(member) && !isActiveOwner(after) && !others.some(isActiveOwner)) {
    return refuse({ kind: "last_owner" });
  }
  return done(after);
};
