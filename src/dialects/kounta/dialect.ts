import type { Dialect } from "../../http/route.ts";

const JSON_ACCEPTED = /(^|[,\s])(application\/json|application\/\*|\*\/\*)/i;

/**
 * Clients of this API are known to take the words "expired" and "invalid" in any error as the sign to refresh their
 * token and try again, without end. Outside of 401 they are never used.
 */
const withoutTokenWords = (text: string): string =>
  text.replace(/\binvalid\b/g, "not valid").replace(/\bexpired\b/g, "over");

/** The conventions of the Kounta API that every route of it shares. */
export const kounta: Dialect = {
  name: "kounta",
  prefix: "/v1/",
  acceptsJson: (accept, suffixed) => suffixed || (accept !== undefined && JSON_ACCEPTED.test(accept)),
  errorBody({ status, code, description, detail }, requestId) {
    if (status === 429) return description; // bare text, as the vendor answers it
    const told = status === 401 ? description : withoutTokenWords(description);
    return { error: code, error_description: told, ...detail, request_id: requestId };
  },
};
