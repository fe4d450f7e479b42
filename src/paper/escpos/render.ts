import { type CodePage, byteOf, codePages } from "./code-page.ts";
import { type Paper, tapeOf } from "./paper.ts";
import { printerLetters } from "./letters.ts";
import type { BarcodeRow, TapeOptions, TapeRow, TextRow } from "./tape.ts";

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;
const LF = 0x0a;

/**
 * Takes up the arguments of a command that a broken connection may have left half said; then: initialise, no two-byte
 * letters (printers for Asia begin with them), the American set of letters, page PC437.
 */
const BEGIN = [0, 0, ESC, 0x40, FS, 0x2e, ESC, 0x52, 0, ESC, 0x74, codePages.pc437.number];
/** Feed to the knife and cut, leaving a bridge. */
const CUT = [GS, 0x56, 66, 0];

/** A docket or receipt as the bytes of one ESC/POS job, cut at its end. */
export const renderEscPos = (paper: Paper, options: Omit<TapeOptions, "letters">): Buffer =>
  encodeTape(tapeOf(paper, { ...options, letters: printerLetters }).rows);

/** Rows of printer's letters as ESC/POS commands. */
export const encodeTape = (rows: readonly TapeRow[]): Buffer => {
  const encoder = new Encoder();
  for (const row of rows) {
    if (row.kind === "barcode") encoder.barcode(row);
    else encoder.text(row);
  }
  return encoder.end();
};

/** Writes commands where something changes, and letters in between. */
class Encoder {
  private readonly bytes: number[] = [...BEGIN];
  private page: CodePage = "pc437";
  private size = 0;
  private bold = false;
  private reverse = false;
  private centered = false;

  text({ spans, wide, tall, align }: TextRow): void {
    this.align(align === "center");
    this.sized(((wide - 1) << 4) | (tall - 1));
    for (const { text, bold = false, reverse = false } of spans) {
      this.styled(bold, reverse);
      for (const char of text) {
        const { page, byte } = byteOf(char, this.page);
        if (page !== this.page) this.bytes.push(ESC, 0x74, codePages[page].number);
        this.page = page;
        this.bytes.push(byte);
      }
    }
    this.bytes.push(LF);
  }

  barcode({ data }: BarcodeRow): void {
    this.align(true);
    this.sized(0);
    this.styled(false, false);
    const code = Buffer.from(`{B${data.replaceAll("{", "{{")}`, "latin1");
    // 60 dots high, modules of two dots, letters below in the first font; then Code 128 with its length before it
    this.bytes.push(GS, 0x68, 60, GS, 0x77, 2, GS, 0x48, 2, GS, 0x66, 0, GS, 0x6b, 73, code.length, ...code);
  }

  end(): Buffer {
    this.align(false);
    this.sized(0);
    this.styled(false, false);
    return Buffer.from([...this.bytes, ...CUT]);
  }

  private align(centered: boolean): void {
    if (centered !== this.centered) this.bytes.push(ESC, 0x61, centered ? 1 : 0);
    this.centered = centered;
  }

  private sized(size: number): void {
    if (size !== this.size) this.bytes.push(GS, 0x21, size);
    this.size = size;
  }

  private styled(bold: boolean, reverse: boolean): void {
    if (bold !== this.bold) this.bytes.push(ESC, 0x45, bold ? 1 : 0);
    if (reverse !== this.reverse) this.bytes.push(GS, 0x42, reverse ? 1 : 0);
    this.bold = bold;
    this.reverse = reverse;
  }
}
