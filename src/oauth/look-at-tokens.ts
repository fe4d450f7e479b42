import { type Addon, mayStill } from "../domain/access/addon.ts";
import { sha256 } from "../kit/secrets.ts";
import type { AccessToken, RefreshToken } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";
import { refused } from "./client-authentication.ts";
import { OAuthError } from "./errors.ts";
import type { Parameters } from "./parameters.ts";

type Found = Readonly<{ access: AccessToken | undefined; refresh: RefreshToken | undefined }>;

/** A token of this client, as either kind; the hint is only a hint (RFC 7009 §2.1), so both are looked at. */
const ownToken = async (storage: Storage, addon: Addon, parameters: Parameters): Promise<Found & { hash: string }> => {
  const token = parameters.get("token");
  if (token === undefined) throw new OAuthError("invalid_request", "The parameter token is missing.");
  const hash = sha256(token);
  const [access, refresh] = await Promise.all([
    storage.access.tokens.accessToken(hash),
    storage.access.tokens.refreshToken(hash),
  ]);
  const own = <T extends AccessToken | RefreshToken>(found: T | undefined): T | undefined =>
    found?.addon.id === addon.id ? found : undefined;
  return { hash, access: own(access), refresh: own(refresh) };
};

/**
 * RFC 7009: an access token ends alone, a refresh token with everything that stands on the same approval. A token that
 * is not there, or another client's, is no error (§2.2).
 */
export const revoke = async (storage: Storage, addon: Addon, parameters: Parameters): Promise<void> => {
  const { hash, access, refresh } = await ownToken(storage, addon, parameters);
  if (refresh) await storage.access.tokens.end(refresh.authorization.companyId, refresh.authorization.id);
  else if (access) await storage.access.tokens.endAccessToken(hash);
};

const seconds = (ms: number): number => Math.floor(ms / 1_000);

/** RFC 7662 §2.2, for a client's own tokens only: of all others it learns no more than "not active". */
export const introspect = async (
  storage: Storage,
  addon: Addon,
  parameters: Parameters,
  issuer: string,
): Promise<object> => {
  if (addon.isPublic) throw refused("A client without a secret cannot ask."); // §2.1
  const { access, refresh } = await ownToken(storage, addon, parameters);
  const live = access && access.expiresAt > storage.clock() ? access : undefined;
  const found = live ?? (refresh?.usedAt === null ? refresh : undefined);
  if (!found) return { active: false };
  const { authorization } = found;
  return {
    active: true,
    iss: issuer,
    client_id: addon.clientId,
    scope: [...mayStill(addon, authorization.api, authorization.permissions)].join(" "),
    iat: seconds(found.createdAt),
    ...(live && { token_type: "Bearer", exp: seconds(live.expiresAt) }),
    ...(authorization.staffId !== null && { sub: String(authorization.staffId) }),
    company_id: authorization.companyId,
  };
};
