import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

/** @typedef {"run" | "all"} Scope what is installed: enough to run the product, or to test it too */
/** @typedef {{ lockHash: string, platform: string, scope: Scope }} InstallStamp */
/** @typedef {{ version?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, peer?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockedPackage */

const PLATFORM = `${process.platform}-${process.arch}`;
const LOCK = join(ROOT, "package-lock.json");
const HIDDEN_LOCK = join(ROOT, "node_modules", ".package-lock.json");
export const STAMP = join(ROOT, "node_modules", ".servery-install.json");

/** The fingerprint of package-lock.json. */
export const lockHash = () => createHash("sha256").update(readFileSync(LOCK)).digest("hex");

/** @returns {InstallStamp | undefined} what was installed last, for whatever lock file that was */
export const readStamp = () => readJson(STAMP);

/** @param {Scope} scope */
export function writeStamp(scope) {
  /** @type {InstallStamp} */
  const stamp = { lockHash: lockHash(), platform: PLATFORM, scope };
  writeFileSync(STAMP, `${JSON.stringify(stamp)}\n`);
}

/**
 * The quick question, asked on every start: does the stamp promise what is wanted?
 * @param {Scope} wanted
 */
export function stampSays(wanted) {
  const stamp = readStamp();
  return (
    stamp?.lockHash === lockHash() && stamp.platform === PLATFORM && (stamp.scope === "all" || stamp.scope === wanted)
  );
}

/**
 * The slower question, asked when the stamp does not answer: somebody may have run `npm ci` by hand. npm keeps an
 * account of what it installed, which is compared with the lock file package by package.
 * @param {Scope} wanted
 */
export function npmSays(wanted) {
  const installed = readJson(HIDDEN_LOCK)?.packages;
  if (!installed) return false;
  return lockedPackages(wanted).every(([path, locked]) => {
    const found = installed[path];
    if (!found) return mayBeAbsent(locked);
    return found.version === locked.version && existsSync(join(ROOT, path, "package.json"));
  });
}

/**
 * About how many packages npm will fetch, for the progress bar.
 * @param {Scope} wanted
 */
export const packageCount = (wanted) => lockedPackages(wanted).filter(([, locked]) => fitsHere(locked)).length;

/** How many packages npm did install. */
export const installedCount = () => Object.keys(readJson(HIDDEN_LOCK)?.packages ?? {}).length;

/**
 * @param {Scope} wanted
 * @returns {[path: string, locked: LockedPackage][]}
 */
function lockedPackages(wanted) {
  /** @type {[string, LockedPackage][]} */
  const packages = Object.entries(readJson(LOCK)?.packages ?? {});
  return packages.filter(([path, { dev, devOptional }]) => path !== "" && (wanted === "all" || !(dev || devOptional)));
}

/**
 * npm skips an optional package that is for another machine, and then what only that one needs, which names no machine.
 * @param {LockedPackage} locked
 */
function mayBeAbsent(locked) {
  const namesUs = (locked.os || locked.cpu) && fitsHere(locked);
  return Boolean(locked.optional || locked.peer) && !namesUs;
}

/**
 * Whether npm would install it on this machine. A package for one libc counts as a stranger: asking which one this is
 * takes longer than all else here, and such packages are always optional.
 * @param {LockedPackage} locked
 */
function fitsHere({ os, cpu, libc }) {
  return fits(os, process.platform) && fits(cpu, process.arch) && !libc;
}

/** @param {string[] | undefined} allowed @param {string} here */
function fits(allowed, here) {
  if (!allowed) return true;
  if (allowed.includes(`!${here}`)) return false;
  return allowed.includes(here) || allowed.every((name) => name.startsWith("!"));
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
