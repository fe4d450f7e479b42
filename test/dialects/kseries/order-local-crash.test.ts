import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { demoToken } from "../../../src/demo/addons.ts";
import { loadDemo } from "../../../src/demo/load.ts";
import { methodNamed } from "../../../src/dialects/kseries/payment-methods.ts";
import type { CompanyId } from "../../../src/domain/ids.ts";
import { openStore } from "../../../src/main.ts";
import { openOnline } from "../../../src/online/online.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { type Events, startEvents } from "../../../src/webhooks/events.ts";
import { Child, builtProduct } from "../../crash/child.ts";
import { createDatabase } from "../../support/postgres.ts";
import { type TestServery, engines, openTestServery } from "../../support/servery.ts";
import { Receiver, until } from "../kounta/webhooks-receiver.ts";
import { FITZROY } from "./kseries.ts";
import { OnlineApp, newReference } from "./online-app.ts";

const COMPANY = 5678 as CompanyId;
const CLIENTS = 8;
const ROUNDS = 3;
const ITEMS = [{ quantity: 1, sku: "COF-LBK" }];
/** A dead worker's job is back within a minute. */
const BACK_MS = 60_000;

const ordersBy = async (storage: Storage): Promise<Map<string, number[]>> => {
  const filter = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
  const { rows } = await storage.reads(COMPANY).orders(filter, { size: 100_000 });
  const found = new Map<string, number[]>();
  for (const { id, online } of rows)
    if (online) found.set(online.reference, [...(found.get(online.reference) ?? []), id]);
  return found;
};

for (const engine of engines) {
  describe(`K-Series orders and a worker that stops (${engine})`, () => {
    let servery: TestServery;
    let app: OnlineApp;
    let events: Events | undefined;
    beforeAll(async () => {
      servery = await openTestServery(engine, { env: { SERVERY_WORKERS: "0" } });
      app = await OnlineApp.open(servery, { url: "https://app.example", at: () => [] } as never);
    }, 60_000);
    afterAll(async () => {
      await events?.stop();
      await servery.close();
    });

    /** Begins to work over a storage that a test may have its hands in. */
    const work = async (storage: Storage): Promise<unknown[]> => {
      await events?.stop();
      const failures: unknown[] = [];
      events = await startEvents({
        storage,
        shaper: {
          order: () => Promise.resolve(""),
          group: () => Promise.resolve(""),
          resource: () => Promise.resolve(undefined),
        },
        prints: () => Promise.resolve({ prints: [], jobs: [] }),
        deliver: { client: { check: () => undefined } as never, random: () => 0, userAgent: "test" },
        ...openOnline(storage, methodNamed),
        failed: (error) => failures.push(error),
      });
      return failures;
    };

    test("LO-06 stopped between taking an order in and working it off, it is worked off once when somebody is back", async () => {
      const thirdPartyReference = newReference();
      expect((await app.order("local", { thirdPartyReference, items: ITEMS })).status).toBe(200);
      const waiting = await app.task("ORDER", thirdPartyReference);
      expect([waiting!.state, (await ordersBy(servery.storage)).get(thirdPartyReference)]).toEqual([
        "waiting",
        undefined,
      ]);
      expect(await work(servery.storage)).toEqual([]);
      await until(async () => (await app.task("ORDER", thirdPartyReference))!.state === "done", "the order");
      expect((await ordersBy(servery.storage)).get(thirdPartyReference)).toHaveLength(1);
    });

    test("LO-06 stopped between working an order off and ending its job, it finds nothing left to do", async () => {
      const { storage, clock } = servery;
      let cut = 0;
      const jobs = { ...storage.jobs, end: () => Promise.reject(new Error(`cut off ${++cut}`)) };
      const failures = await work({ ...storage, jobs });
      const thirdPartyReference = newReference();
      await app.order("local", { thirdPartyReference, items: ITEMS });
      await until(() => cut === 1, "the first end");
      expect(failures).toEqual([new Error("cut off 1")]);
      const task = await app.task("ORDER", thirdPartyReference);
      expect(task!.state).toBe("done");
      await events!.stop();
      const real = clock.now;
      clock.now = () => real() + BACK_MS;
      try {
        expect(await work(storage)).toEqual([]);
        await until(async () => ((await storage.jobs.waiting()).get("online") ?? 0) === 0, "the end of the job");
      } finally {
        clock.now = real;
      }
      expect((await ordersBy(storage)).get(thirdPartyReference)).toEqual([task!.orderId]);
      const told = (await storage.reads(COMPANY).events(task!.orderId!)).filter(
        ({ type }) => type === "online.applied",
      );
      expect(told).toHaveLength(1);
    });

    test("LO-06 a step that fails in the middle leaves nothing, and is done whole the next time", async () => {
      const { storage, clock } = servery;
      let broken = true;
      const transact: Storage["transact"] = (company, run) =>
        storage.transact(company, async (tx) => {
          const result = await run(tx);
          if (broken && result.ok) throw new Error("the lights went out");
          return result;
        });
      const failures = await work({ ...storage, transact });
      const thirdPartyReference = newReference();
      const customerInfo = { firstName: "Kim", email: `${thirdPartyReference}@example.com` };
      await app.order("local", { thirdPartyReference, customerInfo, items: ITEMS });
      await until(() => failures.length === 1, "the failure");
      expect((await ordersBy(storage)).get(thirdPartyReference)).toBeUndefined();
      expect((await app.task("ORDER", thirdPartyReference))!.state).toBe("waiting");
      broken = false;
      const real = clock.now;
      clock.now = () => real() + BACK_MS;
      try {
        await until(async () => (await app.task("ORDER", thirdPartyReference))!.state === "done", "the order");
      } finally {
        clock.now = real;
      }
      expect((await ordersBy(storage)).get(thirdPartyReference)).toHaveLength(1);
      const found = await storage.reads(COMPANY).customers({ size: 10 }, { email: customerInfo.email });
      expect(found.rows).toHaveLength(1); // made in the first run, found in the second
    });
  });

  describe(`K-Series orders of a server that is killed (${engine})`, () => {
    beforeAll(builtProduct, 60_000);

    test("LO-06 killed at any moment, every order that was taken in is there once, and its app is told", async () => {
      const folder = mkdtempSync(join(tmpdir(), "servery-crash-"));
      const database = engine === "postgres" ? await createDatabase() : undefined;
      const env = {
        SERVERY_PORT: "0",
        SERVERY_DATA: folder,
        SERVERY_DATABASE_URL: database?.url,
        SERVERY_LOG: "silent",
        SERVERY_OUTGOING: "loopback",
      };
      const receiver = new Receiver();
      await receiver.open();
      const storage = await openStore(readConfig(env), Date.now);
      await loadDemo(storage, () => undefined, { history: false });
      const authorization = `Bearer ${await demoToken(storage, 3_600_000)}`;
      await storage.close();
      let url = "";
      const ask = (method: string, path: string, body: object): Promise<Response> =>
        fetch(`${url}${path}`, {
          method,
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify(body),
        });
      const place = async (thirdPartyReference: string): Promise<number> => {
        const stem = { businessLocationId: FITZROY, endpointId: "CRASH", customerInfo: { firstName: "Jo" } };
        return (await ask("POST", "/o/op/1/order/toGo", { ...stem, thirdPartyReference, items: ITEMS })).status;
      };
      let child = new Child(["start"], { env });
      try {
        url = await child.serving();
        const made = await ask("PUT", "/o/wh/1/webhook", { endpointId: "CRASH", url: `${receiver.url}/hook` });
        expect(made.status).toBe(200);
        const sent = new Map<string, number | undefined>();
        for (let round = 0; round < ROUNDS; round++) {
          let dead = false;
          const before = sent.size;
          const client = async (name: number): Promise<void> => {
            for (let n = 0; !dead; n++) {
              const reference = `crash-${round}-${name}-${n}`;
              sent.set(reference, undefined);
              sent.set(reference, await place(reference));
            }
          };
          const clients = Array.from({ length: CLIENTS }, (_, name) => client(name).catch(() => undefined)); // cut off
          await until(() => sent.size - before >= 40 + round * 30, "orders");
          await child.kill("SIGKILL");
          dead = true;
          await Promise.all(clients);
          child = new Child(["start"], { env });
          url = await child.serving();
        }
        expect(new Set([...sent.values()].filter(Boolean))).toEqual(new Set([200]));
        // Every reference again: those that were answered for are used, the others are now.
        for (const [reference, status] of sent) {
          const again = await place(reference);
          if (status === 200) expect(again).toBe(409);
          else expect([200, 409]).toContain(again);
        }
        const told = (): Set<string> =>
          new Set(receiver.at("/hook").map(({ json }) => `${json.thirdPartyReference} ${json.status}`));
        const all = new Set([...sent.keys()].map((reference) => `${reference} SUCCESS`));
        const end = Date.now() + BACK_MS;
        while (told().size < all.size && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
        expect(told()).toEqual(all);
        expect(await child.kill("SIGTERM")).toMatchObject({ code: 0 });

        const after = await openStore(readConfig(env), Date.now);
        try {
          const orders = await ordersBy(after);
          expect(new Set(orders.keys())).toEqual(new Set(sent.keys()));
          expect([...orders.values()].filter(({ length }) => length !== 1)).toEqual([]);
          const ids = new Map<string, Set<unknown>>();
          for (const { json, headers } of receiver.at("/hook")) {
            const { thirdPartyReference: reference } = json;
            ids.set(reference, (ids.get(reference) ?? new Set()).add(headers["webhook-id"]));
          }
          expect([...ids.values()].filter(({ size }) => size !== 1)).toEqual([]); // one message each, however often sent
        } finally {
          await after.close();
        }
      } finally {
        child.process.kill("SIGKILL");
        await child.ended;
        await receiver.close();
        await database?.drop();
        rmSync(folder, { recursive: true, force: true });
      }
    }, 180_000);
  });
}
