import { clustersOf } from "../text-runs.ts";
import { type Letters, printerLetters } from "./letters.ts";

/** A stretch of one row in one style. */
export type Span = Readonly<{ text: string; bold?: boolean; reverse?: boolean }>;
export type Align = "left" | "center";

/** One printed row: `wide` and `tall` are multiples of the normal character. No spans: an empty row. */
export type TextRow = Readonly<{ kind: "text"; spans: readonly Span[]; wide: 1 | 2; tall: 1 | 2; align: Align }>;
/** Code 128, with its characters in print below. */
export type BarcodeRow = Readonly<{ kind: "barcode"; data: string }>;
export type TapeRow = TextRow | BarcodeRow;

export type Style = Readonly<{ bold?: boolean; reverse?: boolean; wide?: 1 | 2; tall?: 1 | 2; align?: Align }>;
export const BIG = { wide: 2, tall: 2, bold: true } as const;
export const TALL = { tall: 2 } as const;

export type TapeOptions = Readonly<{
  /** Characters in a row of normal type: 32, 42 or 48 on usual printers. */
  columns: number;
  /** Printed once before, on purpose. */
  reprint?: boolean;
  /** An attempt before this one may have printed it. */
  maybeTwice?: boolean;
  /** What characters the tape has; those of a printer unless something else is said. */
  letters?: Letters;
}>;

/** A narrower one could not hold a quantity beside a word. */
const COLUMNS_MIN = 16;

/**
 * A strip of paper, row by row: what a docket or receipt looks like before it is written as plain text or as a printer's
 * commands. Everything that goes on it is put into the tape's letters and wrapped to its columns.
 */
export class Tape {
  readonly rows: TapeRow[] = [];
  readonly columns: number;
  private readonly letters: Letters;

  constructor({ columns, letters = printerLetters }: Pick<TapeOptions, "columns" | "letters">) {
    this.columns = Math.max(COLUMNS_MIN, Math.floor(columns));
    this.letters = letters;
  }

  /** A text over as many rows as it needs; its line breaks are kept. What follows the first row hangs below `head`. */
  text(text: string, style: Style = {}, head = ""): void {
    const width = this.widthFor(style);
    const before = this.letters(head).replaceAll("\n", " ");
    const beside = widthOf(before) <= width / 2;
    const indent = " ".repeat(Math.min(widthOf(before), Math.floor(width / 3)));
    if (!beside) for (const line of wrap(before, width)) this.row(line, style);
    let start = beside ? before : indent;
    for (const paragraph of this.letters(text).split("\n")) {
      for (const line of wrap(paragraph, width - indent.length, width - widthOf(start))) {
        this.row(start + line, style);
        start = indent;
      }
    }
  }

  /** A label on the left and something on the right of the same row. The right side is never cut. */
  pair(label: string, right: string, style: Style = {}, indent = 0): void {
    const width = this.widthFor(style);
    const end = this.letters(right).replaceAll("\n", " ");
    const room = width - widthOf(end) - 1;
    if (room - indent < width / 4) {
      this.text(label, style, " ".repeat(indent));
      for (const line of wrap(end, width)) this.row(" ".repeat(width - widthOf(line)) + line, style);
      return;
    }
    const lines = wrap(this.letters(label).replaceAll("\n", " "), room - indent);
    lines.forEach((line, i) => {
      const start = " ".repeat(indent) + line;
      this.row(i > 0 ? start : start + " ".repeat(width - widthOf(start) - widthOf(end)) + end, style);
    });
  }

  /** White on black over the whole width. */
  bar(text: string, style: Style = {}): void {
    const width = this.widthFor(style);
    for (const line of wrap(this.letters(text).replaceAll("\n", " "), width)) {
      const left = Math.floor((width - widthOf(line)) / 2);
      const full = " ".repeat(left) + line + " ".repeat(width - left - widthOf(line));
      this.row(full, { ...style, bold: true, reverse: true, align: "center" });
    }
  }

  rule(char: "-" | "=" = "-"): void {
    this.row(char.repeat(this.columns), {});
  }

  blank(): void {
    this.row("", {});
  }

  /** Characters of ASCII only. */
  barcode(data: string): void {
    this.rows.push({ kind: "barcode", data });
  }

  widthFor({ wide = 1 }: Style): number {
    return Math.floor(this.columns / wide);
  }

  private row(text: string, { wide = 1, tall = 1, align = "left", bold = false, reverse = false }: Style): void {
    // an indent is no part of what is set off; a bar is, from edge to edge
    const indent = reverse && align === "left" ? text.length - text.trimStart().length : 0;
    const span = { text: text.slice(indent), ...(bold && { bold }), ...(reverse && { reverse }) };
    const spans = [{ text: text.slice(0, indent) }, span].filter((each) => each.text !== "");
    this.rows.push({ kind: "text", spans, wide, tall, align });
  }
}

/**
 * Cuts a text without line breaks into lines: between words, and inside only those wider than a line. The first line
 * may be narrower; a word that does not fit in it begins the second when it fits there.
 */
const wrap = (text: string, rest: number, first = rest): string[] => {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  let width = first;
  const finish = (): void => {
    lines.push(line);
    line = "";
    used = 0;
    width = rest;
  };
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const own = widthOf(word);
    if (used > 0 ? used + 1 + own > width : lines.length === 0 && own > width && own <= rest) finish();
    if (used > 0) {
      line += ` ${word}`;
      used += 1 + own;
    } else if (own <= width) {
      line = word;
      used = own;
    } else {
      for (const cluster of clustersOf(word)) {
        const wide = clusterWidth(cluster);
        if (used > 0 && used + wide > width) finish();
        line += cluster;
        used += wide;
      }
    }
  }
  if (used > 0 || lines.length === 0) finish();
  return lines;
};

/** Columns that a text takes in type of one width; East Asian letters and emoji take two. */
export const widthOf = (text: string): number =>
  NARROW.test(text) ? text.length : clustersOf(text).reduce((width, cluster) => width + clusterWidth(cluster), 0);

const NARROW = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2200-\u22ff\u2500-\u259f]*$/;
const TWO_COLUMNS =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f|[\u{20000}-\u{3fffd}]/u;

const clusterWidth = (cluster: string): number => {
  if (NARROW.test(cluster)) return cluster.length;
  if (TWO_COLUMNS.test(cluster)) return 2;
  return /^[\p{M}\p{Default_Ignorable_Code_Point}]+$/u.test(cluster) ? 0 : 1;
};

/** A row as a line of plain text: in the middle when it stands there, without blanks at its end. */
export const plainLine = (text: string, align: Align | "right", columns: number): string => {
  if (align === "left") return text.trimEnd();
  const inner = text.trim();
  const free = Math.max(0, columns - widthOf(inner));
  return inner === "" ? "" : " ".repeat(align === "right" ? free : Math.floor(free / 2)) + inner;
};
