import { createHash, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { demoData } from "../../src/demo/demo.ts";
import { DEMO_REDIRECT_URI } from "../../src/demo/addons.ts";
import type { Addon } from "../../src/domain/access/addon.ts";
import type { AddonId } from "../../src/domain/ids.ts";
import { type Answer, type Ask, type TestServery, basic, testAddon } from "../support/servery.ts";

/** One way through a flow by plain HTTP, as a browser without JavaScript and a client would go it. */

export type Fields = Readonly<Record<string, string>>;
export type Client = Readonly<{ id: string; secret: string; auth: string; redirectUri: string }>;

export const FORM = { "content-type": "application/x-www-form-urlencoded" } as const;

export const posted = (fields: Fields | string, headers: Fields = {}): Ask => ({
  method: "POST",
  auth: null,
  raw: typeof fields === "string" ? fields : new URLSearchParams(fields).toString(),
  headers: { ...FORM, ...headers },
});

export const demoClient = (servery: TestServery): Client => {
  const { client_id: id, client_secret: secret } = servery.kseries;
  return { id, secret, auth: basic(id, secret), redirectUri: DEMO_REDIRECT_URI };
};

/** The Kounta add-on of the demo. */
export const demoAddon = (servery: TestServery): Client => {
  const [id, secret] = Buffer.from(servery.auth.slice(6), "base64").toString().split(":") as [string, string];
  return { id, secret, auth: servery.auth, redirectUri: DEMO_REDIRECT_URI };
};

export const KSERIES = {
  apis: ["kseries"],
  scopes: ["orders-api", "financial-api", "items"],
  redirectUris: ["https://app.example/callback"],
} as const satisfies Partial<Addon>;

let nextId = 3_000;

/** A client of its own for one test. */
export const newClient = async (servery: TestServery, facts: Partial<Addon> = {}): Promise<Client> => {
  const id = nextId++;
  const clientId = facts.clientId ?? `client-${id}`;
  const secret = `secret-of-${id}`;
  const addon = testAddon({ ...KSERIES, ...facts, id: id as AddonId, clientId }, secret, servery.clock.now());
  await servery.storage.access.addons.add(addon);
  const redirectUri = addon.redirectUris[0] ?? "";
  return { id: clientId, secret, auth: basic(clientId, secret), redirectUri };
};

export const tokenInPage = (html: string): string => /name="csrf" value="([^"]+)"/.exec(html)![1]!;
export const cookieOf = (answer: Answer): string => answer.headers.get("set-cookie")!.split(";")[0]!;

/** Signs a person of the demo in; answers the session's cookie. */
export const signIn = async (servery: TestServery, username = "owner"): Promise<string> => {
  const { password } = demoData(0).people.find((person) => person.username === username)!;
  const page = await servery.ask("/login", { auth: null });
  const answer = await servery.ask("/login", posted({ csrf: tokenInPage(page.text), username, password }));
  expect(answer.status, answer.text).toBe(303);
  return cookieOf(answer);
};

export const REALM = "/realms/k-series/protocol/openid-connect";

/** The address of an authorization request; undefined leaves a parameter out. */
export const requestPath = (
  client: Pick<Client, "id" | "redirectUri">,
  more: Readonly<Record<string, string | undefined>> = {},
  path = "/oauth/authorize",
): string => {
  const all = {
    response_type: "code",
    client_id: client.id,
    redirect_uri: client.redirectUri,
    scope: path.startsWith("/oauth") || path.startsWith(REALM) ? "orders-api items" : undefined,
    state: "xyz",
    ...more,
  };
  const sent = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${path}?${new URLSearchParams(sent).toString()}`;
};

/** Opens the consent page and sends its form. */
export const decide = async (
  servery: TestServery,
  cookie: string,
  path: string,
  { scopes = ["orders-api", "items"], decision = "allow" }: { scopes?: readonly string[]; decision?: string } = {},
): Promise<Answer> => {
  const page = await servery.ask(path, { auth: null, headers: { cookie } });
  expect(page.status, page.text).toBe(200);
  const form = new URLSearchParams({ csrf: tokenInPage(page.text), decision });
  for (const scope of scopes) form.append("scope", scope);
  return servery.ask(actionIn(page.text), posted(form.toString(), { cookie }));
};

/** Where the consent form goes. */
export const actionIn = (html: string): string =>
  /<form method="post" action="([^"]+)"/.exec(html)![1]!.replaceAll("&amp;", "&");

export const backAt = (answer: Answer): URLSearchParams => {
  expect(answer.status, answer.text).toBe(303);
  return new URL(answer.headers.get("location")!).searchParams;
};

/** A code that somebody approved. */
export const codeFor = async (
  servery: TestServery,
  cookie: string,
  client: Client,
  more: Readonly<Record<string, string | undefined>> = {},
  path?: string,
): Promise<string> => {
  const request = requestPath(client, more, path);
  const scopes = (new URLSearchParams(request.split("?")[1]).get("scope") ?? "").split(" ");
  const code = backAt(await decide(servery, cookie, request, { scopes })).get("code");
  expect(code).toMatch(/^[\w-]{20,}$/);
  return code!;
};

export type Pair = Readonly<{ access_token: string; refresh_token: string }>;

export const exchange = (
  servery: TestServery,
  { auth, redirectUri }: Client,
  code: string,
  more: Fields = {},
  path = "/oauth/token",
): Promise<Answer> =>
  servery.ask(
    path,
    posted({ grant_type: "authorization_code", code, redirect_uri: redirectUri, ...more }, { authorization: auth }),
  );

export const refresh = (
  servery: TestServery,
  { auth }: Client,
  refresh_token: string,
  more: Fields = {},
  path = "/oauth/token",
): Promise<Answer> =>
  servery.ask(path, posted({ grant_type: "refresh_token", refresh_token, ...more }, { authorization: auth }));

/** First tokens of a fresh approval. */
export const tokensFor = async (
  servery: TestServery,
  cookie: string,
  client: Client,
  api: "oauth" | "v1" = "oauth",
) => {
  const path = api === "v1" ? "/authorize" : "/oauth/authorize";
  const code = await codeFor(servery, cookie, client, {}, path);
  const answer = await exchange(servery, client, code, {}, `/${api}/token`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json<Pair>();
};

export const introspect = async (servery: TestServery, { auth }: Client, token: string): Promise<Answer> =>
  servery.ask("/oauth/introspect", posted({ token }, { authorization: auth }));

/** 200 or 403 while the token lets somebody in, 401 when it does not. */
export const atApi = async (servery: TestServery, token: string, path = "/v1/companies/me.json"): Promise<number> =>
  (await servery.ask(path, { auth: `Bearer ${token}` })).status;

export const pkce = (): { verifier: string; challenge: string } => {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
};

/** Runs with a clock that stands still until it is set, in milliseconds after the start; gives the real one back. */
export const frozen = async (servery: TestServery, run: (at: (ms: number) => void) => Promise<void>): Promise<void> => {
  const start = Date.now();
  const at = (ms: number): void => void (servery.clock.now = () => start + ms);
  at(0);
  try {
    await run(at);
  } finally {
    servery.clock.now = Date.now;
  }
};

/** Changes an add-on as its owner would. */
export const change = async (servery: TestServery, client: Client, changes: Partial<Addon>): Promise<void> => {
  const { addons } = servery.storage.access;
  const { id, companyId } = (await addons.byClientId(client.id))!;
  await addons.change(companyId, id, (addon) => ({ ok: true, value: { ...addon, ...changes } }));
};

/** What RFC 6749 §5.2 says of an error answer. */
export const expectError = (answer: Answer, status: number, error: string): void => {
  expect([answer.status, answer.json().error], answer.text).toEqual([status, error]);
  expect(answer.json().error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  expect(Object.keys(answer.json()).sort()).toEqual(["error", "error_description"]);
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
};
