import { createHash } from "node:crypto";

/** A strong ETag over the very bytes that are sent. */
export const etagOfBytes = (bytes: Buffer): string =>
  `"${createHash("sha1").update(bytes).digest("base64url").slice(0, 22)}"`;

/** Whether If-None-Match names the ETag (RFC 9110 §13.1.2: weak comparison, `*` is any). */
export const matchesEtag = (ifNoneMatch: string | undefined, etag: string): boolean => {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
};
