import { charOf } from "./code-page.ts";
import { type Command, readCommand } from "./commands.ts";
import { plainLine, widthOf } from "./tape.ts";

/** A command with the bytes that it was read from: in a row, they are the bytes that came in. */
export type Token = Readonly<{ command: Command; raw: Buffer }>;

/** Longest command that has to be at hand as a whole, with room to spare. What is longer is skipped as it comes. */
const PENDING_MAX = 1_024;
const CHUNK_MAX = 65_536;

/** Cuts a stream of bytes into commands, in chunks of any size. Holds no more than the beginning of one command. */
export class Tokenizer {
  private pending: Buffer = Buffer.alloc(0);
  private skip = 0;

  push(chunk: Buffer): Token[] {
    const tokens: Token[] = [];
    for (let at = 0; at < chunk.length; at += CHUNK_MAX) this.read(chunk.subarray(at, at + CHUNK_MAX), tokens);
    return tokens;
  }

  /** The bytes of a command that was never finished. */
  end(): Buffer {
    const rest = this.pending;
    this.pending = Buffer.alloc(0);
    this.skip = 0;
    return rest;
  }

  private read(chunk: Buffer, tokens: Token[]): void {
    let bytes = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    while (bytes.length > 0) {
      if (this.skip > 0) {
        const skipped = bytes.subarray(0, this.skip);
        tokens.push({ command: { kind: "ignored" }, raw: skipped });
        this.skip -= skipped.length;
        bytes = bytes.subarray(skipped.length);
        continue;
      }
      const read = readCommand(bytes);
      if (read === undefined && bytes.length < PENDING_MAX) break;
      const { command, length, skip = 0 } = read ?? { command: { kind: "ignored" }, length: 1 };
      tokens.push({ command, raw: bytes.subarray(0, length) });
      this.skip = skip;
      bytes = bytes.subarray(length);
    }
    // a copy, so that a few bytes do not keep a whole chunk
    this.pending = Buffer.from(bytes);
  }
}

export type StyledRun = Readonly<{
  text: string;
  bold: boolean;
  underline: boolean;
  reverse: boolean;
  /** Multiples of the normal character, 1 to 8. */
  wide: number;
  tall: number;
}>;
export type PageAlign = "left" | "center" | "right";
/** One line as it is printed. No runs: fed and left empty. */
export type TextLine = Readonly<{ kind: "text"; align: PageAlign; runs: readonly StyledRun[] }>;
export type PageRow =
  | TextLine
  | Readonly<{ kind: "barcode"; align: PageAlign; code128: boolean; data: string; shown: boolean }>
  | Readonly<{ kind: "image"; align: PageAlign; width: number; height: number }>;

/** What was printed up to a cut, or up to the end. */
export type Page = Readonly<{
  columns: number;
  rows: readonly PageRow[];
  cut: boolean;
  /** There were more rows than a page keeps. */
  truncated: boolean;
}>;

const ROWS_MAX = 10_000;

type Style = Omit<StyledRun, "text">;
const PLAIN: Style = { bold: false, underline: false, reverse: false, wide: 1, tall: 1 };

/** Prints commands on pages. Lines wider than the paper go on in the next one, as they do on a printer. */
export class Printing {
  private readonly columns: number;
  private rows: PageRow[] = [];
  private truncated = false;
  private runs: StyledRun[] = [];
  private used = 0;
  private style = PLAIN;
  private align: PageAlign = "left";
  private codePage = 0;
  private barcodeText = false;

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Carries out one command; answers the page that it finished by a cut. */
  apply(command: Command): Page | undefined {
    switch (command.kind) {
      case "text":
        for (const byte of command.bytes) this.char(charOf(byte, this.codePage));
        return undefined;
      case "line_end":
        this.endLine();
        return undefined;
      case "feed":
        this.feed(command.lines);
        return undefined;
      case "cut":
        return this.page(true);
      case "initialize":
        this.style = PLAIN;
        this.align = "left";
        this.codePage = 0;
        this.barcodeText = false;
        this.runs = [];
        this.used = 0;
        return undefined;
      case "bold":
      case "reverse":
      case "underline":
        this.style = { ...this.style, [command.kind]: command.on };
        return undefined;
      case "size":
        this.style = { ...this.style, wide: command.wide, tall: command.tall };
        return undefined;
      case "mode": {
        const { bold, underline, wide, tall } = command;
        this.style = { ...this.style, bold, underline, wide, tall };
        return undefined;
      }
      case "align":
        this.align = command.align;
        return undefined;
      case "code_page":
        this.codePage = command.number;
        return undefined;
      case "barcode_text":
        this.barcodeText = command.shown;
        return undefined;
      case "barcode": {
        this.flush();
        const { code128, data } = command;
        this.add({ kind: "barcode", align: this.align, code128, data, shown: this.barcodeText });
        return undefined;
      }
      case "image":
        this.flush();
        this.add({ kind: "image", align: this.align, width: command.width, height: command.height });
        return undefined;
      case "status":
      case "report":
      case "ignored":
        return undefined;
    }
  }

  /** What is on the paper since the last cut; undefined when nothing is. */
  finish(): Page | undefined {
    return this.page(false);
  }

  private page(cut: boolean): Page | undefined {
    this.flush();
    const { rows, truncated, columns } = this;
    this.rows = [];
    this.truncated = false;
    return rows.length === 0 ? undefined : { columns, rows, cut, truncated };
  }

  private char(char: string): void {
    if (char === "") return;
    const { wide } = this.style;
    if (this.used > 0 && this.used + wide > this.columns) this.endLine();
    this.used += wide;
    const last = this.runs.at(-1);
    if (last && sameStyle(last, this.style)) this.runs[this.runs.length - 1] = { ...last, text: last.text + char };
    else this.runs.push({ ...this.style, text: char });
  }

  private endLine(): void {
    this.add({ kind: "text", align: this.align, runs: this.runs });
    this.runs = [];
    this.used = 0;
  }

  private flush(): void {
    if (this.runs.length > 0) this.endLine();
  }

  private feed(lines: number): void {
    const printed = this.runs.length > 0 ? 1 : 0;
    this.flush();
    for (let i = printed; i < lines; i++) this.endLine();
  }

  private add(row: PageRow): void {
    if (this.rows.length < ROWS_MAX) this.rows.push(row);
    else this.truncated = true;
  }
}

const sameStyle = (a: Style, b: Style): boolean =>
  a.bold === b.bold && a.underline === b.underline && a.reverse === b.reverse && a.wide === b.wide && a.tall === b.tall;

/** The pages that bytes print on paper of some columns. Takes any bytes. */
export const parseEscPos = (bytes: Buffer, columns = 48): Page[] => {
  const tokenizer = new Tokenizer();
  const printing = new Printing(columns);
  const pages = tokenizer.push(bytes).flatMap(({ command }) => printing.apply(command) ?? []);
  const rest = printing.finish();
  return rest ? [...pages, rest] : pages;
};

/** A page as lines of plain text. */
export const pageText = ({ rows, columns }: Page): string[] =>
  rows.map((row) => {
    if (row.kind === "barcode") return plainLine(row.data, row.align, columns);
    if (row.kind === "image") return plainLine(`[picture ${row.width} x ${row.height}]`, row.align, columns);
    return plainLine(row.runs.map((run) => run.text).join(""), row.align, columns);
  });

/** Columns of a line, large characters counted as what they take. */
export const lineColumns = ({ runs }: TextLine): number =>
  runs.reduce((sum, run) => sum + widthOf(run.text) * run.wide, 0);
