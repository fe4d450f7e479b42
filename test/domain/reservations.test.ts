import { describe, expect, test } from "vitest";
import { type Funds, type Liability, FUNDS_MAX, liabilityRefusal } from "../../src/domain/reservations/liability.ts";
import { type PushedReservation, pushReservation, updateAtVenue } from "../../src/domain/reservations/reservation.ts";
import { type ReservationStatus, mayMove, reservationStatuses } from "../../src/domain/reservations/status.ts";
import type { AddonId, SiteId } from "../../src/domain/ids.ts";

const pushed = (facts: Partial<PushedReservation> = {}): PushedReservation => ({
  status: "SCHEDULED",
  guest: {
    platformGuestId: "G",
    firstName: "Ada",
    lastName: null,
    email: null,
    phone: null,
    walkIn: false,
    foodAndDrinkNotes: null,
    notes: null,
    language: null,
    allergens: [],
    dietaryRestrictions: [],
  },
  partySize: 2,
  tables: [],
  liability: null,
  notes: null,
  specialOffer: null,
  tags: [],
  guestRequest: null,
  expectedDuration: null,
  scheduledAt: 0,
  saidAt: 1_000,
  sequence: null,
  ...facts,
});

const place = {
  ref: { platform: "P", restaurant: "R", id: "1" },
  siteId: 1 as SiteId,
  addonId: 1 as AddonId,
  venueCurrency: "EUR",
  now: 5_000,
};
const reservation = (facts: Partial<PushedReservation> = {}) => {
  const made = pushReservation(undefined, pushed(facts), place);
  if (!made.ok) throw new Error(made.error.says);
  return made.value;
};

describe("moves of a reservation", () => {
  // One row for each state: where it may go, in the order of the list.
  const may: Readonly<Record<ReservationStatus, string>> = {
    ON_HOLD: "++++++-+++",
    SCHEDULED: "++++++-+++",
    PARTIALLY_ARRIVED: "++++++++-+",
    ARRIVED: "++++++++-+",
    PARTIALLY_SEATED: "-+++++++-+",
    SEATED: "-+++++++-+",
    DEPARTED: "--+++++--+",
    CANCELLED: "++++++-+-+",
    NO_SHOW: "-+++++-+++",
    ERROR: "++++++++++",
  };
  test.each(reservationStatuses)("from %s", (from) => {
    expect(reservationStatuses.map((to) => (mayMove(from, to) ? "+" : "-")).join("")).toBe(may[from]);
  });
});

describe("the order of updates", () => {
  const LARGE = "9007199254740993"; // one more than 2^53, which a number cannot tell from it
  test.each([
    ["a later time", { saidAt: 1_000 }, { saidAt: 2_000 }, "newer"],
    ["the same second", { saidAt: 1_000 }, { saidAt: 1_000 }, "newer"],
    ["an earlier time", { saidAt: 1_000 }, { saidAt: 0 }, "RESERVATION_PROPERTIES_INVALID"],
    ["a greater count, whatever the time", { sequence: "5" }, { sequence: "6", saidAt: 0 }, "newer"],
    ["the same count", { sequence: "5" }, { sequence: "5", saidAt: 9_000 }, "same"],
    ["a smaller count", { sequence: "10" }, { sequence: "9", saidAt: 9_000 }, "RESERVATION_SEQUENCE_ID_ERROR"],
    ["64 bits", { sequence: "9007199254740992" }, { sequence: LARGE }, "newer"],
    ["64 bits, overtaken", { sequence: LARGE }, { sequence: "9007199254740992" }, "RESERVATION_SEQUENCE_ID_ERROR"],
    [
      "a count that begins now: time decides",
      { saidAt: 1_000 },
      { sequence: "1", saidAt: 0 },
      "RESERVATION_PROPERTIES_INVALID",
    ],
    ["a count that ends: time decides", { sequence: "7" }, { saidAt: 2_000 }, "newer"],
  ] as const)("%s", (_, was, is, expected) => {
    const before = reservation(was);
    const after = pushReservation(before, pushed(is), place);
    const outcome = after.ok ? (after.value === before ? "same" : "newer") : after.error.code;
    expect(outcome).toBe(expected);
  });

  test("what the venue knows stays when the platform says something new", () => {
    const before = { ...reservation(), covers: 3, paidAt: 7, createdAt: 1 };
    const after = pushReservation(before, pushed({ partySize: 4 }), place);
    expect(after).toMatchObject({
      ok: true,
      value: { covers: 3, paidAt: 7, createdAt: 1, updatedAt: 5_000, partySize: 4 },
    });
  });
});

describe("deposits and refunds", () => {
  const funds = (id: string | null, amount = "10.00", voided = false): Funds => ({
    id,
    amount,
    voided,
    createdAt: 0,
    voidedAt: null,
  });
  const liability = (deposits: readonly Funds[], refunds: readonly Funds[] = [], currency = "EUR"): Liability => ({
    currency,
    deposits,
    refunds,
  });
  test.each([
    ["nothing at all", null, null, undefined],
    ["one deposit", null, liability([funds("1")]), undefined],
    ["one without an id", null, liability([funds(null)]), undefined],
    ["two without an id", null, liability([funds(null), funds(null)]), "DEPOSIT_ID_MUST_BE_UNIQUE"],
    ["an id twice", null, liability([funds("1"), funds("1", "5.00")]), "DEPOSIT_ID_MUST_BE_UNIQUE"],
    [
      "a refund's id twice",
      null,
      liability([funds("1")], [funds("2", "1.00"), funds("2", "1.00")]),
      "REFUND_ID_MUST_BE_UNIQUE",
    ],
    ["another currency", null, liability([], [], "USD"), "CURRENCY_NOT_ACCEPTABLE"],
    ["a changed currency", liability([], [], "USD"), liability([]), "CURRENCY_CAN_NOT_BE_CHANGED"],
    ["a deposit of nothing", null, liability([funds("1", "0.00")]), "DEPOSIT_UNACCEPTABLE_AMOUNT"],
    [
      "a changed deposit",
      liability([funds("1")]),
      liability([funds("1", "10.01")]),
      "DEPOSIT_AMOUNT_CAN_NOT_BE_CHANGED",
    ],
    [
      "a void deposit again",
      liability([funds("1", "10.00", true)]),
      liability([funds("1")]),
      "VOIDED_DEPOSIT_CAN_NOT_BE_FUNDED_AGAIN",
    ],
    ["a deposit made void", liability([funds("1")]), liability([funds("1", "10.00", true)]), undefined],
    [
      "a changed refund",
      liability([funds("1")], [funds("2", "1.00")]),
      liability([funds("1")], [funds("2", "2.00")]),
      "REFUND_AMOUNT_CAN_NOT_BE_CHANGED",
    ],
    [
      "a void refund again",
      liability([funds("1")], [funds("2", "1.00", true)]),
      liability([funds("1")], [funds("2", "1.00")]),
      "VOIDED_REFUND_CAN_NOT_BE_REFUNDED_AGAIN",
    ],
    ["as much back as was paid", null, liability([funds("1")], [funds("2")]), undefined],
    ["more back than was paid", null, liability([funds("1")], [funds("2", "10.01")]), "REFUND_UNACCEPTABLE_AMOUNT"],
    [
      "a refund of a void deposit",
      null,
      liability([funds("1", "10.00", true)], [funds("2", "0.01")]),
      "REFUND_UNACCEPTABLE_AMOUNT",
    ],
    [
      "amounts that only digits can tell",
      null,
      liability([funds("1", "90071992547.93")], [funds("2", "90071992547.94")]),
      "REFUND_UNACCEPTABLE_AMOUNT",
    ],
    [
      "too many",
      null,
      liability(Array.from({ length: FUNDS_MAX + 1 }, (_, i) => funds(String(i)))),
      "TOO_MANY_DEPOSITS",
    ],
  ] as const)("%s", (_, before, after, code) => expect(liabilityRefusal(before, after, "EUR")?.code).toBe(code));
});

describe("what the venue says", () => {
  test.each([
    ["SEATED", null, true],
    ["SEATED", ["SEATED"], true],
    ["ARRIVED", ["SEATED"], "status_not_allowed"],
    ["DEPARTED", null, "move_not_allowed"],
    ["PAID", ["SEATED"], true],
    ["SCHEDULED", [], true],
  ] as const)("%s where the platform allows %j", (status, allowed, expected) => {
    const after = updateAtVenue(reservation(), { status }, allowed, 9);
    expect(after.ok || after.error.kind).toBe(expected);
    if (after.ok)
      expect([after.value.status, after.value.paidAt]).toEqual(status === "PAID" ? ["SCHEDULED", 9] : [status, null]);
  });

  test.each([0, -1, 1.5])("%d covers are none", (covers) => {
    expect(updateAtVenue(reservation(), { covers }, null, 9)).toMatchObject({
      ok: false,
      error: { kind: "covers_not_positive" },
    });
  });
});
