import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { SiteId } from "../../../../domain/ids.ts";
import { type Reservation, type ReservationRef, reservationKey } from "../../../../domain/reservations/reservation.ts";
import { posStatuses, reservationStatuses } from "../../../../domain/reservations/status.ts";
import {
  type Booking,
  type BookingFacts,
  type VenueUpdate,
  isOwn,
  minutesOf,
} from "../../../../domain/reservations/venue.ts";
import { given } from "../../../../kit/given.ts";
import { parseDateTime } from "../../../../kit/time.ts";
import { flag, outId, outText } from "../../resources/venue-wire.ts";
import { dateTime, freeText, id, stamp } from "../../wire.ts";
import { emailOrNull, phoneOrNull, words, wordsOrNull } from "./fields.ts";
import { seenVersion } from "./routes.ts";

/** Reservations on the wire, those of platforms as well as the venue's own. */

const PARTY_MAX = 1_000;
const MINUTES_MAX = 1_440;
const TABLES_MAX = 50;
const TAGS_MAX = 50;

/** A reservation has no number: its id is made of what its platform calls it. */
export const reservationId = (ref: ReservationRef): string => Buffer.from(reservationKey(ref)).toString("base64url");

/** What an id names; undefined for what is no id. */
export const refOf = (id: string): ReservationRef | undefined => {
  const key = Buffer.from(id, "base64url").toString();
  const [platform, restaurant, own, ...more] = key.split(" ");
  if (!platform || !restaurant || !own || more.length > 0 || key.includes("\0")) return undefined;
  return { platform, restaurant, id: own };
};

const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};
const list = (max: number) =>
  z
    .array(words(60), { error: "must be a list of texts" })
    .max(max, { error: `must not have more than ${max} entries` })
    .transform((all) => [...new Set(all)] as readonly string[]);
const notes = freeText()
  .transform((value) => value.trim() || null)
  .nullable();

const guest = {
  first_name: words(60),
  last_name: wordsOrNull(60),
  email: emailOrNull,
  phone: phoneOrNull,
  walk_in: flag,
  food_and_drink_notes: notes,
  notes,
  language: wordsOrNull(20),
  allergens: list(TAGS_MAX),
  dietary_restrictions: list(TAGS_MAX),
};
const aGuest = { error: "must be a guest" };
const facts = {
  scheduled_at: dateTime.meta({ description: "Without an offset it is the site's clock." }),
  party_size: whole(1, PARTY_MAX),
  duration_minutes: whole(1, MINUTES_MAX).nullable(),
  tables: list(TABLES_MAX).meta({ description: "By their numbers or names on the site's floor plans." }),
  notes,
  tags: list(TAGS_MAX),
};
const named = (names: readonly string[]) => ({ error: `must be one of ${names.join(", ")}` });
const anObject = { error: "must be an object" };

export const ReservationIn = z
  .object({ ...facts, status: z.enum(reservationStatuses, named(reservationStatuses)) }, anObject)
  .partial()
  .extend({
    site_id: id<SiteId>(),
    scheduled_at: facts.scheduled_at,
    party_size: facts.party_size,
    guest: z.object(guest, aGuest).partial().extend({ first_name: guest.first_name }),
  });

export const ReservationChangeIn = z
  .object(
    {
      ...facts,
      guest: z.object(guest, aGuest).partial(),
      status: z.enum(posStatuses, named(posStatuses)).meta({ description: "PAID leaves the status as it is." }),
      covers: whole(1, PARTY_MAX).meta({ description: "How many were seated." }),
    },
    anObject,
  )
  .partial()
  .extend({ version: seenVersion });

const GuestOut = z.object({
  first_name: z.string(),
  last_name: outText,
  email: outText,
  phone: outText,
  walk_in: z.boolean(),
  food_and_drink_notes: outText,
  notes: outText,
  language: outText,
  allergens: z.array(z.string()),
  dietary_restrictions: z.array(z.string()),
});

export const ReservationOut = z.object({
  id: z.string(),
  version: z.int(),
  own: z
    .boolean()
    .meta({ description: "Whether the venue took it; a platform's can be changed in status, tables and covers." }),
  platform: z.string().meta({ description: "`venue` for the venue's own." }),
  site_id: outId,
  status: z.enum(reservationStatuses),
  scheduled_at: z.string(),
  duration_minutes: z.int().nullable(),
  party_size: z.int(),
  covers: z.int().nullable(),
  tables: z.array(z.string()),
  guest: GuestOut,
  notes: outText,
  guest_request: outText,
  special_offer: outText,
  tags: z.array(z.string()),
  paid_at: outText,
  created_at: z.string(),
  updated_at: z.string(),
});

/** The time zone of a site's clock. */
export const zoneOf = (catalogue: Catalogue, site: SiteId): string =>
  catalogue.site(site)?.timezone ?? catalogue.company.timezone;

export const reservationShape = (reservation: Reservation, catalogue: Catalogue): z.output<typeof ReservationOut> => {
  const { guest: who, siteId } = reservation;
  const at = (ms: number): string => stamp(ms, zoneOf(catalogue, siteId));
  return {
    id: reservationId(reservation),
    version: reservation.updatedAt,
    own: isOwn(reservation),
    platform: isOwn(reservation) ? "venue" : reservation.platform,
    site_id: siteId,
    status: reservation.status,
    scheduled_at: at(reservation.scheduledAt),
    duration_minutes: minutesOf(reservation.expectedDuration),
    party_size: reservation.partySize,
    covers: reservation.covers,
    tables: [...reservation.tables],
    guest: {
      first_name: who.firstName,
      last_name: who.lastName,
      email: who.email,
      phone: who.phone,
      walk_in: who.walkIn,
      food_and_drink_notes: who.foodAndDrinkNotes,
      notes: who.notes,
      language: who.language,
      allergens: [...who.allergens],
      dietary_restrictions: [...who.dietaryRestrictions],
    },
    notes: reservation.notes,
    guest_request: reservation.guestRequest,
    special_offer: reservation.specialOffer,
    tags: [...reservation.tags],
    paid_at: reservation.paidAt === null ? null : at(reservation.paidAt),
    created_at: at(reservation.createdAt),
    updated_at: at(reservation.updatedAt),
  };
};

type GuestBody = z.output<typeof ReservationChangeIn>["guest"] & object;

const toGuest = (body: GuestBody): Partial<BookingFacts["guest"]> =>
  given({
    firstName: body.first_name,
    lastName: body.last_name,
    email: body.email,
    phone: body.phone,
    walkIn: body.walk_in,
    foodAndDrinkNotes: body.food_and_drink_notes,
    notes: body.notes,
    language: body.language,
    allergens: body.allergens,
    dietaryRestrictions: body.dietary_restrictions,
  });

const nobody: Omit<BookingFacts["guest"], "firstName"> = {
  lastName: null,
  email: null,
  phone: null,
  walkIn: false,
  foodAndDrinkNotes: null,
  notes: null,
  language: null,
  allergens: [],
  dietaryRestrictions: [],
};

const instant = (value: string, zone: string): number => parseDateTime(value, zone)!.ms; // its schema has read it

/** A new reservation, by the clock of its site. */
export const toBooking = (body: z.output<typeof ReservationIn>, zone: string): Booking => ({
  siteId: body.site_id,
  status: body.status ?? "SCHEDULED",
  scheduledAt: instant(body.scheduled_at, zone),
  partySize: body.party_size,
  minutes: body.duration_minutes ?? null,
  tables: body.tables ?? [],
  notes: body.notes ?? null,
  tags: body.tags ?? [],
  guest: { ...nobody, ...toGuest(body.guest), firstName: body.guest.first_name },
});

export const toVenueUpdate = (body: Omit<z.output<typeof ReservationChangeIn>, "version">, zone: string): VenueUpdate =>
  given({
    status: body.status,
    tables: body.tables,
    covers: body.covers,
    partySize: body.party_size,
    scheduledAt: body.scheduled_at === undefined ? undefined : instant(body.scheduled_at, zone),
    minutes: body.duration_minutes,
    notes: body.notes,
    tags: body.tags,
    guest: body.guest && toGuest(body.guest),
  });
