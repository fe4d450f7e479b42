import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { demoToken } from "../src/demo/addons.ts";
import { openStore } from "../src/main.ts";
import { COMPANY_PATH, type Home, durability, ids, loadCompany, openHomes, orderBody } from "./company.ts";
import { requestBytes } from "./load.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { processorText, versus } from "./versus.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const CLIENTS = 64;
const LEAST = 0.5;
const HOUR_MS = 3_600_000;
const ENDPOINT = "BENCH";

/**
 * Taking in orders of an app durably, against creating the like of them over the other API: the same server, another
 * company of its own. Working them off is left to other processes here, as it may be, so that the two do the same.
 */
export const benchOrderToGo = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row> => {
  const homes = await openHomes(engine, join(folder, "order-to-go"));
  const running: Running[] = [];
  try {
    const [taking, creating] = [await homes.make("taking"), await homes.make("creating")];
    const env = { SERVERY_BENCH_DIST: dist, SERVERY_WORKERS: "0", SERVERY_OUTGOING: "loopback" };
    const log = join(folder, "logs", `order-to-go-${engine}.log`);
    const basic = await loadCompany(creating);
    await loadCompany(taking);
    const bearer = await tokenOf(taking);
    const real = await start("servery", { ...taking.env, ...env }, log, settings.profile);
    running.push(real);
    const other = await start("servery", { ...creating.env, ...env }, `${log}.create`, settings.profile);
    running.push(other);
    await makeEndpoint(real, bearer);

    let n = 0;
    const found = await versus(
      settings,
      { clients: CLIENTS, expect: 200 },
      {
        server: other,
        expect: 201,
        request: () =>
          requestBytes(
            "POST",
            `${COMPANY_PATH}/orders.json`,
            { authorization: basic, "idempotency-key": `bench-${process.pid}-${++n}` },
            orderBody,
          ),
      },
      {
        server: real,
        request: () =>
          requestBytes(
            "POST",
            "/o/op/1/order/toGo",
            { authorization: bearer },
            toGoBody(`bench-${process.pid}-${++n}`),
          ),
      },
      (round) => progress(`order to go, ${engine}: ${round} of ${settings.rounds}`),
    );
    const { measured, limit, ratio, p99 } = found;
    return {
      benchmark: "take in an order to go (3 items, 1 payment)",
      engine,
      load: String(CLIENTS),
      durability: durability[engine],
      unit: "/s",
      measured,
      limit,
      ratio,
      target: `≥ ${LEAST} of creating an order`,
      good: ratio >= LEAST,
      detail: `p99 ${p99.toFixed(1)} ms; ${processorText(found)}`,
    };
  } finally {
    for (const server of running) await server.stop();
    await homes.close();
  }
};

const tokenOf = async ({ env }: Home): Promise<string> => {
  const storage = await openStore(readConfig(env), Date.now);
  try {
    return `Bearer ${await demoToken(storage, HOUR_MS)}`;
  } finally {
    await storage.close();
  }
};

const makeEndpoint = async ({ port }: Running, authorization: string): Promise<void> => {
  const made = await fetch(`http://127.0.0.1:${port}/o/wh/1/webhook`, {
    method: "PUT",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ endpointId: ENDPOINT, url: "http://127.0.0.1:9/nobody" }),
  });
  if (made.status !== 200) throw new Error(`the benchmark's endpoint was refused: ${await made.text()}`);
};

const toGoBody = (thirdPartyReference: string): string =>
  JSON.stringify({
    businessLocationId: ids.site_id,
    thirdPartyReference,
    endpointId: ENDPOINT,
    customerInfo: { firstName: "Jane", lastName: "Doe" },
    orderNote: "Ring the bell at the side door",
    accountProfileCode: "TOGOORDER",
    items: [
      { quantity: 2, sku: "COF-FLW" },
      { quantity: 1, sku: "COF-LBK" },
      { quantity: 1, sku: "PAS-CRO", discountCode: "FRIENDS" },
    ],
    payment: { paymentMethod: "EFTPOS", paymentAmount: 19.25 },
  });
