import { type Result, done, refuse } from "./brand.ts";

/**
 * Tables as text (RFC 4180). Spreadsheets run a cell that looks like a formula, so such a text is written with an
 * apostrophe before it, and read without. What was written is read back as it was, to the character.
 */

export type CsvRecord = Readonly<{
  /** Where it begins in the file, from 1. */ line: number;
  cells: readonly string[];
}>;

/** What makes a text no table: a quote that is not closed, or something behind the one that closes a cell. */
export type CsvRefusal = Readonly<{ kind: "open_quote" | "after_quote"; line: number; /** From 1. */ cell: number }>;

const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** As much of a table as is looked at for its first line. */
const FIRST_LINE_MAX = 10_000;
const BYTE_ORDER_MARK = /^\uFEFF/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** A formula's first character, behind apostrophes if there are any. */
const FORMULA = /^'*[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /["\r\n,;\t]|^[\s\uFEFF]|\s$/;

/** One cell. A plain number stays one; no other text is taken for a formula. */
const written = (text: string): string => {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const read = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** One line of a table, with its end. A single empty cell has quotes: an empty line would be none. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.length === 1 && cells[0] === "" ? '""' : cells.map(written).join(",")}\r\n`;

const withoutMark = (text: string): string => text.replace(BYTE_ORDER_MARK, "");

/** What stands between the cells of a table: what its first line has most of, outside of quotes. */
export const separatorOf = (text: string): Separator => {
  const [first = ""] = withoutMark(text)
    .slice(0, FIRST_LINE_MAX)
    .replaceAll(/"[^"]*"/g, "")
    .split(/\r\n|\r|\n/, 1);
  const count = (separator: Separator): number => first.split(separator).length;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
};

/** Reads one cell from `at`, and says where it ends; a refusal where a quote is wrong. */
const cellFrom = (text: string, at: number, plain: RegExp): { raw: string; end: number } | CsvRefusal["kind"] => {
  if (text[at] !== '"') {
    plain.lastIndex = at;
    const [raw = ""] = plain.exec(text) ?? [];
    return { raw, end: at + raw.length };
  }
  let raw = "";
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return "open_quote";
    raw += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { raw, end: quote + 1 };
    raw += '"';
    from = quote + 2;
  }
};

const linesIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/**
 * Reads a table line by line, with whatever separator and line ends it has. Empty lines are left out. Ends with a
 * refusal where the text is no table.
 */
export function* csvRecords(source: string): Generator<Result<CsvRecord, CsvRefusal>, void> {
  const text = withoutMark(source);
  const separator = separatorOf(text);
  const plain = new RegExp(`[^${separator}\r\n]*`, "y");
  let line = 1;
  for (let at = 0; at < text.length;) {
    const cells: string[] = [];
    const begin = line;
    const from = at;
    for (;;) {
      const cell = cellFrom(text, at, plain);
      if (typeof cell === "string") return yield refuse({ kind: cell, line, cell: cells.length + 1 });
      line += linesIn(cell.raw);
      cells.push(read(cell.raw));
      at = cell.end;
      if (text[at] !== separator) break;
      at++;
    }
    if (at < text.length && text[at] !== "\r" && text[at] !== "\n") {
      return yield refuse({ kind: "after_quote", line, cell: cells.length });
    }
    const isEmpty = at === from;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
    if (!isEmpty) yield done({ line: begin, cells });
  }
}
