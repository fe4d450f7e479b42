import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AddonId, CompanyId, SiteId } from "../../src/domain/ids.ts";
import type { OnlineTask, OrderTask } from "../../src/domain/online/task.ts";
import { done, refuse } from "../../src/kit/brand.ts";
import type { DocumentMarks } from "../../src/storage/documents.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { engines } from "../support/servery.ts";
import { COMPANY, Place, created } from "./stores.ts";

const OTHER = 6789 as CompanyId;
const [HERE, THERE] = [823 as SiteId, 824 as SiteId];
const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const task = (reference: string, more: Partial<OrderTask> = {}): OnlineTask => ({
  kind: "ORDER",
  siteId: HERE,
  addonId: 2 as AddonId,
  endpointId: "E",
  reference,
  state: "waiting",
  asked: null,
  createdAt: 0,
  dueAt: 0,
  endsAt: 60_000,
  orderId: null,
  reason: null,
  ...more,
});

for (const engine of engines) {
  describe(`the document store (${engine})`, () => {
    let place: Place;
    let storage: Storage;
    beforeAll(async () => {
      place = await Place.make(engine);
      storage = await place.openLoaded();
    }, 60_000);
    afterAll(() => place.remove());

    const put = (key: string, value: OnlineTask, marks?: DocumentMarks, company = COMPANY) =>
      storage.transact<null, never>(company, async (tx) => {
        tx.documents.put("online_task", key, value, marks);
        return done(null);
      });
    const read = (key: string, company = COMPANY) => storage.reads(company).documents.get("online_task", key);
    const listed = async (
      ask: Parameters<ReturnType<Storage["reads"]>["documents"]["list"]>[1],
      size = 100,
      offset = 0,
    ) => {
      const page = await storage.reads(COMPANY).documents.list("online_task", ask, { size, offset });
      return { references: page.rows.map(({ reference }) => reference), more: page.more };
    };

    test("what was put is read, here and in transactions; another version takes its place; removed, it is gone", async () => {
      expect(await read("basic")).toBeUndefined();
      await put("basic", task("one", { asked: { amount: "9765040300495493", text: "Ōkami ☕ \u2028" } as never }));
      expect(await read("basic")).toEqual(
        task("one", { asked: { amount: "9765040300495493", text: "Ōkami ☕ \u2028" } as never }),
      );
      await put("basic", task("two"));
      expect((await read("basic"))?.reference).toBe("two");

      const seen = await storage.transact<(string | undefined)[], never>(COMPANY, async (tx) => {
        const inside = async () => (await tx.documents.get("online_task", "basic"))?.reference;
        const first = await inside();
        tx.documents.put("online_task", "basic", task("three"));
        const second = await inside();
        tx.documents.remove("online_task", "basic");
        const third = await inside();
        tx.documents.put("online_task", "basic", task("four"));
        return done([first, second, third, await inside()]);
      });
      expect(seen).toEqual(done(["two", "three", undefined, "four"]));
      expect((await read("basic"))?.reference).toBe("four");

      await storage.change<null, never>(COMPANY, async (tx) => {
        expect((await tx.documents.get("online_task", "basic"))?.reference).toBe("four");
        tx.documents.remove("online_task", "basic");
        tx.documents.remove("online_task", "never there");
        return done(null);
      });
      expect(await read("basic")).toBeUndefined();
      await put("basic", task("again"));
      expect((await read("basic"))?.reference).toBe("again");
    });

    test("kinds and keys are apart, to the letter", async () => {
      const keys = ["Case", "case", "case ", "cäse", "x".repeat(400), "%", "_", "'; --"];
      for (const [n, key] of keys.entries()) await put(key, task(`k${n}`));
      for (const [n, key] of keys.entries()) expect((await read(key))?.reference).toBe(`k${n}`);
      await storage.transact<null, never>(COMPANY, async (tx) => {
        tx.documents.put("kseries_endpoint", "case", { webhookId: 1 });
        return done(null);
      });
      expect((await read("case"))?.reference).toBe("k1");
      expect(await storage.reads(COMPANY).documents.get("kseries_endpoint", "case")).toEqual({ webhookId: 1 });
    });

    test("lists are the newest first, by site, time and the beginning of the key, in pages", async () => {
      for (const n of times(7)) {
        const siteId = n % 2 === 0 ? HERE : THERE;
        await put(`list ${n < 4 ? "a" : "b"} ${n}`, task(`L${n}`), { siteId, at: 1_000 + Math.floor(n / 2) });
      }
      const all = { keyPrefix: "list " };
      expect((await listed(all)).references).toEqual(["L6", "L4", "L5", "L2", "L3", "L0", "L1"]);
      expect(await listed(all, 3)).toEqual({ references: ["L6", "L4", "L5"], more: true });
      expect(await listed(all, 3, 3)).toEqual({ references: ["L2", "L3", "L0"], more: true });
      expect(await listed(all, 3, 6)).toEqual({ references: ["L1"], more: false });
      expect((await listed({ ...all, siteId: THERE })).references).toEqual(["L5", "L3", "L1"]);
      expect((await listed({ ...all, from: 1_001, to: 1_003 })).references).toEqual(["L4", "L5", "L2", "L3"]);
      expect((await listed({ keyPrefix: "list b" })).references).toEqual(["L6", "L4", "L5"]);
      expect((await listed({ keyPrefix: "list c" })).references).toEqual([]);

      const count = (ask: object) => storage.reads(COMPANY).documents.count("online_task", ask);
      expect(await count(all)).toBe(7);
      expect(await count({ ...all, siteId: THERE, from: 1_001 })).toBe(2);
      expect(await count({ keyPrefix: "nothing" })).toBe(0);

      await put("list a 0", task("moved"), { siteId: THERE, at: 2_000 });
      expect((await listed({ ...all, siteId: THERE })).references).toEqual(["moved", "L5", "L3", "L1"]);
      const before = storage.clock();
      await put("unmarked", task("unmarked"));
      expect((await listed({ from: before, to: storage.clock() + 1 })).references).toContain("unmarked");
      expect((await listed({ keyPrefix: "unmarked", siteId: HERE })).references).toEqual([]);
    });

    test("a document and an order are written together, or neither is", async () => {
      const { id, version } = await created(storage, { notes: "before" });
      const both = (key: string, fate: "keep" | "refuse" | "throw") =>
        storage.transact<null, string>(COMPANY, async (tx) => {
          const before = (await tx.orders.get(id))!;
          const after = { ...before, notes: key, version: before.version + 1 };
          tx.orders.save(before, after, [{ type: "order.changed" }]);
          tx.documents.put("online_task", key, task(key, { orderId: id }));
          tx.emit([{ type: `told of ${key}` }]);
          if (fate === "throw") throw new Error("after writing");
          return fate === "keep" ? done(null) : refuse("after writing");
        });
      // All at once, so that they share a commit.
      const outcomes = await Promise.allSettled([
        both("refused", "refuse"),
        both("kept", "keep"),
        both("thrown", "throw"),
      ]);
      expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.ok : "threw"))).toEqual([
        false,
        true,
        "threw",
      ]);
      expect(await read("refused")).toBeUndefined();
      expect(await read("thrown")).toBeUndefined();
      expect((await read("kept"))?.orderId).toBe(id);
      const order = (await storage.reads(COMPANY).order(id))!;
      expect([order.notes, order.version]).toEqual(["kept", version + 1]);

      const changed = await storage.change<null, string>(COMPANY, async (tx) => {
        tx.documents.put("online_task", "refused change", task("no"));
        tx.documents.remove("online_task", "kept");
        return refuse("after writing");
      });
      expect(changed).toEqual(refuse("after writing"));
      expect(await read("refused change")).toBeUndefined();
      expect((await read("kept"))?.reference).toBe("kept");
    });

    /** Puts a key that must be new; answers whether it was. */
    const claim = (store: Storage, key: string, by: string) =>
      store.transact<boolean, never>(COMPANY, async (tx) => {
        if (await tx.documents.get("online_task", key)) return done(false);
        tx.documents.put("online_task", key, task(by));
        return done(true);
      });

    test("of many that put one new key at the same moment one is first, and the others see it", async () => {
      const claims = await Promise.all(times(30).map((n) => claim(storage, "claimed", `by ${n}`)));
      expect(claims.filter((won) => won.ok && won.value)).toHaveLength(1);
      expect(claims[0]).toEqual(done(true));
      expect((await read("claimed"))?.reference).toBe("by 0");
    });

    test("the same in changes, which take turns", async () => {
      const claims = await Promise.all(
        times(8).map((n) =>
          storage.change<boolean, never>(COMPANY, async (tx) => {
            if (await tx.documents.get("online_task", "changed")) return done(false);
            tx.documents.put("online_task", "changed", task(`by ${n}`));
            return done(true);
          }),
        ),
      );
      expect(claims.filter((won) => won.ok && won.value)).toHaveLength(1);
    });

    test("two servers that put one new key: one wins, the other sees it", async () => {
      const other = engine === "postgres" ? await place.open() : storage; // nobody shares a SQLite file
      for (const n of times(10)) {
        const key = `two ${n}`;
        const claims = await Promise.all([claim(storage, key, "first"), claim(other, key, "second")]);
        const won = claims.map((claimed) => claimed.ok && claimed.value);
        expect(won.filter(Boolean)).toHaveLength(1);
        expect((await read(key))?.reference).toBe(won[0] ? "first" : "second");
      }
      // What is there already is counted up by both without losing a turn.
      await put("counted", task("0"));
      const up = (store: Storage) =>
        store.transact<null, never>(COMPANY, async (tx) => {
          const { reference } = (await tx.documents.get("online_task", "counted"))!;
          tx.documents.put("online_task", "counted", task(String(Number(reference) + 1)));
          return done(null);
        });
      await Promise.all(times(20).map((n) => up(n % 2 === 0 ? storage : other)));
      expect((await read("counted"))?.reference).toBe("20");
      if (other !== storage) await place.close(other);
    });

    test("each company has its own, under the same kind and key", async () => {
      const ours = (await storage.reads(COMPANY).catalogue()).company;
      const record = { ...ours, id: OTHER, name: "Other" };
      await storage.companies.load(OTHER, { records: [{ kind: "company", id: OTHER, record }] });
      await put("shared", task("ours"), { siteId: HERE });
      expect(await read("shared", OTHER)).toBeUndefined();
      await put("shared", task("theirs"), { siteId: HERE }, OTHER);
      expect([(await read("shared"))?.reference, (await read("shared", OTHER))?.reference]).toEqual(["ours", "theirs"]);
      const { rows } = await storage.reads(OTHER).documents.list("online_task", {}, { size: 10 });
      expect(rows.map(({ reference }) => reference)).toEqual(["theirs"]);
      expect(await storage.reads(OTHER).documents.count("online_task", { siteId: HERE })).toBe(1);
      await storage.transact<null, never>(OTHER, async (tx) => {
        tx.documents.remove("online_task", "shared");
        return done(null);
      });
      expect((await read("shared"))?.reference).toBe("ours");
      await storage.companies.clear(OTHER);
    });

    test("documents are there after a new start", async () => {
      await put("lasting", task("lasting"), { at: 5 });
      await place.close(storage);
      storage = await place.open();
      expect((await read("lasting"))?.reference).toBe("lasting");
    });
  });
}
