import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../src/config.ts";
import type { CompanyId } from "../src/domain/ids.ts";
import { openStore } from "../src/main.ts";
import { type Home, durability, ids, openHomes } from "./company.ts";
import { type Receipt, loadChain, registerAll, startReceivers } from "./delivery-chain.ts";
import { paced } from "./delivery.ts";
import { type Running, start } from "./processes.ts";
import { type Due, type Found, checkReceipts } from "./soak-check.ts";
import { type Sold, soakClient } from "./soak-load.ts";
import type { Row } from "./table.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const ORDERS_PER_SECOND = 100;
const SITES = 50;
const KILLS = 3;
/** One request in five fails. What was tried three times is taken: otherwise the end would be hours away. */
const CHANCES = { fail: 0.1, reset: 0.09, hang: 0.01 };
const FAILING_ATTEMPTS = 3;
/** The waits up to the fifth attempt, which the busiest moments lead to, and as much again. */
const DRAIN_MAX_MS = 30 * 60_000;
const LOOK_MS = 2_500;

/**
 * What each site's receivers hear of: two of completed orders, one of what goes to the kitchen, one of each change of
 * an order's status (its callback). The offset is the first receiver of the kind; a site has one of each.
 */
const HEARS = [
  { offset: 0, topic: "orders/completed", ordered: true },
  { offset: SITES, topic: "orders/completed", ordered: false },
  { offset: 2 * SITES, topic: "orders/kitchen_print", ordered: true },
] as const;
const CALLBACKS = 3 * SITES;

/**
 * Orders for some minutes while receivers fail and the server is killed; then everything that was committed must have
 * arrived, in order, and what came twice must be the same.
 */
export const benchSoak = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  const homes = await openHomes(engine, join(folder, "soak"));
  const running: Running[] = [];
  try {
    const home = await homes.make("soak");
    const chain = await loadChain(home, SITES, 2);
    const receivers = await startReceivers(CALLBACKS + SITES, join(folder, `soak-receipts-${engine}.log`));
    running.push(receivers.running);
    const log = join(folder, "logs", `soak-${engine}.log`);
    const env = { ...home.env, SERVERY_BENCH_DIST: dist, SERVERY_OUTGOING: "loopback", SERVERY_LOG: "error" };
    const begin = () => start("servery", env, log);
    let server = await begin();
    running.push(server);
    await registerAll(
      server,
      HEARS.flatMap(({ offset, topic, ordered }) =>
        chain.sites.map((site, i) => ({
          topic,
          ordered,
          site,
          port: receivers.ports[offset + i]!,
          auth: chain.addons[offset === SITES ? 1 : 0]!,
        })),
      ),
    );
    await receivers.behave({ hang: [], fail: [], chances: CHANCES, attempts: FAILING_ATTEMPTS });

    const seconds = settings.minutes * 60;
    const client = soakClient(() => `http://127.0.0.1:${server.port}`, chain.auth);
    const sales: Promise<Sold | Error>[] = [];
    const restarts: number[] = [];
    let peak = 0;
    const mayhem = async (): Promise<void> => {
      const began = performance.now();
      for (let i = 1; i <= KILLS; i++) {
        const at = began + (seconds * 1_000 * (i - 0.1 + 0.2 * Math.random())) / (KILLS + 1);
        await sleep(Math.max(0, at - performance.now()));
        peak = Math.max(peak, server.memory().peak);
        await server.kill();
        server = await begin();
        running[1] = server;
        restarts.push(server.readyMs);
        progress(`soak, ${engine}: killed and back after ${server.readyMs.toFixed(0)} ms`);
      }
    };
    progress(`soak, ${engine}: ${settings.minutes} min of ${ORDERS_PER_SECOND} orders/s`);
    const began = performance.now();
    const killing = mayhem();
    await paced(ORDERS_PER_SECOND, seconds, (n) => {
      const site = n % SITES;
      const sale = client.sell(n, chain.sites[site]!, receivers.ports[CALLBACKS + site]!);
      sales.push(sale.catch((error: unknown) => error as Error));
    });
    const ended = await Promise.all(sales);
    await killing;
    const tookSeconds = (performance.now() - began) / 1_000;
    await client.close();
    progress(`soak, ${engine}: ${ended.length} orders; the rest is on its way`);
    const drainSeconds = await drained(server);
    peak = Math.max(peak, server.memory().peak);
    const receipts = await receivers.receipts();
    await server.stop();

    const broken = ended.filter((sale) => sale instanceof Error).map(({ message }) => message);
    const sold = ended.filter((sale): sale is Sold => !(sale instanceof Error));
    const stored = await ordersOf(home, chain.sites);
    const there = new Map(stored.map((order) => [order.id, order]));
    const lost = sold.filter(({ id }) => there.get(id)?.status !== "COMPLETE").map(({ id }) => `order ${id}`);
    const found = checkReceipts(stored.flatMap(duesOf), receipts);
    return [
      report(settings, engine, {
        found,
        broken,
        lost,
        stored,
        sold,
        receipts,
        tookSeconds,
        drainSeconds,
        peak,
        restarts,
        repeated: client.repeated(),
      }),
    ];
  } finally {
    for (const one of running.reverse()) await one.stop();
    await homes.close();
  }
};

type Stored = Readonly<{ id: number; site: number; status: string; lines: number }>;

/** All orders of the soak as they are in the store, `site` counted from 0. */
const ordersOf = async ({ env }: Home, sites: readonly number[]): Promise<Stored[]> => {
  const storage = await openStore(readConfig(env), Date.now);
  const orders: Stored[] = [];
  try {
    const reads = storage.reads(ids.company_id as CompanyId);
    const all = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
    for (let more = true, beyondId: number | undefined; more;) {
      const page = await reads.orders(all, { size: 2_000, ...(beyondId !== undefined && { beyondId }) });
      for (const { id, siteId, status, lines } of page.rows) {
        const site = sites.indexOf(siteId);
        if (site >= 0) orders.push({ id, site, status, lines: lines.length });
      }
      more = page.more;
      beyondId = page.rows.at(-1)?.id;
    }
    return orders;
  } finally {
    await storage.close();
  }
};

/** What an order that got as far as this must have told, and to whom. */
const duesOf = ({ id: order, site, status, lines }: Stored): Due[] => {
  const passed = ["PENDING", "COMPLETE"].slice(0, ["PENDING", "COMPLETE"].indexOf(status) + 1);
  const kitchen = Array.from({ length: lines }, (_, i) => ({ status: "ON_HOLD", lines: i + 1 }));
  return [
    ...HEARS.map(({ offset, topic, ordered }) => ({
      receiver: offset + site,
      order,
      ordered,
      messages: topic === "orders/kitchen_print" ? kitchen : status === "COMPLETE" ? [{ status, lines }] : [],
    })),
    { receiver: CALLBACKS + site, order, ordered: true, messages: passed.map((to) => ({ status: to, lines })) },
  ];
};

/** Waits until nothing waits to be sent any more; answers how long that took, in seconds. */
const drained = async ({ port }: Running): Promise<number> => {
  const began = performance.now();
  for (;;) {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const read = (name: string): number => Number(new RegExp(`^${name} ([\\d.e+-]+)$`, "m").exec(text)?.[1]);
    const waits = read('servery_jobs_waiting\\{queue="deliver"\\}');
    const took = performance.now() - began;
    if (waits === 0 && read("servery_events_pending_seconds") === 0) return took / 1_000;
    if (took > DRAIN_MAX_MS) return took / 1_000; // what is missing then is told
    progress(`soak: ${waits} deliveries wait`);
    await sleep(LOOK_MS);
  }
};

type Soaked = Readonly<{
  found: Found;
  broken: readonly string[];
  lost: readonly string[];
  stored: readonly Stored[];
  sold: readonly Sold[];
  receipts: readonly Receipt[];
  tookSeconds: number;
  drainSeconds: number;
  peak: number;
  restarts: readonly number[];
  repeated: number;
}>;

const report = (settings: Settings, engine: EngineName, soaked: Soaked): Row => {
  const { found, broken, lost, stored, sold, receipts, tookSeconds, drainSeconds, peak, restarts, repeated } = soaked;
  const { missing, altered, disordered, strange, ...counts } = found;
  const wrong = { broken, lost, missing, altered, disordered, strange };
  const first = firstAttempts(sold, receipts);
  const figures = {
    engine,
    minutes: settings.minutes,
    orders: stored.length,
    orders_per_second: sold.length / tookSeconds,
    kills: restarts.length,
    ready_ms: restarts.map(Math.round),
    repeated_requests: repeated,
    ...counts,
    failed_share: counts.failed / counts.attempts,
    completed_to_first_attempt_ms: first,
    drain_seconds: Math.round(drainSeconds),
    peak_mib: Math.round(peak),
    wrong: Object.fromEntries(Object.entries(wrong).map(([what, list]) => [what, list.length])),
    examples: Object.values(wrong).flatMap((list) => list.slice(0, 5)),
  };
  mkdirSync(settings.results, { recursive: true });
  writeFileSync(join(settings.results, `soak-${engine}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  return {
    benchmark: `soak, ${settings.minutes} min, ${restarts.length} × SIGKILL: events delivered`,
    engine,
    load: `${ORDERS_PER_SECOND} orders/s, 4 requests each`,
    durability: durability[engine],
    unit: "",
    measured: counts.delivered,
    limit: counts.due,
    ratio: counts.delivered / counts.due,
    target: "none missing, altered or out of order",
    good: restarts.length === KILLS && counts.due > 0 && Object.values(wrong).every((list) => list.length === 0),
    detail:
      `${stored.length} orders, ${figures.orders_per_second.toFixed(0)}/s; ${counts.attempts} attempts, ` +
      `${(figures.failed_share * 100).toFixed(1)} % failed; ${counts.doubled} came twice; ` +
      `COMPLETE → first attempt p50 ${first.p50.toFixed(0)} ms, p99 ${first.p99.toFixed(0)} ms; ` +
      `${Object.entries(wrong)
        .map(([what, list]) => `${what} ${list.length}`)
        .join(", ")}; ` +
      `empty after ${drainSeconds.toFixed(0)} s, ${peak.toFixed(0)} MiB at the most`,
  };
};

/** From the answer that completed an order to the first attempt to tell of it; the outages are in it. Milliseconds. */
const firstAttempts = (sold: readonly Sold[], receipts: readonly Receipt[]): { p50: number; p99: number } => {
  const first = new Map<number, number>();
  for (const { receiver, order, at } of receipts) if (receiver < SITES && !first.has(order)) first.set(order, at);
  const times = sold.flatMap(({ id, completedAt }) => {
    const at = first.get(id);
    return at === undefined ? [] : [Math.max(0, at - completedAt) / 1_000];
  });
  const sorted = Float64Array.from(times).sort();
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
};
