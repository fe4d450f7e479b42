import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { Failure } from "./failure.mjs";
import { withLock } from "./lock.mjs";
import { ROOT, scratchFolder } from "./paths.mjs";
import { startStep } from "./progress.mjs";
import { copyAssets, sourceHash } from "./sources.mjs";

export const DIST = join(ROOT, "dist");
const STAMP_NAME = ".servery-build.json";
export const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");
const VITE = join(ROOT, "node_modules", "vite", "bin", "vite.js");

/** Makes sure that `dist` is the build of the present sources; does nothing when it is. */
export async function ensureBuilt() {
  if (builtHash() === sourceHash()) return;
  await withLock(async () => {
    const wanted = sourceHash();
    if (builtHash() !== wanted) await build(wanted);
  });
}

/**
 * Builds aside and renames into place: an interrupted build leaves a scratch folder, never half a `dist`.
 * @param {string} hash
 */
async function build(hash) {
  const step = startStep("Building");
  const scratch = scratchFolder();
  // We hold the lock, so whatever lies here is from a build that did not end.
  for (const name of readdirSync(scratch)) {
    if (/^(new|old)-/.test(name)) rmSync(join(scratch, name), { recursive: true, force: true });
  }
  const fresh = join(scratch, `new-${process.pid}`);
  const former = join(scratch, `old-${process.pid}`);
  mkdirSync(fresh);
  // Types are checked by `npm test`. A plain start has no type packages to check against, and does not need them.
  const args = [
    "-p",
    join(ROOT, "tsconfig.build.json"),
    "--outDir",
    fresh,
    "--noCheck",
    "--types",
    "",
    "--pretty",
    "false",
  ];
  const web = ["build", "--config", join(ROOT, "web", "vite.config.ts"), "--outDir", join(fresh, "web")];
  const results = await Promise.all([
    runChild(process.execPath, [TSC, ...args]),
    runChild(process.execPath, [VITE, ...web, "--logLevel", "error"]),
  ]);
  const failed = results.filter(({ code }) => code !== 0);
  if (failed.length > 0) {
    rmSync(fresh, { recursive: true, force: true });
    step.fail("Building failed");
    const said = failed.map(({ output }) => output.trimEnd()).join("\n");
    throw new Failure("the sources could not be built; the lines of the tools are above.", said);
  }
  copyAssets(fresh);
  writeFileSync(join(fresh, STAMP_NAME), `${JSON.stringify({ hash })}\n`);
  if (existsSync(DIST)) renameSync(DIST, former);
  renameSync(fresh, DIST);
  rmSync(former, { recursive: true, force: true });
  step.done("Built");
}

/** @returns {string | undefined} */
function builtHash() {
  try {
    return JSON.parse(readFileSync(join(DIST, STAMP_NAME), "utf8")).hash;
  } catch {
    return undefined;
  }
}
