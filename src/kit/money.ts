import Big from "big.js";
import type { Brand } from "./brand.ts";

/**
 * Money. Amounts that were rounded are whole numbers of the currency's smallest unit (`Minor`); everything before
 * rounding is an exact decimal (`Dec`). There is no binary floating point in between, and one rounding rule: half away
 * from zero, so that a refund is the exact mirror of its sale. docs/money.md has the worked examples.
 */
export type Dec = Big;

/** An exact amount in the currency's smallest unit: 1250 is twelve dollars fifty. */
export type Minor = Brand<number, "Minor">;

const Decimal = Big();
Decimal.DP = 20;
Decimal.RM = Big.roundHalfUp; // big.js rounds the magnitude, so this is half away from zero
Decimal.NE = -30;
Decimal.PE = 40;

export const dec = (value: string | number | Dec): Dec => new Decimal(value);
export const ZERO: Dec = dec(0);
export const ONE: Dec = dec(1);

/** Wraps a whole number of minor units. Throws a RangeError for anything else: a bug, never input. */
export const minor = (n: number): Minor => {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of minor units: ${n}`);
  return (n === 0 ? 0 : n) as Minor; // -0 is 0
};

export const NOTHING: Minor = minor(0);
export const plus = (a: Minor, b: Minor): Minor => minor(a + b);
export const less = (a: Minor, b: Minor): Minor => minor(a - b);
export const negate = (a: Minor): Minor => minor(-a);
export const sum = (amounts: Iterable<Minor>): Minor => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return minor(total);
};

/** Decimal places of a currency's smallest unit (ISO 4217, as the runtime knows it): AUD 2, JPY 0, KWD 3. */
export const minorDigits = (currency: string): number => {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
};
const digitsOf = new Map<string, number>();

const scales = Array.from({ length: 5 }, (_, digits) => dec(10).pow(digits));
const scale = (digits: number): Dec => scales[digits] ?? dec(10).pow(digits);

/** THE rounding of the product: a decimal amount of currency to whole minor units, half away from zero. */
export const roundToMinor = (amount: Dec, digits: number): Minor =>
  minor(Number(amount.times(scale(digits)).round(0, Big.roundHalfUp).toFixed(0)));

/** Minor units back to an exact decimal amount of currency. */
export const toDec = (amount: Minor, digits: number): Dec => dec(amount).div(scale(digits));

/** "12.50" for 1250 at two digits: fixed decimals, no thousands separator. */
export const minorText = (amount: Minor, digits: number): string => toDec(amount, digits).toFixed(digits);

/** 12.5 for 1250 at two digits: the JSON number whose shortest text is exactly that amount. */
export const minorNumber = (amount: Minor, digits: number): number => (digits === 0 ? amount : amount / 10 ** digits);

/**
 * Splits a whole amount over weights so that the parts add up to it (largest remainder, Hamilton's method).
 * Equal remainders go to the heavier weight, then to the one that comes first. When the weights sum to zero, the whole
 * amount goes to the heaviest one. Returns one part per weight; an empty list of weights gives an empty list.
 */
export const shareOut = (amount: Minor, weights: readonly Dec[]): Minor[] => {
  if (weights.length === 0) return [];
  if (weights.length === 1) return [amount];
  const order = weights.map((_, i) => i);
  const total = weights.reduce((a, b) => a.plus(b), ZERO);
  if (total.eq(0)) {
    const heaviest = order.reduce((best, i) => (weights[i]!.abs().gt(weights[best]!.abs()) ? i : best), 0);
    return weights.map((_, i) => (i === heaviest ? amount : NOTHING));
  }
  const exact = weights.map((weight) => weight.times(amount).div(total));
  const parts = exact.map((part) => Number(part.round(0, Big.roundDown).toFixed(0)));
  let rest = amount - parts.reduce((a, b) => a + b, 0);
  const step = Math.sign(rest);
  const remainder = exact.map((part, i) => part.minus(parts[i]!).times(step));
  order.sort((a, b) => remainder[b]!.cmp(remainder[a]!) || weights[b]!.abs().cmp(weights[a]!.abs()) || a - b);
  for (let i = 0; rest !== 0; i = (i + 1) % order.length) {
    parts[order[i]!]! += step;
    rest -= step;
  }
  return parts.map(minor);
};
