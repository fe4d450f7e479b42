import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { readConfig } from "../src/config.ts";
import { demoData } from "../src/demo/demo.ts";
import { loadDemo } from "../src/demo/load.ts";
import { openStore } from "../src/main.ts";
import { sqliteModule } from "../src/storage/engines/sqlite/driver.ts";
import { columnsOf } from "../src/storage/sql/rows.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import type { EngineName } from "./workspace.ts";

/** Where one server keeps its data, as the environment that tells it so. */
export type Home = Readonly<{ env: Readonly<Record<string, string>>; folder: string }>;

export const { ids } = demoData(0);
export const COMPANY_PATH = `/v1/companies/${ids.company_id}`;

/** What each engine promises of an answered commit here. */
export const durability: Record<EngineName, string> = {
  sqlite: "WAL, synchronous=FULL",
  postgres: "fsync, synchronous_commit=on",
};

/** Makes homes on an engine: folders, and databases of a PostgreSQL of the run's own that does sync. */
export type Homes = Readonly<{ engine: EngineName; make(name: string): Promise<Home>; close(): Promise<void> }>;

export const openHomes = async (engine: EngineName, folder: string): Promise<Homes> => {
  const base = (name: string): string => {
    const path = join(folder, engine, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  if (engine === "sqlite") {
    return {
      engine,
      make: (name) => {
        const path = base(name);
        return Promise.resolve({ folder: path, env: { SERVERY_DATA: path } });
      },
      close: () => Promise.resolve(),
    };
  }
  const server = await startPostgres({ fsync: true });
  return {
    engine,
    async make(name) {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      const database = `bench_${name.replace(/\W/g, "_")}`;
      await client.query(`create database ${database} template template0`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${database}`;
      return { folder: base(name), env: { SERVERY_DATA: base(name), SERVERY_DATABASE_URL: url.href } };
    },
    close: () => server.stop(),
  };
};

/** Puts the demo company, without its history, into an empty home. Answers the add-on's `Basic …`. */
export const loadCompany = async ({ env }: Home): Promise<string> => {
  const storage = await openStore(readConfig(env), Date.now);
  try {
    const { kounta } = await loadDemo(storage, () => undefined, { history: false, kitchen: false });
    return `Basic ${Buffer.from(`${kounta.client_id}:${kounta.client_secret}`).toString("base64")}`;
  } finally {
    await storage.close();
  }
};

/** An order as an online ordering add-on sends it: three lines, one payment. */
export const orderBody = JSON.stringify({
  site_id: ids.site_id,
  register_id: ids.register_id,
  order_type: "Pickup",
  notes: "Ring the bell at the side door",
  placed_at: "2026-03-02T08:05:00+11:00",
  fulfil_at: "2026-03-02T08:30:00+11:00",
  lines: [
    { product_id: ids.product_ids[0], quantity: 2, notes: "Extra hot" },
    { product_id: ids.product_ids[1], quantity: 1 },
    { product_id: ids.product_ids[2], quantity: 1, unit_price: 5.5, price_variation: 0.9 },
  ],
  payments: [{ method_id: ids.payment_method_ids[1], amount: 21.4, ref: "app-20260302-0815" }],
});

type Rows = Record<string, unknown>[];
type Query = (sql: string) => Promise<Rows>;

const queryOf = async ({ env, folder }: Home): Promise<{ query: Query; close: () => void | Promise<void> }> => {
  const url = env["SERVERY_DATABASE_URL"];
  if (url !== undefined) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return { query: async (sql) => (await client.query(sql)).rows as Rows, close: () => client.end() };
  }
  const { DatabaseSync } = await sqliteModule();
  const database = new DatabaseSync(join(folder, "servery.db"));
  return { query: (sql) => Promise.resolve(database.prepare(sql).all() as Rows), close: () => database.close() };
};

/** Every row that the order with this id, made under this key, left in the tables that orders are written to. */
export const rowsOfOrder = async (home: Home, id: number, key: string): Promise<Record<string, Rows>> => {
  const { query, close } = await queryOf(home);
  const found: Record<string, Rows> = {};
  for (const [table, columns] of Object.entries(columnsOf)) {
    const where = "order_id" in columns ? `order_id = ${id}` : "key" in columns ? `key = '${key}'` : `id = ${id}`;
    const rows = await query(`select ${Object.keys(columns).join(", ")} from ${table} where ${where}`);
    if (rows.length > 0) found[table] = rows;
  }
  await close();
  return found;
};

/** How many orders a home holds. */
export const countOfOrders = async (home: Home): Promise<number> => {
  const { query, close } = await queryOf(home);
  const [row] = await query("select count(*) as n from orders");
  await close();
  return Number(row?.["n"]);
};
