import type { RollPart } from "../roll-parts.ts";
import { renderRollPdf } from "../roll-pdf.ts";
import type { TillReportPaper, TillReportRow } from "./till-report.ts";

/** The words of a report are ours. */
const LANGUAGE = "en-AU";

const row = ({ label, right, strong = false, indent = false }: TillReportRow): RollPart => ({
  kind: "pair",
  label,
  right,
  tone: strong ? "sum" : "plain",
  depth: indent ? 1 : 0,
});

const parts = ({ title, company, facts, sections, note }: TillReportPaper): RollPart[] => [
  { kind: "centered", text: company, tone: "name" },
  { kind: "centered", text: title, tone: "title" },
  ...facts.map((text): RollPart => ({ kind: "centered", text, tone: "plain" })),
  ...sections.flatMap(({ title: heading, rows }): RollPart[] => [
    { kind: "rule" },
    ...(heading === "" ? [] : [{ kind: "pair", label: heading, right: "", tone: "item", depth: 0 } as const]),
    ...rows.map(row),
  ]),
  { kind: "rule" },
  ...(note.trim() === "" ? [] : [{ kind: "text", text: note, depth: 0 } as const]),
];

/** An X or Z report as a PDF file, as a till roll has it; `at` is when it was made, epoch milliseconds. */
export const renderTillReportPdf = (report: TillReportPaper, at: number): Promise<Buffer> =>
  renderRollPdf({
    parts: parts(report),
    title: `${report.title} ${report.facts[0] ?? ""}`,
    language: LANGUAGE,
    issuedAt: new Date(at).toISOString(),
  });
