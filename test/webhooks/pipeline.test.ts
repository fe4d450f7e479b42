import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOrder } from "../../src/commands/create-order.ts";
import { NO_FILTER } from "../../src/domain/events/topics.ts";
import type { CompanyId } from "../../src/domain/ids.ts";
import { kountaShaper } from "../../src/dialects/kounta/webhooks/shaper.ts";
import type { Webhook } from "../../src/storage/deliveries.ts";
import { type Events, startEvents } from "../../src/webhooks/events.ts";
import type { Outgoing, OutgoingClient, Sent } from "../../src/webhooks/outgoing.ts";
import { type TestServery, engines, openTestServery } from "../support/servery.ts";

const COMPANY = 5678 as CompanyId;

for (const engine of engines) {
  describe(`the way of an event (${engine})`, () => {
    let servery: TestServery;
    let events: Events;
    const got: Outgoing[] = [];
    let answer: (message: Outgoing) => Sent = () => ({ kind: "answer", status: 200, headers: {}, head: "ok" });
    const client: OutgoingClient = {
      check: () => undefined,
      post(message) {
        got.push(message);
        return Promise.resolve(answer(message));
      },
      get: () => Promise.resolve(undefined),
      close: () => Promise.resolve(),
    };
    const failures: unknown[] = [];
    beforeAll(async () => {
      servery = await openTestServery(engine, { env: { SERVERY_WORKERS: "0" } });
      events = await startEvents({
        storage: servery.storage,
        shaper: kountaShaper(() => Promise.resolve(undefined)),
        prints: (_event, { notes }) =>
          notes === "cannot be planned" ? Promise.reject(new Error(notes)) : Promise.resolve({ prints: [], jobs: [] }),
        deliver: { client, random: () => 0, userAgent: "test" },
        handlers: [],
        failed: (error) => failures.push(error),
      });
    }, 60_000);
    afterAll(async () => {
      await events.stop();
      await servery.close();
      expect(failures).toEqual([]);
    });

    const hook = async (more: Partial<Webhook>): Promise<Webhook> => {
      const webhook: Webhook = {
        id: await servery.storage.companies.newId("webhook"),
        companyId: COMPANY,
        addonId: 1 as never,
        topic: "orders/completed",
        address: "https://receiver.example/hook",
        format: "json",
        filter: NO_FILTER,
        headers: { "x-mine": "1" },
        ordered: false,
        active: true,
        disabledReason: null,
        version: 1,
        createdAt: 0,
        updatedAt: 0,
        ...more,
      };
      await servery.storage.deliveries.webhooks.add(webhook);
      return webhook;
    };
    const soon = async (check: () => Promise<boolean> | boolean): Promise<void> => {
      for (let i = 0; i < 200; i++) {
        if (await check()) return;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      expect("it came").toBe("it did not");
    };

    test("an order is completed: its record is sent once, and the delivery is written down", async () => {
      expect(createOrder).toBeDefined();
      const webhook = await hook({});
      const order = await servery.order({
        status: "COMPLETE",
        lines: [{ product_id: servery.ids.product_ids[0], quantity: 1 }],
      });
      await soon(() => got.length === 1);
      expect(JSON.parse(got[0]!.body.toString())).toMatchObject({ id: order.id, status: "COMPLETE" });
      expect(got[0]!.headers).toMatchObject({
        "x-mine": "1",
        "x-kounta-signature": expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const list = () => servery.storage.deliveries.list(COMPANY, { webhookId: webhook.id }, { size: 10 });
      await soon(async () => (await list()).rows[0]?.state === "delivered");
      const { rows } = await list();
      expect(rows).toHaveLength(1);
      expect(await servery.storage.deliveries.attempts(COMPANY, rows[0]!.id)).toMatchObject([
        { number: 1, status: 200 },
      ]);
      expect(await servery.storage.jobs.waiting()).toEqual(new Map());
    });

    test("a receiver that fails is tried again with the same bytes under the same id", async () => {
      got.length = 0;
      let fails = 2;
      answer = () =>
        fails-- > 0
          ? { kind: "answer", status: 500, headers: {}, head: "no" }
          : { kind: "answer", status: 204, headers: {}, head: "" };
      await servery.order({ status: "COMPLETE", lines: [{ product_id: servery.ids.product_ids[0], quantity: 2 }] });
      await soon(() => got.length === 1);
      const real = servery.clock.now;
      let ahead = 0;
      servery.clock.now = () => real() + ahead;
      const attempts = async () => (await servery.storage.deliveries.list(COMPANY, {}, { size: 1 })).rows[0]?.attempts;
      for (const count of [2, 3]) {
        await soon(async () => (await attempts()) === count - 1); // it is put off from then on
        ahead += 60_000;
        events.kick();
        await soon(() => got.length === count);
      }
      expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
      expect(new Set(got.map(({ body }) => body.toString())).size).toBe(1);
      await soon(async () => (await servery.storage.jobs.waiting()).size === 0);
      servery.clock.now = real;
    });

    test("an event that nothing can be made of waits, and holds up no other", async () => {
      got.length = 0;
      const sold = { status: "COMPLETE", lines: [{ product_id: servery.ids.product_ids[0], quantity: 3 }] };
      await servery.order({ ...sold, notes: "cannot be planned" });
      const good = await servery.order(sold);
      await soon(() => got.length === 1);
      expect(JSON.parse(got[0]!.body.toString())).toMatchObject({ id: good.id });
      expect(failures.splice(0)[0]).toEqual(new Error("cannot be planned"));
      expect((await servery.storage.deliveries.backlog()).oldestPendingAt).toBeDefined();
      await soon(async () => (await servery.storage.jobs.waiting()).size === 0);
      failures.length = 0;
    });
  });
}
