import { dayIn, isoWithOffset, parseDateTime } from "../../kit/time.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** "14:02" on the wall of a time zone; with the day before it when that is not the day of `today` (both epoch ms). */
export const clockText = (ms: number, today: number, zone: string): string => {
  const local = isoWithOffset(ms, zone);
  const time = local.slice(11, 16);
  const day = local.slice(0, 10);
  if (day === dayIn(today, zone)) return time;
  const date = new Date(`${day}T00:00:00Z`);
  return `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${time}`;
};

/** The same for a date-time as an order keeps it; null when there is none. */
export const momentText = (text: string | null, today: number, zone: string): string | null => {
  const moment = text === null ? undefined : parseDateTime(text, zone);
  return moment ? clockText(moment.ms, today, zone) : null;
};
