// Tells callers by their tokens over a real store for a while, and prints medians in microseconds as one line of JSON:
// remembered callers, callers that have to be looked up, and what a bare Map takes for the same headers.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const dist = process.env["SERVERY_BENCH_DIST"] ?? "";
const tokens = Number(process.argv[2] ?? 1_000);
/** @param {string[]} path */
const product = (...path) => import(pathToFileURL(join(dist, ...path)).href);

const { readConfig } = await product("config.js");
const { loadDemo } = await product("demo", "load.js");
const { Callers } = await product("http", "callers.js");
const { sha256 } = await product("kit", "secrets.js");
const { openStore } = await product("main.js");

const storage = await openStore(readConfig(process.env), Date.now);
await loadDemo(storage, () => undefined, { history: false });
const now = Date.now();
const headers = [];
for (let i = 0; i < tokens; i++) {
  const token = randomUUID();
  const id = await storage.companies.newId("authorization");
  const authorization = {
    id,
    companyId: 5678,
    addonId: 1,
    staffId: null,
    api: "kounta",
    permissions: ["*"],
    createdAt: now,
  };
  const access = { hash: sha256(token), createdAt: now, expiresAt: now + 3_600_000 };
  await storage.access.tokens.authorize(authorization, { access });
  headers.push(`Bearer ${token}`);
}

/**
 * @param {(header: string) => unknown} check
 * @param {number} rounds
 */
const measure = async (check, rounds) => {
  const took = [];
  for (let round = 0; round < rounds; round++) {
    for (const header of headers) {
      const at = process.hrtime.bigint();
      await check(header);
      took.push(Number(process.hrtime.bigint() - at) / 1_000);
    }
  }
  took.sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => took[Math.floor(took.length * part)];
  return { median: at(0.5), p99: at(0.99) };
};

const map = new Map(headers.map((header) => [header, {}]));
const callers = new Callers(storage);
const fresh = await measure((header) => callers.of(header), 1);
await measure((header) => callers.of(header), 3); // warm
const limit = await measure((header) => map.get(header), 10);
const known = await measure((header) => callers.of(header), 10);
process.stdout.write(`${JSON.stringify({ limit, known, fresh })}\n`);
await storage.close();
