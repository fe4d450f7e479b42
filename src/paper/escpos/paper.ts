import type { Docket } from "../docket/docket.ts";
import { docketTape } from "../docket/docket-tape.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { receiptTape } from "../receipt/receipt-tape.ts";
import type { TillReportPaper } from "../till-report/till-report.ts";
import { tillReportTape } from "../till-report/till-report-tape.ts";
import type { Tape, TapeOptions } from "./tape.ts";

/** What goes to a printer, as the plain document that a print job keeps. `kind` tells them apart. */
export type Paper = Docket | Receipt | TillReportPaper;

export const tapeOf = (paper: Paper, options: TapeOptions): Tape => {
  if (paper.kind === "receipt") return receiptTape(paper, options);
  return paper.kind === "till_report" ? tillReportTape(paper, options) : docketTape(paper, options);
};
