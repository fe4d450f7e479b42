import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, wherever the command was started from. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The scratch folder for locks and half-made builds. It sits beside `dist`, so that a rename into place stays on one
 * file system, and it hides itself from git.
 * @returns {string}
 */
export function scratchFolder() {
  const folder = join(ROOT, ".servery");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, ".gitignore"), "*\n");
  return folder;
}
