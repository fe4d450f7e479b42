// The limit of creating: a bare Fastify route that parses the same JSON and commits the same rows into the same
// tables, many requests to a commit, and does nothing else. Both engines.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Fastify from "fastify";
import pg from "pg";

/** @typedef {Record<string, string | number | null>} DataRow */
/** @typedef {Record<string, DataRow[]>} Rows rows by their table: what one order of the real thing wrote */

const BATCH_MAX = 128;
const FIRST_ID = 500_000_000;

const dist = process.env["SERVERY_BENCH_DIST"] ?? "";
/** @param {string[]} path */
const product = (...path) => import(pathToFileURL(join(dist, ...path)).href);
/** @type {Rows} */
const pattern = JSON.parse(readFileSync(process.env["SERVERY_BENCH_ROWS"] ?? "", "utf8"));
const { columnsOf } = await product("storage", "sql", "rows.js");
const url = process.env["SERVERY_DATABASE_URL"];
const write = url ? await postgresWriter(url) : await sqliteWriter(process.env["SERVERY_DATA"] ?? "");

let id = FIRST_ID;
let commits = 0;
/** @type {{ rows: Rows, answer: (id: number) => void, id: number }[]} */
const waiting = [];
let running = false;

/** @returns {{ rows: Rows, id: number }} the rows of one more order */
function another() {
  const order = ++id;
  const now = Date.now();
  /** @type {Rows} */
  const rows = {};
  for (const [table, patterns] of Object.entries(pattern)) {
    rows[table] = patterns.map((row) => {
      const copy = { ...row };
      if ("order_id" in copy) copy["order_id"] = order;
      if (table === "orders") copy["id"] = order;
      if (table === "idempotency_answers") copy["key"] = `limit-${order}`;
      if ("created_at" in copy) copy["created_at"] = now;
      return copy;
    });
  }
  return { rows, id: order };
}

async function run() {
  running = true;
  await new Promise(setImmediate);
  while (waiting.length > 0) {
    const jobs = waiting.splice(0, BATCH_MAX);
    await write(jobs.map(({ rows }) => rows));
    commits++;
    for (const { answer, id } of jobs) answer(id);
    if (waiting.length === 0) await new Promise(setImmediate);
  }
  running = false;
}

const app = Fastify();
app.get("/readyz", () => ({ status: "ready" }));
app.get("/stats", () => ({ commits, commands: id - FIRST_ID }));
app.post("/orders", (_request, reply) => {
  waiting.push({ ...another(), answer: (id) => void reply.code(201).header("location", `/orders/${id}`).send() });
  if (!running) void run();
  return reply;
});
await app.listen({ host: "127.0.0.1", port: Number(process.env["SERVERY_PORT"]) });
process.stdin.resume().once("end", () => process.exit());

/**
 * @param {string} folder
 * @returns {Promise<(orders: Rows[]) => Promise<void>>}
 */
async function sqliteWriter(folder) {
  const { openSqlite } = await product("storage", "engines", "sqlite", "engine.js");
  const { sqliteModule } = await product("storage", "engines", "sqlite", "driver.js");
  await (await openSqlite({ folder, cacheMiB: 32, now: Date.now() })).close(); // makes the tables
  const { DatabaseSync } = await sqliteModule();
  const database = new DatabaseSync(join(folder, "servery.db"), { enableForeignKeyConstraints: false });
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -32768;
    pragma temp_store = memory; pragma mmap_size = 0; pragma wal_autocheckpoint = 4000`);
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const inserts = Object.keys(pattern).map((table) => {
    const names = Object.keys(columnsOf[table]);
    const marks = names.map(() => "?").join(", ");
    return {
      table,
      names,
      statement: database.prepare(`insert into ${table} (${names.join(", ")}) values (${marks})`),
    };
  });
  return (orders) => {
    begin.run();
    for (const { table, names, statement } of inserts) {
      for (const rows of orders) {
        for (const row of rows[table] ?? []) statement.run(...names.map((name) => row[name]));
      }
    }
    commit.run();
    return Promise.resolve();
  };
}

/**
 * @param {string} connectionString
 * @returns {Promise<(orders: Rows[]) => Promise<void>>}
 */
async function postgresWriter(connectionString) {
  const { openPostgres } = await product("storage", "engines", "postgres", "engine.js");
  await (await openPostgres({ url: connectionString, poolSize: 2, now: Date.now() })).close(); // makes the tables
  const client = new pg.Client({ connectionString });
  await client.connect();
  const inserts = Object.keys(pattern).map((table) => {
    const columns = Object.entries(columnsOf[table]);
    const names = columns.map(([name]) => name);
    const arrays = columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(", ");
    return { table, names, text: `insert into ${table} (${names.join(", ")}) select * from unnest(${arrays})` };
  });
  return async (orders) => {
    await client.query("begin");
    for (const { table, names, text } of inserts) {
      const rows = orders.flatMap((order) => order[table] ?? []);
      await client.query({ name: table, text, values: names.map((name) => rows.map((row) => row[name])) });
    }
    await client.query("commit");
  };
}
