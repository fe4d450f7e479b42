import type { AuthorizationId } from "../domain/ids.ts";
import { sha256 } from "../kit/secrets.ts";
import type { Authorization, Tokens } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";
import type { Flow } from "./flow.ts";

/** How long an access token lives (LA-06). */
export const ACCESS_MS = 3_600_000;

/** Fresh tokens: what goes to the client, and what is stored. */
export type Issued = Readonly<{ access: string; refresh: string | undefined; stored: Tokens }>;

/** Makes tokens in the form of the flow; nothing is stored yet. */
export const makeTokens = (flow: Flow, now: number, withRefresh: boolean): Issued => {
  const access = flow.newToken();
  const refresh = withRefresh ? flow.newToken() : undefined;
  return {
    access,
    refresh,
    stored: {
      access: { hash: sha256(access), createdAt: now, expiresAt: now + ACCESS_MS },
      ...(refresh !== undefined && { refresh: { hash: sha256(refresh), createdAt: now } }),
    },
  };
};

/** What a client is told of its tokens (RFC 6749 §5.1). */
export const tokenAnswer = (
  flow: Flow,
  { access, refresh }: Pick<Issued, "access" | "refresh">,
  permissions: readonly string[],
): Record<string, unknown> => {
  const scope = flow.scopeAnswer(permissions);
  return {
    access_token: access,
    token_type: flow.tokenType,
    ...(refresh !== undefined && { refresh_token: refresh }),
    expires_in: flow.expiresIn,
    ...(scope !== undefined && { scope }),
  };
};

export const newAuthorization = async (
  storage: Storage,
  about: Omit<Authorization, "id" | "createdAt">,
): Promise<Authorization> => ({
  ...about,
  id: (await storage.companies.newId("authorization")) as AuthorizationId,
  createdAt: storage.clock(),
});
