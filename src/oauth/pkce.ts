import { createHash } from "node:crypto";
import { sameText } from "../kit/secrets.ts";

/** RFC 7636 §4.2: what S256 makes is always 43 letters. */
export const isChallenge = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** RFC 7636 §4.1 */
export const isVerifier = (text: string): boolean => /^[A-Za-z0-9._~-]{43,128}$/.test(text);

/** RFC 7636 §4.6 */
export const verifies = (verifier: string, challenge: string): boolean =>
  isVerifier(verifier) && sameText(createHash("sha256").update(verifier).digest("base64url"), challenge);
