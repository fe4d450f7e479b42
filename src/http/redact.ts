import { luhn } from "../kit/text.ts";

/**
 * What may be shown of a request in the request log: everything but what proves who somebody is. Passwords, PINs,
 * secrets, tokens, authorization headers, cookies, and what looks like the number of a payment card are replaced by
 * the mask. Texts are read as they came, so one that was cut off, or that is no good JSON, is no way around it.
 */
export type Redaction = Readonly<{
  mask: string;
  /** In OAuth, `code` is a secret too; elsewhere it is the code of a site or an app. */
  oauth: boolean;
}>;

export const MASK = "…";

const SECRET_WORDS = new Set(
  "password passwords passwd passphrase pwd secret secrets pin pincode cvv cvv2 cvc pan authorization cookie credentials".split(
    " ",
  ),
);
/** Ends of names that are written as one word. "headers" are those that an add-on has us send: its secrets. */
const SECRET_ENDS =
  /(?:password|passwd|secret|tokens?|assertion|apikey|accesskey|privatekey|signingkey|codeverifier|cardnumber|authdetails|^headers)$/;

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);

/** Whether what stands under a name is a secret, however the name is spelt. */
export const isSecretName = (name: string, oauth: boolean): boolean => {
  const words = wordsOf(name);
  const joined = words.join("");
  return words.some((word) => SECRET_WORDS.has(word)) || SECRET_ENDS.test(joined) || (oauth && joined === "code");
};

const CARD_RUN = /(?<![\d.])[2-6]\d{12,18}(?!\d)/g;
const CARD_GROUPS = /(?<![\d.])(?:[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{1,4}|3\d{3}([ -])\d{6}\2\d{5})(?!\d)/g;
/** Long enough for a secret, so that words of a sentence are none. */
const SCHEME = /\b(Bearer|Basic|OAuth)(\s+)[\w.~+/-]{16,}=*/gi;
const SESSION = /servery_session_[\w-]+/g;
const USER_INFO = /(\w:\/\/)[^\s/@"'\\]*:[^\s/@"'\\]*@/g;

/** What gives itself away by its form, wherever it stands. */
const plain = (text: string, { mask }: Redaction): string =>
  text
    .replaceAll(CARD_RUN, (digits) => (luhn(digits) ? mask : digits))
    .replaceAll(CARD_GROUPS, (digits) => (luhn(digits.replaceAll(/\D/g, "")) ? mask : digits))
    .replaceAll(SCHEME, (_, scheme: string, blank: string) => `${scheme}${blank}${mask}`)
    .replaceAll(SESSION, () => mask)
    .replaceAll(USER_INFO, (_, begin: string) => `${begin}${mask}@`);

const LOOSE = /([\w-]{3,60})(['"]?\s*[:=]\s*)('[^'\r\n]*'?|"[^"\r\n]*"?|[^\s,;&}\]'"]+)/g;

/** Secrets by their names in a text of any kind. */
const loose = (text: string, how: Redaction): string =>
  text.replaceAll(LOOSE, (all, name: string, between: string, value: string) => {
    if (!isSecretName(name, how.oauth)) return all;
    const quote = value.startsWith('"') || value.startsWith("'") ? value[0] : "";
    return `${name}${between}${quote}${how.mask}${quote}`;
  });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text; // not well-formed: it is looked at as it is
  }
};

/** `a=b&c=d`, as in an address or a form. */
export const redactPairs = (text: string, how: Redaction): string =>
  text
    .split("&")
    .map((pair) => {
      const cut = pair.indexOf("=");
      const name = cut < 0 ? pair : pair.slice(0, cut);
      if (cut < 0) return plain(name, how);
      const value = pair.slice(cut + 1);
      const read = decoded(value);
      if (value !== "" && isSecretName(decoded(name), how.oauth)) return `${name}=${how.mask}`;
      return `${name}=${plain(read, how) === read ? value : how.mask}`;
    })
    .join("&");

/** A path with its query, or a whole address. */
export const redactUrl = (url: string, how: Redaction): string => {
  const cut = url.indexOf("?");
  if (cut < 0) return plain(url, how);
  return `${plain(url.slice(0, cut), how)}?${redactPairs(url.slice(cut + 1), how)}`;
};

const HIDDEN_HEADERS = /^(?:cookie|set-cookie|x-csrf-token)$/;

/** One header's value; its name in any case. Of an authorization, its scheme stays. */
export const redactHeader = (name: string, value: string, how: Redaction): string => {
  const lower = name.toLowerCase();
  if (lower.endsWith("authorization")) {
    const [, scheme = ""] = /^([\w-]+)\s/.exec(value) ?? [];
    return `${scheme} ${how.mask}`.trim();
  }
  if (HIDDEN_HEADERS.test(lower) || isSecretName(lower, false)) return how.mask;
  return lower === "location" || lower === "referer" ? redactUrl(value, how) : plain(value, how);
};

const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|-?\d[\d.eE+-]*/g;
const COLON = /\s*:\s*/y;
const VALUE = /"(?:[^"\\]|\\[\s\S])*"?|[^\s,}\]]+/y;
/** Shown although their name is a secret's: that there is none tells nothing, and helps. */
const EMPTY = new Set(["null", "true", "false", '""']);

const keyOf = (token: string): string => {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
};

/** Where an object or a list ends that begins here; the end of the text when it was cut off. */
const endOfNested = (text: string, from: number): number => {
  let depth = 0;
  const part = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\]]/g;
  part.lastIndex = from;
  for (let found = part.exec(text); found; found = part.exec(text)) {
    const [token] = found;
    if (token === "{" || token === "[") depth++;
    else if ((token === "}" || token === "]") && --depth === 0) return part.lastIndex;
  }
  return text.length;
};

const valueAt = (text: string, from: number): { end: number; shown: string | undefined } => {
  if (text[from] === "{" || text[from] === "[") return { end: endOfNested(text, from), shown: undefined };
  VALUE.lastIndex = from;
  const [value = ""] = VALUE.exec(text) ?? [];
  return { end: from + value.length, shown: EMPTY.has(value) ? value : undefined };
};

/** JSON, whole or cut off; what is shown of it stays letter by letter as it was. */
export const redactJson = (text: string, how: Redaction): string => {
  let out = "";
  let done = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const [token] = found;
    const end = TOKEN.lastIndex;
    out += text.slice(done, found.index);
    done = end;
    COLON.lastIndex = end;
    const colon = token.startsWith('"') && COLON.exec(text);
    if (colon && isSecretName(keyOf(token), how.oauth)) {
      const value = valueAt(text, end + colon[0].length);
      out += `${token}${colon[0]}${value.shown ?? `"${how.mask}"`}`;
      done = value.end;
      TOKEN.lastIndex = done;
    } else {
      const shown = plain(token, how);
      out += shown !== token && !token.startsWith('"') ? `"${shown}"` : shown;
    }
  }
  return out + text.slice(done);
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A body as text. `length` is how long it was before it was cut; what is no text is only told of. */
export const redactBody = (
  bytes: Buffer,
  { type = "", length }: Readonly<{ type?: string | undefined; length: number }>,
  how: Redaction,
): string => {
  const kind = type.split(";", 1)[0]!.trim().toLowerCase();
  if (kind !== "" && !/^text\/|json$|xml$|^application\/x-www-form-urlencoded$/.test(kind)) {
    return `(${length} bytes of ${kind})`;
  }
  const text = bytes.toString("utf8");
  if (kind === "application/x-www-form-urlencoded") return redactPairs(text, how);
  if (!kind.endsWith("json") && !/^\s*[[{]/.test(text)) return loose(plain(text, how), how);
  const redacted = redactJson(text, how);
  return isJson(text) ? redacted : loose(plain(redacted, how), how);
};
