import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const processors = availableParallelism();

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    // Processes, not threads: the embedded database is a native module, and some tests change the environment.
    pool: "forks",
    // A process keeps the modules that it has loaded: loading them for each file took longer than most files do. What a
    // test replaces it puts back.
    isolate: false,
    restoreMocks: true,
    // Many tests wait: for a page, a time-out, a process. A small machine therefore runs one file more than it has
    // processors; a large one leaves one to PostgreSQL and the browser.
    maxWorkers: processors <= 4 ? processors + 1 : processors - 1,
    // Generous, because a busy machine is no fault of the product: how fast it is, benchmarks measure.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    reporters: ["dot"],
    silent: "passed-only",
  },
});
