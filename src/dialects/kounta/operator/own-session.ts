import { HttpError } from "../../../http/errors.ts";
import type { Ask } from "../../../http/route.ts";
import { csrfOf, endedCookie, isFromElsewhere, sessionCookie, sessionOf } from "../../../http/session-cookie.ts";
import { sha256 } from "../../../kit/secrets.ts";
import { SESSION_MS } from "../../../oauth/sign-in.ts";

type Request = Pick<Ask<unknown, unknown, unknown>, "headers" | "base">;

const isSecure = ({ base }: Request): boolean => base.startsWith("https:");

/** The token that a request's Authorization header holds. */
export const bearerOf = ({ headers }: Request): string | undefined =>
  /^(?:bearer|oauth) +(\S+) *$/i.exec(headers["authorization"] ?? "")?.[1];

const cookieOf = (request: Request): string | undefined =>
  sessionOf({ headers: { cookie: request.headers["cookie"] } }, isSecure(request));

/** The session that an operator's request came with, and whether a browser's cookie brought it. The guard let it in. */
export const ownSession = (request: Request): Readonly<{ token: string; hash: string; byCookie: boolean }> => {
  const byCookie = request.headers["authorization"] === undefined;
  const token = (byCookie ? cookieOf(request) : bearerOf(request)) ?? "";
  return { token, hash: sha256(token), byCookie };
};

/** What a script on our own pages sends with the cookie; undefined for a caller with a token of its own. */
export const csrfTokenOf = (request: Request): string | undefined => {
  const { token, byCookie } = ownSession(request);
  return byCookie ? csrfOf(token) : undefined;
};

/** The session that this browser had until now, which a new one replaces. */
export const replacedSession = (request: Request): string | undefined => {
  const token = cookieOf(request);
  return token === undefined ? undefined : sha256(token);
};

/** No other site may sign a browser in as somebody it chose. Throws HttpError 403. */
export const mustBeHere = ({ headers, base }: Request): void => {
  const told = { origin: headers["origin"], "sec-fetch-site": headers["sec-fetch-site"] };
  if (isFromElsewhere({ headers: told }, base)) {
    throw new HttpError(403, "csrf", "Only our own pages can ask for a cookie.");
  }
};

export const beginCookie = (request: Request, token: string): string =>
  sessionCookie(token, isSecure(request), SESSION_MS / 1_000);

/** Headers of an answer after which this browser is not signed in any more. */
export const endCookie = (request: Request): Record<string, string> =>
  ownSession(request).byCookie ? { "set-cookie": endedCookie(isSecure(request)) } : {};
