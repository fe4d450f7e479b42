import { BIG, Tape, type TapeOptions } from "../escpos/tape.ts";
import type { TillReportPaper } from "./till-report.ts";

/** An X or Z report on a till roll. */
export const tillReportTape = (report: TillReportPaper, options: TapeOptions): Tape => {
  const tape = new Tape(options);
  if (options.reprint) tape.bar("COPY");
  if (options.maybeTwice) tape.bar("MAY BE A DUPLICATE");
  tape.text(report.title, { ...BIG, align: "center" });
  tape.text(report.company, { align: "center" });
  for (const fact of report.facts) tape.text(fact, { align: "center" });
  for (const { title, rows } of report.sections) {
    tape.rule();
    if (title !== "") tape.text(title, { bold: true });
    for (const { label, right, strong = false, indent = false } of rows) {
      tape.pair(label, right, strong ? { bold: true } : {}, indent ? 2 : 0);
    }
  }
  tape.rule("=");
  if (report.note.trim() !== "") tape.text(report.note);
  return tape;
};
