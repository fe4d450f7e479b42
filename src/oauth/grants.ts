import { type Addon, type GrantType, GRANTS, mayStill } from "../domain/access/addon.ts";
import { sha256 } from "../kit/secrets.ts";
import type { UsedCode } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";
import { OAuthError } from "./errors.ts";
import type { Flow } from "./flow.ts";
import { makeTokens, newAuthorization, tokenAnswer } from "./issue.ts";
import type { Parameters } from "./parameters.ts";
import { verifies } from "./pkce.ts";
import type { SingleUse } from "./single-use.ts";

export type GrantAsk = Readonly<{
  storage: Storage;
  flow: Flow;
  addon: Addon;
  parameters: Parameters;
  uses: SingleUse;
  /** When the request came in, in milliseconds of the process. */
  startedAt: number;
}>;
export type GrantAnswer = Record<string, unknown>;

const need = (parameters: Parameters, name: string): string => {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError("invalid_request", `The parameter ${name} is missing.`);
  return value;
};

const badCode = (): OAuthError =>
  new OAuthError("invalid_grant", "The code is not good: it is wrong, was used, is too old, or is not this client's.");
const badRefresh = (): OAuthError =>
  new OAuthError("invalid_grant", "The refresh token is not good: it is wrong, was used, or was taken back.");

/** RFC 6749 §4.1.3: a code for the first tokens. */
const byCode = async (ask: GrantAsk): Promise<GrantAnswer> => {
  const { storage, flow, addon, parameters } = ask;
  const { tokens } = storage.access;
  const code = await tokens.code(sha256(need(parameters, "code")));
  const redirectUri = need(parameters, "redirect_uri");
  if (!code || code.addonId !== addon.id || code.api !== flow.api) throw badCode();
  await refuseUsed(ask, code);
  const now = storage.clock();
  if (code.expiresAt <= now || code.redirectUri !== redirectUri) throw badCode();
  checkVerifier(code, parameters.get("code_verifier"));

  const authorization = await newAuthorization(storage, {
    companyId: code.companyId,
    addonId: addon.id,
    staffId: code.staffId,
    api: flow.api,
    permissions: code.permissions,
  });
  const issued = makeTokens(flow, now, addon.grants.includes("refresh_token"));
  if (!(await ask.uses.use(code.hash, () => tokens.redeem(code, authorization, issued.stored, now)))) throw badCode();
  return tokenAnswer(flow, issued, toTell(ask, code.permissions));
};

/** RFC 6749 §4.1.2: a code that is used again takes back what it gave. */
const refuseUsed = async ({ storage, uses, startedAt }: GrantAsk, code: UsedCode): Promise<void> => {
  if (code.usedAt === null) return;
  if (code.authorizationId !== null && uses.isReplay(code.hash, startedAt)) {
    await storage.access.tokens.end(code.companyId, code.authorizationId);
  }
  throw badCode();
};

/** RFC 7636 §4.6; a verifier for a code that was asked for without a challenge is a mix-up (RFC 9700 §2.1.1). */
const checkVerifier = ({ challenge }: UsedCode, verifier: string | undefined): void => {
  if (challenge === null && verifier === undefined) return;
  if (challenge === null || verifier === undefined || !verifies(verifier, challenge)) {
    throw new OAuthError("invalid_grant", "The code_verifier does not match the code_challenge.");
  }
};

/** RFC 6749 §6. */
const byRefreshToken = async (ask: GrantAsk): Promise<GrantAnswer> => {
  const { storage, flow, addon, parameters, uses, startedAt } = ask;
  const { tokens } = storage.access;
  const text = need(parameters, "refresh_token");
  const found = await tokens.refreshToken(sha256(text));
  if (!found || found.addon.id !== addon.id || found.authorization.api !== flow.api) throw badRefresh();
  const { authorization } = found;
  if (found.usedAt !== null) {
    // One that worked once is back: whoever has the family now, it ends (LA-07).
    if (uses.isReplay(found.hash, startedAt)) await tokens.end(authorization.companyId, authorization.id);
    throw badRefresh();
  }
  checkScope(authorization.permissions, flow, parameters.get("scope"));
  const permissions = toTell(ask, authorization.permissions);
  const now = storage.clock();

  if (!flow.refreshOnce && !addon.isPublic) {
    const issued = makeTokens(flow, now, false);
    if (!(await tokens.renew(authorization, issued.stored))) throw badRefresh();
    return tokenAnswer(flow, { access: issued.access, refresh: text }, permissions);
  }
  const issued = makeTokens(flow, now, true);
  if (!(await uses.use(found.hash, () => tokens.rotate(found, issued.stored, now)))) throw badRefresh();
  return tokenAnswer(flow, issued, permissions);
};

/**
 * A scope parameter at refresh may repeat what was approved, or a part of it (RFC 6749 §6). The new token has all of
 * it either way: the vendor documents no narrowing, so a client that repeats its scopes must not lose any by it.
 */
const checkScope = (approved: readonly string[], flow: Flow, scope: string | undefined): void => {
  if (scope === undefined || flow.scopeAnswer(approved) === undefined) return;
  const more = scope.split(" ").some((name) => name !== "" && !approved.includes(name) && !flow.habitual.has(name));
  if (more) throw new OAuthError("invalid_scope", "The scope goes beyond what was approved.");
};

/** What the answer says that the token is good for: what the owner took from the add-on meanwhile is not in it. */
const toTell = ({ addon, flow }: GrantAsk, approved: readonly string[]): readonly string[] => {
  const may = mayStill(addon, flow.api, approved);
  return approved.filter((name) => may.has(name));
};

/** RFC 6749 §4.4: a client for itself, in its owner's own company. No refresh token (§4.4.3). */
const byClient = async ({ storage, flow, addon, parameters }: GrantAsk): Promise<GrantAnswer> => {
  const asked = flow.askedByClient(parameters.get("scope"), addon);
  if (!asked.ok) {
    const what = asked.error.kind === "scope_missing" ? "There is no scope" : "The scope is not one";
    throw new OAuthError("invalid_scope", `${what} that this client may have with its own credentials.`);
  }
  const authorization = await newAuthorization(storage, {
    companyId: addon.companyId,
    addonId: addon.id,
    staffId: null,
    api: flow.api,
    permissions: asked.value,
  });
  const issued = makeTokens(flow, storage.clock(), false);
  if (!(await storage.access.tokens.authorize(authorization, issued.stored))) {
    throw new OAuthError("unauthorized_client", "The company of this client has disconnected it.");
  }
  return tokenAnswer(flow, issued, asked.value);
};

const grants: Readonly<Record<GrantType, (ask: GrantAsk) => Promise<GrantAnswer>>> = {
  authorization_code: byCode,
  refresh_token: byRefreshToken,
  client_credentials: byClient,
};

const isGrant = (name: string): name is GrantType => (GRANTS as readonly string[]).includes(name);

/** Gives the client what its grant is good for. Throws OAuthError. */
export const grantTokens = (ask: GrantAsk): Promise<GrantAnswer> => {
  const type = need(ask.parameters, "grant_type");
  if (!isGrant(type)) {
    throw new OAuthError("unsupported_grant_type", `grant_type must be one of ${GRANTS.join(", ")}.`);
  }
  if (!ask.addon.grants.includes(type)) {
    throw new OAuthError("unauthorized_client", `This client may not use the grant ${type}.`);
  }
  return grants[type](ask);
};
