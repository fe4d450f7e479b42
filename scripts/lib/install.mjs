import { rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { STAMP, installedCount, npmSays, packageCount, readStamp, stampSays, writeStamp } from "./installed.mjs";
import { withLock } from "./lock.mjs";
import { runNpm } from "./npm.mjs";
import { ROOT } from "./paths.mjs";
import { startStep } from "./progress.mjs";

/** @typedef {import("./installed.mjs").Scope} Scope */

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET/;

/**
 * Makes sure that the packages of package-lock.json are in node_modules; does nothing when they are.
 * @param {Scope} scope "run" for the product alone, "all" with everything that its tests need
 */
export async function ensureInstalled(scope) {
  if (stampSays(scope)) return;
  await withLock(async () => {
    if (stampSays(scope)) return; // the process that we waited for did it
    if (npmSays("all")) return writeStamp("all");
    if (scope === "run" && npmSays("run")) return writeStamp("run");
    // Somebody who tests here keeps the test tools, also when only `npm start` meets a new lock file.
    await install(readStamp()?.scope === "all" ? "all" : scope);
  });
}

/** @param {Scope} scope */
async function install(scope) {
  const total = packageCount(scope);
  const step = startStep("Installing packages");
  let fetched = 0;
  /** @type {string[]} */
  const said = [];
  rmSync(STAMP, { force: true });
  rmSync(join(ROOT, "node_modules", ".package-lock.json"), { force: true });
  const { code } = await runNpm(
    [
      "ci",
      // Said aloud because NODE_ENV or a personal .npmrc may say otherwise. The compiler is an optional package.
      scope === "run" ? "--omit=dev" : "--include=dev",
      "--include=optional",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--no-progress",
      "--loglevel=http",
    ],
    (line) => {
      if (/^npm http .* attempt \d+ failed/.test(line)) step.update("the registry does not answer, trying again");
      else if (!line.startsWith("npm http")) said.push(line);
      else if (/\.tgz\b/.test(line)) {
        fetched = Math.min(fetched + 1, total);
        step.update(`${fetched} of about ${total}`, fetched / total);
      }
    },
  );
  if (code !== 0) {
    step.fail("Installing packages failed");
    throw new Failure(explain(said.join("\n"), code), said.slice(-20).join("\n").trimEnd());
  }
  writeStamp(scope);
  step.done(`Installed ${installedCount()} packages`);
}

/** @param {string} said @param {number} code */
function explain(said, code) {
  if (UNREACHABLE.test(said)) {
    return "the package registry could not be reached; the first run needs a network connection (or a registry or proxy set in .npmrc), later runs do not. Run the same command again when it is there.";
  }
  if (/ENOSPC/.test(said)) return "the disk is full; free some space and run the same command again.";
  if (/EACCES|EPERM|EROFS/.test(said))
    return `npm may not write into ${join(ROOT, "node_modules")}; its lines are above.`;
  if (code === 127) return "npm could not be started; it comes with Node.js (see https://nodejs.org).";
  return `npm could not install the packages (exit code ${code}); its last lines are above.`;
}
