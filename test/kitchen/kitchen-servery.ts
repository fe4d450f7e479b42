import { expect } from "vitest";
import { kountaShaper } from "../../src/dialects/kounta/webhooks/shaper.ts";
import { FIRST_PRINTER } from "../../src/demo/kitchen.ts";
import { done } from "../../src/kit/brand.ts";
import { openKitchen } from "../../src/kitchen/kitchen.ts";
import type { Printer, PrintRule } from "../../src/domain/catalogue/records.ts";
import { VirtualPrinter } from "../../src/paper/escpos/virtual-printer.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { type Events, startEvents } from "../../src/webhooks/events.ts";
import type { OutgoingClient } from "../../src/webhooks/outgoing.ts";
import { type EngineName, type TestServery, openTestServery } from "../support/servery.ts";

/** The demo's printers of the first site, by their stations. */
export const PRINTER = { bar: FIRST_PRINTER, kitchen: FIRST_PRINTER + 1, pass: FIRST_PRINTER + 2 };
type Station = keyof typeof PRINTER;

/** A server whose dockets come out of virtual printers over TCP, one for each station. */
export class KitchenServery {
  readonly servery: TestServery;
  readonly paper: Readonly<Record<Station, VirtualPrinter>>;
  readonly failures: unknown[] = [];
  /** What went out to receivers. */
  readonly sent: { topic: string; body: Record<string, unknown> }[] = [];
  private events: Events | undefined;

  private constructor(servery: TestServery, paper: KitchenServery["paper"]) {
    this.servery = servery;
    this.paper = paper;
  }

  static async open(engine: EngineName): Promise<KitchenServery> {
    const servery = await openTestServery(engine, { env: { SERVERY_WORKERS: "0" }, kitchen: true });
    const [bar, kitchen, pass] = await Promise.all([1, 2, 3].map(() => VirtualPrinter.open({ columns: 42 })));
    const made = new KitchenServery(servery, { bar: bar!, kitchen: kitchen!, pass: pass! });
    for (const station of Object.keys(PRINTER) as Station[]) {
      const at = { host: "127.0.0.1", port: made.paper[station].port };
      await made.setPrinter(station, at);
      await made.setPrinter(PRINTER[station] + Object.keys(PRINTER).length, at); // of the second site
    }
    await made.startWork();
    return made;
  }

  /** Begins to work on events, over a storage that a test may have its hands in. */
  async startWork(storage: Storage = this.servery.storage): Promise<void> {
    const client: OutgoingClient = {
      check: () => undefined,
      post: ({ headers, body }) => {
        this.sent.push({ topic: headers["x-servery-topic"]!, body: JSON.parse(body.toString()) });
        return Promise.resolve({ kind: "answer", status: 200, headers: {}, head: "" });
      },
      get: () => Promise.resolve(undefined),
      close: () => Promise.resolve(),
    };
    this.events = await startEvents({
      storage,
      shaper: kountaShaper(() => Promise.resolve(undefined)),
      deliver: { client, random: () => 0, userAgent: "test" },
      ...openKitchen(storage),
      failed: (error) => this.failures.push(error),
    });
  }

  async stopWork(): Promise<void> {
    await this.events?.stop();
    this.events = undefined;
  }

  kick(): void {
    this.events?.kick();
  }

  async setPrinter(which: Station | number, change: Partial<Printer>): Promise<void> {
    const id = typeof which === "number" ? which : PRINTER[which];
    await this.servery.storage.change(this.servery.company, async (tx) => {
      await tx.records.save("printer", { ...tx.catalogue.get("printer", id)!, ...change });
      return done(undefined);
    });
    this.events?.forget();
  }

  async setRule(id: number, change: Partial<PrintRule>): Promise<void> {
    await this.servery.storage.change(this.servery.company, async (tx) => {
      await tx.records.save("print_rule", { ...tx.catalogue.get("print_rule", id)!, ...change });
      return done(undefined);
    });
    this.events?.forget();
  }

  async setOnline(register: number, online: boolean): Promise<void> {
    await this.servery.storage.change(this.servery.company, async (tx) => {
      await tx.records.save("register", { ...tx.catalogue.get("register", register)!, online });
      return done(undefined);
    });
  }

  /** Mends whatever a test did to the printers. */
  async repair(): Promise<void> {
    for (const printer of Object.values(this.paper)) {
      printer.setSlow(0);
      printer.setPaperOut(false);
      printer.setCoverOpen(false);
      await printer.setOnline(true);
    }
  }

  /** The texts that came out at a station, of one order where it is named. */
  texts(station: Station, order?: { id: number }): string[] {
    const all = this.paper[station].dockets().map(({ text }) => text);
    return order ? all.filter((text) => text.includes(`Order ${order.id}`)) : all;
  }

  async close(): Promise<void> {
    await this.stopWork();
    for (const printer of Object.values(this.paper)) await printer.close();
    await this.servery.close();
  }
}

/** Waits until something holds; fails with what it was at the end. */
export const soon = async <T>(look: () => Promise<T> | T, holds: (seen: T) => boolean, ms = 8_000): Promise<T> => {
  const end = Date.now() + ms;
  let seen = await look();
  while (!holds(seen) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen = await look();
  }
  expect(holds(seen), `at the end it was ${JSON.stringify(seen)}`).toBe(true);
  return seen;
};
