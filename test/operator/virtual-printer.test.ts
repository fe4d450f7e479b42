import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { as } from "./support.ts";

onEveryEngine(
  "the virtual printer of the sandbox",
  (servery) => {
    const ask = async (path: string, more: object = {}) => (await as(servery(), "manager"))(path, more);
    const dockets = async (): Promise<Json[]> => (await ask("/admin/api/virtual_printer/dockets")).json();
    const soon = async (check: () => Promise<boolean>): Promise<void> => {
      for (let i = 0; i < 200 && !(await check()); i++) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await check()).toBe(true);
    };
    const order = (notes: string) =>
      servery().order({ status: "PENDING", lines: [{ product_id: 730000, quantity: 2, notes }] });

    test("KP-08 an order's docket comes out of the virtual printer as text and picture", async () => {
      await order("Extra hot");
      await soon(async () => (await dockets()).length >= 2); // the bar, and the pass
      const [first] = await dockets();
      expect(first.text).toContain("Extra hot");
      const picture = await ask(`/admin/api/virtual_printer/dockets/${first.id}/png`);
      expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
      expect(picture.bytes.subarray(1, 4).toString()).toBe("PNG");
      expect((await ask("/admin/api/virtual_printer/dockets/4711/png")).status).toBe(404);
    });

    test("KP-08 without paper nothing comes out; it waits and comes when there is some", async () => {
      await ask("/admin/api/virtual_printer", { method: "PUT", body: { paper_out: true } });
      const before = (await dockets()).length;
      const made = await order("No paper");
      const jobs = async (): Promise<Json[]> => (await ask(`print_jobs?order_id=${made.id}`)).json();
      await soon(async () => (await jobs()).some((job) => job.last_error !== null));
      expect(await dockets()).toHaveLength(before);
      await ask("/admin/api/virtual_printer", { method: "PUT", body: { paper_out: false } });
      await soon(async () => (await jobs()).every((job) => job.state === "printed"));
      expect((await dockets()).length).toBeGreaterThan(before);
    });

    test("whoever takes orders sees what it printed; its faults are for those who set up printers", async () => {
      const barista = await as(servery(), "barista");
      expect((await barista("/admin/api/virtual_printer/dockets")).status).toBe(200);
      const off = await barista("/admin/api/virtual_printer", { method: "PUT", body: { online: false } });
      expect(off.status).toBe(403);
    });
  },
  { env: { SERVERY_VIRTUAL_PRINTER: "0" }, kitchen: true },
);
