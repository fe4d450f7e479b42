import { z } from "zod";
import { isoWithOffset, parseDateTime } from "../../../kit/time.ts";

/** "2024-05-04T09:42:00+00:00": how the staff service writes when a record changed. */
export const recordStamp = (ms: number): string => isoWithOffset(ms, "UTC");
/** "2020-01-01T00:00:00Z": how it writes when somebody came or went. */
export const eventStamp = (ms: number): string => recordStamp(ms).replace("+00:00", "Z");

const OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/i;
const SAYS = "must be a date and time with an offset, such as 2024-05-04T09:42:00Z";

/**
 * An instant in a query, in epoch milliseconds. A time without an offset could be meant in any zone, so it is refused.
 * A plus that was not escaped has become a blank on the way: it is taken for what it was.
 */
export const instant = (description: string) =>
  z
    .string({ error: "must be given once" })
    .transform((text, context): number => {
      const plain = text.replace(/ (?=\d\d:?\d\d$)/, "+");
      const moment = OFFSET.test(plain) ? parseDateTime(plain, "UTC") : undefined;
      if (moment) return moment.ms;
      context.addIssue({ code: "custom", message: SAYS });
      return z.NEVER;
    })
    .optional()
    .meta({ type: "string", format: "date-time", description });
