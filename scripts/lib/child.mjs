import { spawn } from "node:child_process";
import { constants } from "node:os";
import { ROOT } from "./paths.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {Set<() => void>} */
const leavings = new Set();

/**
 * @typedef {object} Finished
 * @property {number} code the exit code; a signal counts as 128 plus its number
 * @property {string} output everything it printed, both streams in the order they came
 */

/**
 * Runs a program to its end in the repository's folder and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.shell]
 * @param {(line: string) => void} [options.onLine] every printed line, as it comes
 * @param {(message: unknown) => void} [options.onMessage] opens an IPC channel: every message of the child
 * @returns {Promise<Finished>}
 */
export function runChild(command, args, { env = process.env, shell = false, onLine, onMessage } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      shell,
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe", ...(onMessage ? /** @type {const} */ (["ipc"]) : [])],
    });
    running.add(child);
    let output = "";
    let partial = "";
    /** @param {string} text */
    const take = (text) => {
      output += text;
      if (!onLine) return;
      const lines = (partial + text).split("\n");
      partial = lines.pop() ?? "";
      lines.forEach(onLine);
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    if (onMessage) child.on("message", onMessage);
    child.on("error", (error) => {
      running.delete(child);
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), output });
    });
  });
}

/**
 * Runs work with a promise that an interruption leaves nothing behind: the children are told, `leave` runs, and this
 * process ends with the usual code of the signal. Afterwards signals are again what they were before.
 * @template T
 * @param {() => void} leave synchronous clean-up
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function cleanlyInterruptible(leave, work) {
  leavings.add(leave);
  if (leavings.size === 1) for (const signal of SIGNALS) process.on(signal, interrupted);
  try {
    return await work();
  } finally {
    leavings.delete(leave);
    if (leavings.size === 0) for (const signal of SIGNALS) process.off(signal, interrupted);
    leave();
  }
}

/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const GRACE_MS = 8_000;
let interruptions = 0;

/** @param {NodeJS.Signals} signal */
function interrupted(signal) {
  interruptions += 1;
  const leave = () => {
    for (const leaving of leavings) leaving();
    process.exit(128 + constants.signals[signal]);
  };
  if (interruptions > 1 || running.size === 0) return leave();
  // The lock must outlive the children: whoever waits for it would otherwise meet a half-stopped installation.
  const deadline = setTimeout(() => {
    for (const child of running) child.kill("SIGKILL");
    leave();
  }, GRACE_MS);
  for (const child of running) {
    child.once("close", () => {
      if (running.size > 0) return;
      clearTimeout(deadline);
      leave();
    });
    child.kill(signal);
  }
}
