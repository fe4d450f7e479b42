import { checkPassword, checkPin, checkUsername } from "../domain/access/credentials.ts";
import {
  type MemberEdits,
  type PeopleRefusal,
  checkManages,
  editMember,
  plainUsername,
} from "../domain/access/people.ts";
import type { Role } from "../domain/access/roles.ts";
import type { CompanyId, StaffId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import { hashPassword } from "../kit/passwords.ts";
import type { Person } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";

/** Who does it: somebody of the company who signed in with a password. */
export type ByPerson = Readonly<{ company: CompanyId; staffId: StaffId }>;
export type NewPerson = Readonly<{ staffId: StaffId; username: string; password: string; role: Role }>;

type Outcome<T> = Promise<Result<T, PeopleRefusal>>;

const badPassword = (password: string, username: string): PeopleRefusal | undefined => {
  const why = checkPassword(password, username);
  return why && { kind: "credential", field: "password", why };
};
const badPin = (pin: string | null): PeopleRefusal | undefined => {
  const why = pin === null ? undefined : checkPin(pin);
  return why && { kind: "credential", field: "pin", why };
};
const badUsername = (username: string): PeopleRefusal | undefined => {
  const why = checkUsername(username);
  return why && { kind: "credential", field: "username", why };
};

/** Who of a company's staff can sign in, and how. Passwords and PINs are hashed with argon2id: throws PasswordsBusy. */
export const peopleCommands = (storage: Storage) => {
  const { people } = storage.access;

  const isStaff = async (company: CompanyId, staff: StaffId): Promise<boolean> =>
    (await storage.reads(company).catalogue()).staff(staff) !== undefined;

  /** Whether `by` may manage a staff member, with a username or without: those are of the role staff. */
  const manages = async ({ company, staffId }: ByPerson, staff: StaffId): Outcome<Person | undefined> => {
    if (!(await isStaff(company, staff))) return refuse({ kind: "staff_not_found" });
    const [by, person] = await Promise.all([people.get(company, staffId), people.get(company, staff)]);
    const allowed = checkManages(by, person?.role ?? "staff");
    return allowed.ok ? done(person) : allowed;
  };

  const changed = (result: Result<Person, PeopleRefusal | "not_found">): Result<Person, PeopleRefusal> => {
    if (result.ok) return result;
    return refuse(result.error === "not_found" ? { kind: "person_not_found" } : result.error);
  };

  const savePassword = async (
    company: CompanyId,
    staff: StaffId,
    password: string,
    allowed: (person: Person, others: readonly Person[]) => Result<true, PeopleRefusal>,
    keep?: string,
  ): Outcome<Person> => {
    const passwordHash = await hashPassword(password);
    const decide = (person: Person, others: readonly Person[]): Result<Person, PeopleRefusal> => {
      const may = allowed(person, others);
      return may.ok ? done({ ...person, passwordHash }) : may;
    };
    return changed(await people.change(company, staff, decide, keep));
  };

  const savePin = async (company: CompanyId, staff: StaffId, pin: string | null): Promise<void> =>
    people.setPin(company, staff, pin === null ? null : await hashPassword(pin), storage.clock());

  return {
    /** Lets a staff member sign in with a username and password. */
    async add(by: ByPerson, { staffId, username, password, role }: NewPerson): Outcome<Person> {
      const { company } = by;
      const name = plainUsername(username);
      if (!(await isStaff(company, staffId))) return refuse({ kind: "staff_not_found" });
      const allowed = checkManages(await people.get(company, by.staffId), role);
      if (!allowed.ok) return allowed;
      const bad = badUsername(name) ?? badPassword(password, name);
      if (bad) return refuse(bad);
      if (await people.get(company, staffId)) return refuse({ kind: "person_exists" });
      if (await people.byUsername(name)) return refuse({ kind: "username_taken" });
      const person: Person = {
        companyId: company,
        staffId,
        username: name,
        passwordHash: await hashPassword(password),
        role,
        active: true,
        createdAt: storage.clock(),
      };
      if (await people.add(person)) return done(person);
      // Somebody was quicker, with the same staff member or the same username.
      return refuse({ kind: (await people.get(company, staffId)) ? "person_exists" : "username_taken" });
    },

    /** Changes role and username, and whether somebody can come in at all; who cannot is signed out at once. */
    async edit(by: ByPerson, staff: StaffId, edits: MemberEdits): Outcome<Person> {
      const { company } = by;
      const username = edits.username === undefined ? undefined : plainUsername(edits.username);
      const isTaken = async (): Promise<boolean> => {
        const holder = username === undefined ? undefined : await people.byUsername(username);
        return holder !== undefined && !(holder.companyId === company && holder.staffId === staff);
      };
      const taken = await isTaken();
      const decide = (person: Person, others: readonly Person[]): Result<Person, PeopleRefusal> => {
        const edited = editMember(person, others, by.staffId, {
          ...edits,
          ...(username !== undefined && { username }),
        });
        if (!edited.ok) return edited;
        const bad = username === undefined ? undefined : badUsername(username);
        if (bad) return refuse(bad);
        return taken ? refuse({ kind: "username_taken" }) : edited;
      };
      try {
        return changed(await people.change(company, staff, decide));
      } catch (error) {
        if (await isTaken()) return refuse({ kind: "username_taken" }); // somebody took it after we looked
        throw error;
      }
    },

    /** A new password for somebody else; all their sessions end. */
    async setPassword(by: ByPerson, staff: StaffId, password: string): Outcome<Person> {
      if (staff === by.staffId) return refuse({ kind: "yourself", what: "password" });
      const managed = await manages(by, staff);
      if (!managed.ok) return managed;
      if (!managed.value) return refuse({ kind: "person_not_found" });
      const bad = badPassword(password, managed.value.username);
      if (bad) return refuse(bad);
      // Asked again with the change: either's role may be another one by now.
      return savePassword(by.company, staff, password, ({ role }, others) =>
        checkManages(
          others.find(({ staffId }) => staffId === by.staffId),
          role,
        ),
      );
    },

    /** A PIN for somebody else, or none any more; their sessions with the old one end. */
    async setPin(by: ByPerson, staff: StaffId, pin: string | null): Outcome<true> {
      if (staff === by.staffId) return refuse({ kind: "yourself", what: "pin" });
      const managed = await manages(by, staff);
      if (!managed.ok) return managed;
      const bad = badPin(pin);
      if (bad) return refuse(bad);
      await savePin(by.company, staff, pin);
      return done(true);
    },

    /** Signs somebody out everywhere; oneself too. */
    async signOut(by: ByPerson, staff: StaffId): Outcome<true> {
      const managed = staff === by.staffId ? done(undefined) : await manages(by, staff);
      if (!managed.ok) return managed;
      await people.endSessionsOf(by.company, staff);
      return done(true);
    },

    /** One's own password, which was asked for before; all sessions end but this one. */
    async changeOwnPassword(person: Person, password: string, keep: string): Outcome<Person> {
      const { companyId, staffId, username, passwordHash } = person;
      const bad = badPassword(password, username);
      if (bad) return refuse(bad);
      // The password that was asked for must still be the one there is: somebody else may be changing it as well.
      const isSame = (now: Person): Result<true, PeopleRefusal> =>
        now.active && now.passwordHash === passwordHash ? done(true) : refuse({ kind: "password_changed" });
      return savePassword(companyId, staffId, password, isSame, keep);
    },

    /** One's own PIN, after one's password was asked for; sessions with the old PIN end. */
    async changeOwnPin({ companyId, staffId }: Person, pin: string | null): Outcome<true> {
      const bad = badPin(pin);
      if (bad) return refuse(bad);
      await savePin(companyId, staffId, pin);
      return done(true);
    },
  };
};

export type PeopleCommands = ReturnType<typeof peopleCommands>;
