import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { demoData } from "../src/demo/demo.ts";
import { pins } from "../src/demo/staff.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { BUNDLE_MOST_KB, bundle } from "./bundle.ts";
import { ids, loadCompany, openHomes } from "./company.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const READY_MOST_MS = 1_500;
const SEEN_MOST_MS = 300;
const OPENINGS = 7;
const ORDERS = 25;

/** What a browser has to fetch for the register, how soon it can be worked with, and how soon an order stands on it. */
export const benchScreens = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  const homes = await openHomes(engine, join(folder, "screens"));
  const running: Running[] = [];
  let browser: Browser | undefined;
  try {
    const home = await homes.make("real");
    const auth = await loadCompany(home);
    const log = join(folder, "logs", `screens-${engine}.log`);
    const server = await start("servery", { ...home.env, SERVERY_BENCH_DIST: dist }, log, settings.profile);
    running.push(server);
    const url = `http://127.0.0.1:${server.port}`;
    const kept = await pair(url);
    browser = await launchBrowser();
    const ready = await timesToReady(browser, url, kept, settings.rounds === 1 ? 1 : OPENINGS);
    const seen = await timesToSee(browser, url, kept, auth, settings.rounds === 1 ? 2 : ORDERS);
    const row = (benchmark: string, unit: string, measured: number, most: number, detail: string): Row => ({
      benchmark,
      engine,
      load: "1",
      durability: "",
      unit,
      measured,
      limit: NaN,
      ratio: NaN,
      target: `≤ ${most} ${unit}`,
      good: measured <= most,
      detail,
    });
    const { first, all } = bundle(dist);
    return [
      row(
        "register, what is fetched first (gzip)",
        "kB",
        first,
        BUNDLE_MOST_KB,
        `every page of it: ${all.toFixed(0)} kB`,
      ),
      row(
        "register, opened until it takes an order",
        "ms",
        at(ready, 0.5),
        READY_MOST_MS,
        `of ${ready.length}, the slowest ${at(ready, 1).toFixed(0)} ms; nothing cached`,
      ),
      row(
        "order, from its commit until it is seen on the register",
        "ms",
        at(seen, 0.99),
        SEEN_MOST_MS,
        `p99 of ${seen.length}; half within ${at(seen, 0.5).toFixed(0)} ms`,
      ),
    ];
  } finally {
    await browser?.close();
    for (const server of running) await server.stop();
    await homes.close();
  }
};

/** Values below which a share of all lies. */
const at = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
};

/** Pairs a device and signs in, as people do; answers what the browser then keeps. */
const pair = async (url: string): Promise<{ device: object; session: object }> => {
  const send = async (path: string, body: object, token?: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/admin/api/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const { username, password, staffId } = demoData(0).people[0]!;
  const { access_token: owner } = await send("sessions", { username, password });
  const register = { companyId: ids.company_id, siteId: ids.site_id, registerId: ids.register_id };
  const { company_id, register_id } = ids;
  const made = await send(`companies/${company_id}/registers/${register_id}/devices`, { name: "Bench" }, String(owner));
  const token = String(made["device_token"]);
  const begun = await send("sessions/pin", { staff_id: staffId, pin: pins.get(staffId) }, token);
  return {
    device: { ...register, id: made["id"], token, siteName: "Site", registerName: "Register" },
    session: { token: begun["access_token"], staffId, name: username, permissions: begun["permissions"] },
  };
};

const openPage = async (
  browser: Browser,
  url: string,
  { device, session }: { device: object; session: object },
): Promise<Page> => {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1180, height: 820 } });
  const keep = (where: string, name: string, value: object): string =>
    `${where}.setItem("servery-register-${name}", ${JSON.stringify(JSON.stringify(value))});`;
  await context.addInitScript(keep("localStorage", "device", device) + keep("sessionStorage", "session", session));
  return context.newPage();
};

/** From the beginning of the navigation until an order can be taken, each time in a browser that has nothing of it. */
const timesToReady = async (
  browser: Browser,
  url: string,
  kept: Awaited<ReturnType<typeof pair>>,
  count: number,
): Promise<number[]> => {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    progress(`screens: opening ${i + 1} of ${count}`);
    const page = await openPage(browser, url, kept);
    await page.goto("/pos", { waitUntil: "commit" });
    await page.getByRole("searchbox", { name: "Search the menu" }).waitFor();
    times.push(await page.evaluate<number>("performance.now()"));
    await page.context().close();
  }
  return times;
};

/** From the answer that an order is committed until the register says that there is a new one. */
const timesToSee = async (
  browser: Browser,
  url: string,
  kept: Awaited<ReturnType<typeof pair>>,
  auth: string,
  count: number,
): Promise<number[]> => {
  const page = await openPage(browser, url, kept);
  await page.goto("/pos");
  const notice = page.getByRole("alert", { name: "New orders" });
  await page.getByText("Live", { exact: true }).waitFor();
  const ask = (path: string, method: string, body: object): Promise<Response> =>
    fetch(path.startsWith("http") ? path : `${url}/v1/companies/${ids.company_id}/${path}`, {
      method,
      headers: { authorization: auth, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    progress(`screens: order ${i + 1} of ${count}`);
    const seen = page.evaluate<number>(`new Promise((resolve) => {
      const look = () => document.querySelector('[role=alert][aria-label="New orders"]') ? resolve(Date.now()) : requestAnimationFrame(look);
      look();
    })`);
    const made = await ask("orders.json", "POST", {
      site_id: ids.site_id,
      status: "SUBMITTED",
      lines: [{ product_id: ids.product_ids[0], quantity: 1 }],
    });
    const committed = Date.now();
    if (made.status !== 201) throw new Error(`the order was refused: ${made.status}`);
    times.push(Math.max(0, (await seen) - committed));
    await ask(made.headers.get("location") ?? "", "PUT", { status: "REJECTED" });
    await notice.waitFor({ state: "detached" });
  }
  return times;
};
