import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { median } from "../../bench/load.ts";
import { type Row, tableOf } from "../../bench/table.ts";
import { readSettings } from "../../bench/workspace.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "servery-bench-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bench = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", join(root, "bench", "run.ts"), ...args], {
    cwd: root,
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      NODE_ENV: "",
      VITEST: "",
      SERVERY_BENCH_ENGINES: "sqlite",
      SERVERY_BENCH_FOLDER: folder,
      SERVERY_BENCH_RESULTS: join(folder, "results"),
      NO_COLOR: "1",
    },
  });

describe("npm run bench", () => {
  test("measures everything once, prints one table and leaves a record", { timeout: 180_000 }, async () => {
    const { stdout } = await bench("--smoke");
    const lines = stdout.split("\n");
    expect(lines.filter((line) => /^benchmark +engine +clients, batch +durability +cores/.test(line))).toHaveLength(1);
    for (const name of ["create order", "GET order (", "GET order, unchanged", "list orders", "list sites + staff"]) {
      expect(lines.filter((line) => line.startsWith(name))).not.toEqual([]);
    }
    for (const name of ["memory,", "start until /readyz", "pricing 3 lines", "invoice as PDF"]) {
      expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1);
    }
    const record = JSON.parse(readFileSync(join(folder, "results", "latest.json"), "utf8")) as {
      node: string;
      cores: number;
      rows: (Row & { verdict: string })[];
    };
    expect(record.node).toBe(process.version);
    expect(record.cores).toBeGreaterThan(0);
    expect(record.rows.every(({ measured }) => measured > 0)).toBe(true);
    // What is kept for the next run is there, what belonged to this one is gone.
    expect(readdirSync(folder).filter((name) => name.startsWith("run-"))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith("orders-"))).toHaveLength(2);
    await bench("--clean");
    expect(existsSync(folder)).toBe(false);
  });

  test("explains itself when it is asked for what it does not know", async () => {
    const refused = expect.objectContaining({
      stderr: expect.stringContaining("npm run bench -- [options]") as string,
    });
    await expect(bench("--only=everything")).rejects.toEqual(refused);
    expect(() => readSettings(["--fast"], {})).toThrow("--quick");
    expect(() => readSettings(["--seconds=none"], {})).toThrow("--seconds");
    expect(readSettings(["--quick"], {})).toMatchObject({ large: 100_000, engines: ["sqlite", "postgres"] });
  });
});

describe("the table", () => {
  const row: Row = {
    benchmark: "create",
    engine: "sqlite",
    load: "64, 40",
    durability: "full",
    unit: "/s",
    measured: 3_456.7,
    limit: 6_000,
    ratio: 0.576,
    target: "≥ 0.5",
    good: true,
    detail: "",
  };

  test("says what was met, what was missed and what is for reference", () => {
    const lines = tableOf([row, { ...row, good: false }, { ...row, good: undefined, limit: NaN, ratio: NaN }], 2).split(
      "\n",
    );
    expect(lines).toHaveLength(5);
    expect(lines[2]).toMatch(/^create +sqlite +64, 40 +full +2 +3,457 \/s +6,000 +0\.58 +≥ 0\.5 +met$/);
    expect(lines[3]).toContain("MISSED");
    expect(lines[4]).toMatch(/– +– +≥ 0\.5 +–$/);
  });

  test("takes medians of odd and even numbers of rounds", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
  });
});
