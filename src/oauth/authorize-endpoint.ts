import { newSecret, sha256 } from "../kit/secrets.ts";
import { consentPage } from "../pages/consent.ts";
import type { Storage } from "../storage/storage.ts";
import { formFrom, mustBeAllowed, redirectTo, toSignIn, type Visitor, visitorOf } from "./browser.ts";
import { type AuthorizationRefusal, type Authorizing, checkAuthorization } from "./check-authorization.ts";
import { type Endpoint, type PageAnswer, type PageAsk, PageError } from "./endpoint.ts";
import type { Flow } from "./flow.ts";
import { queryOf, readPairs } from "./parameters.ts";

/** How long a code is good (RFC 6749 §4.1.2 asks for ten minutes at the most). */
export const CODE_MS = 60_000;

export type AuthorizeParts = Readonly<{ storage: Storage; flows: readonly Flow[]; strict: boolean; loopback: boolean }>;

/** A request that can be put to somebody who is here and may answer it. */
type Put = Readonly<{ parts: AuthorizeParts; flow: Flow; ask: PageAsk; asked: Authorizing; visitor: Visitor }>;

/** The authorization endpoints: sign in, be asked, go back with a code. */
export const authorizeEndpoints = (parts: AuthorizeParts): readonly Endpoint[] =>
  parts.flows.flatMap((flow): Endpoint[] => {
    const endpoint = (id: string, method: Endpoint["method"], answer: (put: Put) => Promise<PageAnswer>): Endpoint => ({
      id: `oauth.${flow.api}.${id}`,
      method,
      paths: flow.paths.authorize,
      speaks: "html",
      async handle(ask) {
        const asked = await check(parts, flow, ask);
        if ("status" in asked) return asked;
        const visitor = await visitorOf(parts.storage, ask);
        if (!visitor) return toSignIn(ask.url);
        mustBeAllowed(visitor, "apps:write");
        return answer({ parts, flow, ask, asked, visitor });
      },
    });
    return [endpoint("authorize", "GET", (put) => consent(put)), endpoint("authorize.decide", "POST", decide)];
  });

/** What is asked for, or the answer to a request that cannot be put to anybody. */
const check = async (
  { storage, strict, loopback }: AuthorizeParts,
  flow: Flow,
  { url, path, base }: PageAsk,
): Promise<Authorizing | PageAnswer> => {
  const { parameters, malformed } = readPairs(queryOf(url));
  const clientId = parameters.get("client_id");
  const addon = clientId === undefined ? undefined : await storage.access.addons.byClientId(clientId);
  const checked = checkAuthorization(parameters, malformed, addon, { flow, path, strict, loopback });
  return checked.ok ? checked.value : refusal(checked.error, base);
};

/** RFC 6749 §4.1.2.1; an address that is not registered is never gone to. */
const refusal = (refused: AuthorizationRefusal, base: string): PageAnswer => {
  if (refused.tell === "person") {
    throw new PageError(
      400,
      "This connection cannot be made",
      refused.says,
      "Go back to the app, and tell its makers if it happens again.",
    );
  }
  const { redirectUri, state, code, says } = refused;
  return backTo(redirectUri, { error: code, error_description: says, state, iss: base });
};

/** Back to the client's address with what it has to know; what the address has of its own stays (§3.1.2). */
const backTo = (redirectUri: string, tell: Readonly<Record<string, string | undefined>>): PageAnswer => {
  const added = new URLSearchParams(
    Object.entries(tell).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const joint = redirectUri.includes("?") ? (/[?&]$/.test(redirectUri) ? "" : "&") : "?";
  return redirectTo(`${redirectUri}${joint}${added.toString()}`);
};

/** What a dialog that is answered as a whole showed, so that nothing is approved that came to it afterwards. */
const SHOWN = "shown";
const shownOf = (permissions: readonly string[]): string => sha256([...permissions].sort().join(" ")).slice(0, 16);

/** The address that the dialog's form is sent to: the one it is on, with what was shown where that matters. */
const actionOf = (flow: Flow, { url }: PageAsk, permissions: readonly string[]): string => {
  if (flow.each) return url;
  const query = queryOf(url);
  query.set(SHOWN, shownOf(permissions));
  return `${url.split("?", 1)[0]!}?${query.toString()}`;
};

const consent = async ({ parts, flow, ask, asked, visitor }: Put, problem?: string): Promise<PageAnswer> => {
  const { addon, redirectUri, permissions } = asked;
  const owner = (await parts.storage.reads(addon.companyId).catalogue()).company.name;
  const { name, description } = addon;
  const { protocol, host } = new URL(redirectUri);
  return {
    status: problem === undefined ? 200 : 400,
    // The client sends people on from its own address, and browsers hold the policy against all of the way.
    formsTo: protocol === "https:" ? "https:" : "https: http:",
    html: consentPage({
      csrf: visitor.csrf,
      action: actionOf(flow, ask, permissions),
      app: { name, description, owner },
      company: visitor.company,
      person: visitor.name,
      returnsTo: host,
      each: flow.each,
      choices: flow.choices(permissions),
      ...(problem !== undefined && { problem }),
    }),
  };
};

const decide = async (put: Put): Promise<PageAnswer> => {
  const { parts, flow, ask, asked, visitor } = put;
  const { storage } = parts;
  const { addon, redirectUri, state, permissions, challenge } = asked;
  const form = formFrom(visitor, ask);
  const chosen = new Set(form.getAll("scope"));
  // Only what was asked for can be approved, whatever the form says.
  const approved = flow.each ? permissions.filter((name) => chosen.has(name)) : permissions;
  if (form.get("decision") !== "allow") {
    const denied = { error: "access_denied", error_description: "The person did not approve.", state, iss: ask.base };
    return backTo(redirectUri, denied);
  }
  if (approved.length === 0) {
    const problem = "Tick at least one box, or choose “Don't allow”.";
    return consent(put, problem);
  }
  const shown = queryOf(ask.url).get(SHOWN);
  if (!flow.each && shown !== null && shown !== shownOf(permissions)) {
    const problem = `${addon.name} has changed what it asks for. Please look again.`;
    return consent(put, problem);
  }
  const code = newSecret(24);
  const createdAt = storage.clock();
  await storage.access.tokens.addCode({
    hash: sha256(code),
    companyId: visitor.person.companyId,
    addonId: addon.id,
    staffId: visitor.person.staffId,
    api: flow.api,
    permissions: approved,
    redirectUri,
    challenge,
    createdAt,
    expiresAt: createdAt + CODE_MS,
  });
  return backTo(redirectUri, { code, state, iss: ask.base });
};
