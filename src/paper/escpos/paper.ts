import type { Docket } from "../docket/docket.ts";
import { docketTape } from "../docket/docket-tape.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { receiptTape } from "../receipt/receipt-tape.ts";
import type { Tape, TapeOptions } from "./tape.ts";

/** What goes to a printer, as the plain document that a print job keeps. `kind` tells them apart. */
export type Paper = Docket | Receipt;

export const tapeOf = (paper: Paper, options: TapeOptions): Tape =>
  paper.kind === "receipt" ? receiptTape(paper, options) : docketTape(paper, options);
