import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { sameText } from "../kit/secrets.ts";

/** The session's cookie: bound to this very host where TLS allows it (RFC 6265bis §4.1.3.2). */
const SECURE_NAME = "__Host-servery";
const PLAIN_NAME = "servery_session";

const cookieName = (secure: boolean): string => (secure ? SECURE_NAME : PLAIN_NAME);

/** Every cookie of a request that has this name; a well-behaved browser sends one. */
const cookiesNamed = (header: string | undefined, name: string): string[] =>
  (header ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });

/** The session token that a browser sent. */
export const sessionOf = ({ headers }: Pick<IncomingMessage, "headers">, secure: boolean): string | undefined => {
  const found = cookiesNamed(headers.cookie, cookieName(secure));
  return found.length === 1 && /^[\w-]{20,100}$/.test(found[0]!) ? found[0] : undefined;
};

/** `Set-Cookie` that begins a session; no script reads it, and other sites' forms do not send it. */
export const sessionCookie = (token: string, secure: boolean, maxAgeSeconds: number): string =>
  `${cookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? "; Secure" : ""}`;

export const endedCookie = (secure: boolean): string => sessionCookie("", secure, 0);

/** What a form or script of ours must send with a session's cookie to change anything: another site cannot know it. */
export const csrfOf = (token: string): string => createHmac("sha256", token).update("csrf").digest("base64url");

export const isCsrfOf = (token: string, sent: string | undefined): boolean =>
  sent !== undefined && sameText(csrfOf(token), sent);

/**
 * Whether a browser says that another site made it send this. Without `Origin` and `Sec-Fetch-Site` it is an old
 * browser or no browser, and the token has to do.
 */
export const isFromElsewhere = ({ headers }: Pick<IncomingMessage, "headers">, base: string): boolean => {
  const { origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  return origin !== undefined && origin !== base;
};
