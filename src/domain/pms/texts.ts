/** What is printed at the register when a hotel's system does not do what it was asked for. */

/** The longest sentence that the register has room for. */
export const MESSAGE_MAX = 50;

/** What came of asking a hotel's system something, as far as the rules look at it. */
export type HotelAnswer =
  Readonly<{ kind: "answer"; status: number; head: string }> | Readonly<{ kind: "failed"; why: string }>;

const failures: Readonly<Record<string, string>> = {
  forbidden: "The hotel's system may not be reached from here.",
  not_found: "The hotel's system cannot be found.",
  refused: "The hotel's system cannot be reached.",
  certificate: "The hotel's system cannot be trusted.",
  timeout: "The hotel's system did not answer in time.",
  stopped: "The server is stopping. Try again.",
};
const BROKEN = "The hotel's system did not answer properly.";

/** Text from outside on one line, without letters that cannot be seen, cut to a number of characters. */
export const plainText = (text: string, max: number): string => {
  const plain = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  return [...plain].slice(0, max).join("").trim();
};

/** JSON from outside, or undefined where it is none. */
export const readAnswer = (head: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const read: unknown = JSON.parse(head);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined; // an error page, a cut answer: that it says nothing is all there is to know
  }
};

/** The hotel's own words about why it refuses; undefined when it gave none. */
export const hotelMessage = (head: string): string | undefined => {
  const said = readAnswer(head)?.["customerErrorMessage"];
  const text = typeof said === "string" ? plainText(said, MESSAGE_MAX) : "";
  return text === "" ? undefined : text;
};

/** Why something came to nothing, in at most 50 characters. */
export const failureText = (answer: HotelAnswer): string =>
  answer.kind === "failed"
    ? (failures[answer.why] ?? BROKEN)
    : (hotelMessage(answer.head) ?? `The hotel's system answered with ${answer.status}.`);

/** What an answer of 200 was, when it cannot be read. */
export const BROKEN_ANSWER = BROKEN;
