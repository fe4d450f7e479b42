/**
 * An X or Z report as plain data, as a print job keeps it: its heading, and sections of labels with something on the
 * right. `strong` rows are sums.
 */
export type TillReportPaper = Readonly<{
  kind: "till_report";
  /** "X REPORT", "Z REPORT 12". */
  title: string;
  company: string;
  facts: readonly string[];
  sections: readonly TillReportSection[];
  /** What somebody wrote; line breaks are kept. */
  note: string;
}>;

export type TillReportSection = Readonly<{ title: string; rows: readonly TillReportRow[] }>;
export type TillReportRow = Readonly<{ label: string; right: string; strong?: boolean; indent?: boolean }>;
