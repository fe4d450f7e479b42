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

/** A decimal as a whole number of its own last digit: "4.50" is 450 with 2 decimals. */
type Scaled = Readonly<{ n: number; decimals: number }>;
const PLAIN = /^(-?\d{1,15})(?:\.(\d{1,9}))?$/;

const scaledOf = (text: string): Scaled | undefined => {
  const [, whole, fraction = ""] = PLAIN.exec(text) ?? [];
  const n = Number(`${whole}${fraction}`); // NaN when nothing matched
  return Number.isSafeInteger(n) ? { n, decimals: fraction.length } : undefined;
};

/** a / b, both whole, b > 0: rounded half away from zero. Exact while 2a + b is safe; undefined beyond that. */
const quotient = (a: number, b: number): number | undefined => {
  const doubled = 2 * Math.abs(a) + b;
  return Number.isSafeInteger(doubled) ? Math.sign(a) * Math.floor(doubled / (2 * b)) : undefined;
};

/**
 * The product of decimals in minor units, rounded once, in whole numbers throughout. Undefined when some number on the
 * way is not safe: then the decimals have to do it.
 */
export const quickProduct = (factors: readonly string[], digits: number): Minor | undefined => {
  let n = 1;
  let decimals = 0;
  for (const factor of factors) {
    const scaled = scaledOf(factor);
    if (!scaled) return undefined;
    n *= scaled.n;
    decimals += scaled.decimals;
  }
  if (!Number.isSafeInteger(n) || decimals > 15) return undefined;
  const rounded = decimals <= digits ? n * 10 ** (digits - decimals) : quotient(n, 10 ** (decimals - digits));
  return rounded !== undefined && Number.isSafeInteger(rounded) ? minor(rounded) : undefined;
};

/** The tax inside an amount, for the sum of its rates ("0.1"), rounded once. Undefined where that is not safe. */
export const quickTaxWithin = (amount: Minor, rates: string): Minor | undefined => {
  const scaled = scaledOf(rates);
  if (!scaled || scaled.n < 0) return undefined;
  const tax = quotient(amount * scaled.n, 10 ** scaled.decimals + scaled.n);
  return tax === undefined ? undefined : minor(tax);
};

/** An amount with tax to one without, to six decimals, as text. Undefined where that is not safe. */
export const quickExOfInc = (incTax: string, rates: string): string | undefined => {
  const amount = scaledOf(incTax);
  const rate = scaledOf(rates);
  if (!amount || !rate || rate.n < 0 || amount.decimals > 6 || amount.n < 0) return undefined;
  const one = 10 ** rate.decimals;
  const millionths = quotient(amount.n * 10 ** (6 - amount.decimals) * one, one + rate.n);
  if (millionths === undefined) return undefined;
  const text = String(millionths).padStart(7, "0");
  return `${text.slice(0, -6)}.${text.slice(-6)}`.replace(/\.?0+$/, "");
};

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
