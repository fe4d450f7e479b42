import { join } from "node:path";
import { openHomes } from "./company.ts";
import { type HistoryHome, keptHistory, newHistory } from "./history.ts";
import { type Loaded, load, median, requestBytes } from "./load.ts";
import { PAGE, companyPath, listPaths } from "./paths.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const TARGET = 1.3;
/** Requests before one server's turn goes to the other. */
const TURN = 5;

/** The most orders in a database that is made anew for each run, as PostgreSQL's is. */
const THROWN_AWAY_MAX = 100_000;

/**
 * One page of each list, of a small and of a large history: what a page costs must not grow with what lies behind it.
 * One client asks, first the one server, then the other.
 */
export const benchLists = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  const running: Running[] = [];
  const homes = engine === "sqlite" ? undefined : await openHomes(engine, join(folder, "list"));
  const historyAt = async (count: number): Promise<HistoryHome> =>
    homes ? newHistory(await homes.make(`orders${count}`), count, engine) : keptHistory(settings.folder, count);
  try {
    const large = homes ? Math.min(settings.large, THROWN_AWAY_MAX) : settings.large;
    const sides = [await historyAt(settings.small), await historyAt(large)] as const;
    const open = async (home: HistoryHome): Promise<Asked> => {
      const log = join(folder, "logs", `list-${engine}-${home.count}.log`);
      const server = await start("servery", { ...home.env, SERVERY_BENCH_DIST: dist }, log, settings.profile);
      running.push(server);
      return { server, auth: home.auth };
    };
    const asked = [await open(sides[0]), await open(sides[1])] as const;
    const rows: Row[] = [];
    for (const [name, path] of listPaths) {
      progress(`lists, ${engine}: ${name}`);
      rows.push({
        benchmark: `list ${name}`,
        engine,
        load: "1",
        durability: "",
        unit: "ms",
        ...(await compare(settings, path, asked)),
        target: `≤ ${TARGET} × ${sides[0].count.toLocaleString("en")}`,
      });
    }
    return rows;
  } finally {
    for (const server of running) await server.stop();
    await homes?.close();
  }
};

type Asked = Readonly<{ server: Running; auth: string }>;

const compare = async (
  settings: Settings,
  path: string,
  [small, large]: readonly [Asked, Asked],
): Promise<Pick<Row, "measured" | "limit" | "ratio" | "good" | "detail">> => {
  const times = { small: [] as Loaded[], large: [] as Loaded[] };
  const ask = async ({ server, auth }: Asked, requests: number): Promise<Loaded> => {
    const request = requestBytes("GET", companyPath(path), { authorization: auth });
    return load({ port: server.port, clients: 1, request: () => request, expect: 200, until: { requests } });
  };
  await mustBeFull(path, small);
  const first = await mustBeFull(path, large);
  await Promise.all([ask(small, TURN), ask(large, TURN)]);
  for (let i = 0; i < settings.lists; i += TURN) {
    times.small.push(await ask(small, TURN));
    times.large.push(await ask(large, TURN));
  }
  const typical = (loaded: readonly Loaded[]): number => median(loaded.map(({ p50 }) => p50));
  const measured = typical(times.large);
  const limit = typical(times.small);
  const worst = Math.max(...times.large.map(({ max }) => max));
  const ratio = measured / limit;
  const { bodyBytes } = times.large[0]!;
  const detail = `first ${first.toFixed(0)} ms, worst after it ${worst.toFixed(1)} ms, ${bodyBytes} bytes`;
  return { measured, limit, ratio, good: ratio <= TARGET, detail };
};

/** A page that is not full compares nothing. Answers what the first request took, the count of all pages included. */
const mustBeFull = async (path: string, { server, auth }: Asked): Promise<number> => {
  const from = performance.now();
  const answer = await fetch(`http://127.0.0.1:${server.port}${companyPath(path)}`, {
    headers: { authorization: auth },
  });
  const body = await answer.text();
  const took = performance.now() - from;
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${body}`);
  const rows = JSON.parse(body) as unknown[];
  if (rows.length !== PAGE || !answer.headers.has("x-next-page")) {
    throw new Error(`${path} has ${rows.length} rows, not a full page with another one behind it`);
  }
  return took;
};
