import type { UrlValues } from "../../kit/url.ts";

/** How far back a list goes; "between" is what `from` and `to` of the address say. */
export const SPANS = [
  { value: "15m", label: "Last 15 minutes", ms: 15 * 60_000 },
  { value: "1h", label: "Last hour", ms: 3_600_000 },
  { value: "1d", label: "Last 24 hours", ms: 24 * 3_600_000 },
  { value: "7d", label: "Last 7 days", ms: 7 * 24 * 3_600_000 },
] as const;
export const BETWEEN = "between";

/** What the address says of time, as the server asks for it. Times that were typed in are those of the company's clock. */
export const timesOf = ({ span, from, to }: UrlValues, now: number): { from?: string; to?: string } => {
  if (span === BETWEEN) return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const chosen = SPANS.find(({ value }) => value === span);
  return chosen ? { from: new Date(now - chosen.ms).toISOString() } : {};
};

/** "14:45:02.118 on 21 Nov" at the venue: attempts are often less than a second apart. */
export const exactTime = (at: string, timeZone: string): string => {
  const time = new Date(at).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZone,
  });
  return time;
};

export const dayAndExactTime = (at: string, timeZone: string): string =>
  `${new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "short", timeZone })}, ${exactTime(at, timeZone)}`;

/** "in 5 min", "in 2 h 10". */
export const inWords = (ms: number): string => {
  if (ms <= 0) return "at any moment";
  if (ms < 60_000) return `in ${Math.ceil(ms / 1_000)} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60
    ? `in ${minutes} min`
    : `in ${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
};
