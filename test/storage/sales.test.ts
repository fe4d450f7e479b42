import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoData } from "../../src/demo/demo.ts";
import type { OrderId, SiteId } from "../../src/domain/ids.ts";
import { minor } from "../../src/kit/money.ts";
import { sqliteModule } from "../../src/storage/engines/sqlite/driver.ts";
import { kseries } from "../../src/storage/migrations/0004-kseries.ts";
import { migrations } from "../../src/storage/migrations/migrate.ts";
import type { Sale } from "../../src/storage/sales.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { aLine } from "../domain/menu.ts";
import { type EngineName, engines } from "../support/servery.ts";
import { COMPANY, Place, addon, commandsOf, created } from "./stores.ts";

const site = demoData(0).ids.site_id as SiteId;
const ALWAYS = { siteId: site, from: 0, to: Date.UTC(2100, 0, 1) };

/** Runs SQL on a place's database while no store has it open. */
const run = async (engine: EngineName, place: Place, statements: readonly string[]): Promise<void> => {
  if (engine === "postgres") {
    const client = new Client({ connectionString: place.env["SERVERY_DATABASE_URL"]! });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
    return;
  }
  const { DatabaseSync } = await sqliteModule();
  const file = new DatabaseSync(join(place.env["SERVERY_DATA"]!, "servery.db"));
  for (const statement of statements) file.exec(statement);
  file.close();
};

/** What takes a statement of the schema back; nothing where that goes with its table. */
const undone = (statement: string, withIndexes: boolean): string[] => {
  const [, made, name] = /^create (table|index) (\w+)/.exec(statement) ?? [];
  if (made === "table" || (made === "index" && withIndexes)) return [`drop ${made} ${name}`];
  const [, table, column] = /^alter table (\w+) add column (\w+)/.exec(statement) ?? [];
  return column === undefined ? [] : [`alter table ${table} drop column ${column}`];
};

/** Takes back the step of the schema that brought reports, with all that it made, and the steps after it. */
const withoutReports = [
  ...migrations
    .filter(({ number }) => number > kseries.number)
    .flatMap(({ statements }) => statements)
    .toReversed()
    .flatMap((statement) => undone(statement, true)),
  ...kseries.statements.flatMap((statement) => undone(statement, false)),
  `delete from migrations where number >= ${kseries.number}`,
];

const line = aLine();
const paid = { lines: [line], payments: [{ methodId: 2, amount: minor(1_000), tip: minor(0), ref: null }] } as never;

/** Orders that ended in every way, and one that did not. Answers the ids of the sales and of the others, in order. */
const fillBook = async (storage: Storage): Promise<{ sold: OrderId[]; aborted: OrderId[] }> => {
  const commands = commandsOf(storage);
  const at = (order: { id: OrderId }) => ({ who: addon(), order: order.id });
  const sale = await created(storage, { status: "COMPLETE", ...(paid as object), tipServicePercent: "10" });
  const empty = await created(storage, { status: "COMPLETE" });
  const later = await created(storage, { status: "ON_HOLD", ...(paid as object) });
  const refused = await created(storage, { status: "REJECTED", lines: [line] });
  const deleted = await created(storage, { status: "ON_HOLD", lines: [line] });
  await created(storage, { status: "PENDING", lines: [line] });
  await commands.remove(at(deleted));
  await commands.remove(at(refused)); // it came to nothing before: that is when it ended
  await commands.update(at(later), { status: "COMPLETE" });
  const old = (await storage.reads(COMPANY).order(sale.id))!;
  const id = (old.id + 1_000_000) as OrderId;
  const online = { api: "kseries", kind: "TO_GO", addonId: 2, endpointId: "e", reference: "web-1" } as never;
  await storage.companies.importOrders(COMPANY, [
    { ...old, id, online, completedAt: 5_000, originalOrderId: later.id },
    { ...old, id: (id + 1) as OrderId, deleted: true, updatedAt: 6_000 },
  ]);
  return { sold: [id, sale.id, empty.id, later.id], aborted: [(id + 1) as OrderId, refused.id, deleted.id] };
};

const told = async (storage: Storage) => {
  const { sales } = storage.reads(COMPANY);
  const all = await sales.list(ALWAYS, { size: 100, customers: true });
  const facts: string[] = [];
  for await (const text of sales.facts({ ...ALWAYS, from: Date.UTC(2020, 0, 1), to: Date.now() + 60_000 }))
    facts.push(text);
  return {
    all,
    facts,
    aborted: await sales.aborted(ALWAYS),
    online: await sales.byReference(site, "web-1"),
    other: await sales.byReference(site, "web-2"),
  };
};

const sorted = (ids: readonly OrderId[]): OrderId[] => ids.toSorted((a, b) => a - b);
const idsOf = (rows: readonly Pick<Sale, "order">[]): OrderId[] => rows.map(({ order }) => order.id);

for (const engine of engines) {
  describe(`what was sold (${engine})`, () => {
    let place: Place;
    let storage: Storage;
    let made: Awaited<ReturnType<typeof fillBook>>;
    beforeAll(async () => {
      place = await Place.make(engine);
      storage = await place.openLoaded();
      made = await fillBook(storage);
    }, 60_000);
    afterAll(() => place.remove());

    test("a sale is there with the commit that closes it; what came to nothing stands apart", async () => {
      const { all, aborted, online, other, facts } = await told(storage);
      expect(sorted(idsOf(all))).toEqual(sorted(made.sold));
      expect(sorted(idsOf(aborted))).toEqual(sorted(made.aborted));
      expect([all[0]!.order.id, all[0]!.at]).toEqual([made.sold[0], 5_000]);
      expect([online?.order.id, other]).toEqual([made.sold[0], undefined]);
      expect(facts).toHaveLength(1);
      expect(facts[0]).toContain(`,${line.productId},1000,91,100,0`);
    });

    test("a list begins with a place or behind one, and ends before its bound", async () => {
      const { sales } = storage.reads(COMPANY);
      const all = await sales.list(ALWAYS, { size: 100, customers: false });
      const second = { at: all[1]!.at, id: all[1]!.order.id };
      const page = (more: object) => sales.list(ALWAYS, { size: 1, customers: false, ...more });
      expect(idsOf(await page({ begin: second }))).toEqual(idsOf(all.slice(1, 3)));
      expect(idsOf(await page({ beyond: second }))).toEqual(idsOf(all.slice(2, 4)));
      expect(idsOf(await sales.list({ ...ALWAYS, to: 5_000 }, { size: 9, customers: false }))).toEqual([]);
      expect(idsOf(await sales.list({ ...ALWAYS, to: 5_001 }, { size: 9, customers: false }))).toEqual([made.sold[0]]);
    });

    test("another company's sales are not there", async () => {
      const { sales } = storage.reads(6789 as typeof COMPANY);
      expect(await sales.list(ALWAYS, { size: 9, customers: false })).toEqual([]);
      expect(await sales.orders(made.sold)).toEqual([]);
    });

    test("orders that ended before there were such reports are told of like the others", async () => {
      const before = await told(storage);
      await place.close(storage);
      await run(engine, place, withoutReports);
      storage = await place.open();
      const after = await told(storage);
      const stamped = ({ aborted, ...rest }: typeof after) => ({ ...rest, aborted: sorted(idsOf(aborted)) });
      expect(stamped(after)).toEqual(stamped(before));
    });
  });
}
