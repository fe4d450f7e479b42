import { type ReservationRefusal, ofReservation } from "./refusals.ts";

/** One deposit or refund. `amount` is a decimal with two places; a voided one no longer counts. */
export type Funds = Readonly<{
  id: string | null;
  amount: string;
  voided: boolean;
  createdAt: number;
  voidedAt: number | null;
}>;

/** What the guests have paid to the platform beforehand, and what they got back. */
export type Liability = Readonly<{ currency: string; deposits: readonly Funds[]; refunds: readonly Funds[] }>;

export const FUNDS_MAX = 100;

const hundredths = (amount: string): bigint => BigInt(amount.replace(".", ""));
const standing = (funds: readonly Funds[]): bigint =>
  funds.filter(({ voided }) => !voided).reduce((sum, { amount }) => sum + hundredths(amount), 0n);

type Kind = Readonly<{
  field: "deposits" | "refunds";
  one: string;
  tooMany: "TOO_MANY_DEPOSITS" | "TOO_MANY_REFUNDS";
  unique: "DEPOSIT_ID_MUST_BE_UNIQUE" | "REFUND_ID_MUST_BE_UNIQUE";
  unacceptable: "DEPOSIT_UNACCEPTABLE_AMOUNT" | "REFUND_UNACCEPTABLE_AMOUNT";
  changed: "DEPOSIT_AMOUNT_CAN_NOT_BE_CHANGED" | "REFUND_AMOUNT_CAN_NOT_BE_CHANGED";
  again: "VOIDED_DEPOSIT_CAN_NOT_BE_FUNDED_AGAIN" | "VOIDED_REFUND_CAN_NOT_BE_REFUNDED_AGAIN";
}>;

const kinds: readonly Kind[] = [
  {
    field: "deposits",
    one: "deposit",
    tooMany: "TOO_MANY_DEPOSITS",
    unique: "DEPOSIT_ID_MUST_BE_UNIQUE",
    unacceptable: "DEPOSIT_UNACCEPTABLE_AMOUNT",
    changed: "DEPOSIT_AMOUNT_CAN_NOT_BE_CHANGED",
    again: "VOIDED_DEPOSIT_CAN_NOT_BE_FUNDED_AGAIN",
  },
  {
    field: "refunds",
    one: "refund",
    tooMany: "TOO_MANY_REFUNDS",
    unique: "REFUND_ID_MUST_BE_UNIQUE",
    unacceptable: "REFUND_UNACCEPTABLE_AMOUNT",
    changed: "REFUND_AMOUNT_CAN_NOT_BE_CHANGED",
    again: "VOIDED_REFUND_CAN_NOT_BE_REFUNDED_AGAIN",
  },
];

/**
 * What is wrong with the money of a reservation, in this order: its currency, then of deposits and of refunds their
 * number, their ids, their amounts, and what has changed of those that were known; at last more refunds than deposits.
 * Undefined when nothing is.
 */
export const liabilityRefusal = (
  before: Liability | null,
  after: Liability | null,
  venueCurrency: string,
): ReservationRefusal | undefined => {
  if (after === null) return undefined;
  const { currency } = after;
  if (before && before.currency !== currency) {
    return ofReservation("CURRENCY_CAN_NOT_BE_CHANGED", `The currency was ${before.currency}.`, "liability.currency");
  }
  if (currency !== venueCurrency) {
    return ofReservation("CURRENCY_NOT_ACCEPTABLE", `The venue takes ${venueCurrency}.`, "liability.currency");
  }
  for (const kind of kinds) {
    const wrong = fundsRefusal(kind, before?.[kind.field] ?? [], after[kind.field]);
    if (wrong) return wrong;
  }
  if (standing(after.refunds) > standing(after.deposits)) {
    return ofReservation("REFUND_UNACCEPTABLE_AMOUNT", "More was given back than was paid.", "liability.refunds");
  }
  return undefined;
};

const fundsRefusal = (
  { field, one, tooMany, unique, unacceptable, changed, again }: Kind,
  before: readonly Funds[],
  after: readonly Funds[],
): ReservationRefusal | undefined => {
  const path = `liability.${field}`;
  if (after.length > FUNDS_MAX) return ofReservation(tooMany, `There may be ${FUNDS_MAX} ${field} at most.`, path);
  const ids = new Set(after.map(({ id }) => id));
  if (ids.size < after.length) return ofReservation(unique, `Each ${one} needs an id of its own.`, path);
  for (const { id, amount, voided } of after) {
    if (hundredths(amount) === 0n) return ofReservation(unacceptable, `A ${one} cannot be of nothing.`, path);
    const known = before.find((funds) => funds.id === id);
    if (!known) continue;
    if (known.amount !== amount) {
      return ofReservation(changed, `The ${one} ${id ?? ""} was of ${known.amount}.`.replace("  ", " "), path);
    }
    if (known.voided && !voided)
      return ofReservation(again, `The ${one} ${id ?? ""} is void.`.replace("  ", " "), path);
  }
  return undefined;
};
