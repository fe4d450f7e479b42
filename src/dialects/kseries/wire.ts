import { z } from "zod";
import { parseId } from "../../domain/ids.ts";
import type { Brand } from "../../kit/brand.ts";

/** How the dialect writes and reads values. */

/** "2013-05-29T01:14:06.000+0000": how most of this API's services write an instant, the offset without a colon. */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace("Z", "+0000");

/**
 * A 64-bit id as its plain digits, for such an id may be beyond 2^53: it is compared and repeated as text, never as a
 * number that was rounded on the way.
 */
export type Long = Brand<string, "Long">;

const LONG_MAX = 2n ** 63n - 1n;

const isLong = (text: string): boolean => {
  if (!/^-?\d{1,40}$/.test(text)) return false;
  const value = BigInt(text);
  return value <= LONG_MAX && value >= -LONG_MAX - 1n;
};

const toLong = (text: string): Long => BigInt(text).toString() as Long;

/** The id as records have it; one that no record can have gives 0, which nothing has. */
export const idOf = <Id extends number>(long: Long): Id => parseId<Id>(long) ?? (0 as Id);

const int64 = { type: "integer", format: "int64" } as const;
/** An id in an answer. */
export const outId = z.int().meta(int64);

const ONCE = "must be given once";
const NO_LONG = "must be a whole number of 64 bits at the most";

/** What the vendor says when a parameter is missing, word for word: integrators look for it. */
const missing = (name: string): string =>
  `Required request parameter '${name}' for method parameter type Long is not present`;

/** An id that a query must name. */
export const requiredLong = (name: string, description: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? missing(name) : ONCE) })
    .refine(isLong, { error: NO_LONG })
    .transform(toLong)
    .meta({ ...int64, description });

/** An id that a query may name. */
export const optionalLong = (description: string) =>
  z
    .string({ error: ONCE })
    .refine(isLong, { error: NO_LONG })
    .transform(toLong)
    .optional()
    .meta({ ...int64, description });

/** Several ids: separated by commas, the parameter repeated, or both. */
export const manyLongs = (max: number, description: string) =>
  z
    .unknown()
    .transform((given, context): Long[] => {
      const texts = [given].flat().flatMap((part) => String(part).split(","));
      const complain = (message: string): never => {
        context.addIssue({ code: "custom", message, input: given });
        return z.NEVER;
      };
      if (texts.length > max) return complain(`must not be more than ${max} ids`);
      const ids = texts.map((text) => text.trim());
      return ids.every(isLong) ? ids.map(toLong) : complain("must be ids such as 1,2");
    })
    .optional()
    .meta({ type: "array", items: int64, maxItems: max, description });

/** An id in a path; a segment that is no id makes the path one that does not exist. */
export const pathLong = z
  .string()
  .regex(/^\d{1,40}$/)
  .transform(toLong)
  .meta(int64);

type Whole = Readonly<{ from: number; to: number; otherwise: number; description: string }>;

/** A whole number in a query, and what it is when it is not given. */
export const whole = ({ from, to, otherwise, description }: Whole) =>
  z
    .string({ error: ONCE })
    .regex(/^\d{1,9}$/, { error: `must be a whole number from ${from} to ${to}` })
    .transform(Number)
    .refine((value) => value >= from && value <= to, { error: `must be a whole number from ${from} to ${to}` })
    .default(otherwise)
    .meta({ type: "integer", minimum: from, maximum: to, description: `${description} ${otherwise} unless given.` });

/** Text in a query. */
export const word = (description: string) =>
  z
    .string({ error: ONCE })
    .max(1_000, { error: "must not be longer than 1000 characters" })
    .optional()
    .meta({ description });

/** What the query of a location-wide read has in every service. */
export const locationQuery = {
  businessLocationId: requiredLong("businessLocationId", "The business location's id."),
};
/** The same id where a service has it in the path. */
export const locationPath = { businessLocationId: pathLong };

/**
 * An id in a JSON body: a number, or its digits as a text. Numbers beyond 2^53 reach us as digits (kit/json.ts), so
 * none is lost. `NotNull` as the vendor names it is left to the caller: undefined and null are not ids.
 */
export const bodyLong = (description: string) =>
  z
    .union([z.int(), z.string()], { error: NO_LONG })
    .transform(String)
    .refine(isLong, { error: NO_LONG })
    .transform(toLong)
    .meta({ ...int64, description });
