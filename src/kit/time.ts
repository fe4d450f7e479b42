import { Temporal } from "temporal-polyfill";

/** Where the product's time comes from, so that tests and a sandbox can hold or move it. Epoch milliseconds. */
export type Clock = () => number;

/** A whole second: orders are stamped with what their API can show, so filters and stamps never disagree. */
export const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

const QUARTER_HOUR_MS = 900_000;
const offsets = new Map<string, Map<number, number>>();

/** Offset from UTC in milliseconds. Time zones only change on quarter hours, so the answer is kept for each of them. */
const offsetMs = (ms: number, zone: string): number => {
  let known = offsets.get(zone);
  if (!known) offsets.set(zone, (known = new Map()));
  const quarter = Math.floor(ms / QUARTER_HOUR_MS);
  let offset = known.get(quarter);
  if (offset === undefined) {
    if (known.size > 20_000) known.clear();
    const instant = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_HOUR_MS);
    offset = instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
    known.set(quarter, offset);
  }
  return offset;
};

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** "+10:00" for an offset in milliseconds. */
const offsetText = (offset: number): string => {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** "2013-05-29T11:14:06+10:00": the instant as the clock on the wall of that time zone shows it. */
export const isoWithOffset = (ms: number, zone: string): string => {
  const offset = offsetMs(ms, zone);
  return new Date(ms + offset).toISOString().slice(0, 19) + offsetText(offset);
};

/** The offset of a time zone at an instant, as text: "+10:00". */
export const zoneOffset = (ms: number, zone: string): string => offsetText(offsetMs(ms, zone));

/** "2013-05-29": the day of the instant in that time zone. */
export const dayIn = (ms: number, zone: string): string => isoWithOffset(ms, zone).slice(0, 10);

/** The instant at which a day begins in a time zone. */
export const startOfDay = (day: string, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;

export const isTimeZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false; // the only way the API has to say that it does not know the name
  }
};

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Whether the text is a calendar day that exists ("2013-02-30" does not). */
export const isDay = (text: string): boolean => {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (!year || !month || !day) return false;
  const last = Number(month) === 2 && isLeap(Number(year)) ? 29 : LAST_DAYS[Number(month) - 1];
  return last !== undefined && day !== "00" && Number(day) <= last && Number(year) >= 100; // as JavaScript's dates
};

/** An instant and the text it is kept as. */
export type Moment = Readonly<{ ms: number; text: string }>;

/**
 * Reads an ISO 8601 date-time with seconds or minutes; without an offset it is the wall clock of `zone`. The text is
 * kept in the offset it came with. Undefined for anything else, dates that do not exist included.
 */
export const parseDateTime = (text: string, zone: string): Moment | undefined => {
  const [, day, hour, minute, second = "00", offset] = DATE_TIME.exec(text) ?? [];
  if (!day || !hour || !minute || !isDay(day)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const wall = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  if (offset === undefined) {
    const zoned = Temporal.PlainDateTime.from(`${day}T${hour}:${minute}:${second}`).toZonedDateTime(zone);
    return { ms: zoned.epochMilliseconds, text: isoWithOffset(zoned.epochMilliseconds, zone) };
  }
  const [, sign, hours, minutes = "00"] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [offset, "+", "00", "00"];
  if (Number(hours) > 18 || Number(minutes) > 59) return undefined;
  const shift = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  return { ms: wall - shift, text: `${day}T${hour}:${minute}:${second}${sign}${hours}:${minutes}` };
};
