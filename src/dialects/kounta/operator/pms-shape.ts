import { z } from "zod";
import type { PmsProvider } from "../../../domain/catalogue/ordering-records.ts";
import type { RoomCharge } from "../../../domain/pms/charge.ts";
import type { HotelGuest } from "../../../domain/pms/guests.ts";
import { outId } from "../resources/venue-wire.ts";
import { money } from "../wire.ts";

/** Hotels, their guests and what was charged to rooms, as the register sees them. Keys of hotels are not shown. */

export const HotelOut = z.object({
  id: outId,
  site_id: outId,
  name: z.string(),
  features: z.array(z.string()),
});
export const hotelShape = ({ id, siteId, name, features }: PmsProvider): z.output<typeof HotelOut> => ({
  id,
  site_id: siteId,
  name,
  features: [...features],
});

const PlaceOut = z.object({
  reservation_id: z.string(),
  room_id: z.string(),
  room: z.string(),
  guest: z.string(),
});
const placeShape = ({ reservationId, roomId, room, name }: Omit<HotelGuest, "blocked">) => ({
  reservation_id: reservationId,
  room_id: roomId,
  room,
  guest: name,
});

export const GuestsOut = z.object({
  problem: z.string().nullable().meta({ description: "Why there may be nobody, in at most 50 characters." }),
  guests: z.array(PlaceOut.extend({ blocked: z.boolean().meta({ description: "Nothing may be charged there." }) })),
});
export const guestShape = (guest: HotelGuest) => ({ ...placeShape(guest), blocked: guest.blocked });

export const RoomChargeOut = PlaceOut.extend({
  number: z.int(),
  state: z.enum(["waiting", "charged", "paid", "refused", "unclear"]),
  hotel: z.object({ id: outId, name: z.string() }),
  revenue_center: z.object({ id: outId, name: z.string() }).nullable(),
  amount: z.number(),
  tip: z.number(),
  message: z.string().nullable().meta({ description: "What is wrong, in at most 50 characters." }),
  payment_number: z.int().nullable().meta({ description: "The payment of the order that it became." }),
  created_at: z.string(),
});

export const roomChargeShape = (charge: RoomCharge, digits: number): z.output<typeof RoomChargeOut> => ({
  number: charge.number,
  state: charge.state,
  hotel: { id: charge.hotel.id, name: charge.hotel.name },
  ...placeShape(charge.guest),
  revenue_center: charge.revenueCenter && { ...charge.revenueCenter },
  amount: money(charge.amount, digits),
  tip: money(charge.tip, digits),
  message: charge.says,
  payment_number: charge.payment,
  created_at: new Date(charge.createdAt).toISOString(),
});
