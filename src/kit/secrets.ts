import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** What is stored of a secret or token that is random anyway: SHA-256 in hex. Passwords and PINs need argon2id instead. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Whether two texts are the same, in a time that tells nothing about where they differ. */
export const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** A secret that nobody can guess: 192 random bits or as many as asked for, in letters that need no escaping. */
export const newSecret = (bytes = 24): string => randomBytes(bytes).toString("base64url");
