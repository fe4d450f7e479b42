import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { runChild } from "./child.mjs";

/**
 * Runs npm, the same one that runs us where that is known.
 * @param {string[]} args
 * @param {(line: string) => void} onLine
 */
export function runNpm(args, onLine) {
  const script = npmScript();
  if (script) return runChild(process.execPath, [script, ...args], { onLine });
  const windows = process.platform === "win32"; // npm is a .cmd there, which only a shell can run
  return runChild(windows ? "npm.cmd" : "npm", args, { onLine, shell: windows });
}

/** @returns {string | undefined} */
function npmScript() {
  const caller = process.env["npm_execpath"];
  if (!caller || !/^np[mx]-cli\.c?js$/.test(basename(caller))) return undefined; // yarn and pnpm set it too
  const script = join(dirname(caller), "npm-cli.js");
  return existsSync(script) ? script : undefined;
}
