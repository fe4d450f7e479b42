import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { benchCreate } from "./create.ts";
import { benchDeliver } from "./delivery.ts";
import { benchGet } from "./get.ts";
import { benchLists } from "./list.ts";
import { benchMemory } from "./memory.ts";
import { benchMenu } from "./menu.ts";
import { benchOrderToGo } from "./order-to-go.ts";
import { benchPure } from "./pure.ts";
import { benchSales } from "./sales.ts";
import { benchScreens } from "./screens.ts";
import { benchSoak } from "./soak.ts";
import { benchTokens } from "./tokens.ts";
import { type Row, tableOf, verdictOf } from "./table.ts";
import {
  type BenchmarkName,
  type Settings,
  UsageError,
  builtCopy,
  onlyNamed,
  progress,
  readSettings,
  removeFolder,
  runFolder,
} from "./workspace.ts";

/** Runs the benchmarks, each against its limit, and prints one table. */
const main = async (): Promise<void> => {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings.clean) return removeFolder(settings.folder);
  const { dist, remove } = await builtCopy();
  const folder = runFolder(settings);
  const rows: Row[] = [];
  try {
    await measure(settings, dist, folder, rows);
  } finally {
    remove();
    removeFolder(folder);
    if (process.stderr.isTTY) progress("");
    if (rows.length > 0) report(settings, rows);
  }
};

const measure = async (settings: Settings, dist: string, folder: string, rows: Row[]): Promise<void> => {
  const wants = (name: BenchmarkName): boolean =>
    settings.only.length === 0 ? !onlyNamed.includes(name) : settings.only.includes(name);
  for (const engine of settings.engines) {
    if (wants("create")) rows.push(await benchCreate(settings, engine, dist, folder));
    if (wants("get")) rows.push(...(await benchGet(settings, engine, dist, folder)));
    if (wants("list")) rows.push(...(await benchLists(settings, engine, dist, folder)));
    if (wants("menu")) rows.push(...(await benchMenu(settings, engine, dist, folder)));
    if (wants("order-to-go")) rows.push(await benchOrderToGo(settings, engine, dist, folder));
    if (wants("sales")) rows.push(...(await benchSales(settings, engine, dist, folder)));
    if (wants("screens")) rows.push(...(await benchScreens(settings, engine, dist, folder)));
    if (wants("tokens")) rows.push(...(await benchTokens(settings, engine, dist, folder)));
    if (wants("deliver")) rows.push(...(await benchDeliver(settings, engine, dist, folder)));
    if (wants("soak")) rows.push(...(await benchSoak(settings, engine, dist, folder)));
    if (wants("memory") && engine === "sqlite") rows.push(...(await benchMemory(settings, dist, folder)));
  }
  if (wants("pure")) rows.push(...(await benchPure(settings, dist)));
};

const report = (settings: Settings, rows: readonly Row[]): void => {
  const { results } = settings;
  mkdirSync(results, { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: settings.cores };
  const { seconds, rounds, small, large } = settings;
  const told = {
    date: new Date().toISOString(),
    ...machine,
    settings: { seconds, rounds, small, large },
    rows: rows.map((row) => ({ ...row, verdict: verdictOf(row) })),
  };
  writeFileSync(join(results, "latest.json"), `${JSON.stringify(told, null, 2)}\n`);
  process.stdout.write(`\n${tableOf(rows, settings.cores)}\n\n`);
  process.stdout.write(
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; ${join(results, "latest.json")}\n`,
  );
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof UsageError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
