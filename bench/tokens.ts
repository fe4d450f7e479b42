import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openHomes } from "./company.ts";
import type { Row } from "./table.ts";
import { type EngineName, type Settings, progress } from "./workspace.ts";

const script = fileURLToPath(new URL("servers/tokens.mjs", import.meta.url));
const TARGET_US = 50;

type Took = Readonly<{ median: number; p99: number }>;

/** What it costs to know who calls: remembered callers, and those that the store is asked for. */
export const benchTokens = async (
  settings: Settings,
  engine: EngineName,
  dist: string,
  folder: string,
): Promise<Row[]> => {
  progress(`tokens, ${engine}`);
  const homes = await openHomes(engine, folder);
  try {
    const home = await homes.make("tokens");
    const env = { ...process.env, ...home.env, NODE_OPTIONS: "", SERVERY_BENCH_DIST: dist };
    const count = settings.lists * 25;
    const { stdout } = await promisify(execFile)(process.execPath, [script, String(count)], { env });
    const { limit, known, fresh } = JSON.parse(stdout) as Record<"limit" | "known" | "fresh", Took>;
    const row = (benchmark: string, { median, p99 }: Took, more: Partial<Row>): Row => ({
      benchmark,
      engine,
      load: "1",
      durability: "",
      unit: "µs",
      measured: median,
      limit: NaN,
      ratio: NaN,
      target: "",
      good: undefined,
      detail: `p99 ${p99.toFixed(1)} µs; ${count} tokens`,
      ...more,
    });
    return [
      row("checking a token that is remembered, median", known, {
        limit: limit.median,
        ratio: known.median / limit.median,
        target: `≤ ${TARGET_US} µs`,
        good: known.median <= TARGET_US,
      }),
      row("checking a token for the first time, median", fresh, {}),
    ];
  } finally {
    await homes.close();
  }
};
