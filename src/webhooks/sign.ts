import type { Addon } from "../domain/access/addon.ts";
import { signWith } from "../kit/sealed-hmac.ts";

/** What a message is signed with: the key of the present secret first, then that of one that is being replaced. */
export const signingKeysOf = (addon: Addon, now: number): readonly string[] =>
  [addon.signing, addon.oldSecret && addon.oldSecret.until > now ? addon.oldSecret.signing : null].filter(
    (key): key is string => key !== null,
  );

/**
 * Headers that prove where a message comes from: the vendor's (hex HMAC-SHA256 of the raw body), and those of Standard
 * Webhooks, whose key is the client secret (`whsec_` and its base64). While a secret is being replaced both sign; the
 * vendor's header has room for one, so the old one's stands beside it.
 */
export const signatureHeaders = (
  keys: readonly string[],
  id: string,
  timestampSeconds: number,
  body: Buffer,
): Record<string, string> => {
  const stem = { "webhook-id": id, "webhook-timestamp": String(timestampSeconds) };
  if (keys.length === 0) return stem;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestampSeconds}.`), body]);
  const [now, before] = keys.map((key) => signWith(key, body).toString("hex"));
  return {
    ...stem,
    "webhook-signature": keys.map((key) => `v1,${signWith(key, signed).toString("base64")}`).join(" "),
    "x-kounta-signature": now!,
    ...(before !== undefined && { "x-kounta-signature-previous": before }),
  };
};
