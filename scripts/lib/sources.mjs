import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { lockHash } from "./installed.mjs";
import { ROOT } from "./paths.mjs";

const COMPILED = /\.[cm]?tsx?$/;

/**
 * The fingerprint of all that goes into `dist`. It reads contents, not times: times do not survive an image layer, an
 * archive or a checkout, and reading everything takes a few milliseconds.
 */
export function sourceHash() {
  const hash = createHash("sha256").update(lockHash());
  const configs = readdirSync(ROOT).filter((name) => /^tsconfig.*\.json$/.test(name));
  for (const path of [...configs.sort(), ...sourceFiles(), ...sourceFiles("web")]) {
    const content = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * Copies what the compiler leaves alone (pages, styles, pictures, SQL) to the same places below a folder.
 * @param {string} folder
 */
export function copyAssets(folder) {
  for (const path of sourceFiles()) {
    if (COMPILED.test(path)) continue;
    const target = join(folder, path.slice("src".length));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(ROOT, path), target);
  }
}

/**
 * Every file below a folder, in one order on every machine.
 * @param {string} [folder]
 * @returns {string[]}
 */
function sourceFiles(folder = "src") {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(path);
      return entry.isFile() && entry.name !== ".DS_Store" ? [path] : [];
    });
}
