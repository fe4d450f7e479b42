import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { done } from "../../../src/kit/brand.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK } from "./kseries.ts";
import { ALL, GUESTS, Hotel, type Seen, Venue, hotelClient, manners, until } from "./pms-hotel.ts";

const UUID = /^LS1_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const keysOf = (seen: readonly Seen[]): string[] =>
  seen.map(({ headers }) => String(headers["x-lightspeed-idempotency-key"]));

onEveryEngine(
  "charging hotel rooms",
  (servery) => {
    let venue: Venue;
    let annexe: number;
    beforeAll(async () => {
      venue = await Venue.open(servery());
      annexe = await venue.connect(ALL);
      await venue.work();
    });
    afterAll(() => venue.close());
    beforeEach(async () => {
      venue.hotel.manner = manners.good;
      venue.hotel.seen.length = 0;
      venue.hotel.booked.clear();
      venue.failures.length = 0;
    });

    test("LP-01 a guest is searched for with the documented words, and blocked rooms are marked", async () => {
      const found = await venue.operator(`hotels/${venue.hotelId}/guests?term=${encodeURIComponent("Ada & co")}`);
      expect(found.status).toBe(200);
      expect(found.json()).toEqual({
        problem: null,
        guests: [
          { reservation_id: "R-101", room_id: "101", room: "Room 101", guest: "Ada Lovelace", blocked: false },
          { reservation_id: "R-102", room_id: "102", room: "102", guest: "Charles Babbage", blocked: true },
        ],
      });
      const [seen] = venue.hotel.seen;
      expect([seen!.method, seen!.path]).toEqual(["GET", "/pms/search"]);
      expect(Object.fromEntries(seen!.query)).toEqual({
        term: "Ada & co",
        businessExternalReference: servery().kseries.client_id,
        apiKey: "k-1&2",
      });
      expect((await venue.operator("hotels?site_id=823")).json()[0]).toEqual({
        id: venue.hotelId,
        site_id: FITZROY,
        name: "The Grand",
        features: ["SEARCH_BY_NAME"],
      });
      expect((await venue.operator("hotels/99999999/guests?term=1")).status).toBe(404);
      expect((await venue.operator(`hotels/${venue.hotelId}/guests`)).status).toBe(400);
    });

    test("LP-01 a search that comes to nothing says why", async () => {
      const hotel = await Hotel.open();
      const id = await venue.connect(["PARTIAL_PAYMENTS"], hotel.endpoint);
      const problem = async (term = "101"): Promise<string> =>
        (await venue.operator(`hotels/${id}/guests?term=${term}`)).json().problem;
      expect(await problem("Ada")).toBe("Search for a room number.");
      expect(hotel.seen).toEqual([]);
      hotel.search = (answer) => answer.end(JSON.stringify({ success: "false", errorMessage: "Night audit" }));
      expect(await problem()).toBe("Night audit");
      hotel.search = (answer) => answer.writeHead(401).end(JSON.stringify({ customerErrorMessage: "Wrong key" }));
      expect(await problem()).toBe("Wrong key");
      hotel.search = (answer) => answer.writeHead(302, { location: "http://169.254.169.254/" }).end();
      expect(await problem()).toBe("The hotel's system answered with 302.");
      hotel.search = (answer) => answer.end("[1");
      expect(await problem()).toBe("The hotel's system did not answer properly.");
      hotel.search = (answer) => answer.end(JSON.stringify({ reservations: [null, 7, {}, { reservationId: 9 }] }));
      expect((await venue.operator(`hotels/${id}/guests?term=1`)).json().guests).toEqual([
        { reservation_id: "9", room_id: "", room: "", guest: "", blocked: false },
      ]);
      await hotel.close();
      expect(await problem()).toBe("The hotel's system cannot be reached.");
    });

    test("LP-01 the whole bill goes to the room with its key, and the order is paid by it", async () => {
      const order = await venue.order({ guests: 2 });
      const charged = await venue.charge(order.id);
      expect(charged.status).toBe(201);
      expect(charged.json()).toMatchObject({
        number: 1,
        state: "paid",
        amount: order.total,
        payment_number: 1,
        message: null,
      });

      const [seen, ...more] = venue.hotel.charges;
      expect(more).toEqual([]);
      expect(keysOf([seen!])[0]).toMatch(UUID);
      expect(seen!.headers).toMatchObject({ accept: "application/json", "content-type": "application/json" });
      const { body } = seen!;
      expect(body).toMatchObject({
        openDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        closeDate: expect.stringMatching(/Z$/),
        covers: 2,
        businessExternalReference: servery().kseries.client_id,
        apiKey: "k-1&2",
        receiptId: `R${FITZROY}.${order.id}`,
        fiscId: `A${FITZROY}.${order.id}`,
        identifier: `A${FITZROY}.${order.id}`,
        payments: [
          {
            amount: order.total,
            gratuity: 0,
            methodName: "Charge to Room",
            methodCode: "IKPMS",
            reservationId: "R-101",
            staffId: expect.any(Number),
            staffName: expect.any(String),
            paymentDate: expect.stringMatching(/Z$/),
          },
        ],
      });
      const [row] = body.transactions;
      expect(row).toMatchObject({ type: "Sale", quantity: 2, sku: expect.any(String), groupName: "Coffee" });
      const taxes = row.taxLines.reduce((sum: number, { taxAmount }: { taxAmount: number }) => sum + taxAmount, 0);
      expect(Math.round((row.amount + taxes) * 100)).toBe(Math.round(order.total * 100));

      const paid = (await servery().get(`orders/${order.id}`)).json();
      expect(paid.status).toBe("COMPLETE");
      expect(paid.payments).toMatchObject([{ amount: order.total, ref: "Room 101 R-101" }]);
      expect((await venue.charge(order.id)).json().error).toBe("order_is_complete");
      expect(venue.hotel.charges).toHaveLength(1);
    });

    test("LP-01 what the hotel refuses is shown in its own words, at most 50 characters, and a new charge has a new key", async () => {
      const order = await venue.order();
      venue.hotel.manner = manners.refuses;
      const refused = await venue.charge(order.id);
      expect(refused.status).toBe(400);
      expect(refused.json()).toMatchObject({
        error: "room_charge_refused",
        error_description: "The room has checked out.",
      });
      venue.hotel.manner = manners.refusesAtLength;
      const atLength = (await venue.charge(order.id)).json().error_description;
      expect([...atLength].length).toBeLessThanOrEqual(50);
      expect(atLength).toMatch(/^(no )+no?$/);
      expect(await venue.payments(order.id)).toEqual([]);
      venue.hotel.manner = manners.good;
      expect((await venue.charge(order.id)).status).toBe(201);
      expect(new Set(keysOf(venue.hotel.charges)).size).toBe(3);
      expect((await venue.charges(order.id)).map(({ state }) => state)).toEqual(["refused", "refused", "paid"]);
      expect(venue.hotel.booked.size).toBe(1);
    });

    for (const [what, manner] of [
      ["says nothing in time", manners.silent],
      ["dies in the middle of its answer", manners.dies],
    ] as const) {
      test(`LP-01 a hotel that books the charge and ${what} is asked again with the same key and bytes`, async () => {
        const order = await venue.order();
        venue.hotel.manner = manner;
        const waiting = await venue.charge(order.id);
        expect(waiting.status).toBe(202);
        expect(waiting.json()).toMatchObject({
          state: "waiting",
          message: expect.stringMatching(/^The hotel's system did/),
        });
        expect((await venue.charge(order.id)).json().error).toBe("charge_under_way");
        await until("the payment", async () => (await venue.payments(order.id)).length === 1);
        expect((await venue.charges(order.id)).map(({ state }) => state)).toEqual(["paid"]);
        const [first, second] = venue.hotel.charges;
        expect(keysOf([first!])).toEqual(keysOf([second!]));
        expect(second!.body).toEqual(first!.body);
        expect([...venue.hotel.booked.values()]).toEqual([order.total]);
      });
    }

    test("LP-01 a hotel that answers twice has charged once", async () => {
      venue.hotel.manner = manners.twice;
      const [one, two] = [await venue.order(), await venue.order()];
      expect((await venue.charge(one.id)).status).toBe(201);
      venue.hotel.manner = manners.refuses;
      expect((await venue.charge(two.id)).status).toBe(400); // the answer that was too many is nobody else's
      expect(await venue.payments(one.id)).toHaveLength(1);
      expect(await venue.payments(two.id)).toEqual([]);
      expect(venue.hotel.booked.size).toBe(1);
    });

    test("LP-01 a hotel that is down is asked until it is there, and the order can be paid otherwise meanwhile", async () => {
      const order = await venue.order();
      venue.hotel.manner = manners.broken;
      expect((await venue.charge(order.id)).status).toBe(202);
      const cash = { method_id: 1, amount: order.total };
      expect((await venue.operator(`orders/${order.id}/payments`, { method: "POST", body: cash })).status).toBe(201);
      venue.hotel.manner = manners.good;
      await until("the charge", () => venue.hotel.booked.size === 1);
      await until("the end", async () => (await venue.charges(order.id))[0].message !== null);
      await until(
        "a person to look",
        async () => (await venue.charges(order.id))[0].message === "Charged, but the order cannot be paid any more.",
      );
      expect((await venue.charges(order.id))[0]).toMatchObject({ state: "charged", payment_number: null });
      expect(await venue.payments(order.id)).toHaveLength(1);
    });

    test("LP-01 a hotel that cannot be reached at all has charged nothing: refused at once", async () => {
      const hotel = await Hotel.open();
      const gone = await venue.connect(ALL, hotel.endpoint);
      hotel.search = (answer) => {
        answer.writeHead(200, { connection: "close" }).end(JSON.stringify({ reservations: GUESTS }));
        void hotel.close();
      };
      const order = await venue.order();
      const refused = await venue.charge(order.id, { hotel_id: gone });
      expect([refused.status, refused.json().error_description]).toEqual([
        400,
        "The hotel's system cannot be reached.",
      ]);
      expect(await venue.payments(order.id)).toEqual([]);
    });

    test("LP-01 blocked rooms, unknown guests and impossible amounts never reach the hotel", async () => {
      const order = await venue.order();
      const refusal = async (facts: Record<string, unknown>): Promise<string> => {
        const answer = await venue.charge(order.id, facts);
        expect(answer.status).toBe(400);
        return answer.json().error;
      };
      expect(await refusal({ reservation_id: "R-102" })).toBe("room_blocked");
      expect(await refusal({ reservation_id: "R-103" })).toBe("guest_not_found");
      expect(await refusal({ room_id: "102" })).toBe("guest_not_found");
      expect(await refusal({ hotel_id: 99999999 })).toBe("bad_request");
      expect(await refusal({ amount: 0 })).toBe("nothing_to_charge");
      expect(await refusal({ amount: -1 })).toBe("nothing_to_charge");
      expect(await refusal({ amount: order.total + 0.01 })).toBe("more_than_remains");
      expect(await refusal({ amount: order.total - 1 })).toBe("only_whole_bill");
      expect(await refusal({ tip: -1 })).toBe("bad_request");
      expect(await refusal({ revenue_center_id: 1 })).toBe("revenue_center_unknown");
      expect(await refusal({ term: " " })).toBe("bad_request");
      const there = await venue.servery.order({ site_id: SOUTHBANK, lines: [{ product_id: 730002 }] });
      expect((await venue.charge(there.id)).json().error).toBe("hotel_of_other_site");
      const locked = await venue.order({ lock: ["PAYMENTS"] });
      expect((await venue.charge(locked.id)).json().error).toBe("locked");
      expect((await venue.charge(99999999)).status).toBe(404);
      const theirs = `/admin/api/companies/${servery().other.company}`;
      expect((await venue.operator(`${theirs}/hotels`)).status).toBe(404);
      expect((await venue.operator(`${theirs}/orders/${order.id}/room_charges`)).status).toBe(404);
      expect(venue.hotel.charges).toEqual([]);
      expect(await venue.charges(order.id)).toEqual([]);
    });

    test("LP-01 parts of a bill, with the feature: two rooms and a tip, and every payment is listed", async () => {
      const center = await servery().storage.change(servery().company, async (tx) =>
        done(
          await tx.records.add("revenue_center", { id: tx.newId("catalogue"), siteId: FITZROY as never, name: "Bar" }),
        ),
      );
      const order = await venue.order();
      const first = await venue.charge(order.id, { hotel_id: annexe, amount: 2, tip: 0.5 });
      expect(first.status).toBe(201);
      expect(first.json()).toMatchObject({ amount: 2, tip: 0.5, revenue_center: { name: "Bar" } });
      expect((await venue.charge(order.id)).json().error).toBe("only_whole_bill");
      expect((await venue.charge(order.id, { hotel_id: annexe })).status).toBe(201);
      const [one, two] = venue.hotel.charges;
      expect(one!.body).toMatchObject({
        closeDate: null,
        revenueCenterId: center.ok && center.value.id,
        revenueCenterName: "Bar",
        payments: [{ amount: 2, gratuity: 0.5 }],
      });
      expect(two!.body.payments).toMatchObject([
        { amount: 2, gratuity: 0.5, methodCode: "IKPMS" },
        { amount: Math.round(order.total * 100 - 200) / 100, gratuity: 0, reservationId: "R-101" },
      ]);
      expect(two!.body.payments).toHaveLength(2);
      expect((await servery().get(`orders/${order.id}`)).json().status).toBe("COMPLETE");
      const single = await venue.connect(["SEARCH_BY_NAME", "PARTIAL_PAYMENTS"]);
      const other = await venue.order();
      expect((await venue.charge(other.id, { hotel_id: single, amount: 1 })).status).toBe(201);
      expect((await venue.charge(other.id, { hotel_id: single, amount: 1 })).json().error).toBe("charged_before");
    });

    test("LP-01 a tip pays of the tip/service that was asked for, and no more is charged than is left", async () => {
      const order = await venue.order({ tip_service_amount: 1 });
      const charged = await venue.charge(order.id, { tip: 0.6 });
      expect(charged.status).toBe(201);
      expect(charged.json()).toMatchObject({ amount: Math.round((order.total + 0.4) * 100) / 100, tip: 0.6 });
      const [{ body }] = venue.hotel.charges as [Seen];
      expect(body.payments).toMatchObject([{ amount: order.total, gratuity: 1 }]);
      expect(body).not.toHaveProperty("serviceCharge");
      expect((await servery().get(`orders/${order.id}`)).json().status).toBe("COMPLETE");
    });

    test("LP-01 two clicks at once charge once", async () => {
      const order = await venue.order();
      const answers = await Promise.all([venue.charge(order.id), venue.charge(order.id)]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400]);
      expect(venue.hotel.booked.size).toBe(1);
      expect(await venue.payments(order.id)).toHaveLength(1);
    });

    test("LP-01 a provider that is removed while it is asked still hears the end of it", async () => {
      const leaving = await venue.connect(ALL);
      const order = await venue.order();
      venue.hotel.manner = manners.silent;
      expect((await venue.charge(order.id, { hotel_id: leaving })).status).toBe(202);
      const ask = await hotelClient(servery());
      expect((await ask("DELETE", `/pms/v1/providers/${leaving}`)).status).toBe(200);
      await until("the payment", async () => (await venue.payments(order.id)).length === 1);
      expect(venue.hotel.booked.size).toBe(1);
      const kept = await servery().storage.reads(servery().company).documents.get("room_charges", String(order.id));
      expect(kept!.charges[0]).toMatchObject({
        state: "paid",
        link: null,
        message: null,
        key: expect.stringMatching(UUID),
      });
    });
  },
  { env: { SERVERY_WORKERS: "0" } },
);
