import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { ZReport } from "../../../../domain/till/close.ts";
import type { TillReport } from "../../../../domain/till/report.ts";
import type { Answer } from "../../../../http/route.ts";
import { anyLetters } from "../../../../paper/escpos/letters.ts";
import { renderText } from "../../../../paper/escpos/render-text.ts";
import { tillReportOf } from "../../../../paper/till-report/till-report-of.ts";

/** Characters in a row of a report as text: what a roll of 80 mm holds. */
const COLUMNS = 42;

/** The forms of a report besides JSON: the ends of their operation ids and of their paths. */
export const PAPER_FORMS = [
  { form: "text", words: "text", ending: "txt", type: "text/plain", says: "As it would be printed." },
  { form: "pdf", words: "PDF", ending: "pdf", type: "application/pdf", says: "As it would be printed." },
] as const;

/** An X or Z report as it would come out of a printer. */
export const onPaper = async (
  form: (typeof PAPER_FORMS)[number]["form"],
  report: TillReport | ZReport,
  catalogue: Catalogue,
): Promise<Answer> => {
  const paper = tillReportOf(report, catalogue);
  if (form === "text") {
    const lines = renderText(paper, { columns: COLUMNS, letters: anyLetters });
    const content = Buffer.from(`${lines.join("\n")}\n`);
    return { status: 200, bytes: { type: "text/plain; charset=utf-8", content } };
  }
  // Fonts and all are only loaded when the first one is asked for.
  const { renderTillReportPdf } = await import("../../../../paper/till-report/till-report-pdf.ts");
  const name = "number" in report ? `z-report-${report.registerId}-${report.number}` : `x-report-${report.registerId}`;
  return {
    status: 200,
    bytes: { type: "application/pdf", content: await renderTillReportPdf(paper, report.at) },
    headers: { "content-disposition": `inline; filename="${name}.pdf"` },
  };
};
