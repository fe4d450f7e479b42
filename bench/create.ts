import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  COMPANY_PATH,
  type Home,
  countOfOrders,
  durability,
  loadCompany,
  openHomes,
  orderBody,
  rowsOfOrder,
} from "./company.ts";
import { requestBytes } from "./load.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { processorText, versus } from "./versus.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const CLIENTS = 64;

/**
 * Creating orders over HTTP, with everything on, against a bare route that writes the same rows. What one real order
 * wrote is read back and given to the limit, so the two cannot drift apart.
 */
export const benchCreate = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row> => {
  const homes = await openHomes(engine, join(folder, "create"));
  const running: Running[] = [];
  try {
    const home = await homes.make("real");
    const limitHome = await homes.make("limit");
    const auth = await loadCompany(home);
    const env = { SERVERY_BENCH_DIST: dist };
    const log = join(folder, "logs", `create-${engine}.log`);
    const real = await start("servery", { ...home.env, ...env }, log, settings.profile);
    running.push(real);
    const headers = { authorization: auth };
    const post = (key: string): Buffer =>
      requestBytes("POST", `${COMPANY_PATH}/orders.json`, { ...headers, "idempotency-key": key }, orderBody);

    const rowsFile = join(folder, `rows-${engine}.json`);
    writeFileSync(rowsFile, JSON.stringify(await oneOrder(real, home, headers)));
    const limit = await start(
      "limit-create",
      { ...limitHome.env, ...env, SERVERY_BENCH_ROWS: rowsFile },
      `${log}.limit`,
      settings.profile,
    );
    running.push(limit);

    let key = 0;
    const bare = requestBytes("POST", "/orders", {}, orderBody);
    let begun = { real: await stats(real), limit: await limitStats(limit) };
    const found = await versus(
      settings,
      { clients: CLIENTS, expect: 201 },
      { server: limit, request: () => bare },
      { server: real, request: () => post(`bench-${process.pid}-${++key}`) },
      async (round) => {
        progress(`create, ${engine}: ${round} of ${settings.rounds}`);
        if (round === 1) begun = { real: await stats(real), limit: await limitStats(limit) };
      },
    );
    const batch = batchOf(begun.real, await stats(real));
    const limitBatch = batchOf(begun.limit, await limitStats(limit));
    const stored = await countOfOrders(home);
    const made = found.answered + 1;
    if (stored !== made) throw new Error(`${made} orders were answered for, ${stored} are stored`);
    const { measured, ratio, p99, max, limitP99 } = found;
    return {
      benchmark: "create order (3 lines, 1 payment)",
      engine,
      load: `${CLIENTS}, ${batch.toFixed(0)}`,
      durability: durability[engine],
      unit: "/s",
      measured,
      limit: found.limit,
      ratio,
      target: "≥ 0.5, ≥ 3,000/s, p99 ≤ 50 ms",
      good: ratio >= 0.5 && measured >= 3_000 && p99 <= 50,
      detail: `p99 ${p99.toFixed(1)} ms, max ${max.toFixed(0)} ms; limit: batch ${limitBatch.toFixed(0)}, p99 ${limitP99.toFixed(1)} ms; ${processorText(found)}`,
    };
  } finally {
    for (const server of running) await server.stop();
    await homes.close();
  }
};

/** Makes the pattern of all rows: one real order. */
const oneOrder = async ({ port }: Running, home: Home, headers: Record<string, string>): Promise<object> => {
  const made = await fetch(`http://127.0.0.1:${port}${COMPANY_PATH}/orders.json`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", "idempotency-key": "bench-pattern" },
    body: orderBody,
  });
  if (made.status !== 201) throw new Error(`the benchmark's order was refused: ${await made.text()}`);
  const id = Number(/(\d+)\.json$/.exec(made.headers.get("location") ?? "")?.[1]);
  return rowsOfOrder(home, id, "bench-pattern");
};

type Stats = { commits: number; commands: number };

const batchOf = (before: Stats, after: Stats): number =>
  (after.commands - before.commands) / (after.commits - before.commits);

const stats = async ({ port }: Running): Promise<Stats> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const read = (name: string): number => Number(new RegExp(`^${name} (\\d+)`, "m").exec(text)?.[1]);
  return { commits: read("servery_commits_total"), commands: read("servery_commands_total") };
};

const limitStats = async ({ port }: Running): Promise<Stats> =>
  (await (await fetch(`http://127.0.0.1:${port}/stats`)).json()) as Stats;
