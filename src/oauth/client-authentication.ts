import type { Addon } from "../domain/access/addon.ts";
import { isSecretOf } from "../http/callers.ts";
import type { Storage } from "../storage/storage.ts";
import { OAuthError } from "./errors.ts";
import type { Parameters } from "./parameters.ts";

type Credentials = Readonly<{ id: string; secrets: readonly string[] }>;

/**
 * The client that sends a request: by Basic authentication, or by client_id and client_secret in the body (RFC 6749
 * §2.3.1); a public client names itself only. Throws OAuthError 401 `invalid_client`.
 */
export const authenticateClient = async (
  storage: Storage,
  authorization: string | undefined,
  parameters: Parameters,
): Promise<Addon> => {
  const named = parameters.get("client_id");
  const sent = parameters.get("client_secret");
  const basic = authorization === undefined ? undefined : basicOf(authorization);
  if (authorization !== undefined && !basic) throw refused("Authenticate the client with Basic or in the body.");
  const ways = basic ?? (named === undefined ? [] : [{ id: named, secrets: sent === undefined ? [] : [sent] }]);
  if (ways.length === 0) throw refused("The client must authenticate.");
  for (const { id, secrets } of ways) {
    const addon = await storage.access.addons.byClientId(id);
    if (!addon?.active) continue;
    if (basic && ((named !== undefined && named !== id) || (sent !== undefined && !secrets.includes(sent)))) {
      throw new OAuthError("invalid_request", "The header and the body name different credentials.");
    }
    const now = storage.clock();
    const good = addon.isPublic
      ? secrets.every((secret) => secret === "")
      : secrets.some((secret) => isSecretOf(addon, secret, now));
    if (good) return addon;
  }
  throw refused("The client id or secret is wrong.");
};

/** RFC 6749 §5.2; a 401 always says how to authenticate (RFC 9110 §15.5.2). */
export const refused = (description: string): OAuthError =>
  new OAuthError("invalid_client", description, 401, { "www-authenticate": 'Basic realm="Servery"' });

/**
 * What a Basic header can mean: id and secret as they are, which is how the vendors' clients write them, or
 * form-encoded first, which is how RFC 6749 §2.3.1 wants them.
 */
const basicOf = (authorization: string): Credentials[] | undefined => {
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  if (colon < 1) return undefined;
  const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)];
  const plain = { id, secrets: [secret] };
  const [decodedId, decodedSecret] = [formDecoded(id), formDecoded(secret)];
  if (decodedId === undefined || decodedSecret === undefined) return [plain];
  return decodedId === id && decodedSecret === secret ? [plain] : [plain, { id: decodedId, secrets: [decodedSecret] }];
};

const formDecoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined; // a percent sign that encodes nothing: it was meant as it is
  }
};
