/** How long a docket waits after it could not be printed, in ms; the last goes on for ever: paper must come out. */
const WAITS_MS = [1_000, 2_000, 5_000, 10_000, 15_000] as const;

/** When to try again after so many attempts that failed. */
export const printAgainAt = (failed: number, now: number): number =>
  now + WAITS_MS[Math.min(Math.max(failed, 1), WAITS_MS.length) - 1]!;

/** A printer that could not print for so long hands its dockets to its fallback. */
export const FALL_BACK_MS = 30_000;
/** A printer that could not print for so long is told of. */
export const NOTICE_MS = 120_000;
/** What was heard of a printer longer ago than this says nothing about it now. */
export const STALE_MS = 60_000;
