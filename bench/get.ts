import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPANY_PATH, loadCompany, openHomes, orderBody } from "./company.ts";
import { load, requestBytes } from "./load.ts";
import { type Running, start } from "./processes.ts";
import type { Row } from "./table.ts";
import { processorText, versus } from "./versus.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const CLIENTS = 32;
const ORDERS = 500;

/**
 * Reading an order, and asking whether it has changed, against Node's bare server sending the same bytes with the same
 * headers. The orders are warm: this is the cost of serving what is known.
 */
export const benchGet = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  const homes = await openHomes(engine, join(folder, "get"));
  const running: Running[] = [];
  try {
    const home = await homes.make("real");
    const auth = await loadCompany(home);
    const log = join(folder, "logs", `get-${engine}.log`);
    const real = await start("servery", { ...home.env, SERVERY_BENCH_DIST: dist }, log, settings.profile);
    running.push(real);
    const headers = { authorization: auth };
    const create = requestBytes("POST", `${COMPANY_PATH}/orders.json`, headers, orderBody);
    await load({ port: real.port, clients: 8, request: () => create, expect: 201, until: { requests: ORDERS } });
    const paths = await pathsOf(real, headers);
    const answers = await Promise.all(paths.map((path) => answerOf(real, path, headers)));
    const file = join(folder, `answers-${engine}.json`);
    writeFileSync(file, JSON.stringify(answers));
    const limit = await start("limit-bytes", { SERVERY_BENCH_ANSWERS: file }, `${log}.limit`, settings.profile);
    running.push(limit);

    const asks = {
      200: paths.map((path) => requestBytes("GET", path, headers)),
      304: paths.map((path, i) =>
        requestBytes("GET", path, { ...headers, "if-none-match": answers[i]!.headers["etag"]! }),
      ),
    };
    const rows: Row[] = [];
    for (const status of [200, 304] as const) {
      const requests = asks[status];
      const request = (n: number): Buffer => requests[n % requests.length]!;
      const found = await versus(
        settings,
        { clients: CLIENTS, expect: status },
        { server: limit, request },
        { server: real, request },
        (round) => progress(`GET ${status}, ${engine}: ${round} of ${settings.rounds}`),
      );
      const { measured, p99, generator } = found;
      const detail = `p99 ${p99.toFixed(1)} ms; ${processorText(found)}; generator ${generator.toFixed(2)} of a core`;
      const common = { engine, load: String(CLIENTS), durability: "", unit: "/s", measured, detail } as const;
      const against = (benchmark: string, limit: number, least: number | undefined): void => {
        const ratio = measured / limit;
        const held =
          least === undefined ? { target: "–", good: undefined } : { target: `≥ ${least}`, good: ratio >= least };
        rows.push({ ...common, benchmark, limit, ratio, ...held });
      };
      if (status === 200) {
        against(`GET order (${answers[0]!.body.length} bytes)`, found.limit, 0.7);
      } else {
        against("GET order, unchanged (304), against the bare server's 200", rows[0]!.limit ?? found.limit, 0.9);
        against("GET order, unchanged (304), against the bare server's 304", found.limit, undefined);
      }
    }
    return rows;
  } finally {
    for (const server of running) await server.stop();
    await homes.close();
  }
};

/** Addresses of orders, by the lists' own pages. */
const pathsOf = async ({ port }: Running, headers: Record<string, string>): Promise<string[]> => {
  const paths: string[] = [];
  let next: string | null = `http://127.0.0.1:${port}${COMPANY_PATH}/orders.json`;
  while (next !== null && paths.length < ORDERS) {
    const answer: Response = await fetch(next, { headers });
    for (const { id } of (await answer.json()) as { id: number }[]) paths.push(`${COMPANY_PATH}/orders/${id}.json`);
    next = answer.headers.get("x-next-page");
  }
  return paths;
};

/** What a server answers, without the headers that Node adds to each connection by itself. */
export const answerOf = async (
  { port }: Running,
  path: string,
  headers: Record<string, string>,
): Promise<{ headers: Record<string, string>; body: string }> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  const body = await answer.text();
  const perConnection = new Set(["connection", "keep-alive", "date"]);
  return { headers: Object.fromEntries([...answer.headers].filter(([name]) => !perConnection.has(name))), body };
};
