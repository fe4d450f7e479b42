import type { OrderId } from "../ids.ts";

/** Letters that nobody mixes up when a code is called out: no I, L, O, Q, U, V. */
const LETTERS = "ABCDEFGHJKMNPRSTWXYZ";
const NUMBERS = 10_000;
const CODES = LETTERS.length ** 3 * NUMBERS;
/** Coprime to CODES, so that orders after one another have codes that differ in every place. */
const STEP = 34_567_891;

/** "ABC-1234": what a guest says when they collect the order. It is another one for 80 million orders. */
export const collectionCodeOf = (order: OrderId): string => {
  let rest = Number((BigInt(order) * BigInt(STEP)) % BigInt(CODES));
  const number = String(rest % NUMBERS).padStart(4, "0");
  rest = Math.floor(rest / NUMBERS);
  let letters = "";
  for (let i = 0; i < 3; i++) {
    letters += LETTERS[rest % LETTERS.length]!;
    rest = Math.floor(rest / LETTERS.length);
  }
  return `${letters}-${number}`;
};
