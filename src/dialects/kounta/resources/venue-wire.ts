import { z } from "zod";
import type { Ask, Answer } from "../../../http/route.ts";
import { listAnswer, pageAsked, pageOf } from "../paging.ts";
import { text, webAddress } from "../wire.ts";

/** What the resources of the venue and its people have in common on the wire. */

/** "" says the same as null in a field that may be empty. */
const orNull = <T extends z.ZodType>(schema: T) => z.union([z.literal("").transform(() => null), schema]).nullish();

export const email = orNull(text().regex(/^[^\s@]+@[^\s@]+$/, { error: "must be an email address" }));
/** Kept as it was written; look-ups compare its digits only, so it must have some. */
export const phone = orNull(text(60).regex(/\d/, { error: "must be a telephone number" }));
export const link = orNull(webAddress);
export const optionalText = text().nullish();
export const requiredText = text().min(1, { error: "must not be empty" });
export const flag = z.boolean({ error: "must be true or false" });

type Listing = Pick<
  Ask<unknown, { start?: string | undefined; page?: number | undefined }, unknown>,
  "base" | "url" | "headers" | "query"
>;

/** A page of records that are in memory. */
export const listOf = <T extends { id: number }>(
  ask: Listing,
  size: number,
  records: readonly T[],
  row: (record: T) => { id: number },
): Answer => {
  const page = pageOf(records, pageAsked(ask, size));
  return listAnswer(ask, page, page.rows.map(row), size, records.length);
};

/** What a full record says of its many: how many there are, and when the last of them changed. */
export const countShape = (records: readonly { updatedAt: number }[], stamped: (ms: number) => string) => ({
  count: records.length,
  updated_at: records.length === 0 ? null : stamped(Math.max(...records.map(({ updatedAt }) => updatedAt))),
});

/** The same, for the reference pages. */
export const outId = z.int().meta({ format: "int64" });
export const outText = z.string().nullable();
export const CountOut = z.object({ count: z.int(), updated_at: outText });
export const PersonOut = z.object({ id: outId, first_name: z.string(), last_name: z.string(), email: outText });
