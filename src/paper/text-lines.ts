import type { Face, Weight } from "./fonts/face.ts";
import type { FontSet } from "./fonts/font-set.ts";
import { cleanText, clustersOf, mirrored, splitRuns, type TextRun } from "./text-runs.ts";

/** One glyph with its place, in units of the font size. */
export interface ShapedGlyph {
  readonly id: number;
  readonly codePoints: readonly number[];
  /** The width the font file states. */
  readonly width: number;
  /** How far the next glyph is, kerning included. */
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/** A run as glyphs, left to right. */
export interface ShapedRun {
  readonly text: string;
  readonly face: Face;
  readonly glyphs: readonly ShapedGlyph[];
  /** In units of the font size. */
  readonly width: number;
}

export interface TextLine {
  /** Left to right as shown. */
  readonly runs: readonly ShapedRun[];
  /** Points. */
  readonly width: number;
  /** True when the paragraph runs right to left. */
  readonly rightToLeft: boolean;
}

export interface TextStyle {
  /** Points. */
  readonly size: number;
  readonly weight: Weight;
  /** Figures of one width, for columns of amounts. */
  readonly tabular?: boolean;
}

interface Piece {
  readonly run: TextRun;
  readonly shaped: ShapedRun;
}

/** Measures and wraps texts with one font set in the language of one document. */
export class TextSetter {
  readonly fonts: FontSet;
  private readonly language: string;

  constructor(fonts: FontSet, language: string) {
    this.fonts = fonts;
    this.language = language;
  }

  /** The widest line of a text that is not wrapped, in points. */
  widthOf(text: string, style: TextStyle): number {
    return Math.max(0, ...this.lines(text, style, Infinity).map((line) => line.width));
  }

  /**
   * The lines of a text within `width` points. Line breaks in the text are kept, several empty lines become one, and a
   * word wider than the line is cut between characters. A blank text has no lines.
   */
  lines(text: string, style: TextStyle, width: number): TextLine[] {
    const lines: TextLine[] = [];
    for (const paragraph of cleanText(text).trim().split("\n")) {
      const trimmed = paragraph.trimEnd();
      if (trimmed === "" && lines.at(-1)?.runs.length === 0) continue;
      this.wrap(trimmed, style, width, lines);
    }
    return lines.length === 1 && lines[0]!.runs.length === 0 ? [] : lines;
  }

  private wrap(paragraph: string, style: TextStyle, width: number, lines: TextLine[]): void {
    const { runs, level } = splitRuns(paragraph, style.weight, this.fonts, this.language);
    const room = width / style.size + 1e-6;
    let line: Piece[] = [];
    let used = 0;
    const finish = (): void => {
      lines.push(lineOf(line, level, style.size));
      line = [];
      used = 0;
    };
    for (const word of wordsOf(runs)) {
      let pieces = word.map((run): Piece => ({ run, shaped: shape(run, style.tabular === true) }));
      if (used + widthWithoutSpace(pieces) > room) {
        if (line.length > 0) finish();
        if (widthWithoutSpace(pieces) > room) pieces = pieces.flatMap((piece) => cut(piece, style.tabular === true));
        for (const piece of pieces) {
          // only the characters of a word that was cut can still be too wide here
          if (line.length > 0 && !piece.run.space && used + piece.shaped.width > room) finish();
          line.push(piece);
          used += piece.shaped.width;
        }
      } else {
        line.push(...pieces);
        for (const piece of pieces) used += piece.shaped.width;
      }
    }
    finish();
  }
}

/** Groups runs between which no line may end. */
const wordsOf = (runs: readonly TextRun[]): TextRun[][] => {
  const words: TextRun[][] = [];
  for (const run of runs) {
    if (run.breakBefore || words.length === 0) words.push([run]);
    else words.at(-1)!.push(run);
  }
  return words;
};

const widthWithoutSpace = (pieces: readonly Piece[]): number => {
  let width = 0;
  let trailing = 0;
  for (const { run, shaped } of pieces) {
    trailing = run.space ? trailing + shaped.width : 0;
    width += shaped.width;
  }
  return width - trailing;
};

const cut = ({ run }: Piece, tabular: boolean): Piece[] =>
  clustersOf(run.text).map((text) => {
    const part = { ...run, text };
    return { run: part, shaped: shape(part, tabular) };
  });

/** Puts the pieces of a line in the order in which they are shown (rule L2 of the bidi algorithm). */
const lineOf = (pieces: readonly Piece[], level: number, size: number): TextLine => {
  let end = pieces.length;
  while (end > 0 && pieces[end - 1]!.run.space) end--;
  const shown = pieces.slice(0, end);
  const highest = Math.max(0, ...shown.map((piece) => piece.run.level));
  for (let turn = highest; turn > 0; turn--) {
    for (let start = 0; start < shown.length; start++) {
      if (shown[start]!.run.level < turn) continue;
      let stop = start + 1;
      while (stop < shown.length && shown[stop]!.run.level >= turn) stop++;
      shown.splice(start, stop - start, ...shown.slice(start, stop).reverse());
      start = stop;
    }
  }
  const width = shown.reduce((sum, piece) => sum + piece.shaped.width, 0) * size;
  return { runs: joined(shown), width, rightToLeft: level % 2 === 1 };
};

/** Joins neighbours of one face into one run: fewer drawing commands, the same glyphs. */
const joined = (pieces: readonly Piece[]): ShapedRun[] => {
  const runs: ShapedRun[] = [];
  for (const { shaped } of pieces) {
    const last = runs.at(-1);
    if (last?.face !== shaped.face) {
      runs.push(shaped);
      continue;
    }
    runs[runs.length - 1] = {
      text: last.text + shaped.text,
      face: last.face,
      glyphs: [...last.glyphs, ...shaped.glyphs],
      width: last.width + shaped.width,
    };
  }
  return runs;
};

/** The character that was written, for the mirror image that is shown. */
const unmirrored = (codePoint: number): number => mirrored(String.fromCodePoint(codePoint)).codePointAt(0)!;

const shapes = new Map<string, ShapedRun>();

const shape = (run: TextRun, tabular: boolean): ShapedRun => {
  const rightToLeft = run.level % 2 === 1;
  const key = `${run.face.key}|${rightToLeft ? "r" : "l"}${tabular ? "t" : ""}|${run.text}`;
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const shaped = shapeNow(run, rightToLeft, tabular);
  if (run.text.length <= 40) {
    if (shapes.size >= 10_000) shapes.clear(); // bounds memory; the next documents fill it again
    shapes.set(key, shaped);
  }
  return shaped;
};

const shapeNow = ({ face, text }: TextRun, rightToLeft: boolean, tabular: boolean): ShapedRun => {
  const { font } = face;
  // contextual alternates of the house face would turn "->" and "2x4" into other signs; other scripts need theirs
  const features = face.key.startsWith("Inter") ? { calt: false, tnum: tabular } : {};
  const shown = rightToLeft ? mirrored(text) : text;
  const run = font.layout(shown, features, undefined, undefined, rightToLeft ? "rtl" : "ltr");
  const em = font.unitsPerEm;
  const meanings = run.glyphs.map((glyph) => (rightToLeft ? glyph.codePoints.map(unmirrored) : glyph.codePoints));
  // Thai "am" is shown as a ring and a letter: the letter carries the character, or readers see a gap after the ring
  run.glyphs.forEach((glyph, i) => {
    const before = meanings[i - 1];
    if (meanings[i]!.length > 0 || glyph.advanceWidth === 0 || run.glyphs[i - 1]?.advanceWidth !== 0) return;
    if (before !== undefined) [meanings[i - 1], meanings[i]] = [[], before];
  });
  const glyphs = run.glyphs.map((glyph, i): ShapedGlyph => {
    const position = run.positions[i]!;
    return {
      id: glyph.id,
      codePoints: meanings[i]!,
      width: glyph.advanceWidth / em,
      advance: position.xAdvance / em,
      dx: position.xOffset / em,
      dy: position.yOffset / em,
    };
  });
  return { text, face, glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) };
};
