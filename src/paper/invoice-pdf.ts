import type { Invoice } from "./invoice.ts";
import { openFontSet } from "./fonts/font-set.ts";
import { layOutInvoice } from "./invoice-layout.ts";
import { LEFT, MUTED, type OpenedLogo, PAGE, RIGHT, WIDTH } from "./invoice-page.ts";
import { isUsableLogo } from "./logo.ts";
import { PdfCanvas } from "./pdf-canvas.ts";
import { TextSetter, type TextStyle } from "./text-lines.ts";
import { cleanText } from "./text-runs.ts";

const FOOT: TextStyle = { size: 7.5, weight: "regular", tabular: true };

/**
 * The invoice as an A4 PDF file. The same invoice gives the same bytes. Throws a RangeError when `issuedAt` is not an
 * instant.
 */
export const renderInvoicePdf = async (invoice: Invoice): Promise<Buffer> => {
  const issued = new Date(invoice.issuedAt);
  if (Number.isNaN(issued.getTime())) throw new RangeError(`not an instant: ${invoice.issuedAt}`);
  const [{ default: PDFDocument }, fonts] = await Promise.all([import("pdfkit"), openFontSet()]);

  const name = cleanText(`${invoice.title} ${invoice.saleNumber}`).replace(/\s+/g, " ").trim();
  const seller = cleanText(invoice.seller.tradingName).replace(/\s+/g, " ").trim();
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    font: "", // none: the default would be an unembedded Helvetica
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: invoice.language,
    info: {
      Title: seller === "" ? name : `${name} \u2013 ${seller}`,
      ...(seller === "" ? {} : { Author: seller }),
      Creator: "Servery",
      CreationDate: issued,
    },
  });
  const file = collect(doc);

  const setter = new TextSetter(fonts, invoice.language);
  const logo = openLogo(doc, invoice.seller.logo);
  let { pages } = layOutInvoice(invoice, setter, logo);
  const caption = seller === "" ? name : `${seller} \u2013 ${name}`;
  setter.lines(caption, FOOT, WIDTH - 90);
  // a font that was not at hand is loaded and the invoice laid out once more
  while (fonts.hasMissing) {
    await fonts.loadMissing();
    ({ pages } = layOutInvoice(invoice, setter, logo));
    setter.lines(caption, FOOT, WIDTH - 90);
  }

  const canvas = new PdfCanvas(doc);
  pages.forEach((draws, index) => {
    doc.addPage();
    for (const draw of draws) draw(canvas);
    canvas.artifact(() => pageFoot(canvas, setter, caption, `Page ${index + 1} of ${pages.length}`));
  });
  canvas.finish();
  doc.end();
  return file;
};

const pageFoot = (canvas: PdfCanvas, setter: TextSetter, caption: string, count: string): void => {
  const baseline = PAGE.height - 34;
  const [left] = setter.lines(caption, FOOT, WIDTH - 90);
  const [right] = setter.lines(count, FOOT, Infinity);
  if (left !== undefined) canvas.line(left, LEFT, baseline, FOOT.size, MUTED);
  if (right !== undefined) canvas.line(right, RIGHT - right.width, baseline, FOOT.size, MUTED);
};

/** A logo that cannot be read is no reason to refuse an invoice. */
const openLogo = (doc: PDFKit.PDFDocument, file: Buffer | undefined): OpenedLogo | undefined => {
  if (file === undefined || !isUsableLogo(file)) return undefined;
  try {
    // pdfkit opens pictures in a way of its own that its typings leave out
    const image = (doc as unknown as { openImage(file: Buffer): { width: number; height: number } }).openImage(file);
    if (!(image.width > 0 && image.height > 0)) return undefined;
    return {
      width: image.width,
      height: image.height,
      draw: (x, y, width, height) => doc.image(image as unknown as Buffer, x, y, { width, height }),
    };
  } catch {
    return undefined;
  }
};

const collect = (doc: PDFKit.PDFDocument): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
