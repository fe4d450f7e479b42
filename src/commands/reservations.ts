import type { AddonId, CompanyId } from "../domain/ids.ts";
import { platformNotFound, restaurantNotFound, siteOfRestaurant } from "../domain/reservations/platform.ts";
import { type ReservationRefusal, ofReservation } from "../domain/reservations/refusals.ts";
import {
  type PosRefusal,
  type PushedReservation,
  type Reservation,
  type ReservationRef,
  pushReservation,
  reservationKey,
  takenBy,
} from "../domain/reservations/reservation.ts";
import {
  type Booking,
  type VenueRefusal,
  type VenueUpdate,
  isOwn,
  newBooking,
  updatedByVenue,
} from "../domain/reservations/venue.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { OutboxEvent, Storage, Tx } from "../storage/storage.ts";
import { type PlatformSpeaker, maySpeakFor } from "./reservation-platforms.ts";
import { takeTables, unavailableTables } from "./reservation-tables.ts";

/** An event about a reservation, for everybody who shows or tells of reservations. */
const about = (type: string, { platform, restaurant, id, siteId, status }: Reservation, more: object): OutboxEvent => ({
  type,
  siteId,
  platform,
  restaurant,
  reservation: id,
  status,
  ...more,
});

const put = (tx: Tx, reservation: Reservation): void => {
  const { siteId, scheduledAt: at } = reservation;
  tx.documents.put("reservation", reservationKey(reservation), reservation, { siteId, at });
};

/** What happens to reservations: their platforms push them, and the venue says what it sees. */
export const reservationCommands = (storage: Storage) => ({
  /**
   * Takes a reservation as its platform says it is now. Tables that are not to be had are no refusal: the platform is
   * told of them afterwards, and the guests sit nowhere. `trace` names the request in what is told.
   */
  push: (
    company: CompanyId,
    by: PlatformSpeaker,
    ref: ReservationRef,
    pushed: PushedReservation,
    trace: string,
  ): Promise<Result<Reservation, ReservationRefusal>> =>
    storage.transact(company, async (tx) => {
      const platform = await tx.documents.get("reservation_platform", ref.platform);
      if (!platform || !maySpeakFor(platform, by)) return refuse(platformNotFound());
      const siteId = siteOfRestaurant(platform, ref.restaurant);
      if (siteId === undefined) return refuse(restaurantNotFound());
      const before = await tx.documents.get("reservation", reservationKey(ref));
      const { currency: venueCurrency } = tx.catalogue.company;
      const place = { ref, siteId, addonId: by.addonId, venueCurrency, now: tx.now };
      const decided = pushReservation(before, pushed, place);
      if (!decided.ok || decided.value === before) return decided;
      const reservation = decided.value;
      await settle(tx, before, reservation, trace);
      return done(reservation);
    }),

  /** Seats guests at a table at once: the older way, in which a reservation is told of only when its guests are there. */
  checkIn: (
    company: CompanyId,
    arrival: Omit<Reservation, "covers" | "paidAt" | "createdAt" | "updatedAt">,
  ): Promise<Result<Reservation, ReservationRefusal>> =>
    storage.transact(company, async (tx) => {
      const before = await tx.documents.get("reservation", reservationKey(arrival));
      const [table] = await unavailableTables(tx, arrival, arrival.tables);
      if (table !== undefined) {
        return refuse(ofReservation("REQUESTED_TABLE_IS_UNAVAILABLE", `The table ${table} is not to be had.`, "table"));
      }
      const { covers = null, paidAt = null, createdAt = tx.now } = before ?? {};
      const reservation = { ...arrival, covers, paidAt, createdAt, updatedAt: tx.now };
      await settle(tx, before, reservation, "");
      return done(reservation);
    }),

  /** Takes a reservation that guests made with the venue itself. */
  book:
    (booking: Booking) =>
    async (tx: Tx): Promise<Result<Reservation, PosRefusal>> => {
      const id = String(await tx.count("reservation"));
      const reservation = newBooking(id, booking, tx.now);
      const [table] = await unavailableTables(tx, reservation, reservation.tables);
      if (table !== undefined) return refuse({ kind: "table_not_available", table });
      put(tx, reservation);
      await takeTables(tx, undefined, reservation, takenBy(reservation));
      tx.emit([about("reservation.changed", reservation, {})]);
      return done(reservation);
    },

  /**
   * What the venue says: how far the guests are, where they sit, how many they are; of its own reservations everything.
   * A platform is told. `version` is when it was last changed, as whoever changes it has seen it.
   */
  updateReservation: (
    company: CompanyId,
    ref: ReservationRef,
    update: VenueUpdate,
    version?: number,
  ): Promise<Result<Reservation, VenueRefusal>> =>
    storage.transact(company, async (tx): Promise<Result<Reservation, VenueRefusal>> => {
      const before = await tx.documents.get("reservation", reservationKey(ref));
      if (!before) return refuse({ kind: "reservation_not_found" });
      if (version !== undefined && version !== before.updatedAt) {
        return refuse({ kind: "changed", version: before.updatedAt });
      }
      const platform = await tx.documents.get("reservation_platform", ref.platform);
      const decided = updatedByVenue(before, update, platform?.allowedPosStatuses ?? null, tx.now);
      if (!decided.ok || (decided.value === before && update.status !== "PAID")) return decided;
      const reservation = decided.value;
      const asked = update.tables ?? takenBy(reservation);
      const [table] = await unavailableTables(tx, reservation, asked);
      if (table !== undefined) return refuse({ kind: "table_not_available", table });
      put(tx, reservation);
      await takeTables(tx, before, reservation, takenBy(reservation));
      const { tables, covers, partySize } = reservation;
      const told = { status: update.status ?? reservation.status, tables, covers: covers ?? partySize };
      tx.emit([about("reservation.changed", reservation, {})]);
      if (!isOwn(reservation)) tx.emit([about("reservation.pos_updated", reservation, told)]);
      return done(reservation);
    }),

  /** Tells a platform of what was refused, where it wants to hear of that. */
  tellRefused: (
    company: CompanyId,
    ref: Readonly<{ platform: string; restaurant?: string; id?: string }>,
    refusal: ReservationRefusal,
    facts: Readonly<{ httpCode: number; trace: string; addonId: AddonId }>,
  ): Promise<unknown> =>
    storage.transact(company, (tx) => {
      tx.emit([failed(ref, refusal, facts)]);
      return Promise.resolve(done(null));
    }),
});
export type ReservationCommands = ReturnType<typeof reservationCommands>;

const failed = (
  { platform, restaurant, id }: Readonly<{ platform: string; restaurant?: string; id?: string }>,
  { code, entity, says, fields }: ReservationRefusal,
  { httpCode, trace }: Readonly<{ httpCode: number; trace: string }>,
): OutboxEvent => ({
  type: "reservation.failed",
  platform,
  ...(restaurant !== undefined && { restaurant }),
  ...(id !== undefined && { reservation: id }),
  errorCode: code,
  entity,
  says,
  fields,
  httpCode,
  trace,
});

/** Keeps what was decided, with the tables that are to be had, and tells of those that are not. */
const settle = async (
  tx: Tx,
  before: Reservation | undefined,
  reservation: Reservation,
  trace: string,
): Promise<void> => {
  const unavailable = await unavailableTables(tx, reservation, reservation.tables);
  put(tx, reservation);
  const taken = takenBy(reservation).filter((name) => !unavailable.includes(name));
  await takeTables(tx, before, reservation, taken);
  const events = [about("reservation.changed", reservation, {})];
  if (unavailable.length > 0) {
    const says = `Not to be had: ${unavailable.join(", ")}.`;
    const refusal = ofReservation("REQUESTED_TABLE_IS_UNAVAILABLE", says, "tableNumbers");
    events.push(failed(reservation, refusal, { httpCode: 400, trace }));
  }
  tx.emit(events);
};
