import { type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { AddonId } from "../../src/domain/ids.ts";
import type { NewDelivery } from "../../src/storage/deliveries.ts";
import { httpReceiver } from "./guarded-receivers.ts";
import { type Setting, soon, withSetting } from "./faults-setting.ts";

const PENDING = 10_000;
const AT_ONCE_MAX = 8;
const MIB = 1024 * 1024;
/** What counts as prompt for a neighbour of the dead, on a busy machine: well before the dead one is given up. */
const PROMPT_MS = 30_000;

/** Hangs on everybody; tells how many it has at once. */
const hanging = (): { listener: RequestListener; most: () => number; count: () => number } => {
  let open = 0;
  let most = 0;
  let count = 0;
  return {
    listener: (request) => {
      count++;
      most = Math.max(most, ++open);
      request.socket.once("close", () => open--);
    },
    most: () => most,
    count: () => count,
  };
};

const counting = (): { listener: RequestListener; count: () => number } => {
  let count = 0;
  return {
    listener: (request, answer) => request.resume().on("end", () => answer.end(`${++count}`)),
    count: () => count,
  };
};

/** An address of this machine at which nobody listens. */
const deserted = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
};

/** Puts so many deliveries to one webhook into the store, each with a body of its own, in place of all that waits. */
const pile = async ({ servery }: Setting, webhookId: number, address: string): Promise<void> => {
  const { storage, company: companyId } = servery;
  const addonId = 1 as AddonId;
  const taken = await storage.deliveries.fanOut(100, ([event]) => {
    const { id: eventId, orderId, siteId } = event!;
    const deliveries = Array.from({ length: PENDING }, (_, n): NewDelivery => ({
      companyId,
      webhookId,
      addonId,
      eventId,
      topic: "orders/completed",
      orderId,
      siteId,
      address,
      body: JSON.stringify({ n, padding: "p".repeat(2_000) }),
    }));
    return Promise.resolve({ deliveries, prints: [], jobs: [] });
  });
  expect(taken).toBeGreaterThan(0);
  expect(await storage.jobs.waiting()).toEqual(new Map([["deliver", PENDING]]));
};

withSetting("an endpoint that hangs", 60_000, (setting) => {
  afterEach(() => setting().rest());

  test("KW-07 delays no other one, and has eight attempts at once at the most", async () => {
    await setting().work();
    const stuck = hanging();
    const good = counting();
    await setting().register((await httpReceiver(stuck.listener)).url);
    await setting().register((await httpReceiver(good.listener)).url);
    for (let i = 1; i <= 20; i++) {
      await setting().complete();
      expect(await soon(() => good.count() === i, `delivery ${i} to the good one`)).toBeLessThan(PROMPT_MS);
    }
    await soon(() => stuck.count() === AT_ONCE_MAX, "attempts at the hanging one");
    expect([stuck.count(), stuck.most()]).toEqual([AT_ONCE_MAX, AT_ONCE_MAX]);
  });

  test("KW-07 is one of a hundred such, and still the good one is served at once", async () => {
    await setting().work();
    const stuck = hanging();
    const good = counting();
    const crowd = await setting().servery.addon({ id: 120 as AddonId, clientId: `crowd` });
    const { url } = await httpReceiver(stuck.listener);
    for (let i = 0; i < 100; i++) await setting().register(`${url}/${i}`, {}, crowd);
    const webhook = await setting().register((await httpReceiver(good.listener)).url);
    const took: number[] = [];
    for (let i = 1; i <= 12; i++) {
      await setting().complete();
      took.push(await soon(() => good.count() === i, `delivery ${i} to the good one`));
    }
    expect(Math.max(...took), took.map(Math.round).join()).toBeLessThan(PROMPT_MS);
    await soon(
      async () => (await setting().deliveries(webhook)).every(({ state }) => state === "delivered"),
      "the end",
    );
  }, 60_000);
});

for (const how of ["hangs", "refuses"]) {
  withSetting(`10,000 deliveries to an endpoint that ${how}`, 1_000, (setting) => {
    test("KW-07 wait in the store, not in memory, and others are served at once", async () => {
      const stuck = hanging();
      const good = counting();
      const address = how === "hangs" ? (await httpReceiver(stuck.listener)).url : await deserted();
      const dead = await setting().register(address);
      await setting().complete();
      await pile(setting(), dead, address);
      await setting().register((await httpReceiver(good.listener)).url);
      const before = process.memoryUsage().rss;
      let peak = before;
      const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
      await setting().work();
      for (let i = 1; i <= 15; i++) {
        await setting().complete();
        expect(await soon(() => good.count() === i, `delivery ${i} to the good one`)).toBeLessThan(PROMPT_MS);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      clearInterval(watch);
      expect((peak - before) / MIB).toBeLessThan(100);
      expect(stuck.most()).toBeLessThanOrEqual(AT_ONCE_MAX);
      await setting().rest();
      const { storage, company } = setting().servery;
      const states = async (state: "waiting" | "delivered", webhookId?: number): Promise<number> =>
        storage.deliveries.count(company, { state, ...(webhookId !== undefined && { webhookId }) });
      expect(await states("waiting", dead)).toBe(PENDING + 15); // it is told of the new orders too
      expect(await storage.jobs.waiting()).toEqual(new Map([["deliver", await states("waiting")]]));
      expect(await states("delivered")).toBeGreaterThanOrEqual(14); // the last may have been cut off before it was noted
    }, 60_000);
  });
}
