const EVERY_MS = 250;

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} names of the tests that failed, as they do
 */

/** A vitest reporter that prints nothing and tells its parent process the counts, while it runs and at the end. */
export default class TallyReporter {
  /** @type {Tally} */
  #tally = { passed: 0, failed: 0, skipped: 0, names: [] };
  #sent = 0;

  constructor() {
    // Our parent was killed: nobody waits for these tests any more.
    process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
    process.channel?.unref();
  }

  /** @param {import("vitest/node").TestCase} test */
  onTestCaseResult(test) {
    const { state } = test.result();
    if (state !== "pending") this.#tally[state] += 1;
    if (state === "failed") this.#tally.names.push(`${test.module.relativeModuleId}: ${test.fullName}`);
    if (performance.now() - this.#sent > EVERY_MS) this.#send();
  }

  /**
   * A file that could not be loaded and an error outside every test count as one failure each.
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} errors
   */
  onTestRunEnd(modules, errors) {
    this.#tally.failed += modules.filter((module) => module.errors().length > 0).length + errors.length;
    this.#send();
  }

  #send() {
    this.#sent = performance.now();
    process.send?.(this.#tally);
  }
}
