/** When an order is promised to be ready. */
export type Promised = Readonly<{ kind: "wanted" } | { kind: "in"; minutes: number } | { kind: "at"; clock: string }>;

export const PROMISES = [10, 15, 20, 30, 45] as const;

const DAY_MINUTES = 24 * 60;

/** Hours and minutes on the clock of the venue, as minutes of the day. */
const minutesOfDay = (at: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const [hours, minutes] = parts.format(at).split(":").map(Number);
  return hours! * 60 + minutes!;
};

const wholeMinute = (at: number): number => Math.round(at / 60_000) * 60_000;

/** The moment that was promised; undefined where the order's own wish stands. A clock time that is past is tomorrow's. */
export const promisedAt = (promised: Promised, now: number, timeZone: string): Date | undefined => {
  if (promised.kind === "wanted") return undefined;
  if (promised.kind === "in") return new Date(wholeMinute(now + promised.minutes * 60_000));
  const [hours, minutes] = promised.clock.split(":").map(Number);
  if (!Number.isInteger(hours) || !Number.isInteger(minutes)) return undefined;
  const ahead = (hours! * 60 + minutes! - minutesOfDay(now, timeZone) + DAY_MINUTES) % DAY_MINUTES;
  return new Date(wholeMinute(now - (now % 60_000) + ahead * 60_000));
};
