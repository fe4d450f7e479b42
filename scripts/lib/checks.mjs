import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TSC, ensureBuilt } from "./build.mjs";
import { runChild } from "./child.mjs";
import { Failure } from "./failure.mjs";
import { ROOT } from "./paths.mjs";

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string} note what the result line adds to the name
 * @property {string} output what the program printed, for a failure
 */
/** @typedef {(say: (detail: string) => void, args: string[]) => Promise<Outcome>} Check */

/** Every check of the project, in the order in which `npm test` runs them. @type {Map<string, Check>} */
export const CHECKS = new Map([
  ["types", tool(TSC, "--noEmit", "--pretty", "false")],
  ["screen-types", tool(TSC, "--noEmit", "--pretty", "false", "--project", join(ROOT, "web", "tsconfig.json"))],
  ["lint", tool(packaged("oxlint", "bin", "oxlint"))],
  ["format", tool(packaged("prettier", "bin", "prettier.cjs"), "--check", ".")],
  ["dead-code", tool(packaged("knip", "bin", "knip.js"), "--no-progress", "--no-config-hints")],
  ["build", build],
  ["tests", tests],
]);

/** @param {string[]} parts */
function packaged(...parts) {
  return join(ROOT, "node_modules", ...parts);
}

/**
 * A program that passes or fails as a whole.
 * @param {string} script
 * @param {string[]} args
 * @returns {Check}
 */
function tool(script, ...args) {
  return async () => {
    const { code, output } = await runChild(process.execPath, [script, ...args], { env: environment() });
    return outcome(code === 0, output);
  };
}

/** @type {Check} */
async function build() {
  try {
    await ensureBuilt();
    return outcome(true, "");
  } catch (error) {
    if (error instanceof Failure) return outcome(false, `${error.details}\n${error.message}`);
    throw error;
  }
}

/** @type {Check} */
async function tests(say, args) {
  const reporter = fileURLToPath(new URL("vitest-reporter.mjs", import.meta.url));
  let tally = { passed: 0, failed: 0, skipped: 0, names: /** @type {string[]} */ ([]) };
  const { code, output } = await runChild(
    process.execPath,
    [packaged("vitest", "vitest.mjs"), "run", "--reporter=dot", `--reporter=${reporter}`, ...args],
    {
      env: environment(),
      onMessage: (message) => {
        const known = tally.names.length;
        tally = /** @type {typeof tally} */ (message);
        // Nobody should have to wait for the end to begin looking.
        for (const name of tally.names.slice(known)) process.stdout.write(`✗ ${name}\n`);
        say(describe(tally));
      },
    },
  );
  // It may also fail without a failed test: no test found, or the server for the tests did not start.
  const failed = tally.failed || (code === 0 ? 0 : 1);
  return { passed: tally.passed, failed, note: `: ${describe({ ...tally, failed })}`, output };
}

/** @param {boolean} ok @param {string} output @returns {Outcome} */
function outcome(ok, output) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, note: "", output };
}

/** @param {{ passed: number, failed: number, skipped: number }} tally */
function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Programs see a pipe instead of our terminal, so we tell them about colours. */
function environment() {
  if (process.env["FORCE_COLOR"] || process.env["NO_COLOR"]) return process.env;
  return { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) };
}
