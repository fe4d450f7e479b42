import type { Addon, Api } from "../domain/access/addon.ts";
import type { Allowance } from "../domain/access/permissions.ts";
import type { Result } from "../kit/brand.ts";

/** What a request for permissions comes to: which ones, or the scope that cannot be had. */
export type Asked = Result<
  readonly string[],
  Readonly<{ kind: "scope_missing" } | { kind: "scope_not_enabled"; name: string }>
>;

export type Choice = Allowance & Readonly<{ name: string }>;

/**
 * How one of the public APIs differs from the other where clients get their tokens. Everything that is not here, both
 * do alike.
 */
export type Flow = Readonly<{
  api: Api;
  paths: Readonly<{
    authorize: readonly string[];
    token: readonly string[];
    revoke: readonly string[];
    introspect: readonly string[];
  }>;
  /** Scopes that clients send out of habit, and that a refresh need not look at. */
  habitual: ReadonlySet<string>;
  /** What an authorization request asks for, out of its scope parameter. `path` is the one that was called. */
  asked(scope: string | undefined, addon: Addon, path: string): Asked;
  /** The same for a client's own credentials (RFC 6749 §4.4), where no person is asked. */
  askedByClient(scope: string | undefined, addon: Addon): Asked;
  /** What is asked for, in words. */
  choices(names: readonly string[]): readonly Choice[];
  /** Whether each choice is approved by itself, or all or none. */
  each: boolean;
  tokenType: "bearer" | "Bearer";
  /** What `expires_in` says of a fresh token. */
  expiresIn: number;
  /** The scope member of a token's answer; undefined leaves it out. */
  scopeAnswer(names: readonly string[]): string | undefined;
  /** Whether a refresh token is good once, and each refresh gives a new one; else it stays good. */
  refreshOnce: boolean;
  /** Whether the token endpoint takes its parameters in the query string as well. */
  queryParameters: boolean;
  /** A new token in the form that clients of this API know. */
  newToken(): string;
}>;
