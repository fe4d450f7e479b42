import { createHmac, randomBytes } from "node:crypto";
import { endedCookie, isFromElsewhere, sessionCookie, sessionOf } from "../http/session-cookie.ts";
import { sameText, sha256 } from "../kit/secrets.ts";
import { signInPage } from "../pages/sign-in.ts";
import type { Storage } from "../storage/storage.ts";
import { formFrom, ownPath, redirectTo, visitorOf } from "./browser.ts";
import type { Endpoint, PageAsk } from "./endpoint.ts";
import { formOf, queryOf } from "./parameters.ts";
import { SESSION_MS, type SignInRefusal, type SignIns } from "./sign-in.ts";

/** Where people go when they came for nothing else. */
const HOME = "/account";

const wordsOf = (refusal: SignInRefusal): string =>
  refusal.kind === "wrong"
    ? "The username or password is wrong."
    : `Too many wrong passwords. Try again in ${Math.ceil(refusal.ms / 60_000)} min.`;

/**
 * The sign-in form is open to everybody, so it has no session to bind its token to. A browser that says that the form
 * came from a page of ours is believed: a page elsewhere cannot make it say so. For browsers that say nothing the form
 * carries the hour, sealed with a key of this process; the key is not shared with other servers on the database.
 */
const seals = () => {
  const key = randomBytes(32);
  const seal = (hour: number): string => createHmac("sha256", key).update(String(hour)).digest("base64url");
  const hourAt = (now: number): number => Math.floor(now / 3_600_000);
  return {
    make: (now: number) => seal(hourAt(now)),
    check: (now: number, sent: string) => [0, 1].some((ago) => sameText(seal(hourAt(now) - ago), sent)),
  };
};

/** `/login` and `/logout`. */
export const signInPages = (
  storage: Storage,
  signIns: SignIns,
  appAt: (next: string) => Promise<string | undefined>,
) => {
  const sealed = seals();
  const form = async (next: string, more: { username?: string; problem?: string } = {}): Promise<string> => {
    const app = await appAt(next);
    return signInPage({ csrf: sealed.make(storage.clock()), next, ...(app !== undefined && { app }), ...more });
  };
  const nextIn = (ask: PageAsk): string => ownPath(queryOf(ask.url).get("next"), HOME);

  return [
    {
      id: "pages.sign_in",
      method: "GET",
      paths: ["/login"],
      speaks: "html",
      async handle(ask) {
        const next = nextIn(ask);
        if (await visitorOf(storage, ask)) return redirectTo(next);
        return { status: 200, html: await form(next) };
      },
    },
    {
      id: "pages.sign_in.send",
      method: "POST",
      paths: ["/login"],
      speaks: "html",
      async handle(ask) {
        const sent = formOf(ask.body);
        const next = ownPath(sent.get("next"), HOME);
        const username = (sent.get("username") ?? "").slice(0, 200);
        const password = (sent.get("password") ?? "").slice(0, 1_000);
        const ours = ask.raw.headers.origin === ask.base || sealed.check(storage.clock(), sent.get("csrf") ?? "");
        if (isFromElsewhere(ask.raw, ask.base) || !ours) {
          const problem = "The form was too old or came from somewhere else. Please try again.";
          return { status: 403, html: await form(next, { username, problem }) };
        }
        if (username === "" || password === "") {
          return { status: 400, html: await form(next, { username, problem: "Type your username and password." }) };
        }
        const found = await signIns.withPassword(username, password, ask.address);
        if (!found.ok) {
          const resting = found.error.kind === "resting" ? found.error : undefined;
          return {
            status: resting ? 429 : 401,
            html: await form(next, { username, problem: wordsOf(found.error) }),
            ...(resting && { headers: { "retry-after": String(Math.ceil(resting.ms / 1_000)) } }),
          };
        }
        // Whoever was signed in here before is not any more: the new session is a new token.
        const before = sessionOf(ask.raw, ask.secure);
        if (before !== undefined) await storage.access.people.endSession(sha256(before));
        return redirectTo(next, { "set-cookie": sessionCookie(found.value.token, ask.secure, SESSION_MS / 1_000) });
      },
    },
    {
      id: "pages.sign_out",
      method: "POST",
      paths: ["/logout"],
      speaks: "html",
      async handle(ask) {
        const next = ownPath(formOf(ask.body).get("next"), "/login");
        const visitor = await visitorOf(storage, ask);
        if (visitor) {
          formFrom(visitor, ask);
          await storage.access.people.endSession(visitor.session.hash);
        }
        return redirectTo(next, { "set-cookie": endedCookie(ask.secure) });
      },
    },
  ] as const satisfies readonly Endpoint[];
};
