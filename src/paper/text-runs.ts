import bidiModule, { type Bidi } from "bidi-js";
import type { Face, Weight } from "./fonts/face.ts";
import type { FontSet } from "./fonts/font-set.ts";
import { hanOrder } from "./fonts/han.ts";

/** A stretch of a paragraph that one face sets in one direction, in reading order. */
export interface TextRun {
  readonly text: string;
  readonly face: Face;
  /** Bidi embedding level: odd runs right to left. */
  readonly level: number;
  /** True when a line may end before this run. */
  readonly breakBefore: boolean;
  /** True for a run of spaces, which hangs over at the end of a line. */
  readonly space: boolean;
}

/** A paragraph cut into runs. */
export interface TextParagraph {
  readonly runs: readonly TextRun[];
  /** Level of the paragraph itself: 1 when its first strong letter is right to left. */
  readonly level: number;
}

const REPLACEMENT = "\ufffd";
/** Texts the house face has for certain and that need no further thought. */
export const SIMPLE =
  /^[\x20-\x7e\xa0-\xac\xae-\u0148\u014a-\u017f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1ea0-\u1ef9\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]*$/;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\u2067\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const NOT_SHOWN = /[\p{Cc}\u00ad\u200b\u202a-\u202e\ufeff\ufff9-\ufffb]/gu;
const IGNORABLE = /^\p{Default_Ignorable_Code_Point}$/u;

/**
 * Makes any string printable: composed (NFC), line breaks as "\n", tabs as spaces, other control characters left out,
 * and half surrogate pairs shown as U+FFFD. Overrides of the writing direction are left out too: they can make a text
 * read as another one.
 */
export const cleanText = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .replace(/\p{Cs}/gu, REPLACEMENT)
        .normalize("NFC")
        .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n")
        .replace(/\t/g, " ")
        .replace(NOT_SHOWN, (char) => (char === "\n" ? char : ""));

/**
 * Cuts one clean paragraph (no line breaks) into runs by font coverage, direction and possible line ends.
 * `language` is the BCP 47 language of the document; it decides between Han glyph shapes.
 */
export const splitRuns = (paragraph: string, weight: Weight, fonts: FontSet, language: string): TextParagraph => {
  const breaks = lineEnds(paragraph);
  if (SIMPLE.test(paragraph)) {
    return { runs: simpleRuns(paragraph, breaks, fonts.textFace(weight)), level: 0 };
  }
  const { levels, level } = embeddingLevels(paragraph);
  const order = hanOrder(paragraph, language);
  const builder = new RunBuilder();
  for (const { segment, index } of graphemes.segment(paragraph)) {
    const at = { level: levels?.[index] ?? 0, breakBefore: breaks.has(index), space: isSpace(segment) };
    const face = at.space ? fonts.textFace(weight) : fonts.faceFor(segment, weight, order);
    if (face !== undefined) {
      builder.add(visibleIn(face, at.space ? " ".repeat(segment.length) : segment), face, at);
      continue;
    }
    // no font has the whole cluster: what is left of it, character by character
    let shown = false;
    for (const char of segment) {
      if (IGNORABLE.test(char) || (shown && /\p{M}/u.test(char))) continue;
      const own = fonts.faceFor(char, weight, order);
      const [text, ownFace] = own === undefined ? replacement(fonts, weight) : [char, own];
      builder.add(text, ownFace, { ...at, breakBefore: at.breakBefore && !shown });
      shown = true;
    }
  }
  return { runs: builder.runs, level };
};

/** The grapheme clusters of a text: what a reader takes for one character. */
export const clustersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Swaps brackets and the like for their mirror image, as a right-to-left run shows them. */
export const mirrored = (text: string): string =>
  Array.from(text, (char) => bidi().getMirroredCharacter(char) ?? char).join("");

/** What stands for a character that no font has: visible, and never an empty box. */
const replacement = (fonts: FontSet, weight: Weight): [string, Face] => {
  const face = fonts.faceFor(REPLACEMENT, weight, ["sc"]);
  return face === undefined ? ["?", fonts.textFace(weight)] : [REPLACEMENT, face];
};

interface At {
  readonly level: number;
  readonly breakBefore: boolean;
  readonly space: boolean;
}

/** Joins neighbours of one face, level and kind as long as no line may end between them. */
class RunBuilder {
  readonly runs: TextRun[] = [];

  add(text: string, face: Face, at: At): void {
    if (text === "") return;
    const last = this.runs.at(-1);
    if (last?.face === face && last.level === at.level && last.space === at.space && !at.breakBefore) {
      this.runs[this.runs.length - 1] = { ...last, text: last.text + text };
    } else {
      this.runs.push({ text, face, ...at });
    }
  }
}

const simpleRuns = (paragraph: string, breaks: ReadonlySet<number>, face: Face): TextRun[] => {
  const runs: TextRun[] = [];
  for (let start = 0; start < paragraph.length;) {
    const space = isSpace(paragraph[start]!);
    let end = start + 1;
    while (end < paragraph.length && isSpace(paragraph[end]!) === space && !breaks.has(end)) end++;
    runs.push({ text: paragraph.slice(start, end), face, level: 0, breakBefore: breaks.has(start), space });
    start = end;
  }
  return runs;
};

/** Leaves out the unseen characters that the face would show as a box. */
const visibleIn = (face: Face, cluster: string): string => {
  if (cluster.length === 1) return IGNORABLE.test(cluster) ? "" : cluster;
  let text = "";
  for (const char of cluster) {
    if (!IGNORABLE.test(char) || face.font.hasGlyphForCodePoint(char.codePointAt(0)!)) text += char;
  }
  return text;
};

const isSpace = (text: string): boolean => /^[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+$/.test(text);

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
let words: Intl.Segmenter | undefined;

const NO_SPACES =
  /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u30ff\uff00-\uffef]/u;
const NEVER_STARTS =
  /^[\p{Pe}\p{Pf}!%),.:;?\]}\u2026\u3001\u3002\u3005\u303b\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u309b-\u309e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30fb-\u30fe\uff01\uff05\uff0c\uff0e\uff1a\uff1b\uff1f\u0e2f\u0e46]/u;
const NEVER_ENDS = /[\p{Ps}\p{Pi}$\u20ac\u00a3\uffe5]$/u;
const PER_CHARACTER = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** The places in a paragraph before which a line may end: after spaces and hyphens, and between unspaced words. */
const lineEnds = (paragraph: string): ReadonlySet<number> => {
  const ends = new Set<number>();
  for (const match of paragraph.matchAll(
    /[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+|[\p{L}\p{N}][-\u2010\u2013/\u2014](?=\p{L})/gu,
  )) {
    ends.add(match.index + match[0].length);
  }
  if (NO_SPACES.test(paragraph)) {
    words ??= new Intl.Segmenter("en", { granularity: "word" });
    let before = "";
    for (const { segment, index } of words.segment(paragraph)) {
      const unspaced = NO_SPACES.test(segment) || NO_SPACES.test(before);
      if (index > 0 && unspaced) addEnd(ends, before, segment, index);
      if (PER_CHARACTER.test(segment)) {
        let last = "";
        let at = index;
        for (const char of segment) {
          if (last !== "") addEnd(ends, last, char, at);
          last = char;
          at += char.length;
        }
      }
      before = segment;
    }
  }
  ends.delete(paragraph.length);
  return ends;
};

const addEnd = (ends: Set<number>, before: string, after: string, at: number): void => {
  if (!NEVER_STARTS.test(after) && !NEVER_ENDS.test(before) && !isSpace(after)) ends.add(at);
};

// the package exports the factory itself, its types describe an object with a default export
const bidiFactory = bidiModule as unknown as () => Bidi;
let bidiAlgorithm: Bidi | undefined;
const bidi = (): Bidi => (bidiAlgorithm ??= bidiFactory());

const embeddingLevels = (paragraph: string): { levels?: Uint8Array; level: number } => {
  if (!RIGHT_TO_LEFT.test(paragraph)) return { level: 0 };
  const { levels, paragraphs } = bidi().getEmbeddingLevels(paragraph, "auto");
  return { levels, level: paragraphs[0]?.level ?? 0 };
};
