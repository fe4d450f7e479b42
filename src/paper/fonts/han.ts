import { readFileSync } from "node:fs";
import type { HanRegion } from "./catalog.ts";

/** The files of one Chinese, Japanese or Korean font package, found by code point. */
export interface HanIndex {
  /** The number of the file that holds this code point, or undefined. */
  readonly fileOf: (codePoint: number) => number | undefined;
  readonly pathOf: (file: number) => string;
}

/**
 * Reads the package's list of Unicode ranges per file.
 * `resolve` turns a package path into a file path.
 */
export const readHanIndex = (region: HanRegion, resolve: (packagePath: string) => string): HanIndex => {
  const root = `@fontsource-variable/noto-sans-${region}`;
  const ranges = JSON.parse(readFileSync(resolve(`${root}/unicode.json`), "utf8")) as Record<string, string>;
  const fileOf = new Map<number, number>();
  for (const [name, list] of Object.entries(ranges)) {
    const numbered = /^\[(\d+)\]$/.exec(name);
    if (numbered === null) continue; // the Latin and Cyrillic files: the house face has those
    const file = Number(numbered[1]);
    for (const range of list.split(",")) {
      const [first = "", last = first] = range.trim().replace(/^U\+/i, "").split("-");
      const end = Number.parseInt(last, 16);
      for (let codePoint = Number.parseInt(first, 16); codePoint <= end; codePoint++) fileOf.set(codePoint, file);
    }
  }
  return {
    fileOf: (codePoint) => fileOf.get(codePoint),
    pathOf: (file) => resolve(`${root}/files/noto-sans-${region}-${file}-wght-normal.woff2`),
  };
};

/**
 * The order in which the three families are asked for a text: kana means Japanese and Hangul means Korean shapes,
 * otherwise the document's language decides, otherwise simplified Chinese.
 */
export const hanOrder = (text: string, language: string): readonly HanRegion[] => {
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)) return JP;
  if (/\p{sc=Hangul}/u.test(text)) return KR;
  if (/^ja\b/i.test(language)) return JP;
  if (/^ko\b/i.test(language)) return KR;
  return SC;
};
const SC: readonly HanRegion[] = ["sc", "jp", "kr"];
const JP: readonly HanRegion[] = ["jp", "sc", "kr"];
const KR: readonly HanRegion[] = ["kr", "jp", "sc"];
