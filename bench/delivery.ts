import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Pool } from "undici";
import { COMPANY_PATH, durability, ids, openHomes } from "./company.ts";
import {
  type Behaviour,
  type Chain,
  type Receivers,
  loadChain,
  microseconds,
  registerAll,
  startReceivers,
} from "./delivery-chain.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const ORDERS_PER_SECOND = 200;
/** Endpoints that hear of an order, each of another add-on. */
const PER_ORDER = 5;
const PER_ADDON = 100;
const BAD_SHARE = 0.05;
const TARGET_MS = 250;
const CONNECTIONS = 64;
const WARM_UP_S = 2;
/** How long a delivery may be under way before it counts as lost. */
const LOST_MS = 30_000;

const limitScript = fileURLToPath(new URL("servers/receiver-limit.mjs", import.meta.url));

/** Times in milliseconds. */
type Times = Readonly<{ p50: number; p99: number; max: number; count: number }>;

const timesOf = (microsecs: readonly number[]): Times => {
  const sorted = Float64Array.from(microsecs).sort();
  const at = (part: number): number =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN) / 1e3;
  return { p50: at(0.5), p99: at(0.99), max: at(1), count: sorted.length };
};

/**
 * From the client's 201 to the first attempt at each webhook that is to hear of the order, with all endpoints well, and
 * with some that hang and some that fail. Beside it a bare process that posts the same bytes to the same receivers.
 */
export const benchDeliver = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  const { webhooks, deliverSeconds: seconds } = settings;
  const homes = await openHomes(engine, join(folder, "deliver"));
  const running: Running[] = [];
  try {
    const home = await homes.make("deliver");
    const chain = await loadChain(home, webhooks / PER_ORDER, Math.ceil(webhooks / PER_ADDON));
    const receivers = await startReceivers(webhooks, join(folder, `receipts-${engine}.log`));
    running.push(receivers.running);
    const log = join(folder, "logs", `deliver-${engine}.log`);
    const env = { ...home.env, SERVERY_BENCH_DIST: dist, SERVERY_OUTGOING: "loopback", SERVERY_LOG: "error" };
    const server = await start("servery", env, log, settings.profile);
    running.push(server);
    progress(`deliver, ${engine}: ${webhooks} webhooks`);
    await registerAll(
      server,
      receivers.ports.map((port, i) => ({
        topic: "orders/completed",
        ordered: false,
        port,
        auth: chain.addons[Math.floor(i / PER_ADDON)]!,
        site: chain.sites[i % chain.sites.length]!,
      })),
    );
    const well: Behaviour = { hang: [], fail: [] };
    if (seconds > WARM_UP_S) await part({ server, receivers, chain, behaviour: well, seconds: WARM_UP_S });
    progress(`deliver, ${engine}: all receivers are well`);
    const good = await part({ server, receivers, chain, behaviour: well, seconds });
    progress(`deliver, ${engine}: the limit`);
    const limit = await bare(receivers, chain, seconds);
    progress(`deliver, ${engine}: some receivers hang, some fail`);
    const bad = await part({ server, receivers, chain, behaviour: unwell(webhooks), seconds });

    const row = (who: string, found: Part): Row => ({
      benchmark: `201 → first attempt, p99, ${webhooks.toLocaleString("en")} webhooks, ${who}`,
      engine,
      load: `${ORDERS_PER_SECOND} orders/s, ${ORDERS_PER_SECOND * PER_ORDER} deliveries/s`,
      durability: durability[engine],
      unit: "ms",
      measured: found.times.p99,
      limit: limit.p99,
      ratio: found.times.p99 / limit.p99,
      target: `≤ ${TARGET_MS} ms`,
      good: found.times.p99 <= TARGET_MS,
      detail:
        `p50 ${found.times.p50.toFixed(1)} ms, max ${found.times.max.toFixed(0)} ms of ${found.times.count}; ` +
        `${found.ordersPerSecond.toFixed(0)} orders/s, 201 in p99 ${found.answers.p99.toFixed(0)} ms; ` +
        `server CPU ${(found.processor * 100).toFixed(0)} %, ${server.memory().peak.toFixed(0)} MiB at the most; ` +
        `limit: p50 ${limit.p50.toFixed(1)} ms`,
    });
    const percent = `${BAD_SHARE * 100} %`;
    return [row("all well", good), row(`${percent} hang, ${percent} fail, the others`, bad)];
  } finally {
    for (const one of running.reverse()) await one.stop();
    await homes.close();
  }
};

/** The first of every twenty hang, the second fail. */
const unwell = (webhooks: number): Behaviour => {
  const every = Math.round(1 / BAD_SHARE);
  const all = Array.from({ length: webhooks }, (_, i) => i);
  return { hang: all.filter((i) => i % every === 0), fail: all.filter((i) => i % every === 1) };
};

type Part = Readonly<{ times: Times; answers: Times; ordersPerSecond: number; processor: number }>;

const part = async (
  set: Readonly<{ server: Running; receivers: Receivers; chain: Chain; behaviour: Behaviour; seconds: number }>,
): Promise<Part> => {
  const { server, receivers, chain, behaviour, seconds } = set;
  await receivers.behave(behaviour);
  const pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { authorization: chain.auth, "content-type": "application/json" };
  const known = new Map<number, { answeredAt: number; site: number }>();
  const answers: number[] = [];
  const order = async (site: number): Promise<void> => {
    const body = JSON.stringify({
      site_id: chain.sites[site],
      status: "COMPLETE",
      order_type: "Pickup",
      notes: "Ring the bell at the side door",
      lines: ids.product_ids.slice(0, 3).map((product_id) => ({ product_id, quantity: 1 })),
    });
    const sentAt = microseconds();
    const answer = await pool.request({ method: "POST", path: `${COMPANY_PATH}/orders.json`, headers, body });
    const answeredAt = microseconds();
    const text = await answer.body.text();
    if (answer.statusCode !== 201) throw new Error(`an order was refused: ${answer.statusCode} ${text}`);
    known.set(Number(/(\d+)\.json$/.exec(String(answer.headers["location"]))?.[1]), { answeredAt, site });
    answers.push(answeredAt - sentAt);
  };
  const processor = server.processor();
  const began = microseconds();
  const sent: Promise<void>[] = [];
  await paced(ORDERS_PER_SECOND, seconds, (n) => sent.push(order(n % chain.sites.length)));
  await Promise.all(sent);
  const tookUs = microseconds() - began;
  const used = server.processor() - processor;
  await pool.close();
  const isBad = new Set([...behaviour.hang, ...behaviour.fail]);
  const isGood = (receiver: number): boolean => !isBad.has(receiver);
  const wanted = new Set<string>();
  for (const [id, { site }] of known) {
    for (let i = 0; i < PER_ORDER; i++) {
      const receiver = site + i * chain.sites.length;
      if (isGood(receiver)) wanted.add(`${id} ${receiver}`);
    }
  }
  const times: number[] = [];
  for (const end = Date.now() + LOST_MS; ;) {
    times.length = 0;
    const missing = new Set(wanted);
    for (const { order: id, receiver, at } of await receivers.receipts()) {
      // It may well be there before the client has read its 201.
      if (missing.delete(`${id} ${receiver}`)) times.push(Math.max(0, at - known.get(id)!.answeredAt));
    }
    if (missing.size === 0) break;
    if (Date.now() > end) throw new Error(`${missing.size} of ${wanted.size} deliveries were not attempted`);
    await sleep(500);
  }
  return {
    times: timesOf(times),
    answers: timesOf(answers),
    ordersPerSecond: (known.size / tookUs) * 1e6,
    processor: used / tookUs,
  };
};

/** The same bytes to the same receivers at the same rate, from a process that does nothing else. */
const bare = async (receivers: Receivers, { sites }: Chain, seconds: number): Promise<Times> => {
  const groups = sites.map((_, site) => Array.from({ length: PER_ORDER }, (__, i) => site + i * sites.length));
  const { ports } = receivers;
  const settings = { ports, groups, body: await receivers.sample(), perSecond: ORDERS_PER_SECOND, seconds };
  const env = { ...process.env, NODE_OPTIONS: "", SERVERY_BENCH_LIMIT: JSON.stringify(settings) };
  await promisify(execFile)(process.execPath, [limitScript], { env });
  const received = (await receivers.receipts()).filter(({ id }) => id.startsWith("limit_"));
  if (received.length === 0) throw new Error("the limit's messages did not arrive");
  return timesOf(received.map(({ id, at }) => at - Number(id.slice("limit_".length))));
};

/** Does something so many times a second, whether or not what was done before is over. */
export const paced = async (perSecond: number, seconds: number, act: (n: number) => void): Promise<void> => {
  const began = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const wait = began + (n * 1_000) / perSecond - performance.now();
    if (wait > 1) await sleep(wait);
    act(n);
  }
};
