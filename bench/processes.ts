import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A server in a process of its own: the product under test, or the limit it is held against. */
export type Running = Readonly<{
  port: number;
  pid: number;
  /** From the start of the process to the first answer of /readyz, in milliseconds. */
  readyMs: number;
  /** Memory in MiB: now, and at the most so far. NaN where the system does not tell. */
  memory(): Readonly<{ resident: number; peak: number }>;
  /** Processor time that the process has used so far, in microseconds. NaN where the system does not tell. */
  processor(): number;
  stop(): Promise<void>;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}>;

export type Program = "servery" | "limit-create" | "limit-bytes" | "receivers";

const READY_MS = 60_000;

export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || !address) throw new Error("no free port");
  return address.port;
};

/**
 * Starts a program of bench/servers as plain JavaScript, its output going to a file, and waits until it is ready. It
 * ends when its standard input does, so none outlives us. `profile` names a folder for a CPU profile.
 */
export const start = async (
  program: Program,
  env: Readonly<Record<string, string>>,
  outputFile: string,
  profile?: string,
): Promise<Running> => {
  const port = await freePort();
  mkdirSync(dirname(outputFile), { recursive: true });
  const output = openSync(outputFile, "a");
  const script = fileURLToPath(new URL(`servers/${program}.mjs`, import.meta.url));
  const flags = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...flags, script], {
    stdio: ["pipe", output, output],
    env: { ...process.env, NODE_OPTIONS: "", NODE_ENV: "production", ...env, SERVERY_PORT: String(port) },
  });
  closeSync(output);
  child.stdin?.on("error", () => undefined); // it ended before we asked it to
  const gone = once(child, "close");
  let ended = false;
  void gone.then(() => (ended = true));
  while (!(await answers(port))) {
    if (ended || performance.now() - startedAt > READY_MS) {
      child.kill("SIGKILL");
      throw new Error(`${program} did not start:\n${readFileSync(outputFile, "utf8").slice(-2_000)}`);
    }
    await sleep(5);
  }
  const readyMs = performance.now() - startedAt;
  return {
    port,
    pid: child.pid!,
    readyMs,
    memory: () => memoryOf(child.pid!),
    processor: () => processorOf(child.pid!),
    async stop() {
      child.stdin?.end();
      await gone;
    },
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
};

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );

const processFile = (pid: number, name: string): string => {
  const path = `/proc/${pid}/${name}`;
  return existsSync(path) ? readFileSync(path, "utf8") : ""; // only Linux has it
};

const TICK_US = 10_000;

/** User and system time, the 14th and 15th field; the second one is a name in brackets. */
const processorOf = (pid: number): number => {
  const fields = processFile(pid, "stat").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
};

const memoryOf = (pid: number): { resident: number; peak: number } => {
  const status = processFile(pid, "status");
  const read = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) / 1024;
  return { resident: read("VmRSS"), peak: read("VmHWM") };
};
