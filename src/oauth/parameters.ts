import { isJsonType, readJson } from "../http/body.ts";
import { HttpError } from "../http/errors.ts";
import { OAuthError } from "./errors.ts";

/** Parameters of a request, each at most once; an empty one counts as absent (RFC 6749 §3.1, §3.2). */
export type Parameters = ReadonlyMap<string, string>;

/** Longest value of any parameter. Codes, verifiers and states are far below it. */
export const PARAMETER_MAX = 4_000;
const PARAMETERS_MAX = 50;

/** What is wrong with a set of parameters before anybody looks at what they say. */
export type Malformed = Readonly<{ kind: "repeated" | "too_long"; name: string } | { kind: "too_many" | "not_text" }>;

const wordsOf = (malformed: Malformed): string => {
  switch (malformed.kind) {
    case "repeated":
      return `The parameter ${malformed.name} may be sent once only.`;
    case "too_long":
      return `The parameter ${malformed.name} is too long.`;
    case "too_many":
      return "There are too many parameters.";
    case "not_text":
      return "Every parameter must be a text.";
  }
};

/** Reads pairs, and says what is malformed about them. Names that are repeated are looked at before all else. */
export const readPairs = (
  pairs: Iterable<readonly [string, unknown]>,
): { parameters: Parameters; malformed: Malformed | undefined } => {
  const parameters = new Map<string, string>();
  let malformed: Malformed | undefined;
  let count = 0;
  for (const [name, value] of pairs) {
    if (++count > PARAMETERS_MAX) return { parameters, malformed: { kind: "too_many" } };
    if (value === null || value === undefined || value === "") continue;
    if (typeof value !== "string") {
      malformed ??= { kind: "not_text" };
      continue;
    }
    if (parameters.has(name)) malformed ??= { kind: "repeated", name: shown(name) };
    else if (value.length > PARAMETER_MAX) malformed ??= { kind: "too_long", name: shown(name) };
    else parameters.set(name, value);
  }
  return { parameters, malformed };
};

const shown = (name: string): string => (/^[\w.-]{1,40}$/.test(name) ? name : "that was sent");

export const queryOf = (url: string): URLSearchParams => {
  const at = url.indexOf("?");
  return new URLSearchParams(at < 0 ? "" : url.slice(at + 1));
};

const isForm = (type: string | undefined): boolean =>
  type?.split(";", 1)[0]?.trim().toLowerCase() === "application/x-www-form-urlencoded";

export const formOf = (body: Buffer | undefined): URLSearchParams => new URLSearchParams(body?.toString() ?? "");

/**
 * The parameters of a request to the token endpoint: a form, JSON with texts, and where the vendor's clients send them
 * there, the query string. The same parameter in both places counts as sent twice. Throws OAuthError.
 */
export const tokenParameters = (
  request: Readonly<{ url: string; body: Buffer | undefined; type: string | undefined }>,
  queryAllowed: boolean,
): Parameters => {
  const inQuery = [...queryOf(request.url)];
  if (inQuery.length > 0 && !queryAllowed) {
    throw new OAuthError("invalid_request", "Send the parameters in the body, not in the query string.");
  }
  if (inQuery.some(([name]) => name === "client_secret")) {
    // RFC 6749 §2.3.1: never in the address, where it would be written down on the way.
    throw new OAuthError("invalid_request", "Send the client secret in the Authorization header or the body.");
  }
  const pairs = [...inQuery, ...bodyPairs(request)];
  const { parameters, malformed } = readPairs(pairs);
  if (malformed) throw new OAuthError("invalid_request", wordsOf(malformed));
  return parameters;
};

const bodyPairs = ({
  body,
  type,
}: Readonly<{ body: Buffer | undefined; type: string | undefined }>): [string, unknown][] => {
  if (!body || body.length === 0) return [];
  if (isForm(type)) return [...formOf(body)];
  if (!isJsonType(type)) {
    throw new OAuthError("invalid_request", "Send the body as application/x-www-form-urlencoded or application/json.");
  }
  let read: unknown;
  try {
    read = readJson(body);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw new OAuthError("invalid_request", "The body is not well-formed JSON.");
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    throw new OAuthError("invalid_request", "The body must be a JSON object.");
  }
  // A client in the wild sends `"scope": []`: nothing asked for.
  return Object.entries(read).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
};
