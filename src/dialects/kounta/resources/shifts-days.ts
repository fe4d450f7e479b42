import { startOfDay } from "../../../kit/time.ts";
import { requireDay } from "../wire.ts";

const DAY_MS = 86_400_000;
const LAST_DAY = "9999-12-31";

/** The calendar day after. */
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** A day of a time zone as instants, from the first to before the last. Throws HttpError 400 for what is no day. */
export const onDay = (text: string, zone: string): { from: number; to?: number } => {
  const day = requireDay(text, "date");
  const from = startOfDay(day, zone);
  return day === LAST_DAY ? { from } : { from, to: startOfDay(dayAfter(day), zone) };
};

/** From the beginning of a day on. Throws HttpError 400 for what is no day. */
export const sinceDay = (text: string, zone: string): { from: number } => ({
  from: startOfDay(requireDay(text, "date"), zone),
});
