import { expect, test, vi } from "vitest";
import { onEveryEngine } from "../support/servery.ts";

onEveryEngine(
  "metrics of the work on events",
  (servery) => {
    const metrics = async (): Promise<string> => (await fetch(`${servery().url}/metrics`)).text();
    const value = async (name: string): Promise<number | undefined> => {
      const found = new RegExp(`^${name.replace(/[{}]/g, "\\$&")} (\\S+)$`, "m").exec(await metrics());
      return found ? Number(found[1]) : undefined;
    };
    const later = (ms: number): void => {
      const real = servery().clock.now;
      servery().clock.now = () => real() + ms;
    };

    test("KW-07 it can be seen how far the sending is behind", async () => {
      expect(await value('servery_jobs_waiting{queue="deliver"}')).toBe(0);
      expect(await value("servery_deliveries_failed")).toBe(0);
      expect(await value("servery_events_pending_seconds")).toBe(0);
      expect(await value("servery_live_feeds")).toBe(0);
      const { company, storage } = servery();
      await storage.jobs.add([{ companyId: company, queue: "deliver", lane: "a", position: 1, data: {}, runAt: 0 }]);
      await servery().post("webhooks", { topic: "orders/completed", address: "http://127.0.0.1:9/" });
      await servery().order({ status: "COMPLETE", lines: [{ product_id: servery().ids.product_ids[0], quantity: 1 }] });
      later(10_000);
      expect(await value('servery_jobs_waiting{queue="deliver"}')).toBe(1);
      expect(await value("servery_events_pending_seconds")).toBeGreaterThanOrEqual(10);
    });

    test("KW-07 while the database is out of reach the other metrics are there all the same", async () => {
      const lost = vi.spyOn(servery().storage.jobs, "waiting").mockRejectedValue(new Error("out of reach"));
      later(10_000);
      const text = await metrics();
      expect(text).toContain("servery_resident_bytes");
      expect(text).not.toMatch(/^servery_jobs_waiting\{/m);
      expect(text).not.toMatch(/^servery_events_pending_seconds \d/m);
      lost.mockRestore();
      later(10_000);
      expect(await value('servery_jobs_waiting{queue="deliver"}')).toBe(1);
    });
  },
  { env: { SERVERY_WORKERS: "0" } },
);
