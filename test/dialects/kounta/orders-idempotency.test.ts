import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import pino from "pino";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { loadDemo } from "../../../src/demo/load.ts";
import { Catalogue } from "../../../src/domain/catalogue/catalogue.ts";
import type { AddonId } from "../../../src/domain/ids.ts";
import { openServery, openStore } from "../../../src/main.ts";
import { sqliteModule } from "../../../src/storage/engines/sqlite/driver.ts";
import { createDatabase } from "../../support/postgres.ts";
import { type Answer, type EngineName, OTHER_SITE, basic, engines, onEveryEngine } from "../../support/servery.ts";
import { SITE, menu } from "../../domain/menu.ts";

const HOUR = 3_600_000;
const chips = { site_id: SITE.fitzroy, lines: [{ product_id: menu.chips }] };
/** All of an answer that a client can rely on. */
const told = ({ status, headers, text }: Answer) => ({
  status,
  text,
  location: headers.get("location"),
  type: headers.get("content-type"),
});

onEveryEngine("idempotent creation", (servery) => {
  afterEach(() => vi.restoreAllMocks());
  const send = (key: string, body: unknown = chips): Promise<Answer> =>
    servery().post("orders", body, { "idempotency-key": key });
  const newest = async (): Promise<string> => (await servery().get("orders")).text;

  test("KI-01 the same key gives the same answer and one order", async () => {
    const key = randomUUID();
    const first = await send(key);
    expect(first.status).toBe(201);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    const list = await newest();
    for (let i = 0; i < 3; i++) {
      const again = await send(key);
      expect(told(again)).toEqual(told(first));
      expect(again.headers.get("idempotent-replayed")).toBe("true");
    }
    expect(await newest()).toBe(list);
    const other = await send(randomUUID());
    expect(other.headers.get("location")).not.toBe(first.headers.get("location"));
  });

  test("KI-01 twenty at once make one order; all are told of it or to try again", async () => {
    const key = randomUUID();
    const notes = `burst ${key}`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(key, { ...chips, notes })));
    const made = answers.filter(({ status }) => status === 201);
    const busy = answers.filter(({ status }) => status === 409);
    expect(made.length).toBeGreaterThan(0);
    expect(made.length + busy.length).toBe(20);
    expect(new Set(made.map(({ headers }) => headers.get("location"))).size).toBe(1);
    expect(told(await send(key, { ...chips, notes }))).toEqual(told(made[0]!));
    const orders = (await servery().get("orders")).json<{ notes: string }[]>();
    expect(orders.filter((order) => order.notes === notes)).toHaveLength(1);
  });

  test.each<[what: string, raw: string]>([
    ["a field that makes no sense", JSON.stringify({ ...chips, guests: -1 })],
    ["a refusal", JSON.stringify({ notes: "nowhere" })],
    ["JSON that is none", '{"site_id": 823,'],
    ["a key twice in the body", '{"site_id":823,"site_id":824}'],
    ["an amount that has no coin", JSON.stringify({ ...chips, price_limit: 1.005 })],
  ])("KI-01 a 400 is stored too: %s", async (_what, raw) => {
    const ask = { method: "POST", raw, headers: { "idempotency-key": randomUUID() } };
    const first = await servery().ask("orders", ask);
    expect(first.status).toBe(400);
    const again = await servery().ask("orders", ask);
    expect(told(again)).toEqual(told(first));
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("KI-01 a body of another type is a stored 400 as well", async () => {
    const key = randomUUID();
    const ask = (type: string) =>
      servery().ask("orders", {
        method: "POST",
        raw: JSON.stringify(chips),
        headers: { "idempotency-key": key, "content-type": type },
      });
    const first = await ask("text/plain");
    expect(first.status).toBe(400);
    expect(told(await ask("application/json"))).toEqual(told(first));
  });

  test("KI-01 out of stock stays the answer after the product is back", async () => {
    const { company, storage } = servery();
    const product = (await storage.reads(company).catalogue()).product(menu.milk)!;
    const available = (yes: boolean) =>
      storage.change(company, async (tx) => ({
        ok: true as const,
        value: await tx.records.save("product", { ...product, sites: { [SITE.fitzroy]: { available: yes } } }),
      }));
    const body = { site_id: SITE.fitzroy, status: "ON_HOLD", lines: [{ product_id: menu.milk }] };
    const key = randomUUID();
    await available(false);
    const first = await send(key, body);
    expect(first.status).toBe(400);
    expect(first.json()["error_description"]).toBe(`Product (${menu.milk}) is out of stock.`);
    await available(true);
    expect(told(await send(key, body))).toEqual(told(first));
    expect((await send(randomUUID(), body)).status).toBe(201);
  });

  test("KI-01 a 500 is stored, and nothing of the failed order", async () => {
    const list = await newest();
    const key = randomUUID();
    vi.spyOn(Catalogue.prototype, "taxesAt").mockImplementationOnce(() => {
      throw new Error("a bug, for once");
    });
    const first = await send(key);
    expect(first.status).toBe(500);
    expect(first.json()).toEqual({
      error: "server_error",
      error_description: "Something went wrong here. The request id helps to find out what.",
      request_id: first.headers.get("x-request-id"),
    });
    const again = await send(key);
    expect(told(again)).toEqual(told(first));
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await newest()).toBe(list);
    expect((await send(randomUUID())).status).toBe(201);
  });

  test.each([
    ["a", 201],
    ["-", 201],
    ["Z9-a", 201],
    ["k".repeat(255), 201],
    ["k".repeat(256), 400],
    ["", 400],
    ["a_b", 400],
    ["a b", 400],
    ["a,b", 400],
    ["a.b", 400],
    ["ключ".replace(/./g, "\u00e9"), 400],
  ])("KI-02 the key %j is answered with %i", async (key, status) => {
    const answer = await send(key);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.json()["error_description"]).toBe("Invalid Idempotency-Key Header");
  });

  test("KI-03 while the first is still running, the key is in use", async () => {
    const { storage } = servery();
    const key = randomUUID();
    const original = storage.transactOnce.bind(storage);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let begun = (): void => undefined;
    const reached = new Promise<void>((resolve) => (begun = resolve));
    vi.spyOn(storage, "transactOnce").mockImplementationOnce(async (company, once, work) => {
      begun();
      await gate;
      return original(company, once, work);
    });
    const first = send(key);
    await reached;
    for (const body of [chips, { site_id: SITE.southbank }]) {
      const second = await send(key, body);
      expect(second.status).toBe(409);
      expect(second.json()).toMatchObject({
        error: "idempotency_key_in_use",
        error_description: "Conflict Idempotency-Key Header",
      });
      expect(second.headers.get("retry-after")).toBe("1");
    }
    expect((await send(randomUUID())).status).toBe(201);
    open();
    const done = await first;
    expect(done.status).toBe(201);
    expect(told(await send(key))).toEqual(told(done));
  });

  test("KI-04 the same key with another payload is refused, whatever the first came to", async () => {
    for (const body of [chips, { notes: "nowhere" }]) {
      const key = randomUUID();
      const first = await send(key, body);
      for (const other of [{ ...body, notes: "changed" }, {}, { site_id: 1 }]) {
        const answer = await send(key, other);
        expect(answer.status).toBe(422);
        expect(answer.json()).toMatchObject({
          error: "idempotency_key_used",
          error_description: "Used Idempotency-Key Header",
        });
      }
      expect(told(await send(key, body))).toEqual(told(first));
    }
  });

  test("KI-05 a key belongs to one add-on and one company", async () => {
    const { other } = servery();
    const key = randomUUID();
    const first = await send(key);
    const theirs = await servery().ask(`/v1/companies/${other.company}/orders`, {
      method: "POST",
      body: { site_id: OTHER_SITE },
      headers: { "idempotency-key": key },
      auth: other.auth,
    });
    expect(theirs.status).toBe(201);
    await servery().addon({ id: 42 as AddonId, clientId: "second" });
    const token = await servery().token(3_600, 42);
    const ask = (auth: string) =>
      servery().ask("orders", { method: "POST", body: chips, headers: { "idempotency-key": key }, auth });
    const second = await ask(`Bearer ${token}`);
    expect(second.status).toBe(201);
    expect(second.headers.get("location")).not.toBe(first.headers.get("location"));
    // One add-on is the same one by Basic and by token, and by the id of its company and `me`.
    expect(told(await ask(`Bearer ${await servery().token()}`))).toEqual(told(first));
    const me = await servery().post("/v1/companies/me/orders", chips, { "idempotency-key": key });
    expect(told(me)).toEqual(told(first));
  });

  test("KI-05 a key lives for at least a day, then it is free again", async () => {
    const { clock, storage } = servery();
    const start = Date.now();
    try {
      clock.now = () => start;
      const key = randomUUID();
      const first = await send(key);
      clock.now = () => start + 24 * HOUR;
      await storage.forgetAnswers(clock.now() - 24 * HOUR);
      expect(told(await send(key))).toEqual(told(first));
      clock.now = () => start + 24 * HOUR + 1;
      expect(await storage.forgetAnswers(clock.now() - 24 * HOUR)).toBeGreaterThan(0);
      const fresh = await send(key);
      expect(fresh.status).toBe(201);
      expect(fresh.headers.get("location")).not.toBe(first.headers.get("location"));
    } finally {
      clock.now = Date.now;
    }
    expect(() => readConfig({ SERVERY_IDEMPOTENCY_HOURS: "23" })).toThrow("SERVERY_IDEMPOTENCY_HOURS");
  });

  test("KI-05 only the creation of orders knows keys", async () => {
    const key = randomUUID();
    const { id } = await servery().order();
    const pay = () => servery().post(`orders/${id}/payments`, { amount: 1 }, { "idempotency-key": key });
    expect((await pay()).headers.get("location")).toMatch(/payments\/1$/);
    expect((await pay()).headers.get("location")).toMatch(/payments\/2$/);
  });
});

/** A server that can be stopped and started again over what it stored, and whose database can be looked into. */
const openHouse = async (engine: EngineName) => {
  const folder = mkdtempSync(join(tmpdir(), "servery-once-"));
  const database = engine === "postgres" ? await createDatabase() : undefined;
  const config = readConfig({
    SERVERY_PORT: "0",
    SERVERY_DATA: folder,
    SERVERY_DATABASE_URL: database?.url,
    SERVERY_PG_POOL: "3",
  });
  let now = Date.now();
  const first = await openStore(config, () => now);
  const { kounta } = await loadDemo(first, () => undefined, { history: false });
  let running = await openServery(config, first, pino({ level: "silent" }));
  await first.access.forget(0, 0); // what the server forgets as it starts is through: run() cannot wait for it
  return {
    async restart(laterMs = 0): Promise<void> {
      await running.close();
      now += laterMs;
      running = await openServery(config, await openStore(config, () => now), pino({ level: "silent" }));
    },
    async send(key: string, notes = "x"): Promise<{ status: number; text: string; path: string | undefined }> {
      const answer = await fetch(`${running.url}/v1/companies/5678/orders`, {
        method: "POST",
        headers: {
          authorization: basic(kounta.client_id, kounta.client_secret),
          "content-type": "application/json",
          accept: "*/*",
          "idempotency-key": key,
        },
        body: JSON.stringify({ ...chips, notes }),
      });
      const location = answer.headers.get("location");
      return {
        status: answer.status,
        text: await answer.text(),
        path: location ? new URL(location).pathname : undefined,
      };
    },
    run: async (sql: string): Promise<Record<string, unknown>[]> => {
      if (database) {
        const client = new Client({ connectionString: database.url });
        await client.connect();
        try {
          return (await client.query<Record<string, unknown>>(sql)).rows;
        } finally {
          await client.end();
        }
      }
      const { DatabaseSync } = await sqliteModule();
      const file = new DatabaseSync(join(folder, "servery.db"));
      try {
        file.exec("pragma busy_timeout = 5000");
        return file.prepare(sql).all() as Record<string, unknown>[];
      } finally {
        file.close();
      }
    },
    async close(): Promise<void> {
      await running.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

describe.each(engines)("idempotency in the store (%s)", (engine) => {
  const inHouse = async (work: (house: Awaited<ReturnType<typeof openHouse>>) => Promise<void>): Promise<void> => {
    const house = await openHouse(engine);
    try {
      await work(house);
    } finally {
      await house.close();
    }
  };
  const count = async ({ run }: Awaited<ReturnType<typeof openHouse>>, table: string): Promise<number> =>
    Number((await run(`select count(*) as n from ${table}`))[0]!["n"]);

  test("KI-01 a stored answer survives a restart; KI-05 after a day the server forgets it by itself", () =>
    inHouse(async (house) => {
      const key = randomUUID();
      const first = await house.send(key);
      expect(first.status).toBe(201);
      await house.restart();
      expect(await house.send(key)).toEqual(first);
      expect((await house.send(key, "other")).status).toBe(422);
      await house.restart(23 * HOUR);
      expect(await house.send(key)).toEqual(first);
      expect(await count(house, "orders")).toBe(1);
      await house.restart(2 * HOUR);
      await vi.waitFor(async () => expect(await count(house, "idempotency_answers")).toBe(0));
      const fresh = await house.send(key);
      expect(fresh.status).toBe(201);
      expect(fresh.path).not.toBe(first.path);
    }));

  test("KI-06 order, events and answer stand in the database together", () =>
    inHouse(async (house) => {
      const key = randomUUID();
      const { path } = await house.send(key);
      const answers = await house.run("select * from idempotency_answers");
      expect(answers).toHaveLength(1);
      expect({ ...answers[0], status: Number(answers[0]!["status"]) }).toMatchObject({ key, status: 201, body: null });
      const location = (JSON.parse(String(answers[0]!["headers"])) as { location: string }).location;
      expect(new URL(location).pathname).toBe(path);
      const orders = await house.run("select id from orders");
      expect(orders).toHaveLength(1);
      expect(path).toBe(`/v1/companies/5678/orders/${String(orders[0]!["id"])}`);
      expect(await house.run("select type from outbox")).toMatchObject([{ type: "order.created" }]);
    }));

  /** Lets writing to a table fail, as a full disk or a crash at that moment would. */
  const breaking = async (
    house: Awaited<ReturnType<typeof openHouse>>,
    table: string,
  ): Promise<() => Promise<void>> => {
    if (engine === "sqlite") {
      await house.run(`create trigger broken before insert on ${table} begin select raise(abort, 'broken'); end`);
      return async () => void (await house.run("drop trigger broken"));
    }
    await house.run(
      "create function broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$",
    );
    await house.run(`create trigger broken before insert on ${table} for each row execute function broken()`);
    return async () => {
      await house.run(`drop trigger broken on ${table}`);
      await house.run("drop function broken()");
    };
  };

  test.each(["idempotency_answers", "orders", "outbox"])(
    "KI-06 when %s cannot be written, nothing is: neither an order without an answer nor an answer without an order",
    (table) =>
      inHouse(async (house) => {
        const key = randomUUID();
        const repair = await breaking(house, table);
        expect((await house.send(key)).status).toBe(500);
        for (const each of ["orders", "outbox", "idempotency_answers"]) expect(await count(house, each)).toBe(0);
        await repair();
        const made = await house.send(key);
        expect(made.status).toBe(201);
        expect(await house.send(key)).toEqual(made);
        for (const each of ["orders", "outbox", "idempotency_answers"]) expect(await count(house, each)).toBe(1);
      }),
  );
});
