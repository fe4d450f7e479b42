import { dayIn, isoWithOffset, parseDateTime } from "../kit/time.ts";
import type { Company, Site } from "./catalogue/records.ts";

/**
 * The days that a site's books know. One begins when the site's clock shows `begins` ("05:30"), so what is sold after
 * midnight still belongs to the evening before. Days are as long as the clock makes them: 23 or 25 hours where it is
 * moved. Days are "2026-10-25", instants epoch milliseconds.
 */
export type BusinessClock = Readonly<{ zone: string; begins: string }>;

export const businessClockOf = (
  site: Pick<Site, "timezone" | "dayStart">,
  company: Pick<Company, "timezone">,
): BusinessClock => ({ zone: site.timezone ?? company.timezone, begins: site.dayStart ?? "00:00" });

/** From the first instant of a business day to the first one of the next. */
export type Period = Readonly<{ from: number; to: number }>;

const DAY_MS = 86_400_000;

/** The calendar day so many days later, or earlier. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** A time that the clock skips that day begins the day where the clock goes on; one that it shows twice, the first time. */
const startOf = (day: string, { zone, begins }: BusinessClock): number => {
  const moment = parseDateTime(`${day}T${begins}`, zone);
  if (!moment) throw new RangeError(`no such start of a day: ${day} ${begins}`);
  return moment.ms;
};

export const businessDay = (day: string, clock: BusinessClock): Period => ({
  from: startOf(day, clock),
  to: startOf(dayAfter(day), clock),
});

/** The business day that an instant belongs to. */
export const businessDayAt = (ms: number, clock: BusinessClock): string => {
  const day = dayIn(ms, clock.zone);
  return ms < startOf(day, clock) ? dayAfter(day, -1) : day;
};

/** When the next business day begins after an instant, as the site's clock shows it: "2026-07-28T05:30:00-05:00". */
export const nextStartOfDay = (ms: number, clock: BusinessClock): string =>
  isoWithOffset(businessDay(businessDayAt(ms, clock), clock).to, clock.zone);
