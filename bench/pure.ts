import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Row } from "./table.ts";
import { type Settings, progress } from "./workspace.ts";

const script = fileURLToPath(new URL("servers/pure.mjs", import.meta.url));

/** The rules and the paper alone, without a server or a store: for reference. */
export const benchPure = async ({ seconds }: Settings, dist: string): Promise<Row[]> => {
  progress("pricing and paper");
  const env = { ...process.env, NODE_OPTIONS: "", SERVERY_BENCH_DIST: dist };
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(seconds)], { env });
  const { pricing, deciding, pdfs } = JSON.parse(stdout) as { pricing: number; deciding: number; pdfs: number };
  const common = { engine: "", load: "", durability: "", limit: NaN, ratio: NaN, target: "", good: undefined };
  return [
    {
      ...common,
      benchmark: "pricing 3 lines, 1 payment",
      unit: "/s",
      measured: pricing,
      detail: "recount of an order",
    },
    {
      ...common,
      benchmark: "deciding on a new order",
      unit: "/s",
      measured: deciding,
      detail: "all rules, no input or output",
    },
    { ...common, benchmark: "invoice as PDF", unit: "ms", measured: 1_000 / pdfs, detail: "3 lines, 1 page" },
  ];
};
