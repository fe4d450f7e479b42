import { errors } from "undici";
import type { SendFailure } from "../outgoing.ts";

export type Failure = Readonly<{ why: SendFailure; says: string }>;

/** A failure that we know the reason of when it happens. */
export class Unsent extends Error {
  readonly why: SendFailure;

  constructor(why: SendFailure, says: string) {
    super(says);
    this.name = "Unsent";
    this.why = why;
  }
}

const reset: Failure = { why: "reset", says: "The receiver closed the connection before its answer was complete." };
const refused: Failure = { why: "refused", says: "The receiver refused the connection." };
const noWay: Failure = { why: "refused", says: "There is no way to the receiver from here." };
const late: Failure = { why: "timeout", says: "The receiver did not answer in time." };
const badRequest: Failure = { why: "protocol", says: "The headers of the request cannot be sent." };
const notHttp: Failure = { why: "protocol", says: "The receiver's answer is not HTTP." };
const untrusted: Failure = { why: "certificate", says: "The receiver's certificate is not from a known authority." };

/** By the code of Node's, OpenSSL's or undici's error. */
const byCode: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: refused,
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  EHOSTDOWN: noWay,
  ENETDOWN: noWay,
  EADDRNOTAVAIL: noWay,
  EACCES: noWay,
  EPERM: noWay,
  ECONNRESET: reset,
  ECONNABORTED: reset,
  EPIPE: reset,
  UND_ERR_SOCKET: reset,
  ETIMEDOUT: late,
  UND_ERR_HEADERS_OVERFLOW: { why: "answer_too_large", says: "The headers of the answer are too large." },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: notHttp,
  UND_ERR_INVALID_ARG: badRequest,
  UND_ERR_NOT_SUPPORTED: badRequest,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: { why: "certificate", says: "The receiver's certificate is for another host." },
  CERT_HAS_EXPIRED: { why: "certificate", says: "The receiver's certificate has run out." },
};

/** By how the code begins, for families of codes. */
const byFamily: readonly (readonly [RegExp, Failure])[] = [
  [/^(?:EPROTO$|ERR_SSL_)/, { why: "protocol", says: "No secure connection could be agreed with the receiver." }],
  [
    /^(?:CERT_|CRL_|UNABLE_TO_|ERROR_IN_C|INVALID_|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_)/,
    { why: "certificate", says: "The receiver's certificate cannot be trusted." },
  ],
];

/** What went wrong, in a word and a sentence that the owner of the address may read. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof Unsent) return { why: error.why, says: error.message };
  if (error instanceof errors.HTTPParserError) return notHttp; // it has a code for some of its reasons only
  const { code, name = "unknown" } = (error ?? {}) as { code?: unknown; name?: string };
  if (typeof code !== "string") return { why: "protocol", says: `The exchange failed (${name}).` };
  return (
    byCode[code] ??
    byFamily.find(([family]) => family.test(code))?.[1] ?? { why: "protocol", says: `The exchange failed (${code}).` }
  );
};
