import { z } from "zod";
import { type ChargeAt, roomCharges } from "../../../commands/room-charges.ts";
import type { PmsProvider } from "../../../domain/catalogue/ordering-records.ts";
import type { AddonId, OrderId, SiteId } from "../../../domain/ids.ts";
import { type RoomCharge, isUnderWay } from "../../../domain/pms/charge.ts";
import { type GuestsFound, readGuests, termRefusal } from "../../../domain/pms/guests.ts";
import { searchAddress } from "../../../domain/pms/provider.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { refuse } from "../../../kit/brand.ts";
import { NOTHING, minorDigits } from "../../../kit/money.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { AskingClient } from "../../../webhooks/outgoing.ts";
import { id, pathId, amount, text, toMinor } from "../wire.ts";
import { mustCharge } from "./pms-refusals.ts";
import { GuestsOut, HotelOut, RoomChargeOut, guestShape, hotelShape, roomChargeShape } from "./pms-shape.ts";
import { COMPANY, found } from "./wire.ts";

export type PmsParts = Readonly<{ storage: Storage; outgoing: AskingClient }>;

const SEARCH_MAX_BYTES = 256 * 1024;
/** How long a request waits for what the hotel says; after that the register looks again. */
const ANSWER_WAIT_MS = 8_000;
const LOOK_MS = 100;

const term = text(100).refine((value) => value.trim() !== "", { error: "must not be empty" });

const ChargeIn = z.object(
  {
    hotel_id: id<number>(),
    term: term.meta({ description: "What the guest was found by: the hotel is asked again before it is charged." }),
    reservation_id: text().min(1, { error: "must not be empty" }),
    room_id: text().optional().meta({ description: "For a reservation of several rooms." }),
    amount: amount.nullish().meta({ description: "All that remains to be paid, unless given." }),
    tip: amount.refine((tip) => !tip.startsWith("-"), { error: "must not be below zero" }).nullish(),
    revenue_center_id: id<number>().nullish(),
  },
  { error: "must be an object" },
);

/** Orders charged to hotel rooms: find the guest, charge the bill; the payment follows by itself. */
export const operatorPmsRoutes = ({ storage, outgoing }: PmsParts): readonly Route[] => {
  const charges = roomCharges(storage);
  const audience = "operator";
  const oneOrder = `${COMPANY}/orders/:order(^\\d{1,40}$)/room_charges`;
  const order = z.object({ order: pathId<OrderId>() });

  const search = async (hotel: PmsProvider, words: string): Promise<GuestsFound> => {
    const problem = termRefusal(words, hotel.features);
    if (problem !== undefined) return { guests: [], problem };
    const addon = await storage.access.addons.byId(hotel.addonId as AddonId);
    const asked = { term: words.trim(), businessExternalReference: addon?.clientId ?? "", apiKey: hotel.apiKey };
    return readGuests(
      await outgoing.ask({
        url: searchAddress(hotel.endpoint, asked),
        headers: { accept: "application/json" },
        maxBytes: SEARCH_MAX_BYTES,
      }),
    );
  };

  /** The charge when it has come to something, or as it is when the waiting is over. */
  const outcome = async (at: ChargeAt, begun: RoomCharge): Promise<RoomCharge> => {
    let charge = begun;
    for (let waited = 0; isUnderWay(charge) && waited < ANSWER_WAIT_MS; waited += LOOK_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      charge = (await charges.get(at)) ?? charge;
      if (charge.state === "waiting" && charge.says !== null) break; // it goes on, but not within this request
    }
    return charge;
  };

  return [
    route({
      id: "operator.hotels.list",
      summary: "List hotels",
      description: "The systems that orders can be charged to, as add-ons have connected them.",
      tag: "Hotels",
      method: "GET",
      path: `${COMPANY}/hotels`,
      audience,
      permission: "orders:read",
      query: z.object({ site_id: id<SiteId>().optional() }),
      responses: { 200: { description: "Ascending by id.", schema: z.array(HotelOut) } },
      async handle({ who: { company }, query: { site_id: site } }) {
        const all = (await storage.reads(company).catalogue()).all("pms_provider");
        return { status: 200, body: all.filter(({ siteId }) => !site || siteId === site).map(hotelShape) };
      },
    }),
    route({
      id: "operator.hotels.guests",
      summary: "Search the guests of a hotel",
      description: "By room number, or by name where the hotel's system can.",
      tag: "Hotels",
      method: "GET",
      path: `${COMPANY}/hotels/:hotel/guests`,
      audience,
      permission: "orders:write",
      params: z.object({ hotel: pathId<number>() }),
      query: z.object({ term }),
      responses: { 200: { description: "Who was found, or why nobody was.", schema: GuestsOut } },
      async handle({ who: { company }, params, query }) {
        const hotel = found((await storage.reads(company).catalogue()).get("pms_provider", params.hotel), "hotel");
        const { guests, problem } = await search(hotel, query.term);
        return { status: 200, body: { problem, guests: guests.map(guestShape) } };
      },
    }),
    route({
      id: "operator.orders.roomCharges.list",
      summary: "List the charges of an order to rooms",
      tag: "Hotels",
      method: "GET",
      path: oneOrder,
      audience,
      permission: "orders:read",
      params: order,
      responses: { 200: { description: "In the order in which they were made.", schema: z.array(RoomChargeOut) } },
      async handle({ who: { company }, params }) {
        const { id, currency } = found(await storage.reads(company).order(params.order), "order");
        const digits = minorDigits(currency);
        return { status: 200, body: (await charges.of(company, id)).map((one) => roomChargeShape(one, digits)) };
      },
    }),
    route({
      id: "operator.orders.roomCharges.create",
      summary: "Charge an order to a room",
      description:
        "The order is paid by it as soon as the hotel agrees. A hotel that does not answer is asked again with the same idempotency key, until it does or a day is over; other payments can be taken meanwhile.",
      tag: "Hotels",
      method: "POST",
      path: oneOrder,
      audience,
      permission: "orders:write",
      params: order,
      body: ChargeIn,
      responses: {
        201: { description: "Charged, and paid.", schema: RoomChargeOut },
        202: { description: "The hotel has not answered yet; list the charges to see it.", schema: RoomChargeOut },
        400: { description: "Nothing was charged; the error says why, in the hotel's own words if it has any." },
      },
      async handle({ who, params, body }) {
        const reads = storage.reads(who.company);
        const [known, catalogue] = await Promise.all([reads.order(params.order), reads.catalogue()]);
        const { id, currency } = found(known, "order");
        const hotel = catalogue.get("pms_provider", body.hotel_id);
        if (!hotel)
          throw badRequest(`There is no hotel ${body.hotel_id}.`, { field: "hotel_id", value: body.hotel_id });
        const digits = minorDigits(currency);
        const { guests, problem } = await search(hotel, body.term);
        const { reservation_id: reservation, room_id: room } = body;
        const guest = guests.find((one) => one.reservationId === reservation && (room ?? one.roomId) === one.roomId);
        if (!guest) return mustCharge(refuse({ kind: "guest_not_found", says: problem }));
        const begun = mustCharge(
          await charges.begin(who, id, {
            hotelId: hotel.id,
            guest,
            amount: body.amount ? toMinor(body.amount, digits, "amount") : null,
            tip: body.tip ? toMinor(body.tip, digits, "tip") : NOTHING,
            revenueCenterId: body.revenue_center_id ?? null,
          }),
        );
        const charge = await outcome({ company: who.company, order: id, number: begun.number }, begun);
        if (charge.state === "refused") {
          throw new HttpError(400, "room_charge_refused", charge.says ?? "", { number: charge.number });
        }
        return { status: charge.state === "paid" ? 201 : 202, body: roomChargeShape(charge, digits) };
      },
    }),
  ];
};
