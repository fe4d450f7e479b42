import { Unreachable } from "../../../common/api.ts";

/** Who asks over a public API: an add-on with its id and secret, or whoever holds a token. */
export type Credentials = Readonly<{ clientId: string; secret: string }> | Readonly<{ token: string }>;

const utf8 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

export const authorizationOf = (who: Credentials): string =>
  "token" in who ? `Bearer ${who.token}` : `Basic ${btoa(utf8(`${who.clientId}:${who.secret}`))}`;

const ANSWER_WITHIN_MS = 20_000;

/** Sends a request as an add-on, never as the person who is signed in. Throws Unreachable. */
export const sendAs = async (
  who: Credentials,
  method: string,
  path: string,
  { json, form }: Readonly<{ json?: unknown; form?: Readonly<Record<string, string>> }> = {},
): Promise<Response> => {
  try {
    return await fetch(path, {
      method,
      headers: {
        authorization: authorizationOf(who),
        accept: "application/json",
        ...(json !== undefined && { "content-type": "application/json" }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form && { body: new URLSearchParams(form) }),
      // No cookie goes along, and the browser does not ask for a name and password of its own.
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  } catch (error) {
    throw new Unreachable(error);
  }
};
