import { stripVTControlCharacters } from "node:util";
import { CHECKS } from "./checks.mjs";
import { cleanlyInterruptible } from "./child.mjs";
import { Failure, reportFailure } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { startStep } from "./progress.mjs";

const HELP = `Usage: npm test [-- [--steps=NAME,...] [FILTER or vitest option ...]]

Installs what is missing, then runs every step, also after one failed:
  types         the strict compiler, over sources, tests and benchmarks
  screen-types  the strict compiler, over the screens
  lint          oxlint with type information, no warnings allowed
  format        prettier
  dead-code     unused files, exports and packages
  build         what \`npm start\` builds
  tests         vitest, with a PostgreSQL and a browser that came as packages

  npm test                          everything
  npm test -- money orders/         only the tests whose path contains "money" or "orders/"
  npm test -- -t "splits a bill"    only the tests of that name; any other vitest option works too
  npm test -- --steps=types,lint    only these steps

Environment:
  SERVERY_TEST_ENGINES=sqlite       leaves PostgreSQL out ("sqlite,postgres" is the default)
  SERVERY_TEST_DATABASE_URL=...     uses this PostgreSQL (an account that may create databases) instead of starting one
  SERVERY_TEST_PG_FSYNC=1           the PostgreSQL of the run writes through to the disk
  SERVERY_TEST_BROWSER=...          the program of the browser to test with

The last line is \`N passed, N failed\`: every test, and every other step, counts as one.
`;

/**
 * The whole of `npm test`.
 * @param {string[]} argv
 */
export async function checkAll(argv) {
  if (argv.includes("--help") || argv.includes("-h")) return void process.stdout.write(HELP);
  try {
    const { steps, rest } = readArguments(argv);
    await cleanlyInterruptible(
      () => {},
      () => runSteps(steps, rest),
    );
  } catch (error) {
    reportFailure(error);
  }
}

/** @param {string[]} argv */
function readArguments(argv) {
  const known = [...CHECKS.keys()];
  const rest = argv.filter((arg) => !arg.startsWith("--steps="));
  const named = argv
    .filter((arg) => arg.startsWith("--steps="))
    .flatMap((arg) => arg.slice("--steps=".length).split(","));
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Failure(`there is no step "${unknown}"; the steps are ${known.join(", ")}.`);
  // Whoever filters tests waits for those alone.
  const steps = named.length > 0 ? known.filter((name) => named.includes(name)) : rest.length > 0 ? ["tests"] : known;
  return { steps, rest };
}

/** @param {string[]} steps @param {string[]} rest */
async function runSteps(steps, rest) {
  let passed = 0;
  let failed = 0;
  try {
    await ensureInstalled("all");
    for (const name of steps) {
      const outcome = await runStep(name, rest);
      passed += outcome.passed;
      failed += outcome.failed;
    }
  } catch (error) {
    failed += 1;
    reportFailure(error);
  }
  if (failed > 0) process.exitCode = 1;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
}

/** @param {string} name @param {string[]} rest */
async function runStep(name, rest) {
  const check = CHECKS.get(name);
  if (!check) throw new Error(`no check ${name}`);
  const step = startStep(name, { stream: process.stdout, announce: false });
  const outcome = await check(step.update, rest);
  if (outcome.failed === 0) step.done(name + outcome.note);
  else {
    step.fail(name + outcome.note);
    // Some programs colour for CI=true whatever they are told.
    const plain = !process.stdout.isTTY && !process.env["FORCE_COLOR"];
    process.stdout.write(`${(plain ? stripVTControlCharacters(outcome.output) : outcome.output).trimEnd()}\n\n`);
  }
  return outcome;
}
