import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { kountaShaper } from "../../src/dialects/kounta/webhooks/shaper.ts";
import type { Attempt, Delivery } from "../../src/storage/deliveries.ts";
import { type Events, startEvents } from "../../src/webhooks/events.ts";
import { guardedClient } from "../../src/webhooks/guarded/client.ts";
import type { OutgoingClient } from "../../src/webhooks/outgoing.ts";
import { type EngineName, type Json, type TestServery, engines, openTestServery } from "../support/servery.ts";

/** Long enough for anything that is bound to happen on a busy machine. */
const SOON_MS = 20_000;

/** Waits for something that is bound to come; answers how long that took, in milliseconds. */
export const soon = async (check: () => Promise<boolean> | boolean, what: string): Promise<number> => {
  const began = performance.now();
  while (performance.now() - began < SOON_MS) {
    if (await check()) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return expect.fail(`waited in vain for ${what}`);
};

/** A server whose deliveries are worked on here, by a client that gives each attempt `timeoutMs`. */
export class Setting {
  readonly servery: TestServery;
  readonly failures: unknown[] = [];
  private readonly client: OutgoingClient;
  private readonly registered: number[] = [];
  private events: Events | undefined;

  constructor(servery: TestServery, timeoutMs: number) {
    this.servery = servery;
    this.client = guardedClient({ reach: "loopback", timeoutMs });
  }

  async work(): Promise<void> {
    this.events ??= await startEvents({
      storage: this.servery.storage,
      shaper: kountaShaper(() => Promise.resolve(undefined)),
      prints: () => Promise.resolve({ prints: [], jobs: [] }),
      deliver: { client: this.client, random: () => 0, userAgent: "test" },
      handlers: [],
      failed: (error) => this.failures.push(error),
    });
  }

  async rest(): Promise<void> {
    await this.events?.stop();
    this.events = undefined;
  }

  async close(): Promise<void> {
    await this.rest();
    await this.client.close();
    await this.servery.close();
  }

  /** Registers a webhook over the API, for orders that are completed unless told otherwise; answers its id. */
  async register(address: string, more: Record<string, unknown> = {}, auth?: string): Promise<number> {
    const body = { topic: "orders/completed", address, ...more };
    const made = await this.servery.ask("webhooks", { method: "POST", body, ...(auth !== undefined && { auth }) });
    expect([made.status, made.text]).toEqual([201, ""]);
    this.events?.forget();
    const id = Number(/\/webhooks\/(\d+)$/.exec(made.headers.get("location") ?? "")?.[1]);
    if (auth === undefined) this.registered.push(id);
    return id;
  }

  async forget(): Promise<void> {
    for (const id of this.registered.splice(0)) await this.servery.delete(`webhooks/${id}`);
    this.events?.forget();
  }

  complete(): Promise<Json> {
    return this.servery.order({ status: "COMPLETE", lines: [{ product_id: this.servery.ids.product_ids[0] }] });
  }

  /** Deliveries to a webhook, newest first. */
  async deliveries(webhookId: number): Promise<readonly Delivery[]> {
    const { storage, company } = this.servery;
    return (await storage.deliveries.list(company, { webhookId }, { size: 50 })).rows;
  }

  /** The only delivery to a webhook and its attempts, once there are so many of them. */
  async attempted(webhookId: number, attempts = 1): Promise<{ delivery: Delivery; attempts: readonly Attempt[] }> {
    const only = async (): Promise<Delivery | undefined> => (await this.deliveries(webhookId))[0];
    await soon(async () => (await only())?.attempts === attempts, `attempt ${attempts}`);
    const delivery = (await only())!;
    const { storage, company } = this.servery;
    return { delivery, attempts: await storage.deliveries.attempts(company, delivery.id) };
  }

  /** Lets time pass for the server until `check` holds. */
  async passing(ms: number, check: () => Promise<boolean> | boolean, what: string): Promise<void> {
    const { clock } = this.servery;
    const real = clock.now;
    clock.now = () => real() + ms;
    try {
      await soon(check, what);
    } finally {
      clock.now = real;
    }
  }
}

/** A suite on every engine, with a setting of its own each. */
export const withSetting = (
  name: string,
  timeoutMs: number,
  suite: (setting: () => Setting, engine: EngineName) => void,
): void => {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => {
      let setting: Setting | undefined;
      beforeAll(async () => {
        setting = new Setting(await openTestServery(engine, { env: { SERVERY_WORKERS: "0" } }), timeoutMs);
      }, 60_000);
      afterEach(() => setting!.forget());
      afterAll(async () => {
        await setting?.close();
        expect(setting?.failures).toEqual([]);
      }, 60_000);
      suite(() => setting!, engine);
    });
  }
};
