import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { demoData } from "../../src/demo/demo.ts";
import type { SiteId } from "../../src/domain/ids.ts";
import { minor } from "../../src/kit/money.ts";
import { SqliteConnection, kyselyOver, sqliteModule } from "../../src/storage/engines/sqlite/driver.ts";
import { type OrderFind, TooManyOrders } from "../../src/storage/finds.ts";
import { Counts } from "../../src/storage/sql/counts.ts";
import { findReads } from "../../src/storage/sql/find-reads.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { aLine } from "../domain/menu.ts";
import { type EngineName, engines } from "../support/servery.ts";
import { COMPANY, Place, created } from "./stores.ts";

const { ids } = demoData(0);
const ALL: OrderFind = {
  sites: [ids.site_id as SiteId],
  from: 0,
  to: Date.UTC(2100, 0, 1),
  deleted: false,
  discounted: false,
};
/** Everything that can narrow a search. */
const NARROW: OrderFind = {
  ...ALL,
  sites: [ids.site_id, 824] as SiteId[],
  discounted: true,
  statuses: ["COMPLETE", "PENDING"],
  registerId: 16 as never,
  staffId: 1 as never,
  customerId: 1 as never,
  addonId: null,
  orderType: "Takeaway",
  methodId: 1 as never,
  totalFrom: 1,
  totalTo: 2,
  q: "two words",
};

const file = async (place: Place) => {
  const { DatabaseSync } = await sqliteModule();
  return new DatabaseSync(join(place.env["SERVERY_DATA"]!, "servery.db"));
};

/** Runs SQL on a place's database while no store has it open. */
const run = async (engine: EngineName, place: Place, statements: readonly string[]): Promise<void> => {
  if (engine === "postgres") {
    const client = new Client({ connectionString: place.env["SERVERY_DATABASE_URL"]! });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
    return;
  }
  const database = await file(place);
  for (const statement of statements) database.exec(statement);
  database.close();
};

for (const engine of engines) {
  describe(`finding orders (${engine})`, () => {
    let place: Place;
    let storage: Storage;
    beforeAll(async () => {
      place = await Place.make(engine);
      storage = await place.openLoaded();
      const payments = [{ methodId: 2, amount: minor(1_000), tip: minor(50), ref: null }] as never;
      for (let i = 1; i <= 12; i++) {
        const facts = i % 2 ? { status: "COMPLETE" as const, payments } : { status: "ON_HOLD" as const };
        await created(storage, { saleNumber: `F-${i}`, orderType: "Takeaway", lines: [aLine()], ...facts });
      }
    }, 60_000);
    afterAll(() => place.remove());

    test("orders that were made before there was such a search are found and added up like the others", async () => {
      const told = async () => {
        const { finds } = storage.reads(COMPANY);
        const page = await finds.page({ ...ALL, q: "f-1", methodId: 2 as never }, { size: 9, offset: 0 });
        const { sums } = await finds.sums(ALL);
        const sorted = sums.toSorted((a, b) => a.status.localeCompare(b.status));
        return { numbers: page.map(({ saleNumber }) => saleNumber), sums: sorted };
      };
      const before = await told();
      expect(before.numbers).toEqual(["F-11", "F-1"]);
      expect(before.sums).toMatchObject([
        { status: "COMPLETE", orders: 6, tips: 300 },
        { status: "ON_HOLD", orders: 6, tips: 0 },
      ]);
      await place.close(storage);
      await run(engine, place, [
        "drop index orders_by_site",
        ...["tax", "tips", "found_by"].map((column) => `alter table orders drop column ${column}`),
        "delete from migrations where name = 'finding'",
      ]);
      const said: unknown[] = [];
      storage = await place.open({}, false, (...step) => said.push(step));
      expect(said).toEqual([["Upgrading the database to schema 6", 12, 12]]);
      expect(await told()).toEqual(before);
    });

    test("where nothing fits nothing is found, and nothing fails", async () => {
      const { finds } = storage.reads(COMPANY);
      const none = { ...ALL, sites: [] };
      expect(await finds.sums(none)).toEqual({ sums: [], sources: [] });
      expect([await finds.count(none), await finds.page(none, { size: 9, offset: 0 })]).toEqual([0, []]);
      expect(await finds.count(NARROW)).toBe(0);
    });
  });
}

describe("finding orders in an index (sqlite)", () => {
  let place: Place;
  let connection: SqliteConnection;
  beforeAll(async () => {
    place = await Place.make("sqlite");
    const storage = await place.openLoaded();
    for (let i = 0; i < 12; i++) await created(storage, { lines: [aLine()] });
    await place.close(storage);
    connection = new SqliteConnection(await file(place));
  }, 60_000);
  afterAll(async () => {
    connection.close();
    await place.remove();
  });
  const finds = (amongMax?: number) => {
    const parts = { counts: new Counts(), hints: true, ...(amongMax !== undefined && { amongMax }) };
    return findReads(kyselyOver(connection), COMPANY, parts);
  };

  test("a search among more orders than it may look at is refused", async () => {
    expect(await finds(12).count(ALL)).toBe(12);
    await expect(finds(11).count(ALL)).rejects.toThrow(TooManyOrders);
    await expect(finds(11).sums({ ...ALL, q: "nothing" })).rejects.toThrow(TooManyOrders);
  });

  test("no order is touched but those of the page, whatever statistics an older file has", async () => {
    const overheard = vi.spyOn(SqliteConnection.prototype, "statement");
    for (const find of [ALL, NARROW]) {
      await finds().sums(find);
      await finds().count(find);
      await finds().page(find, { size: 5, offset: 0 });
    }
    const statements = [...new Set(overheard.mock.calls.map(([sql]) => sql))];
    overheard.mockRestore();
    connection.database.exec("analyze; update sqlite_stat1 set stat = '1 1 1 1 1 1' where tbl = 'orders'");
    connection.close();
    await place.close(await place.open()); // a server that opens the file throws them away
    connection = new SqliteConnection(await file(place));
    expect(statements.length).toBeGreaterThanOrEqual(8);
    for (const sql of statements) {
      const values = [...sql.matchAll(/\?/g)].map(() => 1);
      const plan = connection.statement(`explain query plan ${sql}`).all(...values) as { detail: string }[];
      const right = sql.startsWith("select doc")
        ? /^SEARCH orders USING (?:INDEX sqlite_autoindex_orders_1|PRIMARY KEY) \(company_id=\? AND id=\?\)/
        : /^SEARCH orders USING COVERING INDEX orders_by_site \(company_id=\? AND deleted=\? AND site_id=\? AND created_at>\?/;
      expect(plan[0]!.detail, sql).toMatch(right);
    }
  });
});
