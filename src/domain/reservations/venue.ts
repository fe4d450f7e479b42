import { type Result, done, refuse } from "../../kit/brand.ts";
import type { AddonId, SiteId } from "../ids.ts";
import {
  type Guest,
  type PosRefusal,
  type PosUpdate,
  type PushedReservation,
  type Reservation,
  updateAtVenue,
} from "./reservation.ts";
import type { ReservationStatus } from "./status.ts";

/** Under this name stand the reservations that the venue itself took; no platform can be called so. */
export const VENUE = ":venue";
export const isOwn = ({ platform }: Pick<Reservation, "platform">): boolean => platform === VENUE;

/** Nobody's: no add-on speaks for the venue. */
const NO_ADDON = 0 as AddonId;

/** What guests tell the venue when they book, and may tell otherwise later. */
export type BookingFacts = Readonly<{
  guest: Omit<Guest, "platformGuestId">;
  partySize: number;
  /** Epoch milliseconds. */
  scheduledAt: number;
  minutes: number | null;
  notes: string | null;
  tags: readonly string[];
}>;

export type Booking = BookingFacts & Readonly<{ siteId: SiteId; status: ReservationStatus; tables: readonly string[] }>;

/** Absent facts stay. Of what a platform took, the venue says no more than where its guests are. */
export type VenueUpdate = PosUpdate & Partial<Omit<BookingFacts, "guest"> & { guest: Partial<BookingFacts["guest"]> }>;

export type VenueRefusal =
  | PosRefusal
  | Readonly<{ kind: "changed"; version: number }>
  /** The platform says it, and would say it again. */
  | Readonly<{ kind: "said_by_platform"; field: string; platform: string }>;

/** ISO 8601: 90 minutes are "PT1H30M". */
const durationOf = (minutes: number | null): string | null => {
  if (minutes === null) return null;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 || hours === 0 ? `${rest}M` : ""}`;
};

/** Whole minutes of an ISO 8601 duration of days and less; null for what is none. */
export const minutesOf = (duration: string | null): number | null => {
  const found = /^P(?:([\d.]+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration ?? "");
  if (!found) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return Math.round(days * 1_440 + hours * 60 + minutes + seconds / 60);
};

const saidOf = ({ minutes, ...facts }: Partial<Omit<BookingFacts, "guest">>): Partial<PushedReservation> => ({
  ...facts,
  ...(minutes !== undefined && { expectedDuration: durationOf(minutes) }),
});

/** A reservation that guests made with the venue. `id` is the venue's own count of them. */
export const newBooking = (id: string, { siteId, guest, ...facts }: Booking, now: number): Reservation => ({
  platform: VENUE,
  restaurant: String(siteId),
  id,
  siteId,
  addonId: NO_ADDON,
  liability: null,
  specialOffer: null,
  guestRequest: null,
  expectedDuration: null,
  status: facts.status,
  partySize: facts.partySize,
  tables: facts.tables,
  scheduledAt: facts.scheduledAt,
  notes: facts.notes,
  tags: facts.tags,
  ...saidOf({ minutes: facts.minutes }),
  guest: { platformGuestId: id, ...guest },
  saidAt: now,
  sequence: null,
  covers: null,
  paidAt: null,
  createdAt: now,
  updatedAt: now,
});

/** A reservation as the venue says it is now; the very same object when it says nothing new. */
export const updatedByVenue = (
  before: Reservation,
  { status, tables, covers, guest, ...facts }: VenueUpdate,
  allowed: readonly ReservationStatus[] | null,
  now: number,
): Result<Reservation, VenueRefusal> => {
  const [field] = [...Object.keys(facts), ...(guest ? ["guest"] : [])];
  if (field !== undefined && !isOwn(before)) {
    return refuse({ kind: "said_by_platform", field, platform: before.platform });
  }
  const update: PosUpdate = {
    ...(status !== undefined && { status }),
    ...(tables !== undefined && { tables }),
    ...(covers !== undefined && { covers }),
  };
  const moved = updateAtVenue(before, update, allowed, now);
  if (!moved.ok) return moved;
  const after: Reservation = { ...moved.value, ...saidOf(facts), guest: { ...before.guest, ...guest } };
  return done(isSame(before, after) ? before : after);
};

const isSame = (a: Reservation, b: Reservation): boolean =>
  JSON.stringify({ ...a, updatedAt: 0 }) === JSON.stringify({ ...b, updatedAt: 0 });
