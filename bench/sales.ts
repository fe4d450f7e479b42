import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { demoData, demoSales } from "../src/demo/demo.ts";
import { loadDemo } from "../src/demo/load.ts";
import { Catalogue } from "../src/domain/catalogue/catalogue.ts";
import type { CompanyId, OrderId, PaymentId, SiteId } from "../src/domain/ids.ts";
import type { Order } from "../src/domain/order/order.ts";
import { saleIdOf } from "../src/kit/codes.ts";
import { openStore } from "../src/main.ts";
import { type Home, ids, openHomes } from "./company.ts";
import { FIRST_ID } from "./history.ts";
import { median } from "./load.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

/** Sales of the one day, and of the year that ends with it, at one location. */
const DAY_SALES = 2_000;
const YEAR_SALES = 500_000;
const DAY_TARGET_MS = 150;
const YEAR_TARGET_MS = 1_000;
const AT_ONCE = 5_000;

const DAY_MS = 86_400_000;
const DAY = "2026-03-02";
/** That day at the venue, in Melbourne. */
const DAY_FROM = Date.parse(`${DAY}T00:00:00+11:00`);
const DAY_TO = DAY_FROM + DAY_MS;
const YEAR_FROM = DAY_TO - 365 * DAY_MS;

/**
 * Reports of a location: all sales of a busy day with their payments, and a year of sales summed up, each from the
 * request to the last byte. Nothing physical stands against them; the first request and the typical one are told.
 */
export const benchSales = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  const homes = await openHomes(engine, join(folder, "sales"));
  const running: Running[] = [];
  try {
    const home = await homes.make("year");
    const count = Math.min(settings.large, YEAR_SALES);
    const auth = await fillYear(home, count, engine);
    const log = join(folder, "logs", `sales-${engine}.log`);
    const server = await start("servery", { ...home.env, SERVERY_BENCH_DIST: dist }, log, settings.profile);
    running.push(server);
    const site = `/f/finance/${ids.site_id}`;
    const year = `from=${new Date(YEAR_FROM).toISOString()}&to=${new Date(DAY_TO).toISOString()}`;
    const daily = `sales of a day, ${DAY_SALES.toLocaleString("en")} sales`;
    const summed = `a year of ${count.toLocaleString("en")} sales by`;
    const asks: readonly (readonly [name: string, path: string, target: number])[] = [
      [`${daily} (older service)`, `${site}/dailyFinancials?date=${DAY}&include=staff,payments`, DAY_TARGET_MS],
      [
        `${daily} (newer service)`,
        `/f/v2/business-location/${ids.site_id}/sales-daily?date=${DAY}&include=staff,payments`,
        DAY_TARGET_MS,
      ],
      [`${summed} accounting group`, `${site}/aggregatedSales?groupBy=accountingGroup&${year}`, YEAR_TARGET_MS],
      [`${summed} hour, item and staff`, `${site}/aggregatedSales?groupBy=hour,sku,staff&${year}`, YEAR_TARGET_MS],
    ];
    const rows: Row[] = [];
    for (const [benchmark, path, target] of asks) {
      progress(`${benchmark}, ${engine}`);
      const { first, measured, worst, processor, bytes } = await timed(server, path, auth, settings.rounds);
      rows.push({
        benchmark,
        engine,
        load: "1",
        durability: "",
        unit: "ms",
        measured,
        limit: NaN,
        ratio: NaN,
        target: `≤ ${target} ms`,
        good: measured <= target,
        detail: `first ${first.toFixed(0)} ms, worst after it ${worst.toFixed(0)} ms, server's processor ${processor.toFixed(0)} ms, ${bytes} bytes`,
      });
    }
    return rows;
  } finally {
    for (const server of running) await server.stop();
    await homes.close();
  }
};

/** `processor` is what one request after the first took of it, in milliseconds. */
type Timed = Readonly<{ first: number; measured: number; worst: number; processor: number; bytes: number }>;

const timed = async (
  { port, processor }: Running,
  path: string,
  authorization: string,
  rounds: number,
): Promise<Timed> => {
  const ask = async (): Promise<{ took: number; bytes: number }> => {
    const from = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization } });
    const { byteLength: bytes } = await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return { took: performance.now() - from, bytes };
  };
  const { took: first, bytes } = await ask();
  const times: number[] = [];
  const usedBefore = processor();
  for (let i = 0; i < Math.max(3, rounds); i++) times.push((await ask()).took);
  const used = (processor() - usedBefore) / 1_000 / times.length;
  return { first, measured: median(times), worst: Math.max(...times), processor: used, bytes };
};

/** Sales as the real rules make them. */
const patterns = (): Order[] => {
  const { records, customers } = demoData(DAY_FROM);
  let order = 1;
  let payment = 1;
  const newIds = { order: () => order++ as OrderId, payment: () => payment++ as PaymentId };
  const sales = [...demoSales(new Catalogue().after(records, 1), customers, DAY_FROM, newIds)];
  return sales.filter(({ status, originalOrderId }) => status === "COMPLETE" && originalOrderId === null);
};

/** Puts the demo company and a year of one location's sales into an empty home. Answers how a client asks for them. */
const fillYear = async ({ env }: Home, count: number, engine: EngineName): Promise<string> => {
  const storage = await openStore(readConfig({ ...env, SERVERY_CACHE_MIB: "1024" }), Date.now);
  try {
    const { kseries } = await loadDemo(storage, () => undefined, { history: false, kitchen: false });
    if (!kseries) throw new Error("the demo company has no K-Series client");
    const made = patterns();
    const before = count - DAY_SALES;
    const closedAt = (n: number): number =>
      n < before
        ? YEAR_FROM + Math.floor((n / before) * (DAY_FROM - YEAR_FROM))
        : DAY_FROM + Math.floor(((n - before) / DAY_SALES) * DAY_MS);
    for (let from = 0; from < count; from += AT_ONCE) {
      progress(`sales, ${engine}: ${from.toLocaleString("en")} of ${count.toLocaleString("en")}`);
      const batch = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i): Order => {
        const at = closedAt(from + i);
        const id = (FIRST_ID + from + i) as OrderId;
        const pattern = made[(from + i) % made.length]!;
        const times = { createdAt: at, updatedAt: at, completedAt: at };
        return { ...pattern, id, saleId: saleIdOf(id), siteId: ids.site_id as SiteId, ...times };
      });
      await storage.companies.importOrders(ids.company_id as CompanyId, batch);
    }
    return `Basic ${Buffer.from(`${kseries.client_id}:${kseries.client_secret}`).toString("base64")}`;
  } finally {
    await storage.close();
  }
};
