import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type EngineName = "sqlite" | "postgres";

/** What a run measures with. Everything it leaves behind lies in one folder. */
export type Settings = Readonly<{
  /** Benchmarks to run; all when empty. */
  only: readonly string[];
  engines: readonly EngineName[];
  cores: number;
  /** Seconds of one measurement, and how often limit and real thing take turns. */
  seconds: number;
  rounds: number;
  /** Orders in the small and the large database. */
  small: number;
  large: number;
  /** Requests to each list. */
  lists: number;
  /** Random reads in the memory benchmark. */
  reads: number;
  /** Starts of the server with the large database. */
  starts: number;
  /** Webhooks, and seconds of each part, in the benchmark of deliveries. */
  webhooks: number;
  deliverSeconds: number;
  /** Minutes of the soak. */
  minutes: number;
  /** Where a CPU profile of each server goes. */
  profile: string | undefined;
  folder: string;
  /** Where the record of the run goes. */
  results: string;
}>;

export const benchmarks = [
  "create",
  "get",
  "list",
  "menu",
  "memory",
  "order-to-go",
  "tokens",
  "deliver",
  "pure",
  "sales",
  "screens",
  "soak",
] as const;
/** Takes long, and is run only when it is named. */
export const onlyNamed: readonly BenchmarkName[] = ["soak"];
export type BenchmarkName = (typeof benchmarks)[number];

const USAGE = `npm run bench -- [options]
  --quick           small counts, and 100,000 orders in the large database instead of 1,000,000
  --smoke           the least that can be run at all: shows that everything works, measures nothing
  --only=a,b        of ${benchmarks.join(", ")} (${onlyNamed.join(", ")} only when it is named)
  --orders=N        orders in the large database
  --seconds=N       length of one measurement
  --rounds=N        how often limit and real thing take turns
  --minutes=N       length of the soak
  --profile=FOLDER  write a CPU profile of each server there
  --clean           delete the databases that are kept between runs, and end
Environment: SERVERY_BENCH_ENGINES (sqlite,postgres), SERVERY_BENCH_FOLDER (a folder on the disk to measure),
  SERVERY_BENCH_RESULTS (where latest.json goes; bench/results)`;

export class UsageError extends Error {}

/** Reads the command line. Throws a UsageError for what it does not know. */
export const readSettings = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Settings & { clean: boolean } => {
  const given = new Map(
    args.map((arg) => [arg.split("=")[0]!, arg.includes("=") ? arg.slice(arg.indexOf("=") + 1) : ""]),
  );
  const known = ["quick", "smoke", "only", "orders", "seconds", "rounds", "minutes", "profile", "clean"];
  for (const name of given.keys()) if (!known.includes(name.replace(/^--/, ""))) throw new UsageError(USAGE);
  const quick = given.has("--quick");
  const smoke = given.has("--smoke");
  const count = (name: string, preset: number): number => {
    const value = Number(given.get(name) ?? preset);
    if (!(value > 0)) throw new UsageError(USAGE);
    return value;
  };
  const only = (given.get("--only") ?? "").split(",").filter((name) => name !== "");
  if (only.some((name) => !(benchmarks as readonly string[]).includes(name))) throw new UsageError(USAGE);
  const engines = (env["SERVERY_BENCH_ENGINES"] ?? "sqlite,postgres").split(",") as EngineName[];
  return {
    only,
    engines,
    cores: availableParallelism(),
    seconds: count("--seconds", smoke ? 0.2 : quick ? 1 : 2),
    rounds: count("--rounds", smoke ? 1 : quick ? 5 : 9),
    small: smoke ? 8_000 : 10_000,
    large: count("--orders", smoke ? 9_000 : quick ? 100_000 : 1_000_000),
    lists: smoke ? 2 : quick ? 60 : 200,
    reads: smoke ? 100 : quick ? 5_000 : 20_000,
    starts: smoke ? 1 : 3,
    webhooks: smoke ? 100 : 1_000,
    deliverSeconds: smoke ? 1 : quick ? 8 : 30,
    minutes: count("--minutes", smoke ? 0.1 : quick ? 2 : 10),
    profile: given.get("--profile"),
    folder: env["SERVERY_BENCH_FOLDER"] ?? join(tmpdir(), "servery-bench"),
    results: env["SERVERY_BENCH_RESULTS"] ?? fileURLToPath(new URL("results", import.meta.url)),
    clean: given.has("--clean"),
  };
};

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds the product and copies the build, so that nobody changes it while it is measured. */
export const builtCopy = async (): Promise<{ dist: string; remove: () => void }> => {
  const script = new URL("../scripts/lib/build.mjs", import.meta.url).href;
  const { ensureBuilt, DIST } = (await import(script)) as { ensureBuilt: () => Promise<void>; DIST: string };
  await ensureBuilt();
  const copy = join(root, ".servery", `bench-${process.pid}`);
  const dist = join(copy, "dist");
  cpSync(DIST, dist, { recursive: true });
  copyFileSync(join(root, "package.json"), join(copy, "package.json")); // it reads its version there
  return { dist, remove: () => removeFolder(copy) };
};

/** A folder of this run only. */
export const runFolder = (settings: Settings): string => {
  const folder = join(settings.folder, `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
};

export const removeFolder = (folder: string): void => {
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
};

/** One line that is written over, on a terminal; else one line now and then. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
  else process.stderr.write(`${text}\n`);
};
