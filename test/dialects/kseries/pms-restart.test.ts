import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Storage } from "../../../src/storage/storage.ts";
import { as } from "../../operator/support.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { Venue, manners, until } from "./pms-hotel.ts";

const DAY_MS = 24 * 3_600_000;
let ahead = 0;

/** A storage whose n-th command fails for good, as if the server had died before it. */
const dyingAt = (storage: Storage, n: number): Storage => {
  let commands = 0;
  const transact: Storage["transact"] = (company, work) =>
    ++commands >= n ? Promise.reject(new Error("died")) : storage.transact(company, work);
  return { ...storage, transact };
};

onEveryEngine(
  "charging hotel rooms when the server dies",
  (servery) => {
    let venue: Venue;
    beforeAll(async () => {
      venue = await Venue.open(servery());
      await venue.work(); // so that the server knows that work follows from charges, wherever it is done
    });
    afterAll(() => venue.close());
    beforeEach(async () => {
      await venue.stopWork();
      venue.hotel.manner = manners.good;
      venue.hotel.seen.length = 0;
      venue.hotel.booked.clear();
      venue.failures.length = 0;
    });

    const chargedOnce = async (order: { id: number; total: number }): Promise<void> => {
      await until("the payment", async () => (await venue.payments(order.id)).length === 1);
      expect([...venue.hotel.booked.values()]).toEqual([order.total]);
      expect((await venue.charges(order.id)).map(({ state }) => state)).toEqual(["paid"]);
      const keys = venue.hotel.charges.map(({ headers }) => headers["x-lightspeed-idempotency-key"]);
      expect(new Set(keys).size).toBe(1);
      expect(new Set(venue.hotel.charges.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await venue.payments(order.id)).toHaveLength(1);
      await venue.stopWork();
    };

    test("LP-01 a charge that was begun while nobody worked is taken up when somebody does", async () => {
      const order = await venue.order();
      const charging = venue.charge(order.id);
      await until("the beginning", async () => (await venue.charges(order.id)).length === 1);
      expect(venue.hotel.charges).toEqual([]);
      await venue.work();
      expect((await charging).status).toBe(201);
      await chargedOnce(order);
    });

    test("LP-01 death between the hotel's answer and writing it down: charged once, paid once", async () => {
      const order = await venue.order();
      await venue.work({
        around: (client) => ({
          ...client,
          async post(message) {
            await client.post(message);
            throw new Error("died");
          },
        }),
      });
      const charging = venue.charge(order.id);
      await until("the charge", () => venue.hotel.booked.size === 1);
      await until("the end", () => venue.failures.length > 0);
      await venue.stopWork();
      expect(await venue.payments(order.id)).toEqual([]);
      expect((await venue.charges(order.id))[0]).toMatchObject({ state: "waiting" });
      await venue.work();
      await charging;
      await chargedOnce(order);
      expect(venue.hotel.charges).toHaveLength(2);
    });

    test("LP-01 death between the charge and its payment: the hotel is not asked again, and the order is paid", async () => {
      const order = await venue.order();
      await venue.work({ storage: dyingAt(servery().storage, 3) }); // ready, settled, and no payment
      const charging = venue.charge(order.id);
      await until("the end", () => venue.failures.length > 0);
      await venue.stopWork();
      expect((await venue.charges(order.id))[0]).toMatchObject({ state: "charged", payment_number: null });
      expect(await venue.payments(order.id)).toEqual([]);
      await venue.work();
      await charging;
      await chargedOnce(order);
      expect(venue.hotel.charges).toHaveLength(1);
    });

    test("LP-01 death before the first byte: key and message are written, nothing was charged, then it goes out", async () => {
      const order = await venue.order();
      await venue.work({
        around: (client) => ({ ...client, post: () => Promise.reject(new Error("died")) }),
      });
      const charging = venue.charge(order.id);
      await until("the end", () => venue.failures.length > 0);
      await venue.stopWork();
      expect(venue.hotel.charges).toEqual([]);
      const kept = await servery().storage.reads(servery().company).documents.get("room_charges", String(order.id));
      expect(kept!.charges[0]).toMatchObject({ state: "waiting", sent: true, key: expect.stringMatching(/^LS1_/) });
      await venue.work();
      await charging;
      await chargedOnce(order);
      const [seen] = venue.hotel.charges;
      expect(seen!.headers["x-lightspeed-idempotency-key"]).toBe(kept!.charges[0]!.key);
    });

    test("LP-01 a hotel that never answers: after a day somebody has to ask it, and a new charge may begin", async () => {
      const order = await venue.order();
      venue.hotel.manner = (answer) => void answer.socket?.destroy();
      await venue.work();
      expect((await venue.charge(order.id)).status).toBe(202);
      ahead += DAY_MS;
      venue.operator = await as(servery(), "barista", "pin");
      await until("the end", async () => (await venue.charges(order.id))[0].state === "unclear");
      expect((await venue.charges(order.id))[0].message).toBe("Ask the hotel whether the room was charged.");
      venue.hotel.manner = manners.good;
      expect((await venue.charge(order.id)).status).toBe(201);
      expect((await venue.charges(order.id)).map(({ state }) => state)).toEqual(["unclear", "paid"]);
      await venue.stopWork();
    });
  },
  { env: { SERVERY_WORKERS: "0" }, clock: () => Date.now() + ahead },
);
