import { z } from "zod";
import { limits } from "../../domain/order/limits.ts";
import { type Dec, type Minor, dec, minorNumber, quickProduct, roundToMinor } from "../../kit/money.ts";
import { holdsCardNumber } from "../../kit/text.ts";
import { isDay, isoWithOffset, parseDateTime } from "../../kit/time.ts";
import { HttpError } from "../../http/errors.ts";

/** How the dialect writes and reads values. Money and quantities are JSON numbers; numeric text is taken as well. */

const PLAIN_DECIMAL = /^-?\d{1,15}(\.\d{1,20})?$/;

/** A JSON number or numeric text as an exact decimal; undefined for anything else, NaN and infinities included. */
const readDecimal = (value: unknown): Dec | undefined => {
  if (typeof value === "number") return Number.isFinite(value) ? dec(value) : undefined;
  if (typeof value === "string" && PLAIN_DECIMAL.test(value.trim())) return dec(value.trim());
  return undefined;
};

type DecimalRule = { min?: number; max?: number; decimals: number; round?: boolean; notZero?: boolean };

/** At the most nine digits before the point and six behind it, and no zero that is not needed: nothing to round. */
const SIMPLE = /^[1-9]\d{0,8}(?:\.\d{0,5}[1-9])?$/;

/** A decimal within bounds, as plain text. With `round`, further decimals are rounded away instead of refused. */
export const decimal = ({ min, max = limits.amountMax, decimals, round, notZero }: DecimalRule) =>
  z
    .union([z.number(), z.string()], { error: "must be a number" })
    .transform((value, context): string => {
      const complain = (message: string): never => {
        context.addIssue({ code: "custom", message, input: value });
        return z.NEVER;
      };
      // What nearly all are: a positive number that is within any bounds and short enough to be kept as it is.
      if (typeof value === "number" && value >= (min ?? 1) && value <= max) {
        const plain = String(value);
        if (SIMPLE.test(plain) && plain.length - (plain.indexOf(".") + 1 || plain.length) <= decimals) return plain;
      }
      const read = readDecimal(value);
      if (!read) return complain("must be a number");
      if (read.abs().gt(max)) return complain(`must not be beyond ${max}`);
      if (min !== undefined && read.lt(min)) return complain(`must be at least ${min}`);
      const rounded = read.round(decimals);
      if (!round && !rounded.eq(read)) return complain(`must not have more than ${decimals} decimals`);
      if (notZero && rounded.eq(0)) return complain("must not be 0");
      return rounded.eq(0) ? "0" : rounded.toFixed();
    })
    .meta({ type: "number" });

/** A price: any decimals, kept to six. */
export const price = decimal({ decimals: 6, round: true });
export const quantity = decimal({ decimals: limits.quantityDecimals, notZero: true });
/** A coefficient on a price: 0.9 takes ten percent off. */
export const coefficient = decimal({ min: 0, max: 1_000, decimals: 6, round: true });

/** The most decimals any currency has; amounts are held to their own currency's when it is known. */
const MINOR_DIGITS_MAX = 4;
export const amount = decimal({ decimals: MINOR_DIGITS_MAX, round: true });

/** An entered amount in minor units. Throws HttpError 400 when the currency has no such coin. */
export const toMinor = (text: string, digits: number, field: string): Minor => {
  const point = text.indexOf(".");
  if (point < 0 || text.length - point - 1 <= digits) {
    const quick = quickProduct([text], digits);
    if (quick !== undefined) return quick;
  }
  const rounded = roundToMinor(dec(text), digits);
  if (!dec(rounded).div(dec(10).pow(digits)).eq(text)) {
    throw new HttpError(400, "bad_request", `${field}: must not have more than ${digits} decimals`, {
      field,
      value: text,
    });
  }
  return rounded;
};

/**
 * An id in a body. Numbers beyond 2^53 arrive rounded, but no record has an id up there, so they are simply unknown:
 * they become 0, which nothing has.
 */
export const id = <Id extends number>() =>
  z
    .union([z.number(), z.string().regex(/^\d{1,40}$/, { error: "must be an id" })], { error: "must be an id" })
    .transform((value, context): Id => {
      const read = Number(value);
      if (!(read > 0) || (Number.isSafeInteger(read) ? false : read < Number.MAX_SAFE_INTEGER)) {
        context.addIssue({ code: "custom", message: "must be an id", input: value });
        return z.NEVER;
      }
      return (Number.isSafeInteger(read) ? read : 0) as Id;
    })
    .meta({ type: "integer", format: "int64" });

/** An id in a path; a segment that is no id makes the path one that does not exist. */
export const pathId = <Id extends number>() =>
  z
    .string()
    .regex(/^\d{1,40}$/)
    .transform((text): Id => (Number.isSafeInteger(Number(text)) ? Number(text) : 0) as Id)
    .meta({ type: "integer", format: "int64" });

export const pathPosition = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number)
  .meta({ type: "integer" });

export const text = (max: number = limits.shortTextMax) =>
  z.string({ error: "must be text" }).max(max, { error: `must not be longer than ${max} characters` });

/** Free text: no place for a payment card's number. */
export const freeText = (max: number = limits.notesMax) =>
  text(max).refine((value) => !holdsCardNumber(value), { error: "must not hold a payment card's number" });

/** ISO 8601 with a time; without an offset it is the venue's wall clock. */
export const dateTime = z
  .string({ error: "must be an ISO 8601 date-time" })
  .refine((value) => parseDateTime(value, "UTC") !== undefined, { error: "must be an ISO 8601 date-time that exists" })
  .meta({ format: "date-time" });

export const webAddress = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .max(2_048, { error: "must not be longer than 2048 characters" });

/** A day in a path or query: "2013-05-29". Throws HttpError 400 for a day that does not exist. */
export const requireDay = (value: string, field: string): string => {
  if (!isDay(value))
    throw new HttpError(400, "bad_request", `${field}: must be a date such as 2013-05-29`, { field, value });
  return value;
};

/** Money on the wire. */
export const money = (value: Minor, digits: number): number => minorNumber(value, digits);

/** A decimal kept as text, on the wire. Its shortest number is exactly that text: all are well below 15 digits. */
export const numberOf = (value: string): number => Number(value);

export const stamp = (ms: number, zone: string): string => isoWithOffset(ms, zone);
