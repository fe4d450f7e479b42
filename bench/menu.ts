import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { loadDemo } from "../src/demo/load.ts";
import { demoData } from "../src/demo/demo.ts";
import type { Product } from "../src/domain/catalogue/records.ts";
import type { CompanyId, ProductId } from "../src/domain/ids.ts";
import { done } from "../src/kit/brand.ts";
import { openStore } from "../src/main.ts";
import { type Home, ids, openHomes } from "./company.ts";
import { answerOf } from "./get.ts";
import { requestBytes } from "./load.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { processorText, versus } from "./versus.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const CLIENTS = 32;
const ITEMS = 500;
const SCREENS = 20;
const LEAST = 0.5;

/**
 * Loading a menu of 500 items, and asking whether it has changed, against Node's bare server sending the same bytes
 * with the same headers.
 */
export const benchMenu = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  const homes = await openHomes(engine, join(folder, "menu"));
  const running: Running[] = [];
  try {
    const home = await homes.make("real");
    const { menu, auth } = await loadMenu(home);
    const log = join(folder, "logs", `menu-${engine}.log`);
    const real = await start("servery", { ...home.env, SERVERY_BENCH_DIST: dist }, log, settings.profile);
    running.push(real);
    const path = `/o/op/2/menu/load/${menu}?businessLocationId=${ids.site_id}`;
    const headers = { authorization: auth };
    const answer = await answerOf(real, path, headers);
    const file = join(folder, `menu-${engine}.json`);
    writeFileSync(file, JSON.stringify([answer]));
    const limit = await start("limit-bytes", { SERVERY_BENCH_ANSWERS: file }, `${log}.limit`, settings.profile);
    running.push(limit);

    const asks = {
      200: requestBytes("GET", path, headers),
      304: requestBytes("GET", path, { ...headers, "if-none-match": answer.headers["etag"]! }),
    };
    const rows: Row[] = [];
    for (const status of [200, 304] as const) {
      const request = (): Buffer => asks[status];
      const found = await versus(
        settings,
        { clients: CLIENTS, expect: status },
        { server: limit, request },
        { server: real, request },
        (round) => progress(`menu load ${status}, ${engine}: ${round} of ${settings.rounds}`),
      );
      const { measured, ratio, p99, generator } = found;
      rows.push({
        benchmark:
          status === 200 ? `menu load, ${ITEMS} items (${answer.body.length} bytes)` : "menu load, unchanged (304)",
        engine,
        load: String(CLIENTS),
        durability: "",
        unit: "/s",
        measured,
        limit: found.limit,
        ratio,
        ...(status === 200 ? { target: `≥ ${LEAST}`, good: ratio >= LEAST } : { target: "–", good: undefined }),
        detail: `p99 ${p99.toFixed(1)} ms; ${processorText(found)}; generator ${generator.toFixed(2)} of a core`,
      });
    }
    return rows;
  } finally {
    for (const server of running) await server.stop();
    await homes.close();
  }
};

/** Puts the demo company and a menu of 500 products into an empty home. Answers the menu, and how to ask for it. */
const loadMenu = async ({ env }: Home): Promise<{ menu: number; auth: string }> => {
  const storage = await openStore(readConfig(env), Date.now);
  try {
    const { kseries } = await loadDemo(storage, () => undefined, { history: false, kitchen: false });
    if (!kseries) throw new Error("the demo company has no K-Series client");
    const like = demoData(0).records.find(({ kind, id }) => kind === "product" && id === ids.product_ids[0]);
    const made = await storage.change(ids.company_id as CompanyId, async (tx) => {
      const products: ProductId[] = [];
      for (let i = 0; i < ITEMS; i++) {
        const id = tx.newId("catalogue") as ProductId;
        const facts = { id, name: `Dish number ${i + 1}`, sku: `DISH-${i + 1}`, barcode: null, number: null };
        await tx.records.add("product", { ...(like!.record as Product), ...facts });
        products.push(id);
      }
      const per = ITEMS / SCREENS;
      const groups = Array.from({ length: SCREENS }, (_, n) => ({
        id: tx.newId("catalogue"),
        name: `Screen ${n + 1}`,
        color: "blue",
        entries: products
          .slice(n * per, (n + 1) * per)
          .map((productId) => ({ kind: "product", productId, color: null }) as const),
      }));
      const menu = { id: tx.newId("catalogue"), name: "Everything", siteIds: null, groups };
      return done((await tx.records.add("menu", menu)).id);
    });
    if (!made.ok) throw new Error("the menu was refused");
    const pair = `${kseries.client_id}:${kseries.client_secret}`;
    return { menu: made.value, auth: `Basic ${Buffer.from(pair).toString("base64")}` };
  } finally {
    await storage.close();
  }
};
