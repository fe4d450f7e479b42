import { type HotelAnswer, failureText, hotelMessage } from "./texts.ts";

/** What an attempt to charge a room says about the charge. */
export type Verdict =
  | Readonly<{ kind: "charged" }>
  | Readonly<{ kind: "refused"; says: string }>
  /** It may have been charged: ask again with the same key. */
  | Readonly<{ kind: "unknown"; says: string }>;

/** Ways to fail in which nothing can have reached the other side. */
const NEVER_THERE: ReadonlySet<string> = new Set(["forbidden", "not_found", "refused", "certificate"]);

/**
 * Reads what came of an attempt. `doubtful`: an attempt before it may have charged the room, so that only the hotel's
 * own words about this charge end it: a system that has lost its way now has not taken back what it did then.
 */
export const verdictOf = (answer: HotelAnswer, doubtful: boolean): Verdict => {
  const says = failureText(answer);
  if (answer.kind === "failed") {
    return NEVER_THERE.has(answer.why) && !doubtful ? { kind: "refused", says } : { kind: "unknown", says };
  }
  if (answer.status >= 200 && answer.status < 300) return { kind: "charged" };
  if (answer.status >= 400 && hotelMessage(answer.head) !== undefined) return { kind: "refused", says };
  return answer.status >= 500 || doubtful ? { kind: "unknown", says } : { kind: "refused", says };
};
