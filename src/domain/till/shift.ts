import { type Result, done, refuse } from "../../kit/brand.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { Shift } from "../back-office.ts";

/** A shift that was begun longer ago and never ended was forgotten; it keeps nobody from beginning another. */
export const SHIFT_RUNS_AT_MOST_MS = 3 * 86_400_000;

export type ShiftChange = "started" | "ended" | "break_started" | "break_ended";
export type ShiftRefusal =
  | Readonly<{ kind: "shift_over" }>
  | Readonly<{ kind: "on_break" }>
  | Readonly<{ kind: "not_on_break" }>
  /** It cannot end before what is known of it, or later than now. */
  | Readonly<{ kind: "end_not_possible"; from: number; to: number }>;

/** The shift as each of the changes left it, one after another. */
export type ChangedShift = Readonly<{ shift: Shift; changes: readonly ShiftChange[] }>;

const breakOf = ({ breaks }: Shift): Shift["breaks"][number] | undefined =>
  breaks.find(({ finishedAt }) => finishedAt === null);

export const isOnBreak = (shift: Shift): boolean => breakOf(shift) !== undefined;

const withoutBreak = (shift: Shift, at: number): Shift => ({
  ...shift,
  breaks: shift.breaks.map((one) => (one.finishedAt === null ? { ...one, finishedAt: at } : one)),
});

/** The latest that is known of a shift. */
const lastKnown = ({ startedAt, breaks }: Shift): number =>
  Math.max(startedAt, ...breaks.map((one) => one.finishedAt ?? one.startedAt));

export const startBreak = (shift: Shift, now: number): Result<ChangedShift, ShiftRefusal> => {
  if (shift.finishedAt !== null) return refuse({ kind: "shift_over" });
  if (isOnBreak(shift)) return refuse({ kind: "on_break" });
  const breaks = [...shift.breaks, { startedAt: wholeSecond(now), finishedAt: null }];
  return done({ shift: { ...shift, breaks }, changes: ["break_started"] });
};

export const endBreak = (shift: Shift, now: number): Result<ChangedShift, ShiftRefusal> => {
  if (shift.finishedAt !== null) return refuse({ kind: "shift_over" });
  if (!isOnBreak(shift)) return refuse({ kind: "not_on_break" });
  return done({ shift: withoutBreak(shift, wholeSecond(now)), changes: ["break_ended"] });
};

/** Ends a shift, and with it the break that somebody is on; `at` is now unless somebody says when it was. */
export const endShift = (shift: Shift, now: number, at = now): Result<ChangedShift, ShiftRefusal> => {
  if (shift.finishedAt !== null) return refuse({ kind: "shift_over" });
  const [from, to, finishedAt] = [lastKnown(shift), wholeSecond(now), wholeSecond(at)];
  if (finishedAt < from || finishedAt > to) return refuse({ kind: "end_not_possible", from, to });
  const ended = { ...withoutBreak(shift, finishedAt), finishedAt };
  return done({ shift: ended, changes: isOnBreak(shift) ? ["break_ended", "ended"] : ["ended"] });
};
