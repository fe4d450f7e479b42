import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoData } from "../../src/demo/demo.ts";
import type { CompanyId } from "../../src/domain/ids.ts";
import type { LineInput } from "../../src/domain/order/input.ts";
import { done, refuse } from "../../src/kit/brand.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { engines } from "../support/servery.ts";
import { COMPANY, Place, commandsOf, create, createOnce, created, addon, once, ordersNoted } from "./stores.ts";

const { ids } = demoData(0);
const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const line = (quantity: string): LineInput => ({
  productId: ids.product_ids[0] as never,
  quantity,
  unitPriceExTax: null,
  unitPriceIncTax: null,
  priceVariation: "1",
  priceFixedVariation: "0",
  modifiers: [],
  notes: null,
  courseName: null,
  courseOrdinal: null,
  courseStatus: null,
});

for (const engine of engines) {
  describe(`storage contract (${engine})`, () => {
    let place: Place;
    let storage: Storage;
    beforeAll(async () => {
      place = await Place.make(engine);
      storage = await place.openLoaded();
    });
    afterAll(() => place.remove());

    test("commands that wait together share few commits, and each gets its own outcome", async () => {
      const before = { ...storage.stats };
      const made = await Promise.all(times(300).map((i) => created(storage, { notes: `batch ${i}` })));
      expect(made.map((order) => order.notes)).toEqual(times(300).map((i) => `batch ${i}`));
      expect(storage.stats.commands - before.commands).toBe(300);
      expect(storage.stats.commits - before.commits).toBeLessThanOrEqual(12);
      expect(new Set(made.map((order) => order.id)).size).toBe(300);
      const stored = await Promise.all(made.map(({ id }) => storage.reads(COMPANY).order(id)));
      expect(stored).toEqual(made);
    });

    test("one that refuses and one that throws leave nothing and do not disturb those beside them", async () => {
      const victim = await created(storage, { notes: "whole" });
      const good = times(20).map((i) => created(storage, { notes: `beside ${i}` }));
      const refused = create(storage, { notes: "refused", siteId: null });
      const threw = storage.transact(COMPANY, async (tx) => {
        const order = (await tx.orders.get(victim.id))!;
        tx.orders.save(order, { ...order, version: order.version + 1, notes: "half done" }, []);
        throw new Error("a bug");
      });
      expect((await refused).ok).toBe(false);
      await expect(threw).rejects.toThrow("a bug");
      await Promise.all(good);
      expect((await storage.reads(COMPANY).order(victim.id))?.notes).toBe("whole");
      expect(await ordersNoted(storage, "beside 7")).toBe(1);
      expect(await ordersNoted(storage, "refused")).toBe(0);
    });

    test("a statement that spoils the transaction harms its own command only", async () => {
      const good = times(10).map((i) => created(storage, { notes: `poison ${i}` }));
      const poison = storage.transact(COMPANY, async (tx) => {
        await tx.orders.get("no number" as never);
        return done(null);
      });
      const more = times(10).map((i) => created(storage, { notes: `poison ${i + 10}` }));
      if (engine === "postgres") await expect(poison).rejects.toThrow(/bigint/);
      else await poison; // SQLite compares anything with anything
      const all = await Promise.all([...good, ...more]);
      const stored = await Promise.all(all.map(({ id }) => storage.reads(COMPANY).order(id)));
      expect(stored.map((order) => order?.notes)).toEqual(times(20).map((i) => `poison ${i}`));
      for (const { id } of all) expect(await storage.reads(COMPANY).events(id)).toHaveLength(1);
    });

    test("two commands on one order in one batch see each other", async () => {
      const { id } = await created(storage);
      const { addLine } = commandsOf(storage);
      const before = storage.stats.commits;
      const added = await Promise.all(times(10).map(() => addLine({ who: addon(), order: id }, line("1"), null)));
      expect(storage.stats.commits - before).toBeLessThanOrEqual(2);
      expect(added.map((result) => result.ok && result.value.number)).toEqual(times(10).map((i) => i + 1));
      const order = await storage.reads(COMPANY).order(id);
      expect(order?.lines).toHaveLength(10);
      expect(order?.version).toBe(11);
    });

    test("orders made in a batch are seated together in the same batch", async () => {
      const seated = await Promise.all(times(6).map(() => created(storage, { table: "batch table" })));
      expect(seated[0]!.groupId).not.toBeNull();
      expect(new Set(seated.map((order) => order.groupId)).size).toBe(1);
    });

    test("counters go up without gaps, whoever refuses or throws in between", async () => {
      const count = (fate: "keep" | "refuse" | "throw") =>
        storage.transact<number, string>(COMPANY, async (tx) => {
          const n = await tx.count("contract");
          const again = await tx.count("contract");
          if (fate === "throw") throw new Error("after counting");
          return fate === "keep" ? done(n * 1_000 + again) : refuse("after counting");
        });
      const fates = times(30).map((i): "keep" | "refuse" | "throw" =>
        i % 3 === 0 ? "keep" : i % 3 === 1 ? "refuse" : "throw",
      );
      const outcomes = await Promise.allSettled(fates.map(count));
      const kept = outcomes.flatMap((o) => (o.status === "fulfilled" && o.value.ok ? [o.value.value] : []));
      expect(kept).toEqual(times(10).map((i) => (2 * i + 1) * 1_000 + 2 * i + 2));
    });

    test("a key gives the first answer again, also of a refusal and of a failure", async () => {
      const first = await createOnce(storage, once("k-1"), { notes: "once" });
      const again = await createOnce(storage, once("k-1"), { notes: "once" });
      expect(first).toMatchObject({ kind: "answer", replayed: false, answer: { status: 201 } });
      expect(again).toEqual({ ...first, replayed: true });
      expect(await ordersNoted(storage, "once")).toBe(1);
      expect(await createOnce(storage, once("k-1", "other"))).toEqual({ kind: "other_payload" });

      expect(await createOnce(storage, once("k-2"), { siteId: null })).toMatchObject({ answer: { status: 400 } });
      const mended = await createOnce(storage, once("k-2"), { notes: "mended" });
      expect(mended).toMatchObject({ replayed: true, answer: { status: 400 } });
      expect(await ordersNoted(storage, "mended")).toBe(0);

      const failing = () => storage.transactOnce(COMPANY, once("k-3"), () => Promise.reject(new Error("a bug")));
      expect(await failing()).toMatchObject({ replayed: false, answer: { status: 500 }, cause: new Error("a bug") });
      expect(await failing()).toEqual({
        kind: "answer",
        replayed: true,
        answer: { status: 500, headers: {}, body: "failed" },
      });
    });

    test("a key asked for many times at once makes one order", async () => {
      const all = await Promise.all(times(40).map(() => createOnce(storage, once("k-many"), { notes: "many" })));
      expect(new Set(all.map((replay) => replay.kind === "answer" && replay.answer.body)).size).toBe(1);
      expect(all.filter((replay) => replay.kind === "answer" && !replay.replayed)).toHaveLength(1);
      expect(await ordersNoted(storage, "many")).toBe(1);
    });

    test("keys belong to one add-on, and are forgotten by age only", async () => {
      const other = { ...once("k-mine"), addonId: 7 as never };
      const mine = await createOnce(storage, once("k-mine"));
      const theirs = await createOnce(storage, other);
      expect(theirs).toMatchObject({ replayed: false });
      expect(theirs).not.toEqual(mine);
      expect(await storage.forgetAnswers(storage.clock() - 60_000)).toBe(0);
      expect(await createOnce(storage, once("k-mine"))).toMatchObject({ replayed: true });
      expect(await storage.forgetAnswers(storage.clock() + 60_000)).toBeGreaterThan(2);
      expect(await createOnce(storage, once("k-mine"))).toMatchObject({ replayed: false });
    });

    test("a listener that fails never makes a committed command run again", async () => {
      let fail = true;
      storage.onOrders(() => {
        if (!fail) return;
        fail = false;
        throw new Error("a listener's bug");
      });
      await expect(create(storage, { notes: "told" })).rejects.toThrow("a listener's bug");
      expect(await ordersNoted(storage, "told")).toBe(1);
    });

    test("a change that refuses or throws is taken back as a whole, and the catalogue with it", async () => {
      const catalogue = await storage.reads(COMPANY).catalogue();
      const tax = catalogue.all("tax")[0]!;
      const rename = (name: string, fate: "keep" | "refuse" | "throw") =>
        storage.change<null, string>(COMPANY, async (tx) => {
          await tx.records.save("tax", { ...tax, name });
          await tx.stock.set({ siteId: ids.site_id as never, productId: 1 as never, stock: "5" });
          if (fate === "throw") throw new Error("a bug");
          return fate === "keep" ? done(null) : refuse("no");
        });
      const seen = async () => (await storage.reads(COMPANY).catalogue()).get("tax", tax.id)?.name;
      expect(await rename("refused", "refuse")).toEqual(refuse("no"));
      expect(await seen()).toBe(tax.name);
      await expect(rename("thrown", "throw")).rejects.toThrow("a bug");
      expect(await seen()).toBe(tax.name);
      expect(await storage.reads(COMPANY).stockOf(1 as never)).toEqual([]);
      expect((await rename("kept", "keep")).ok).toBe(true);
      expect(await seen()).toBe("kept");
      const inCommand = await storage.transact(COMPANY, (tx) =>
        Promise.resolve(done(tx.catalogue.get("tax", tax.id)?.name)),
      );
      expect(inCommand).toEqual(done("kept"));
      await rename(tax.name, "keep");
    });

    test("changes of one company at once lose nothing", async () => {
      const tax = (await storage.reads(COMPANY).catalogue()).all("tax")[0]!;
      const append = () =>
        storage.change(COMPANY, async (tx) => {
          const now = tx.catalogue.get("tax", tax.id)!;
          await tx.records.save("tax", { ...now, name: `${now.name}x` });
          return done(null);
        });
      await Promise.all(times(12).map(append));
      expect((await storage.reads(COMPANY).catalogue()).get("tax", tax.id)?.name).toBe(`${tax.name}${"x".repeat(12)}`);
    });

    test("imported orders are projected so that lines, payments and taxes add up", async () => {
      const beside = await Place.make(engine);
      try {
        const full = await beside.open();
        const { loadDemo } = await import("../../src/demo/load.ts");
        await loadDemo(full, () => undefined);
        const all = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
        const { rows } = await full.reads(COMPANY).orders({ ...all, status: "COMPLETE" }, { size: 100_000 });
        const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
        const { saleRows } = await import("../../src/storage/sql/order-rows.ts");
        for (const order of rows) {
          const { lines, payments, taxes } = saleRows(order);
          expect(sum(lines.map((row) => row.total_inc_tax))).toBe(order.totals.total);
          expect(sum(lines.map((row) => row.total_tax))).toBe(order.totals.totalTax);
          expect(sum(taxes.map((row) => row.tax))).toBe(order.totals.totalTax);
          expect(sum(payments.map((row) => row.amount))).toBe(order.totals.paid);
        }
        expect(rows.length).toBeGreaterThan(500);
      } finally {
        await beside.remove();
      }
    });

    test("ids go on without a gap after an orderly stop, and are given out once", async () => {
      const beside = await Place.make(engine);
      try {
        const first = await beside.openLoaded();
        const last = (await created(first)).id;
        await beside.close(first);
        const second = await beside.open();
        expect((await created(second)).id).toBe(last + 1);
        const drawn = await Promise.all(times(600).map(() => second.companies.newId("addon")));
        expect(new Set(drawn).size).toBe(600);
        expect(Math.max(...drawn) - Math.min(...drawn)).toBe(599);
      } finally {
        await beside.remove();
      }
    });

    test("closing finishes what was accepted", async () => {
      const beside = await Place.make(engine);
      try {
        const first = await beside.openLoaded();
        const accepted = times(200).map((i) => created(first, { notes: `accepted ${i}` }));
        await beside.close(first);
        const made = await Promise.all(accepted);
        const second = await beside.open();
        const stored = await Promise.all(made.map(({ id }) => second.reads(COMPANY).order(id)));
        expect(stored).toEqual(made);
      } finally {
        await beside.remove();
      }
    });

    test("an order of another company is not there, for reading and for commands", async () => {
      const { id } = await created(storage);
      expect(await storage.reads(6789 as CompanyId).order(id)).toBeUndefined();
      const found = await storage.transact(6789 as CompanyId, async (tx) => done(await tx.orders.get(id)));
      expect(found).toEqual(done(undefined));
    });

    test("one set-up at a time: from requests of one server, and from a command line beside it", async () => {
      const beside = await place.open({}, true);
      const steps: string[] = [];
      const setUp = (by: Storage, name: string) =>
        by.companies.exclusively(async () => {
          steps.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 60));
          steps.push(`${name} ends`);
        });
      await Promise.all([setUp(storage, "a"), setUp(beside, "b"), setUp(storage, "c")]);
      for (let i = 0; i < 6; i += 2) expect(steps[i + 1]).toBe(steps[i]!.replace("begins", "ends"));
      await expect(storage.companies.exclusively(() => Promise.reject(new Error("fails")))).rejects.toThrow("fails");
      await setUp(beside, "d"); // what failed is in nobody's way
      expect(steps).toHaveLength(8);
      await place.close(beside);
    });

    test("access that is taken back is told at once, in this process too", async () => {
      let told = 0;
      storage.onForeignChange(() => told++);
      const [demo] = await storage.access.addons.of(COMPANY);
      await storage.access.addons.change(COMPANY, demo!.id, done);
      expect(told).toBeGreaterThan(0);
    });
  });
}
