import { type BusinessClock, businessDayAt, dayAfter } from "../../../../src/domain/business-day.ts";
import { useNow } from "../../../common/sound.ts";
import { useOffice } from "../../app/office.ts";
import { useAll } from "../../kit/records-data.ts";
import { useUrl } from "../../kit/url.ts";

/** Business days, both included. */
export type Period = Readonly<{ from: string; to: string }>;

type SiteDay = Readonly<{ id: number; timezone: string | null; day_start: string }>;

/** How the days of the site go that the office is set to; those of the first one while it is set to all. */
export const useBusinessClock = (): BusinessClock => {
  const { site, timezone, company } = useOffice();
  const sites = useAll<SiteDay>("sites");
  const place = (sites.data ?? [])
    .toSorted((a, b) => a.id - b.id)
    .find(({ id }) => site === undefined || id === site.id);
  return {
    zone: place ? (place.timezone ?? company.timezone) : timezone,
    begins: place?.day_start ?? "00:00",
  };
};

/** So soon after a day begins it is "today". */
const NEXT_DAY_SEEN_MS = 30_000;

/** The business day that it is at the venue. */
export const useToday = (): string => businessDayAt(useNow(NEXT_DAY_SEEN_MS), useBusinessClock());

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;
const mondayOf = (day: string): string => dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

export const PRESETS: readonly Readonly<{ value: string; label: string; of: (today: string) => Period }>[] = [
  { value: "today", label: "Today", of: (today) => ({ from: today, to: today }) },
  { value: "yesterday", label: "Yesterday", of: (today) => ({ from: dayAfter(today, -1), to: dayAfter(today, -1) }) },
  { value: "7", label: "Last 7 days", of: (today) => ({ from: dayAfter(today, -6), to: today }) },
  { value: "week", label: "This week", of: (today) => ({ from: mondayOf(today), to: today }) },
  { value: "30", label: "Last 30 days", of: (today) => ({ from: dayAfter(today, -29), to: today }) },
  { value: "month", label: "This month", of: (today) => ({ from: monthOf(today), to: today }) },
  {
    value: "before",
    label: "Last month",
    of: (today) => {
      const to = dayAfter(monthOf(today), -1);
      return { from: monthOf(to), to };
    },
  },
  { value: "year", label: "Last 12 months", of: (today) => ({ from: dayAfter(today, -365), to: today }) },
];

const DAY = /^(?:19[7-9]\d|2[01]\d\d)-\d\d-\d\d$/;
/** Whether a text is a day that the server takes; "2026-02-30" and years that are still being typed are none. */
export const isDay = (text: string | undefined): text is string =>
  text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** The days of the address (`?from=&to=`), or the last seven. */
export const usePeriod = (): Period & Readonly<{ today: string }> => {
  const today = useToday();
  const { values } = useUrl();
  const { from, to } = values;
  const last = isDay(to) ? to : isDay(from) && from > today ? from : today;
  const first = isDay(from) ? from : dayAfter(last, -6);
  return first <= last ? { from: first, to: last, today } : { from: last, to: first, today };
};
