import { rolePermissions } from "../domain/access/roles.ts";
import { csrfOf, isCsrfOf, isFromElsewhere, sessionOf } from "../http/session-cookie.ts";
import { sha256 } from "../kit/secrets.ts";
import type { SignedIn } from "../pages/frame.ts";
import type { Person, Session } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";
import { PageError, type PageAnswer, type PageAsk } from "./endpoint.ts";
import { formOf } from "./parameters.ts";

/** Somebody who signed in with their password in this browser. */
export type Visitor = Readonly<{
  token: string;
  csrf: string;
  session: Session;
  person: Person;
  /** What pages call them and where they work. */
  name: string;
  company: string;
  may: ReadonlySet<string>;
}>;

/** Who the browser's cookie says is here; undefined when nobody is signed in. */
export const visitorOf = async (storage: Storage, { raw, secure }: PageAsk): Promise<Visitor | undefined> => {
  const token = sessionOf(raw, secure);
  if (token === undefined) return undefined;
  const { people } = storage.access;
  const session = await people.session(sha256(token));
  if (!session || session.kind !== "password" || session.expiresAt <= storage.clock()) return undefined;
  const [person, catalogue] = await Promise.all([
    people.get(session.companyId, session.staffId),
    storage.reads(session.companyId).catalogue(),
  ]);
  if (!person) return undefined;
  const staff = catalogue.staff(person.staffId);
  return {
    token,
    csrf: csrfOf(token),
    session,
    person,
    name: staff ? `${staff.firstName} ${staff.lastName}` : person.username,
    company: catalogue.company.name,
    may: rolePermissions[person.role],
  };
};

/** The frame of a page for somebody who is signed in. */
export const signedInAs = ({ name, company, csrf, may }: Visitor): SignedIn => ({
  name,
  company,
  csrf,
  sections: [
    ...(may.has("apps:read") ? (["apps"] as const) : []),
    ...(may.has("addons:read") ? (["addons"] as const) : []),
    "account",
  ],
});

export const redirectTo = (location: string, headers: PageAnswer["headers"] = {}): PageAnswer => ({
  status: 303,
  location,
  headers: headers ?? {},
});

/** The page to sign in on, and back here afterwards. */
export const toSignIn = (back: string): PageAnswer => redirectTo(`/login?next=${encodeURIComponent(back)}`);

/** An address of our own to go on to: never another site's, however it is spelled. */
export const ownPath = (text: string | null | undefined, otherwise: string): string => {
  if (!text || text.length > 8_000 || !text.startsWith("/") || /[\\\p{Cc}]/u.test(text)) return otherwise;
  const here = "http://here.invalid";
  if (!URL.canParse(text, here)) return otherwise;
  const url = new URL(text, here);
  return url.origin === here && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}` : otherwise;
};

/** A form that a visitor sent from one of our own pages. Throws PageError 403. */
export const formFrom = (visitor: Visitor, ask: PageAsk): URLSearchParams => {
  const form = formOf(ask.body);
  if (isFromElsewhere(ask.raw, ask.base) || !isCsrfOf(visitor.token, form.get("csrf") ?? undefined)) {
    throw new PageError(
      403,
      "Please try again",
      "The form was too old or came from somewhere else.",
      "Go back, reload the page, and send it again.",
    );
  }
  return form;
};

/** Refuses people of a role that may not. Throws PageError 403. */
export const mustBeAllowed = (visitor: Visitor, permission: string): void => {
  if (visitor.may.has(permission)) return;
  throw new PageError(
    403,
    "Not for your role",
    `Somebody with the role ${visitor.person.role} may not do this.`,
    "Ask a manager or the owner of your company.",
  ).withWayBack("/account", "Go to your account");
};
