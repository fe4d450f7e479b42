import { Client } from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { done } from "../../src/kit/brand.ts";
import { openServery } from "../../src/main.ts";
import { DatabaseTooNew } from "../../src/storage/migrations/migrate.ts";
import { FolderInUse } from "../../src/storage/engines/sqlite/engine.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { wantsPostgres } from "../support/postgres.ts";
import { engines } from "../support/servery.ts";
import { COMPANY, Place, addon, authorize, commandsOf, createOnce, created, once, ordersNoted } from "./stores.ts";

const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const soon = async (holds: () => Promise<boolean> | boolean, ms = 3_000): Promise<void> => {
  const until = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error("it did not come to pass in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

for (const engine of engines) {
  test(`the schema is made once and a second start changes nothing (${engine})`, async () => {
    const place = await Place.make(engine);
    try {
      const first = await place.openLoaded();
      const { id } = await created(first, { notes: "before" });
      await place.close(first);
      const second = await place.open();
      expect((await second.reads(COMPANY).order(id))?.notes).toBe("before");
    } finally {
      await place.remove();
    }
  });
}

test("a data folder has one server", async () => {
  const place = await Place.make("sqlite");
  try {
    const first = await place.open();
    await expect(place.open()).rejects.toThrow(FolderInUse);
    await place.close(first);
    await place.close(await place.open());
  } finally {
    await place.remove();
  }
});

test("a server sees what a command line changes beside it", async () => {
  const place = await Place.make("sqlite");
  try {
    const server = await place.openLoaded();
    let told = 0;
    await server.reads(COMPANY).catalogue(); // cached from now on
    server.onForeignChange(() => told++);
    const beside = await place.open({}, true);
    const tax = (await beside.reads(COMPANY).catalogue()).all("tax")[0]!;
    await beside.change(COMPANY, async (tx) => done(await tx.records.save("tax", { ...tax, name: "beside" })));
    await soon(async () => (await server.reads(COMPANY).catalogue()).get("tax", tax.id)?.name === "beside", 1_000);
    await soon(() => told > 0, 1_000);
    expect(told).toBeGreaterThan(0);
  } finally {
    await place.remove();
  }
});

describe.runIf(wantsPostgres())("two servers on one PostgreSQL database", () => {
  let place: Place;
  let a: Storage;
  let b: Storage;
  let admin: Client;
  beforeAll(async () => {
    place = await Place.make("postgres");
    a = await place.openLoaded();
    b = await place.open();
    admin = new Client({ connectionString: place.env["SERVERY_DATABASE_URL"]! });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await place.remove();
  });
  const both = () => [a, b] as const;

  test("one key on both at once makes one order", async () => {
    for (const n of times(10)) {
      const notes = `race ${n}`;
      const replays = await Promise.all(times(8).map((i) => createOnce(both()[i % 2]!, once(notes), { notes })));
      expect(new Set(replays.map((replay) => replay.kind === "answer" && replay.answer.body)).size).toBe(1);
      expect(await ordersNoted(a, notes)).toBe(1);
    }
  });

  test("updates of one order from both lose nothing", async () => {
    const { id } = await created(a);
    const line = { productId: undefined as never, quantity: "1", unitPriceExTax: null, unitPriceIncTax: null, priceVariation: "1", priceFixedVariation: "0", modifiers: [], notes: null, courseName: null, courseOrdinal: null, courseStatus: null }; // prettier-ignore
    const productId = (await a.reads(COMPANY).catalogue()).all("product").find((p) => !p.isModifier)!.id;
    const added = await Promise.all(
      times(40).map((i) =>
        commandsOf(both()[i % 2]!).addLine({ who: addon(), order: id }, { ...line, productId }, null),
      ),
    );
    expect(added.every((result) => result.ok)).toBe(true);
    const order = (await b.reads(COMPANY).order(id))!;
    expect(order.lines.map((each) => each.number)).toEqual(times(40).map((i) => i + 1));
    expect(await a.reads(COMPANY).events(id)).not.toHaveLength(0);
  });

  test("a counter that is new to both gives no number twice", async () => {
    for (const n of times(10)) {
      const drawn = await Promise.all(
        times(20).map((i) => both()[i % 2]!.transact(COMPANY, async (tx) => done(await tx.count(`fresh ${n}`)))),
      );
      const numbers = drawn.map((result) => (result.ok ? result.value : 0)).sort((x, y) => x - y);
      expect(numbers).toEqual(times(20).map((i) => i + 1));
    }
  });

  test("ids are given out once", async () => {
    const drawn = await Promise.all(times(1_200).map((i) => both()[i % 2]!.companies.newId("customer")));
    expect(new Set(drawn).size).toBe(1_200);
  });

  test("changes from both lose nothing, and each is seen by the other at once", async () => {
    const tax = (await a.reads(COMPANY).catalogue()).all("tax")[0]!;
    const nameAt = async (storage: Storage) => (await storage.reads(COMPANY).catalogue()).get("tax", tax.id)?.name;
    const append = (storage: Storage) =>
      storage.change(COMPANY, async (tx) => {
        const now = tx.catalogue.get("tax", tax.id)!;
        return done(await tx.records.save("tax", { ...now, name: `${now.name}x` }));
      });
    for (const n of times(10)) {
      await append(both()[n % 2]!);
      expect(await nameAt(both()[(n + 1) % 2]!)).toBe(`${tax.name}${"x".repeat(n + 1)}`);
    }
    await Promise.all(times(20).map((i) => append(both()[i % 2]!)));
    expect(await nameAt(a)).toBe(`${tax.name}${"x".repeat(30)}`);
  });

  test("a server that cannot hear for a while is still counted, and does not trust what it cached", async () => {
    expect([a.trustsCaches(), b.trustsCaches()]).toEqual([false, false]);
    const deaf = await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'notify%'",
    );
    expect(deaf.rowCount).toBe(2);
    await soon(() => !a.trustsCaches() && !b.trustsCaches());
    for (const n of times(30)) {
      await created(both()[n % 2]!); // keeps a session of each open
      expect([a.trustsCaches(), b.trustsCaches()]).toEqual([false, false]);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const heard = new Promise<void>((resolve) => a.onForeignChange(resolve));
    await b.access.tokens.endAccessToken("nobody's");
    await heard; // it listens again
  });

  test("two servers: nothing old after a write was answered, and a token that ends ends on both", async () => {
    const config = readConfig({ ...place.env, SERVERY_PORT: "0", SERVERY_LOG: "silent" });
    const logger = pino({ level: "silent" });
    const [sa, sb] = [await place.open(), await place.open()];
    const servers = [await openServery(config, sa, logger), await openServery(config, sb, logger)] as const;
    try {
      const { bearer, authorization } = await authorize(sa);
      const headers = { authorization: bearer, accept: "application/json", "content-type": "application/json" };
      const { id } = await created(sa, { notes: "0" });
      const path = `/v1/companies/${COMPANY}/orders/${id}`;
      const notesAt = async (server: { url: string }) =>
        ((await (await fetch(`${server.url}${path}`, { headers })).json()) as { notes: string }).notes;
      for (const n of times(30)) {
        const [writer, reader] = [servers[n % 2]!, servers[(n + 1) % 2]!];
        await Promise.all([notesAt(reader), notesAt(reader)]); // warm
        const body = JSON.stringify({ notes: `${n}` });
        expect((await fetch(`${writer.url}${path}`, { method: "PUT", headers, body })).status).toBe(200);
        expect(await notesAt(reader)).toBe(`${n}`);
        expect(await notesAt(writer)).toBe(`${n}`);
      }
      await sa.access.tokens.end(COMPANY, authorization.id);
      for (const { url } of servers) {
        await soon(async () => (await fetch(`${url}${path}`, { headers })).status === 401, 1_000);
      }
    } finally {
      for (const server of servers) await server.close();
      for (const closed of [sa, sb]) place.forget(closed);
    }
  });

  test("servers that start at once on an empty database make one schema", async () => {
    const fresh = await Place.make("postgres");
    try {
      const stores = await Promise.all(times(4).map(() => fresh.open()));
      expect(await Promise.all(stores.map((store) => store.companies.ids()))).toEqual([[], [], [], []]);
    } finally {
      await fresh.remove();
    }
  });

  test("a database of a newer release is left alone", async () => {
    const fresh = await Place.make("postgres");
    try {
      await fresh.close(await fresh.open());
      const client = new Client({ connectionString: fresh.env["SERVERY_DATABASE_URL"]! });
      await client.connect();
      await client.query("insert into migrations (number, name, applied_at) values (9999, 'later', 0)");
      await client.end();
      await expect(fresh.open()).rejects.toThrow(DatabaseTooNew);
    } finally {
      await fresh.remove();
    }
  });
});
