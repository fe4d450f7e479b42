import { type CredentialRefusal, checkPin } from "../domain/access/credentials.ts";
import type { Permission, Staff } from "../domain/catalogue/records.ts";
import { usualStaff } from "../domain/catalogue/staff-rules.ts";
import type { CompanyId, SiteId, StaffId } from "../domain/ids.ts";
import { POINT_OF_SALE, type PosUser, posUsernameKey, withPermissionsOf } from "../domain/pos-user.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import { hashPassword } from "../kit/passwords.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";

/** A user of the registers, as somebody hands one in. */
export type PosUserFacts = Omit<PosUser, "staffId"> &
  Readonly<{
    /** Null: none, and so no signing in at a register. */
    pin: string | null;
    firstName: string;
    lastName: string;
    /** What they may do at the register. */
    permissions: readonly Permission[];
  }>;

/** In order of precedence: when several apply, the first is the one reported. */
export type StaffRefusal =
  | Readonly<{ kind: "site_not_found"; id: SiteId }>
  | Readonly<{ kind: "staff_not_found" }>
  | Readonly<{ kind: "pin"; why: CredentialRefusal }>
  /** Owners and managers set their own PIN, and nobody shuts them out in this way. */
  | Readonly<{ kind: "above" }>
  | Readonly<{ kind: "username_taken"; username: string }>;

type Saved = Promise<Result<Staff, StaffRefusal>>;

/** Somebody without a name of their own is called by their username, so that screens and receipts have a name. */
const namesOf = ({ firstName, lastName, username }: PosUserFacts): Pick<Staff, "firstName" | "lastName"> =>
  firstName.trim() === "" && lastName.trim() === "" ? { firstName: username, lastName: "" } : { firstName, lastName };

const badPin = (pin: string | null): StaffRefusal | undefined => {
  const why = pin === null ? undefined : checkPin(pin);
  return why && { kind: "pin", why };
};

/** Makes and changes who serves at registers, and where. PINs are hashed with argon2id: throws PasswordsBusy. */
export const staffCommands = (storage: Storage) => {
  const { people } = storage.access;

  /** Made before anything is written: hashing is what may be refused when too many sign in at once. */
  const hashOf = async ({ pin, active }: PosUserFacts): Promise<string | null> =>
    active && pin !== null && checkPin(pin) === undefined ? hashPassword(pin) : null;
  /** PINs are in the store of who may come in. A crash between the record and this leaves somebody without one. */
  const savePin = (company: CompanyId, staff: StaffId, hash: string | null): Promise<void> =>
    people.setPin(company, staff, hash, storage.clock());

  const change = (
    company: CompanyId,
    id: StaffId,
    decide: (before: Staff, tx: ChangeTx) => Promise<Result<Staff, StaffRefusal>>,
  ): Saved =>
    storage.change<Staff, StaffRefusal>(company, async (tx) => {
      const before = tx.catalogue.staff(id);
      if (!before) return refuse({ kind: "staff_not_found" });
      const after = await decide(before, tx);
      return after.ok && after.value !== before ? done(await tx.records.save("staff", after.value)) : after;
    });

  return {
    async add(company: CompanyId, site: SiteId, facts: PosUserFacts): Saved {
      const bad = badPin(facts.pin);
      if (bad) return refuse(bad);
      const hash = await hashOf(facts);
      const added = await storage.change<Staff, StaffRefusal>(company, async (tx) => {
        if (!tx.catalogue.site(site)) return refuse({ kind: "site_not_found", id: site });
        const id = tx.newId("catalogue") as StaffId;
        const named = await putUser(tx, id, facts);
        if (!named.ok) return named;
        const { permissions } = facts;
        return done(
          await tx.records.add("staff", { ...usualStaff, ...namesOf(facts), id, siteIds: [site], permissions }),
        );
      });
      if (added.ok && hash !== null) await savePin(company, added.value.id, hash);
      return added;
    },

    /** Everything about somebody who works at the site, their PIN included. */
    async replace(company: CompanyId, site: SiteId, id: StaffId, facts: PosUserFacts): Saved {
      const person = await people.get(company, id);
      const ownsPin = person !== undefined && person.role !== "staff";
      const hash = ownsPin ? null : await hashOf(facts);
      const saved = await change(company, id, async (before, tx) => {
        if (!before.siteIds.includes(site)) return refuse({ kind: "staff_not_found" });
        const bad = badPin(facts.pin);
        if (bad) return refuse(bad);
        if (ownsPin && (facts.pin !== null || !facts.active)) return refuse({ kind: "above" });
        const named = await putUser(tx, id, facts);
        if (!named.ok) return named;
        const permissions = withPermissionsOf(POINT_OF_SALE, before.permissions, facts.permissions);
        return done({ ...before, ...namesOf(facts), permissions });
      });
      if (saved.ok && !ownsPin) await savePin(company, id, hash);
      return saved;
    },

    /** Lets somebody work at further sites. */
    assign: (company: CompanyId, id: StaffId, sites: readonly SiteId[]): Saved =>
      change(company, id, (before, tx) => {
        const unknown = sites.find((site) => !tx.catalogue.site(site));
        if (unknown !== undefined) return Promise.resolve(refuse({ kind: "site_not_found", id: unknown }));
        const further = [...new Set(sites)].filter((site) => !before.siteIds.includes(site));
        const after = { ...before, siteIds: [...before.siteIds, ...further] };
        return Promise.resolve(done(further.length > 0 ? after : before));
      }),

    /** They work there no more; without a site, nowhere. */
    unassign: (company: CompanyId, id: StaffId, site?: SiteId): Saved =>
      change(company, id, (before) => {
        const siteIds = site === undefined ? [] : before.siteIds.filter((one) => one !== site);
        return Promise.resolve(done(siteIds.length < before.siteIds.length ? { ...before, siteIds } : before));
      }),
  };
};

/** Writes what registers know of somebody. A username belongs to one staff member of the company. */
const putUser = async (
  tx: ChangeTx,
  staffId: StaffId,
  { username, active, visible, reportAccess }: PosUserFacts,
): Promise<Result<null, StaffRefusal>> => {
  const { documents } = tx;
  const key = posUsernameKey(username);
  const holder = await documents.get("pos_username", key);
  if (holder && holder.staffId !== staffId) return refuse({ kind: "username_taken", username });
  const before = await documents.get("pos_user", String(staffId));
  const keyBefore = before && posUsernameKey(before.username);
  if (keyBefore !== undefined && keyBefore !== key) documents.remove("pos_username", keyBefore);
  if (!holder) documents.put("pos_username", key, { staffId });
  documents.put("pos_user", String(staffId), { staffId, username, active, visible, reportAccess });
  return done(null);
};
