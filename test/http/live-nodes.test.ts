import { Client } from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { StaffId } from "../../src/domain/ids.ts";
import { done } from "../../src/kit/brand.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import { SESSION_PREFIX } from "../../src/http/callers.ts";
import { type Servery, openServery } from "../../src/main.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { wantsPostgres } from "../support/postgres.ts";
import { COMPANY, Place, created } from "../storage/stores.ts";
import { Ear, until } from "./live-client.ts";

const STAFF = 732849 as StaffId;

describe.skipIf(!wantsPostgres())("live feeds of two servers on one database", () => {
  let place: Place;
  const servers: Servery[] = [];
  let admin: Client;
  beforeAll(async () => {
    place = await Place.make("postgres");
    const first = await place.openLoaded();
    const config = readConfig({ ...place.env, SERVERY_PORT: "0", SERVERY_LOG: "silent" });
    for (const storage of [first, await place.open()]) {
      servers.push(await openServery(config, storage, pino({ level: "silent" })));
    }
    admin = new Client({ connectionString: place.env["SERVERY_DATABASE_URL"]! });
    await admin.connect();
  }, 60_000);
  afterAll(async () => {
    await admin.end();
    for (const server of servers) {
      await server.close();
      place.forget(server.storage);
    }
    await place.remove();
  });

  const [A, B] = [0, 1];
  const store = (n: number): Storage => servers[n]!.storage;
  const listen = async (n: number, query = ""): Promise<Ear> => {
    const token = `${SESSION_PREFIX}${newSecret(32)}`;
    const now = Date.now();
    const facts = { companyId: COMPANY, staffId: STAFF, registerId: null, kind: "password" } as const;
    await store(n).access.people.addSession({
      hash: sha256(token),
      ...facts,
      createdAt: now,
      expiresAt: now + 3_600_000,
    });
    return Ear.listen(`${servers[n]!.url}/admin/api/events${query}`, `Bearer ${token}`);
  };
  const emit = (n: number, type: string) =>
    store(n).change(COMPANY, (tx) => {
      tx.emit([{ type }]);
      return Promise.resolve(done(null));
    });
  const insert = (type: string) =>
    admin.query<{ id: string }>(
      `insert into outbox (company_id, version, type, data, created_at) values ($1, 0, $2, '{}', $3) returning id`,
      [COMPANY, type, Date.now()],
    );

  test("what one commits, the other tells within 250 ms", async () => {
    const ears = [await listen(A), await listen(B)];
    const took: number[] = [];
    for (let n = 0; n < 20; n++) {
      const { id } = await created(store(n % 2));
      const answered = Date.now();
      const other = ears[(n + 1) % 2]!;
      const mine = () => other.heard.find(({ data }) => data.order_id === id);
      await until(() => mine() !== undefined);
      took.push(mine()!.at - answered);
    }
    expect(Math.max(...took)).toBeLessThan(250);
    await emit(A, "changed.there");
    await until(() => ears.every((ear) => ear.types().includes("changed.there")));
    for (const ear of ears) ear.close();
  });

  test("what nobody announces is found within a second or two", async () => {
    const ears = [await listen(A), await listen(B)];
    await insert("silent");
    await until(() => ears.every((ear) => ear.types().includes("silent")), 2_500);
    expect(ears.map((ear) => ear.types())).toEqual([["silent"], ["silent"]]);
    for (const ear of ears) ear.close();
  });

  test("a server that hears nothing for a while tells all the same", async () => {
    const ear = await listen(B);
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'notify%'",
    );
    for (let n = 0; n < 10; n++) await emit(A, `deaf.${n}`);
    await until(() => ear.types().includes("deaf.9"), 4_000);
    expect(ear.types()).toEqual(Array.from({ length: 10 }, (_, n) => `deaf.${n}`));
    ear.close();
  });

  test("an event that is committed after others with higher ids is told, live and to those who come back", async () => {
    const ears = [await listen(A), await listen(B)];
    await emit(A, "before");
    await admin.query("begin");
    const late = Number((await insert("late")).rows[0]!.id);
    await emit(B, "overtakes");
    await until(() => ears.every((ear) => ear.types().includes("overtakes")));
    const last = ears[0]!.heard.find(({ event }) => event === "overtakes")!.id;
    expect(last).toBeGreaterThan(late);
    await admin.query("commit");
    await until(() => ears.every((ear) => ear.types().includes("late")), 2_500);
    for (const ear of ears) {
      expect(ear.types()).toEqual(["before", "overtakes", "late"]);
      ear.close();
    }
    const again = await listen(B, `?last_event_id=${last}`); // as if it had gone before the late one came
    await until(() => again.types().includes("late"));
    expect(again.ids()).not.toContain(last);
    again.close();
  });

  test("under load from both, every event reaches every feed exactly once", async () => {
    const ears = [await listen(A), await listen(B), await listen(A)];
    const names: string[] = [];
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const { id } = await created(store(n % 2));
        names.push(String(id));
      }),
    );
    const ofOrders = (ear: Ear) =>
      ear.heard.filter(({ event }) => event === "order.created").map(({ data }) => String(data.order_id));
    await until(() => ears.every((ear) => ofOrders(ear).length >= 200));
    for (const ear of ears) {
      expect(ofOrders(ear).sort()).toEqual([...names].sort());
      ear.close();
    }
  });

  test("a transaction that stands still is ended before feeds go past its events", async () => {
    const standing = store(A).change(COMPANY, async (tx) => {
      tx.emit([{ type: "standing" }]);
      await new Promise((resolve) => setTimeout(resolve, 9_000));
      return done(null);
    });
    await expect(standing).rejects.toThrow(/terminat|idle|connection/i);
    expect(await emit(A, "goes.on")).toMatchObject({ ok: true });
  }, 20_000);
});
