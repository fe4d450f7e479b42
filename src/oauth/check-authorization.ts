import type { Addon } from "../domain/access/addon.ts";
import { checkRedirectUri, isRegistered } from "../domain/access/redirect-uri.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { OAuthCode } from "./errors.ts";
import type { Flow } from "./flow.ts";
import type { Malformed, Parameters } from "./parameters.ts";
import { isChallenge } from "./pkce.ts";

/** An authorization request that a person can be asked about. */
export type Authorizing = Readonly<{
  addon: Addon;
  redirectUri: string;
  state: string | undefined;
  permissions: readonly string[];
  challenge: string | null;
}>;

/** Either a person is told, because nobody else can be trusted to be; or the client is, at its registered address. */
export type AuthorizationRefusal =
  | Readonly<{ tell: "person"; why: "client" | "client_not_here" | "redirect_uri" | "malformed"; says: string }>
  | Readonly<{ tell: "client"; redirectUri: string; state: string | undefined; code: OAuthCode; says: string }>;

export type AuthorizationRules = Readonly<{ flow: Flow; path: string; strict: boolean; loopback: boolean }>;

const person = (why: "client" | "client_not_here" | "redirect_uri" | "malformed", says: string) =>
  refuse({ tell: "person", why, says } as const);

/** Parameters that decide whom to trust: when one of these is sent twice, nobody is redirected. */
const TRUST = ["client_id", "redirect_uri", "state"];

/**
 * Checks an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3) in the order in which refusals win: who asks, where
 * to, and only then what for.
 */
export const checkAuthorization = (
  parameters: Parameters,
  malformed: Malformed | undefined,
  addon: Addon | undefined,
  { flow, path, strict, loopback }: AuthorizationRules,
): Result<Authorizing, AuthorizationRefusal> => {
  if (malformed && (!("name" in malformed) || TRUST.includes(malformed.name))) {
    return person("malformed", "The address that brought you here has a part twice, or one that is too long.");
  }
  if (!addon?.active) return person("client", "Servery does not know the app that sent you here.");
  if (!addon.apis.includes(flow.api)) return person("client_not_here", `${addon.name} is not set up for this way in.`);
  const redirectUri = parameters.get("redirect_uri");
  const registered =
    redirectUri !== undefined && isRegistered(redirectUri, addon.redirectUris, addon.isPublic, loopback);
  // One that was registered under looser settings is not good any more.
  if (!registered || checkRedirectUri(redirectUri, loopback)) {
    return person("redirect_uri", `${addon.name} wants to send you back to an address that it has not registered.`);
  }

  const state = parameters.get("state");
  const client = (code: OAuthCode, says: string) => refuse({ tell: "client", redirectUri, state, code, says } as const);
  if (malformed) return client("invalid_request", "A parameter was sent twice, or is too long.");
  const type = parameters.get("response_type");
  if (type === undefined) return client("invalid_request", "The parameter response_type is missing.");
  if (type !== "code") return client("unsupported_response_type", "response_type must be code.");
  if (parameters.has("request") || parameters.has("request_uri")) {
    return client("invalid_request", "Request objects are not supported.");
  }
  if (!addon.grants.includes("authorization_code")) {
    return client("unauthorized_client", "This client may not use authorization codes.");
  }
  const challenge = parameters.get("code_challenge");
  const method = parameters.get("code_challenge_method");
  if (challenge === undefined && method !== undefined) return client("invalid_request", "code_challenge is missing.");
  if (challenge !== undefined && method !== "S256")
    return client("invalid_request", "code_challenge_method must be S256.");
  if (challenge !== undefined && !isChallenge(challenge))
    return client("invalid_request", "code_challenge is not well-formed.");
  if (challenge === undefined && (strict || addon.isPublic)) {
    return client("invalid_request", "This client must use PKCE: send code_challenge with the method S256.");
  }
  const asked = flow.asked(parameters.get("scope"), addon, path);
  if (!asked.ok) {
    const says = asked.error.kind === "scope_missing" ? "Ask for a scope." : "The scope is not enabled on this client.";
    return client("invalid_scope", says);
  }
  return done({ addon, redirectUri, state, permissions: asked.value, challenge: challenge ?? null });
};
