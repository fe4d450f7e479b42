/** JSON from strangers that is not good enough: where and why. */
export class JsonError extends Error {
  readonly position: number;
  constructor(what: string, position: number) {
    super(what);
    this.name = "JsonError";
    this.position = position;
  }
}

/** Arrays and objects inside each other. Far beyond any order; short enough that nothing recursive gets tired. */
export const JSON_DEPTH_MAX = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The position behind the string that begins at `at`. */
const endOfString = (text: string, at: number): number => {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i + 1;
  }
  throw new JsonError("a string that does not end", at);
};

/**
 * Reads JSON strictly: what `JSON.parse` forgives by choosing for the sender is an error here. Refused are keys that
 * stand twice in one object, keys that reach for prototypes, nesting beyond JSON_DEPTH_MAX, numbers that are not
 * finite, and text with half a surrogate pair or a NUL, which could not be stored and given back as it was.
 *
 * A whole number beyond 2^53 becomes its digits as a text: as a number it would be another one.
 */
export const parseStrictJson = (text: string): unknown => {
  if (!text.isWellFormed()) throw new JsonError("text that is not well-formed Unicode", 0);
  const wide: Wide[] = [];
  inspect(text, wide);
  let value: unknown;
  try {
    value = JSON.parse(wide.length === 0 ? text : quoted(text, wide));
  } catch (error) {
    throw new JsonError((error as Error).message, 0);
  }
  return value;
};

/** Where a whole number stands that is too wide for a number. */
type Wide = readonly [from: number, to: number];

const quoted = (text: string, wide: readonly Wide[]): string => {
  let done = 0;
  let out = "";
  for (const [from, to] of wide) {
    out += `${text.slice(done, from)}"${text.slice(from, to)}"`;
    done = to;
  }
  return out + text.slice(done);
};

/** Throws JsonError; notes the whole numbers that are too wide. */
const inspect = (text: string, wide: Wide[]): void => {
  /** The keys of each open object; null for an array. */
  const open: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length;) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keys && text.charCodeAt(skipSpace(text, end)) === 0x3a) noteKey(keys, text, i, end);
      else checkEscapes(text, i, end);
      i = end;
    } else if (code === 0x7b || code === 0x5b) {
      if (open.length >= JSON_DEPTH_MAX) throw new JsonError(`nested deeper than ${JSON_DEPTH_MAX}`, i);
      open.push(code === 0x7b ? new Set() : null);
      i++;
    } else if (code === 0x7d || code === 0x5d) {
      open.pop();
      i++;
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const from = i;
      i = checkNumber(text, from);
      if (i - from > 15 && isWide(text.slice(from, i))) wide.push([from, i]);
    } else {
      i++;
    }
  }
};

const skipSpace = (text: string, from: number): number => {
  let i = from;
  while (text.charCodeAt(i) <= 0x20) i++;
  return i;
};

const noteKey = (keys: Set<string>, text: string, from: number, to: number): void => {
  const raw = text.slice(from + 1, to - 1);
  const key = raw.includes("\\") ? unescape(text.slice(from, to), from) : raw;
  if (keys.has(key)) throw new JsonError(`the key "${key}" stands twice`, from);
  if (key === "__proto__" || key === "constructor" || key === "prototype") {
    throw new JsonError(`the key "${key}" is not allowed`, from);
  }
  keys.add(key);
};

const checkEscapes = (text: string, from: number, to: number): void => {
  const raw = text.slice(from, to);
  if (!raw.includes("\\u")) return;
  const value = unescape(raw, from);
  if (!value.isWellFormed()) throw new JsonError("half a surrogate pair", from);
  if (value.includes("\0")) throw new JsonError("a NUL character", from);
};

const unescape = (literal: string, at: number): string => {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw new JsonError("a string with an escape that JSON does not have", at);
  }
};

/** 0-9, ".", "e", "E", "+" and "-". */
const inNumber = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === 0x2d;

const isWide = (literal: string): boolean => /^-?[1-9]\d*$/.test(literal) && !Number.isSafeInteger(Number(literal));

const checkNumber = (text: string, from: number): number => {
  let i = from + 1;
  let exponent = false;
  for (let code = text.charCodeAt(i); inNumber(code); code = text.charCodeAt(++i)) exponent ||= (code | 0x20) === 0x65;
  if ((exponent || i - from > 15) && !Number.isFinite(Number(text.slice(from, i)))) {
    throw new JsonError("a number out of range", from);
  }
  return i;
};
