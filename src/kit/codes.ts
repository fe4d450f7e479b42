/** Crockford's base 32 in lower case: no i, l, o or u, so nothing on a crumpled receipt can be read two ways. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const HALF = 2 ** 20;
const ROUND_KEYS = [0x9e37, 0x85eb, 0xc2b2, 0x27d4] as const;

const roundOf = (half: number, key: number): number => {
  let x = Math.imul(half ^ key, 0x45d9f3b) >>> 0;
  x = Math.imul((x >>> 15) ^ x, 0x2c1b3c6d) >>> 0;
  return ((x >>> 12) ^ x) & (HALF - 1);
};

/** Ids that have a sale id: 2^40, about a million million orders. */
export const SALE_IDS = HALF * HALF;

/**
 * The eight characters printed on the receipt. A reversible mix (Feistel network) of the order's id: unique without
 * looking anything up, not in sequence, and the id can be read back from it.
 */
export const saleIdOf = (id: number): string => {
  if (!(id > 0 && id < SALE_IDS)) throw new RangeError(`no sale id for ${id}`);
  let left = Math.floor(id / HALF);
  let right = id % HALF;
  for (const key of ROUND_KEYS) [left, right] = [right, left ^ roundOf(right, key)];
  let rest = left * HALF + right;
  let text = "";
  for (let i = 0; i < 8; i++) {
    text = ALPHABET[rest % 32]! + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/** The order id behind a sale id; case and the look-alikes o, i, l do not matter. Undefined when it is none. */
export const idOfSaleId = (text: string): number | undefined => {
  if (!/^[0-9a-z]{8}$/i.test(text)) return undefined;
  let mixed = 0;
  for (const char of text.toLowerCase().replaceAll("o", "0").replace(/[il]/g, "1")) {
    const digit = ALPHABET.indexOf(char);
    if (digit < 0) return undefined;
    mixed = mixed * 32 + digit;
  }
  let left = Math.floor(mixed / HALF);
  let right = mixed % HALF;
  for (const key of [...ROUND_KEYS].reverse()) [left, right] = [right ^ roundOf(left, key), left];
  return left * HALF + right;
};

const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LINE_IDS = 62 ** 6;
const LINE_STEP = 30_482_094_989; // coprime to 62^6, so a whole order's line ids differ

/** LINE_STEP × this = 1, modulo LINE_IDS: the way back. */
const LINE_STEP_BACK = 3667303685n;

/** Which line of an order it is, by the six characters: the n of lineIdOf. */
export const lineCountOf = (orderId: number, lineId: string): number => {
  let value = 0n;
  for (const letter of lineId) value = value * 62n + BigInt(BASE_62.indexOf(letter));
  const n = ((value - BigInt(orderId) * 7_919n) * LINE_STEP_BACK) % BigInt(LINE_IDS);
  return Number(n < 0n ? n + BigInt(LINE_IDS) : n);
};

/** Six characters that name a line of an order for good: the n-th line ever added to that order. */
export const lineIdOf = (orderId: number, n: number): string => {
  let rest = Number((BigInt(orderId) * 7_919n + BigInt(n) * BigInt(LINE_STEP)) % BigInt(LINE_IDS));
  let text = "";
  for (let i = 0; i < 6; i++) {
    text = BASE_62[rest % 62]! + text;
    rest = Math.floor(rest / 62);
  }
  return text;
};
