import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the register may weigh before it works, gzipped. */
export const BUNDLE_MOST_KB = 350;

type Built = Readonly<{ file: string; css?: string[]; imports?: string[]; dynamicImports?: string[] }>;

/**
 * Kilobytes of the register's scripts and styles as they go over the wire, of a built product: before the first page
 * works, and all there are.
 */
export const bundle = (dist: string): { first: number; all: number } => {
  const web = join(dist, "web");
  const manifest = JSON.parse(readFileSync(join(web, "manifest.json"), "utf8")) as Record<string, Built>;
  const filesOf = (key: string, lazy: boolean, seen: Set<string>): string[] => {
    const entry = manifest[key];
    if (!entry || seen.has(key)) return [];
    seen.add(key);
    const next = [...(entry.imports ?? []), ...((lazy && entry.dynamicImports) || [])];
    return [entry.file, ...(entry.css ?? []), ...next.flatMap((other) => filesOf(other, lazy, seen))];
  };
  const kilobytes = (lazy: boolean): number =>
    [...new Set(filesOf("pos.html", lazy, new Set()))].reduce(
      (sum, file) => sum + statSync(join(web, `${file}.gz`)).size,
      0,
    ) / 1_000;
  return { first: kilobytes(false), all: kilobytes(true) };
};
