import { z } from "zod";
import type { SiteId } from "../../../../domain/ids.ts";
import { holdsCardNumber } from "../../../../kit/text.ts";
import { isTimeZone } from "../../../../kit/time.ts";
import { email, link, phone } from "../../resources/venue-wire.ts";
import { decimal, id, text } from "../../wire.ts";

/** Fields that several kinds of records have. */

export const NAME_MAX = 100;
export const CODE_MAX = 20;
/** Ids in one list of a record. */
export const IDS_MAX = 1_000;

/** One line of text: no place for a payment card's number. */
const line = (max: number) =>
  text(max)
    .refine((value) => !/\p{Cc}/u.test(value), { error: "must be one line of text" })
    .refine((value) => !holdsCardNumber(value), { error: "must not hold a payment card's number" });

/** A name or another line that must say something; blanks around it are taken off. */
export const words = (max = NAME_MAX) =>
  line(max)
    .refine((value) => value.trim() !== "", { error: "must not be empty" })
    .transform((value) => value.trim());

/** The same where it may be empty: nothing but blanks is null. */
export const wordsOrNull = (max = NAME_MAX) =>
  line(max)
    .transform((value) => value.trim() || null)
    .nullable();

/** Ids, each once. */
export const ids = <Id extends number>(max = IDS_MAX) =>
  z
    .array(id<Id>(), { error: "must be a list of ids" })
    .max(max, { error: `must not have more than ${max} entries` })
    .transform((list) => [...new Set(list)] as readonly Id[]);

export const siteIds = ids<SiteId>().nullable().meta({ description: "Null: every site." });

/** A decimal as text on the way in and out: 0.1 and "0.1" are the same. */
export const decimalText = (rule: Parameters<typeof decimal>[0]) => decimal(rule).meta({ type: "string" });

const ZONE = "must be a time zone such as Europe/Zurich";
/** By its name: offsets such as "+10:00" know no summer time, so they are no choice. */
export const timezone = z
  .string({ error: ZONE })
  .max(60, { error: ZONE })
  .refine((name) => /^[A-Za-z]/.test(name) && isTimeZone(name), { error: ZONE });

/** Of the venue and its people: "" says the same as null. */
export const emailOrNull = email.unwrap();
export const phoneOrNull = phone.unwrap();
export const linkOrNull = link.unwrap();
