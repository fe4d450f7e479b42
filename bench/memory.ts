import { join } from "node:path";
import { keptHistory, FIRST_ID } from "./history.ts";
import { load, median, requestBytes } from "./load.ts";
import { companyPath, listPaths } from "./paths.ts";
import { start } from "./processes.ts";
import type { Row } from "./table.ts";
import { type Settings, progress } from "./workspace.ts";

const CLIENTS = 16;
const RESIDENT_MAX_MIB = 300;
const READY_MAX_MS = 2_000;

/** How soon a server with the large database is ready, and how much memory it holds when it has read all over it. */
export const benchMemory = async (settings: Settings, dist: string, folder: string): Promise<Row[]> => {
  const { env, auth, count } = await keptHistory(settings.folder, settings.large);
  const log = join(folder, "logs", "memory.log");
  const open = () => start("servery", { ...env, SERVERY_BENCH_DIST: dist }, log, settings.profile);
  const starts: number[] = [];
  for (let i = 1; i < settings.starts; i++) {
    const server = await open();
    starts.push(server.readyMs);
    await server.stop();
  }
  const server = await open();
  try {
    starts.push(server.readyMs);
    const opened = server.memory().resident;
    const headers = { authorization: auth };
    for (const [name, path] of listPaths) {
      progress(`memory: ${name}`);
      const request = requestBytes("GET", companyPath(path), headers);
      await load({ port: server.port, clients: 2, request: () => request, expect: 200, until: { requests: 4 } });
    }
    progress(`memory: ${settings.reads} random orders`);
    const random = (): Buffer =>
      requestBytes("GET", companyPath(`orders/${FIRST_ID + Math.floor(Math.random() * count)}.json`), headers);
    const read = await load({
      port: server.port,
      clients: CLIENTS,
      request: random,
      expect: 200,
      until: { requests: settings.reads },
    });
    const { resident, peak } = server.memory();
    const ready = median(starts);
    const common = { engine: "sqlite", durability: "", limit: NaN, ratio: NaN };
    const orders = `${count.toLocaleString("en")} orders`;
    return [
      {
        ...common,
        benchmark: `memory, ${orders}, all lists, ${settings.reads.toLocaleString("en")} random GETs`,
        load: String(CLIENTS),
        unit: "MiB",
        measured: resident,
        target: `≤ ${RESIDENT_MAX_MIB}`,
        good: Number.isNaN(resident) ? undefined : resident <= RESIDENT_MAX_MIB,
        detail: `${opened.toFixed(0)} MiB when opened, ${peak.toFixed(0)} at the most`,
      },
      {
        ...common,
        benchmark: `start until /readyz, ${orders}`,
        load: "",
        unit: "ms",
        measured: ready,
        target: `≤ ${READY_MAX_MS.toLocaleString("en")}`,
        good: ready <= READY_MAX_MS,
        detail: `median of ${settings.starts}`,
      },
      {
        ...common,
        benchmark: `GET of random orders out of ${count.toLocaleString("en")}`,
        load: String(CLIENTS),
        unit: "/s",
        measured: read.perSecond,
        target: "",
        good: undefined,
        detail: `p99 ${read.p99.toFixed(1)} ms; hardly any is in a cache`,
      },
    ];
  } finally {
    await server.stop();
  }
};
