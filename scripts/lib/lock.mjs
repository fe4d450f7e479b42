import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanlyInterruptible } from "./child.mjs";
import { scratchFolder } from "./paths.mjs";
import { startStep } from "./progress.mjs";

const POLL_MS = 200;
const TOUCH_MS = 2_000;
/** A holder touches its lock every two seconds; one that did not for so long is gone, even if its pid is in use again. */
const ABANDONED_MS = 30_000;

/**
 * Runs work while no other process installs or builds in this folder. Waiting is visible; the lock of a process that
 * died is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(work) {
  const path = join(scratchFolder(), "lock");
  if (!take(path)) await waitFor(path);
  const touch = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(path, now, now);
    } catch {
      // Somebody removed the folder by hand; there is nothing left to keep alive.
    }
  }, TOUCH_MS);
  touch.unref();
  const release = () => {
    clearInterval(touch);
    rmSync(path, { force: true });
  };
  return cleanlyInterruptible(release, work);
}

/** @param {string} path */
async function waitFor(path) {
  const step = startStep(`Waiting for another servery process (pid ${holder(path) ?? "?"}) to install or build`);
  let seen = touched(path);
  let since = performance.now();
  for (;;) {
    await sleep(POLL_MS);
    const now = touched(path);
    if (now !== seen) [seen, since] = [now, performance.now()];
    const pid = holder(path);
    if (now !== undefined && (gone(pid) || performance.now() - since > ABANDONED_MS)) breakLock(path, pid);
    if (take(path)) return step.done("The other process is done");
  }
}

/**
 * @param {string} path
 * @returns {boolean} whether it is ours now
 */
function take(path) {
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes the lock of a dead holder, once: two waiters that both found it dead must not remove each other's new lock.
 * @param {string} path
 * @param {number | undefined} dead
 */
function breakLock(path, dead) {
  const guard = `${path}.break`;
  if (!take(guard)) {
    const age = Date.now() - (touched(guard) ?? Date.now());
    if (age > ABANDONED_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    if (holder(path) === dead) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {number | undefined} undefined: free, or not written yet
 */
function holder(path) {
  try {
    return Number(readFileSync(path, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function touched(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** @param {number | undefined} pid */
function gone(pid) {
  if (pid === undefined) return false;
  if (pid === process.pid) return true; // a former life of this pid, as in a restarted container
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
}
