import { buffer } from "node:stream/consumers";
import { code128Widths } from "./escpos/code128.ts";
import { openFontSet } from "./fonts/font-set.ts";
import { Frame, type PrintStyle } from "./frame.ts";
import { Pages } from "./pages.ts";
import { PdfCanvas, Tag } from "./pdf-canvas.ts";
import type { RollPart } from "./roll-parts.ts";
import { TextSetter } from "./text-lines.ts";
import { cleanText } from "./text-runs.ts";

const MM = 72 / 25.4;
/** A roll of 80 mm. */
const PAGE_WIDTH = 80 * MM;
const MARGIN = 4 * MM;
const LEFT = MARGIN;
const WIDTH = PAGE_WIDTH - 2 * MARGIN;
/** Two metres: the next page begins. Readers refuse pages above 14,400 points (PDF 32000-1, annex C). */
const PAGE_HEIGHT_MAX = 2_000 * MM;
const INK = "#16191d";

const style = (size: number, lineHeight: number, more: Partial<PrintStyle> = {}): PrintStyle => ({
  size,
  lineHeight,
  weight: "regular",
  color: INK,
  ...more,
});
const STYLES = {
  name: style(15, 19, { weight: "strong" }),
  title: style(10, 14, { weight: "strong" }),
  plain: style(8.5, 12),
  plainFigure: style(8.5, 12, { tabular: true }),
  item: style(9, 13, { weight: "strong" }),
  itemFigure: style(9, 13, { weight: "strong", tabular: true }),
  sum: style(9, 13, { weight: "strong" }),
  sumFigure: style(9, 13, { weight: "strong", tabular: true }),
  total: style(13, 20, { weight: "strong" }),
  totalFigure: style(13, 20, { weight: "strong", tabular: true }),
  id: style(13, 18, { weight: "strong" }),
} as const;

/** What stands on a roll, and what the file says of itself. `issuedAt` is an ISO instant, `language` BCP 47. */
export type Roll = Readonly<{ parts: readonly RollPart[]; title: string; language: string; issuedAt: string }>;

/**
 * A PDF file of one page as wide as a till roll and as long as what stands on it. The same roll gives the same bytes.
 * Throws a RangeError when `issuedAt` is not an instant.
 */
export const renderRollPdf = async ({ parts, title, language, issuedAt }: Roll): Promise<Buffer> => {
  const issued = new Date(issuedAt);
  if (Number.isNaN(issued.getTime())) throw new RangeError(`not an instant: ${issuedAt}`);
  const [{ default: PDFDocument }, fonts] = await Promise.all([import("pdfkit"), openFontSet()]);
  const setter = new TextSetter(fonts, language);
  let frame = layOut(parts, setter);
  // a font that was not at hand is loaded and all of it laid out once more
  while (fonts.hasMissing) {
    await fonts.loadMissing();
    frame = layOut(parts, setter);
  }
  const height = Math.min(PAGE_HEIGHT_MAX, Math.ceil(frame.height) + 2 * MARGIN);
  const pages = new Pages({ top: MARGIN, bottom: height - MARGIN + 0.5 });
  pages.place([frame], 0);

  const doc = new PDFDocument({
    size: [PAGE_WIDTH, height],
    margin: 0,
    autoFirstPage: false,
    font: "", // none: the default would be an unembedded Helvetica
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: language,
    info: {
      Title: cleanText(title).replace(/\s+/g, " ").trim(),
      Creator: "Servery",
      CreationDate: issued,
    },
  });
  const file = buffer(doc);
  const canvas = new PdfCanvas(doc);
  for (const draws of pages.pages) {
    doc.addPage();
    for (const draw of draws) draw(canvas);
  }
  canvas.finish();
  doc.end();
  return file;
};

const layOut = (parts: readonly RollPart[], setter: TextSetter): Frame => {
  const root = new Tag("Document");
  const frame = new Frame(setter);
  let y = 0;
  for (const part of parts) y = put(frame, part, y, setter, root);
  frame.reach(y);
  return frame;
};

/** Adds a part at y; answers the y under it. */
const put = (frame: Frame, part: RollPart, y: number, setter: TextSetter, root: Tag): number => {
  switch (part.kind) {
    case "centered": {
      const tag = new Tag(part.tone === "title" ? "H1" : "P", root);
      const top = part.tone === "title" ? y + 8 : y;
      return frame.text(part.text, STYLES[part.tone], { x: LEFT, y: top, width: WIDTH, align: "center", tag });
    }
    case "text": {
      const indent = indentOf(part.depth);
      const box = { x: LEFT + indent, y, width: WIDTH - indent, tag: new Tag("P", root) };
      return frame.text(part.text, STYLES.plain, box);
    }
    case "pair": {
      const indent = indentOf(part.depth);
      const top = part.tone === "total" ? y + 3 : y;
      const tag = new Tag("P", root);
      const figures = STYLES[`${part.tone}Figure`];
      const width = part.right === "" ? 0 : Math.min(WIDTH * 0.6, setter.widthOf(part.right, figures) + 0.5);
      const room = WIDTH - indent - width - 8;
      const below = frame.text(part.label, STYLES[part.tone], { x: LEFT + indent, y: top, width: room, tag });
      frame.figure(part.right, figures, { x: LEFT + WIDTH - width, y: top, width, tag });
      return Math.max(below, top + figures.lineHeight);
    }
    case "rule":
      frame.rule(LEFT, y + 5, WIDTH, INK);
      return y + 10;
    case "sale_id":
      bars(frame, part.id, y + 10);
      return frame.text(part.id, STYLES.id, {
        x: LEFT,
        y: y + 10 + BARS_HEIGHT + 3,
        width: WIDTH,
        align: "center",
        tag: new Tag("P", root),
      });
  }
};

const BARS_HEIGHT = 30;

/** Bars and spaces of a Code 128 symbol in the middle of the page; its text stands below, so it is decoration. */
const bars = (frame: Frame, data: string, top: number): void => {
  const widths = code128Widths(data);
  const modules = widths.reduce((a, b) => a + b, 0);
  const module = Math.min(1.1, WIDTH / (modules + 20)); // ten modules of quiet on each side
  frame.add(top, (canvas, y) =>
    canvas.artifact(() => {
      let x = LEFT + (WIDTH - modules * module) / 2;
      widths.forEach((width, i) => {
        if (i % 2 === 0) canvas.panel(x, y, width * module, BARS_HEIGHT, INK);
        x += width * module;
      });
    }),
  );
  frame.reach(top + BARS_HEIGHT);
};

const indentOf = (depth: number): number => 10 * Math.min(depth, 4);
