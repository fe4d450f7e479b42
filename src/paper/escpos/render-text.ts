import { type Paper, tapeOf } from "./paper.ts";
import { type TapeOptions, plainLine } from "./tape.ts";

/** A docket or receipt as lines of plain text: what the printer prints, without its type sizes. */
export const renderText = (paper: Paper, options: TapeOptions): string[] => {
  const tape = tapeOf(paper, options);
  return tape.rows.map((row) =>
    row.kind === "barcode"
      ? plainLine(row.data, "center", tape.columns)
      : plainLine(row.spans.map((span) => span.text).join(""), row.align, tape.columns),
  );
};
