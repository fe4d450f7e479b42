import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Font } from "fontkit";
import { shareableFace, type Face, type Weight } from "./face.ts";
import {
  EMOJI_FAMILY,
  HAN_SERVES,
  SCRIPT_FAMILIES,
  TEXT_FAMILY,
  WIDE_FAMILY,
  type FamilySource,
  type HanRegion,
} from "./catalog.ts";
import { readHanIndex, type HanIndex } from "./han.ts";
import { frozenAtWeight } from "./variable.ts";

type OpenFont = (file: Buffer) => Font;
type Decompress = (woff2: Buffer) => Promise<Uint8Array>;

const require = createRequire(import.meta.url);
const HAN_WEIGHT: Readonly<Record<Weight, number>> = { regular: 400, strong: 600 };
/** Characters that steer the text around them and show nothing themselves. */
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;
const WANTS_EMOJI = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\ufe0f|\u20e3/u;
const WANTS_TEXT = /\ufe0e/u;

/**
 * The fonts of printed documents with their fallback chain. Files are opened when a character first asks for them and
 * then stay open. Files that must be unpacked first (Chinese, Japanese, Korean) are noted in `missing` by `faceFor`;
 * `loadMissing` opens them, and then the same question has another answer.
 */
export class FontSet {
  private readonly faces = new Map<string, Face>();
  private readonly answers = new Map<string, Face | null>();
  private readonly hanIndexes = new Map<HanRegion, HanIndex>();
  private readonly hanFiles = new Map<string, Font>();
  private readonly missing = new Map<string, { index: HanIndex; file: number }>();
  /** The answer being searched may change once missing files are loaded. */
  private unsure = false;
  private readonly openFont: OpenFont;

  constructor(openFont: OpenFont) {
    this.openFont = openFont;
  }

  /** The face of ordinary text. */
  textFace(weight: Weight): Face {
    return this.faceOf(TEXT_FAMILY, weight);
  }

  /** The first face in the chain with glyphs for the whole grapheme cluster, or undefined when no font has them. */
  faceFor(cluster: string, weight: Weight, hanOrder: readonly HanRegion[]): Face | undefined {
    const question = `${weight}${hanOrder[0]}${cluster}`;
    const known = this.answers.get(question);
    if (known !== undefined) return known ?? undefined;
    this.unsure = false;
    const face = this.search(cluster, weight, hanOrder);
    if (!this.unsure) {
      if (this.answers.size > 20_000) this.answers.clear(); // bounds memory against hostile texts
      this.answers.set(question, face ?? null);
    }
    return face;
  }

  /** True when `faceFor` has asked for files that are not unpacked yet. */
  get hasMissing(): boolean {
    return this.missing.size > 0;
  }

  async loadMissing(): Promise<void> {
    const wanted = [...this.missing];
    if (wanted.length === 0) return;
    const decompress = require("wawoff2/decompress.js") as Decompress;
    for (const [key, { index, file }] of wanted) {
      if (!this.hanFiles.has(key)) {
        const unpacked = await decompress(readFileSync(index.pathOf(file)));
        this.hanFiles.set(key, this.openFont(Buffer.from(unpacked)));
      }
      this.missing.delete(key);
    }
  }

  private search(cluster: string, weight: Weight, hanOrder: readonly HanRegion[]): Face | undefined {
    const emojiFirst = WANTS_EMOJI.test(cluster) && !WANTS_TEXT.test(cluster);
    if (emojiFirst) {
      const emoji = this.inFamily(EMOJI_FAMILY, cluster, weight);
      if (emoji !== undefined) return emoji;
    }
    for (const family of [TEXT_FAMILY, ...SCRIPT_FAMILIES]) {
      const face = this.inFamily(family, cluster, weight);
      if (face !== undefined) return face;
    }
    return (
      this.inHan(cluster, weight, hanOrder) ??
      this.inFamily(WIDE_FAMILY, cluster, weight) ??
      this.inFamily(EMOJI_FAMILY, cluster, weight)
    );
  }

  private inFamily(family: FamilySource, cluster: string, weight: Weight): Face | undefined {
    if (!family.serves.test(cluster)) return undefined;
    const face = this.faceOf(family, weight);
    return covers(face.font, cluster) ? face : undefined;
  }

  private faceOf(family: FamilySource, weight: Weight): Face {
    const key = `${family.key}-${weight}`;
    let face = this.faces.get(key);
    if (face === undefined) {
      face = shareableFace(key, this.openFont(readFileSync(require.resolve(family.files[weight]))));
      this.faces.set(key, face);
    }
    return face;
  }

  private inHan(cluster: string, weight: Weight, order: readonly HanRegion[]): Face | undefined {
    if (!HAN_SERVES.test(cluster)) return undefined;
    for (const region of order) {
      const index = this.hanIndex(region);
      const file = index.fileOf(cluster.codePointAt(0)!);
      if (file === undefined) continue;
      const key = `NotoSans${region.toUpperCase()}-${file}`;
      const font = this.hanFiles.get(key);
      if (font === undefined) {
        this.missing.set(key, { index, file });
        this.unsure = true;
        return undefined;
      }
      if (covers(font, cluster)) return this.hanFace(`${key}-${weight}`, font, weight);
    }
    return undefined;
  }

  private hanFace(key: string, font: Font, weight: Weight): Face {
    let face = this.faces.get(key);
    if (face === undefined) {
      face = shareableFace(key, frozenAtWeight(font, HAN_WEIGHT[weight]));
      this.faces.set(key, face);
    }
    return face;
  }

  private hanIndex(region: HanRegion): HanIndex {
    let index = this.hanIndexes.get(region);
    if (index === undefined) {
      index = readHanIndex(region, (path) => require.resolve(path));
      this.hanIndexes.set(region, index);
    }
    return index;
  }
}

const covers = (font: Font, cluster: string): boolean => {
  for (const char of cluster) {
    if (!UNSEEN.test(char) && !font.hasGlyphForCodePoint(char.codePointAt(0)!)) return false;
  }
  return true;
};

let shared: Promise<FontSet> | undefined;

/** The process-wide font set. Nothing is loaded before the first call. */
export const openFontSet = (): Promise<FontSet> =>
  (shared ??= import("fontkit").then(
    ({ create }) =>
      new FontSet((file) => {
        const font = create(file);
        if (!("layout" in font)) throw new Error("a font file holds a collection where one font was expected");
        return font;
      }),
  ));
