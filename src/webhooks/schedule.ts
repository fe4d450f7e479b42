const S = 1_000;
const M = 60 * S;
const H = 60 * M;

/** Waits before each further attempt: 5 s after the first failure, and so on over three days; then it is given up. */
export const RETRY_WAITS_MS: readonly number[] = [
  5 * S,
  30 * S,
  2 * M,
  10 * M,
  30 * M,
  1 * H,
  2 * H,
  4 * H,
  8 * H,
  12 * H,
  12 * H,
  12 * H,
  12 * H,
  10 * H,
];
export const ATTEMPTS_MAX = RETRY_WAITS_MS.length + 1;

/** Each wait is made longer by a random part of up to a tenth, so that what failed together does not return together. */
export const JITTER = 0.1;
/** A receiver may ask for a longer wait, but not for ever. */
export const RETRY_AFTER_MAX_MS = 24 * H;
/** An endpoint that took nothing for so long, whatever was sent, gets nothing any more. */
export const FAILING_MAX_MS = 72 * H;
export const FAILURES_MIN = 10;

/**
 * When a delivery is tried again after an attempt (the first is 1) that ended at `now`; undefined: it is given up.
 * `random` is from 0 to 1. `retryAfter` is the receiver's header: seconds, or an HTTP date (RFC 9110 §10.2.3).
 */
export const nextAttemptAt = (
  attempt: number,
  now: number,
  random: number,
  retryAfter: string | undefined,
): number | undefined => {
  const wait = RETRY_WAITS_MS[attempt - 1];
  if (wait === undefined) return undefined;
  const planned = now + Math.round(wait * (1 + JITTER * random));
  const asked = retryAfter === undefined ? undefined : askedFor(retryAfter.trim(), now);
  return Math.max(planned, Math.min(asked ?? 0, now + RETRY_AFTER_MAX_MS));
};

const askedFor = (text: string, now: number): number | undefined => {
  if (/^\d{1,9}$/.test(text)) return now + Number(text) * S;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date;
};
