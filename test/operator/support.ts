import { people } from "../../src/demo/staff.ts";
import type { RegisterId, StaffId } from "../../src/domain/ids.ts";
import { SESSION_PREFIX } from "../../src/http/callers.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import type { Answer, Ask, TestServery } from "../support/servery.ts";

export type Person = "owner" | "manager" | "southbank" | "barista" | "waiter";

/** The register that the devices of these tests stand at, at the first site. */
export const REGISTER = 16;

export const staffIdOf = (who: Person): number => people.find(({ username }) => username === who)!.staffId;
export const passwordOf = (who: Person): string => people.find(({ username }) => username === who)!.password;

/** A fresh session of somebody of the demo, put into the store: signing in takes a core for a while. */
export const sessionOf = async (
  { storage, clock, company }: TestServery,
  who: Person | number,
  kind: "password" | "pin" = "password",
): Promise<string> => {
  const token = `${SESSION_PREFIX}${newSecret(32)}`;
  const createdAt = clock.now();
  await storage.access.people.addSession({
    hash: sha256(token),
    companyId: company,
    staffId: (typeof who === "number" ? who : staffIdOf(who)) as StaffId,
    registerId: kind === "pin" ? (REGISTER as RegisterId) : null,
    kind,
    createdAt,
    expiresAt: createdAt + 3_600_000,
  });
  return token;
};

export type Operator = ((path: string, ask?: Ask) => Promise<Answer>) & Readonly<{ auth: string }>;

/** Asks as somebody of the demo: below `/admin/api/companies/5678/`, or any path that begins with "/". */
export const as = async (servery: TestServery, who: Person | number, kind?: "pin"): Promise<Operator> => {
  const auth = `Bearer ${await sessionOf(servery, who, kind)}`;
  const ask = (path: string, how: Ask = {}): Promise<Answer> =>
    servery.ask(/^(?:https?:|\/)/.test(path) ? path : `/admin/api/companies/5678/${path}`, { ...how, auth });
  return Object.assign(ask, { auth });
};

/** Signs in over HTTP; answers the status only. */
export const signIn = async (servery: TestServery, username: string, password: string): Promise<number> => {
  const body = { username, password };
  return (await servery.ask("/admin/api/sessions", { method: "POST", body, auth: null })).status;
};

/** Whether a session is still good. */
export const isIn = async (servery: TestServery, auth: string): Promise<boolean> =>
  (await servery.ask("/admin/api/session", { auth })).status === 200;
