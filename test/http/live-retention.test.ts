import { expect, test } from "vitest";
import { done } from "../../src/kit/brand.ts";
import { onEveryEngine } from "../support/servery.ts";

const HOUR_MS = 3_600_000;

onEveryEngine(
  "what is kept of events",
  (servery) => {
    const emit = (...types: string[]) =>
      servery().storage.change(servery().company, (tx) => {
        tx.emit(types.map((type) => ({ type })));
        return Promise.resolve(done(null));
      });
    const types = async (): Promise<string[]> =>
      (await servery().storage.reads(servery().company).feed.after(0, 10_000)).map(({ type }) => type);

    test("old events of no order are forgotten, unless somebody waits for them; orders keep their time lines", async () => {
      const { storage, clock } = servery();
      const { id } = await servery().order();
      await servery().post("webhooks", { topic: "products/updated", address: "http://127.0.0.1:9/" });
      const real = clock.now;
      clock.now = () => real() + HOUR_MS;
      await emit("young.one");
      clock.now = real;
      let round = 0;
      const oldIsLeft = async (): Promise<boolean> => {
        const old = `old.${++round}`;
        await servery().order(); // who waits for what is looked up again; until it is known, everything is kept
        await emit(...Array.from({ length: 1_200 }, () => old));
        await expect.poll(types).toContain(old);
        await storage.forgetEvents(real() + HOUR_MS / 2);
        return (await types()).includes(old);
      };
      await expect.poll(oldIsLeft).toBe(false);
      const left = await types();
      expect(left).toContain("young.one");
      expect(left).toContain("order.created");
      expect((await storage.reads(servery().company).events(id)).length).toBeGreaterThan(0);
    });

    test("what waits to be taken up stays, however old", async () => {
      const { storage } = servery();
      storage.heedInterest((_company, type) => type === "wanted.one");
      await emit("wanted.one", "unwanted.one");
      await storage.forgetEvents(Date.now() + 60_000);
      const pending = (await types()).filter((type) => type.endsWith("wanted.one"));
      expect(pending).toEqual(["wanted.one"]);
      const { oldestPendingAt } = await storage.deliveries.backlog();
      expect(oldestPendingAt).toBeLessThanOrEqual(Date.now());
    });
  },
  { env: { SERVERY_WORKERS: "0" } },
);
