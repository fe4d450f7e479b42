import { type Result, done, refuse } from "../../kit/brand.ts";
import type { AddonId, SiteId } from "../ids.ts";
import { type Liability, liabilityRefusal } from "./liability.ts";
import { type ReservationRefusal, ofReservation } from "./refusals.ts";
import { type PosStatus, type ReservationStatus, mayMove, sits } from "./status.ts";

/** What a reservation is called: by its platform, by what the platform calls the venue, and by the platform's own id. */
export type ReservationRef = Readonly<{ platform: string; restaurant: string; id: string }>;

export type Guest = Readonly<{
  platformGuestId: string;
  firstName: string;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  walkIn: boolean;
  foodAndDrinkNotes: string | null;
  notes: string | null;
  language: string | null;
  allergens: readonly string[];
  dietaryRestrictions: readonly string[];
}>;

/** What a platform says of a reservation, each time all of it. Times are epoch milliseconds. */
export type PushedReservation = Readonly<{
  status: ReservationStatus;
  guest: Guest;
  partySize: number;
  /** By what orders call the tables. */
  tables: readonly string[];
  liability: Liability | null;
  notes: string | null;
  specialOffer: string | null;
  tags: readonly string[];
  guestRequest: string | null;
  /** ISO 8601: "PT1H30M". */
  expectedDuration: string | null;
  scheduledAt: number;
  /** When the platform changed it. */
  saidAt: number;
  /** The platform's own count of its changes, the digits of 64 bits; null where it does not count. */
  sequence: string | null;
}>;

export type Reservation = ReservationRef &
  PushedReservation &
  Readonly<{
    siteId: SiteId;
    addonId: AddonId;
    /** How many the venue seated; null while it has not said. */
    covers: number | null;
    /** When the venue said that the guests have paid. */
    paidAt: number | null;
    createdAt: number;
    updatedAt: number;
  }>;

/** The key of its document. None of the parts has a blank in it. */
export const reservationKey = ({ platform, restaurant, id }: ReservationRef): string =>
  `${platform} ${restaurant} ${id}`;

/** The key under which a site remembers who sits at a table. */
export const tableKey = (siteId: SiteId, table: string): string => `${siteId} ${table}`;

/** The tables that a reservation takes at this moment. */
export const takenBy = ({ status, tables }: PushedReservation): readonly string[] => (sits(status) ? tables : []);

type Place = Readonly<{ ref: ReservationRef; siteId: SiteId; addonId: AddonId; venueCurrency: string; now: number }>;

/**
 * A reservation as its platform says it is now. Updates that were overtaken are refused; one that says the same count
 * again is the same update, sent twice, and changes nothing (the very same object comes back).
 */
export const pushReservation = (
  before: Reservation | undefined,
  pushed: PushedReservation,
  { ref, siteId, addonId, venueCurrency, now }: Place,
): Result<Reservation, ReservationRefusal> => {
  if (before) {
    const order = compareUpdates(before, pushed);
    if (order === "same") return done(before);
    if (order === "overtaken") return refuse(overtaken(before, pushed));
    if (!mayMove(before.status, pushed.status)) {
      const says = `A reservation that is ${before.status} cannot become ${pushed.status}.`;
      return refuse(ofReservation("RESERVATION_PROPERTIES_INVALID", says, "status"));
    }
  }
  const wrong = liabilityRefusal(before?.liability ?? null, pushed.liability, venueCurrency);
  if (wrong) return refuse(wrong);
  const { covers = null, paidAt = null, createdAt = now } = before ?? {};
  return done({ ...pushed, ...ref, siteId, addonId, covers, paidAt, createdAt, updatedAt: now });
};

/** The count decides where both have one, else the time; within one second an update is not overtaken. */
const compareUpdates = (
  before: Reservation,
  { sequence, saidAt }: PushedReservation,
): "newer" | "same" | "overtaken" => {
  if (before.sequence === null || sequence === null) return saidAt < before.saidAt ? "overtaken" : "newer";
  const [was, is] = [BigInt(before.sequence), BigInt(sequence)];
  return is > was ? "newer" : is === was ? "same" : "overtaken";
};

const overtaken = (before: Reservation, { sequence }: PushedReservation): ReservationRefusal =>
  before.sequence !== null && sequence !== null
    ? ofReservation("RESERVATION_SEQUENCE_ID_ERROR", `${before.sequence} came before.`, "sequenceId")
    : ofReservation("RESERVATION_PROPERTIES_INVALID", "A later update came before.", "utcUpdatedAt");

/** What the venue changes about a reservation; what is absent stays. */
export type PosUpdate = Readonly<{ status?: PosStatus; tables?: readonly string[]; covers?: number }>;

export type PosRefusal =
  | Readonly<{ kind: "reservation_not_found" }>
  | Readonly<{ kind: "status_not_allowed"; status: PosStatus; allowed: readonly ReservationStatus[] }>
  | Readonly<{ kind: "move_not_allowed"; from: ReservationStatus; to: ReservationStatus }>
  | Readonly<{ kind: "covers_not_positive" }>
  | Readonly<{ kind: "table_not_available"; table: string }>;

/** A reservation as the venue says it is now. `allowed` is what the platform lets the venue say; null: anything. */
export const updateAtVenue = (
  before: Reservation,
  { status, tables, covers }: PosUpdate,
  allowed: readonly ReservationStatus[] | null,
  now: number,
): Result<Reservation, PosRefusal> => {
  const to = status === undefined || status === "PAID" ? before.status : status;
  if (to !== before.status) {
    if (allowed && !allowed.includes(to)) return refuse({ kind: "status_not_allowed", status: to, allowed });
    if (!mayMove(before.status, to)) return refuse({ kind: "move_not_allowed", from: before.status, to });
  }
  if (covers !== undefined && !(Number.isSafeInteger(covers) && covers > 0)) {
    return refuse({ kind: "covers_not_positive" });
  }
  return done({
    ...before,
    status: to,
    tables: tables ?? before.tables,
    covers: covers ?? before.covers,
    paidAt: status === "PAID" ? (before.paidAt ?? now) : before.paidAt,
    updatedAt: now,
  });
};
