import { BIG, TALL, Tape, type TapeOptions } from "../escpos/tape.ts";
import type { RollPart } from "../roll-parts.ts";
import { receiptParts } from "./receipt-parts.ts";
import type { Receipt } from "./receipt.ts";

/** A receipt on a till roll. The sale id at its end is there for people and as a barcode. */
export const receiptTape = (receipt: Receipt, options: TapeOptions): Tape => {
  const tape = new Tape(options);
  if (options.reprint) tape.bar("COPY");
  if (options.maybeTwice) tape.bar("MAY BE A DUPLICATE");
  for (const part of receiptParts(receipt)) put(tape, part);
  return tape;
};

const TONES = { item: { bold: true }, plain: {}, sum: { bold: true }, total: { ...TALL, bold: true } } as const;
const CENTERED = { name: BIG, title: { bold: true }, plain: {} } as const;

const put = (tape: Tape, part: RollPart): void => {
  switch (part.kind) {
    case "centered":
      if (part.tone === "title") tape.blank();
      return tape.text(part.text, { ...CENTERED[part.tone], align: "center" });
    case "text":
      return tape.text(part.text, {}, "  ".repeat(indentOf(part.depth)));
    case "pair":
      return tape.pair(part.label, part.right, TONES[part.tone], 2 * indentOf(part.depth));
    case "rule":
      return tape.rule();
    case "sale_id":
      tape.blank();
      // printed in characters below the bars
      return tape.barcode(part.id);
  }
};

const indentOf = (depth: number): number => Math.min(depth, 4);
