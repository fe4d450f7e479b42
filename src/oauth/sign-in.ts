import type { CompanyId, RegisterId, StaffId } from "../domain/ids.ts";
import { SESSION_PREFIX } from "../http/callers.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import { isPassword } from "../kit/passwords.ts";
import { newSecret, sha256 } from "../kit/secrets.ts";
import type { Person, Session } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";
import type { Throttle } from "./throttle.ts";

/** How long somebody stays signed in: a working day. */
export const SESSION_MS = 12 * 3_600_000;

export type SignInRefusal =
  | Readonly<{ kind: "wrong" }>
  /** Too many wrong ones; milliseconds to wait. */
  | Readonly<{ kind: "resting"; ms: number }>;

export type SignedInSession = Readonly<{ token: string; session: Session }>;

export type SignInParts = Readonly<{ storage: Storage; throttle: Throttle }>;

/** People come in: with a username and password, or at a register's device with a PIN. Throws PasswordsBusy. */
export const signIns = ({ storage, throttle }: SignInParts) => {
  const { people } = storage.access;

  /** One try against a stored hash, counted. An unknown account takes as long as a wrong password. */
  const attempt = async (
    account: string,
    address: string,
    stored: string | undefined,
    secret: string,
  ): Promise<Result<true, SignInRefusal>> => {
    const ms = throttle.rest(account, address);
    if (ms > 0) return refuse({ kind: "resting", ms });
    // Counted before the answer is known, so that many at once are not many free tries.
    throttle.failed(account, address);
    if (!(await isPassword(stored, secret))) return refuse({ kind: "wrong" });
    throttle.succeeded(account, address);
    return done(true);
  };

  const begin = async (
    who: Readonly<{ companyId: CompanyId; staffId: StaffId }>,
    kind: Session["kind"],
    registerId: RegisterId | null,
  ): Promise<Result<SignedInSession, SignInRefusal>> => {
    const token = `${SESSION_PREFIX}${newSecret(32)}`;
    const createdAt = storage.clock();
    const { companyId, staffId } = who;
    const session: Session = {
      hash: sha256(token),
      companyId,
      staffId,
      registerId,
      kind,
      createdAt,
      expiresAt: createdAt + SESSION_MS,
    };
    return (await people.addSession(session)) ? done({ token, session }) : refuse({ kind: "wrong" });
  };

  return {
    async withPassword(
      username: string,
      password: string,
      address: string,
    ): Promise<Result<SignedInSession & Readonly<{ person: Person }>, SignInRefusal>> {
      const name = username.trim().toLowerCase();
      const person = await people.byUsername(name);
      const account = `password ${name}`;
      const tried = await attempt(account, address, person?.active ? person.passwordHash : undefined, password);
      if (!tried.ok) return tried;
      const begun = await begin(person!, "password", null);
      if (!begun.ok) return begun;
      // The password may have been changed while this one was being checked: what ended the other sessions has missed
      // this one then.
      const now = await people.get(person!.companyId, person!.staffId);
      if (now?.active && now.passwordHash === person!.passwordHash) return done({ ...begun.value, person: now });
      await people.endSession(begun.value.session.hash);
      return refuse({ kind: "wrong" });
    },

    /** A staff member of the device's company, at the device's register. */
    async withPin(
      device: Readonly<{ companyId: CompanyId; registerId: RegisterId }>,
      staffId: StaffId,
      pin: string,
      address: string,
    ): Promise<Result<SignedInSession, SignInRefusal>> {
      const { companyId, registerId } = device;
      const [person, stored] = await Promise.all([people.get(companyId, staffId), people.pin(companyId, staffId)]);
      const account = `pin ${companyId} ${staffId}`;
      const tried = await attempt(account, address, person?.active === false ? undefined : stored, pin);
      if (!tried.ok) return tried;
      const begun = await begin({ companyId, staffId }, "pin", registerId);
      if (!begun.ok || (await people.pin(companyId, staffId)) === stored) return begun; // else as above
      await people.endSession(begun.value.session.hash);
      return refuse({ kind: "wrong" });
    },

    /** Whether somebody who is signed in knows their password, asked again before something grave. */
    confirm: (person: Person, password: string, address: string) =>
      attempt(`password ${person.username}`, address, person.passwordHash, password),
  };
};

export type SignIns = ReturnType<typeof signIns>;
