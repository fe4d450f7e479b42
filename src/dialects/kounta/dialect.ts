import type { Dialect } from "../../http/route.ts";

/** Media ranges that JSON falls under, the most precise first: the first that is named decides (RFC 9110 §12.5.1). */
const JSON_RANGES = ["application/json", "application/*", "*/*"];

/** Whether an Accept header takes JSON. A range with `q=0` refuses what it names. */
const takesJson = (accept: string): boolean => {
  const ranges = new Map<string, boolean>();
  for (const part of accept.split(",")) {
    const [range = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    ranges.set(range, !parameters.some((parameter) => /^q=0(\.0{0,3})?$/.test(parameter)));
  }
  const decisive = JSON_RANGES.find((range) => ranges.has(range));
  return decisive !== undefined && ranges.get(decisive) === true;
};

/**
 * Clients of this API are known to take the words "expired" and "invalid" anywhere in an error as the sign to refresh
 * their token and try again, without end. Outside of 401 they are never used, not even to repeat what the client sent.
 */
const withoutTokenWords = (text: string): string =>
  text.replaceAll("invalid", "not valid").replaceAll("expired", "over");

const withoutTokenWordsIn = (detail: object): object =>
  Object.fromEntries(
    Object.entries(detail).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "string" ? withoutTokenWords(value) : value,
    ]),
  );

/** The conventions of the Kounta API that every route of it shares. */
export const kounta: Dialect = {
  name: "kounta",
  prefixes: ["/v1/"],
  acceptsJson: (accept, suffixed) => suffixed || (accept !== undefined && takesJson(accept)),
  errorBody({ status, code, description, detail, requestId }) {
    if (status === 429) return description; // bare text, as the vendor answers it
    const shown = { error: code, error_description: description, ...detail };
    return { ...(status === 401 ? shown : withoutTokenWordsIn(shown)), request_id: requestId };
  },
};
