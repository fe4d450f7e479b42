import type {} from "pdfkit"; // its typings declare the PDFKit namespace
import type { Face } from "./fonts/face.ts";
import type { ShapedGlyph, ShapedRun, TextLine } from "./text-lines.ts";

/** A part of the document for readers that do not see it (PDF structure types). */
export type TagType = "Document" | "H1" | "H2" | "P" | "Figure" | "Sect" | "Table" | "TR" | "TH" | "TD";

/** A node of the document structure. It enters the file when something is first drawn for it. */
export class Tag {
  readonly type: TagType;
  readonly parent: Tag | undefined;
  readonly alt: string | undefined;
  element: PDFKit.PDFStructureElement | undefined;

  constructor(type: TagType, parent?: Tag, alt?: string) {
    this.type = type;
    this.parent = parent;
    this.alt = alt;
  }
}

/** What pdfkit keeps about a font inside one document. Its typings do not name it. */
interface EmbeddedFont {
  readonly id: string;
  readonly subset: { readonly glyphs: number[] };
  readonly widths: (number | undefined)[];
  readonly unicode: (readonly number[] | undefined)[];
  ref(): object;
}

interface DocumentFont {
  readonly font: EmbeddedFont;
  /** Position in the subset by glyph and the characters it stands for. */
  readonly positions: Map<string, number>;
}

/**
 * Draws shaped lines, rules and panels on the pages of one pdfkit document; y is measured in points from the page top.
 *
 * Glyphs are written directly and not by `doc.text`, because that would shape every text a second time, knows neither
 * fallback faces nor direction, and gives one glyph one meaning per document: here a glyph that stands for different
 * characters takes one place in the subset for each, so that copied text is the text that was written.
 */
export class PdfCanvas {
  readonly doc: PDFKit.PDFDocument;
  private readonly fonts = new Map<string, DocumentFont>();
  private root: Tag | undefined;
  private decorating = false;

  constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
  }

  /** Draws something that belongs to a node of the document structure. */
  tagged(tag: Tag, draw: () => void): void {
    if (this.decorating) return draw();
    const element = this.elementOf(tag);
    element.add(this.doc.markStructureContent(tag.type));
    draw();
    this.doc.endMarkedContent();
  }

  /** Draws decoration: rules, panels, repeated headings, page numbers. */
  artifact(draw: () => void): void {
    if (this.decorating) return draw();
    this.doc.markContent("Artifact", { type: "Layout" });
    this.decorating = true;
    draw();
    this.decorating = false;
    this.doc.endMarkedContent();
  }

  /** Ends the structure; nothing can be drawn for it afterwards. */
  finish(): void {
    this.root?.element?.end();
  }

  /** Draws a line of text with its left end at x and its baseline at y. */
  line(line: TextLine, x: number, baseline: number, size: number, color: string): void {
    if (line.runs.length === 0) return;
    this.doc.fillColor(color);
    // pdfkit turns the page so that y runs down; text must be drawn the other way up again
    this.doc.save();
    this.doc.transform(1, 0, 0, -1, 0, this.doc.page.height);
    const y = this.doc.page.height - baseline;
    let at = x;
    for (const run of line.runs) {
      this.run(run, at, y, size);
      at += run.width * size;
    }
    this.doc.restore();
  }

  rule(x: number, y: number, width: number, color: string, thickness = 0.6): void {
    this.doc.rect(x, y - thickness / 2, width, thickness).fill(color);
  }

  panel(x: number, y: number, width: number, height: number, color: string): void {
    this.doc.rect(x, y, width, height).fill(color);
  }

  private run(run: ShapedRun, x: number, y: number, size: number): void {
    const { font, positions } = this.fontOf(run.face);
    const pageFonts = (this.doc.page as unknown as { fonts: Record<string, object> }).fonts;
    pageFonts[font.id] ??= font.ref();
    // Devanagari and others show vowels before the consonant they follow: give readers the text as it was written
    const reordered = /[\u0900-\u0dff]/.test(run.text);
    if (reordered) this.doc.markContent("Span", { actual: run.text });
    this.doc.addContent(`BT /${font.id} ${num(size)} Tf 1 0 0 1 ${num(x)} ${num(y)} Tm`);
    const silent: string[] = [];
    let shown = "";
    let array = "";
    const flush = (): void => {
      if (shown !== "") array += `<${shown}>`;
      if (array !== "") this.doc.addContent(`[${array}] TJ`);
      shown = "";
      array = "";
    };
    let at = x;
    let moved = false;
    for (const glyph of run.glyphs) {
      const position = positionOf(font, positions, glyph).toString(16).padStart(4, "0");
      const shifted = glyph.dx !== 0 || glyph.dy !== 0;
      const place = `1 0 0 1 ${num(at + glyph.dx * size)} ${num(y + glyph.dy * size)} Tm`;
      if (glyph.codePoints.length === 0 && !reordered) {
        silent.push(`${place} <${position}> Tj`);
        moved ||= glyph.advance !== 0;
      } else {
        if (shifted || moved) {
          flush();
          this.doc.addContent(place);
        }
        moved = shifted;
        shown += position;
        const kern = (glyph.width - glyph.advance) * 1000;
        if (Math.abs(kern) > 0.01) {
          array += `<${shown}> ${num(kern)} `;
          shown = "";
        }
      }
      at += glyph.advance * size;
    }
    flush();
    // parts of characters that stand for none themselves, such as the dots of Arabic letters, come last and marked as
    // no text, so that the letters before them are one piece of text
    if (silent.length > 0) this.doc.addContent(`/Span <</ActualText <FEFF>>> BDC ${silent.join(" ")} EMC`);
    this.doc.addContent("ET");
    if (reordered) this.doc.endMarkedContent();
  }

  private fontOf(face: Face): DocumentFont {
    let known = this.fonts.get(face.key);
    if (known === undefined) {
      // pdfkit takes an opened fontkit font as it is, which its typings do not say
      this.doc.registerFont(face.key, face.font as unknown as Buffer).font(face.key);
      known = { font: (this.doc as unknown as { _font: EmbeddedFont })._font, positions: new Map() };
      this.fonts.set(face.key, known);
    }
    return known;
  }

  private elementOf(tag: Tag): PDFKit.PDFStructureElement {
    if (tag.element !== undefined) return tag.element;
    tag.element = this.doc.struct(tag.type, tag.alt === undefined ? {} : { alt: tag.alt });
    if (tag.parent === undefined) {
      this.root = tag;
      this.doc.addStructure(tag.element);
    } else {
      this.elementOf(tag.parent).add(tag.element);
    }
    return tag.element;
  }
}

const positionOf = (font: EmbeddedFont, positions: Map<string, number>, glyph: ShapedGlyph): number => {
  const key = `${glyph.id}:${glyph.codePoints.join()}`;
  let position = positions.get(key);
  if (position === undefined) {
    position = glyph.id === 0 ? 0 : font.subset.glyphs.push(glyph.id) - 1;
    positions.set(key, position);
    font.widths[position] = glyph.width * 1000;
    // an empty entry would be read as a control character, an unseen one is passed over
    font.unicode[position] = glyph.codePoints.length === 0 ? [0x200b] : glyph.codePoints;
  }
  return position;
};

/** A number as PDF writes it: plain decimals, no exponent. */
const num = (value: number): string => String(Math.round(value * 1000) / 1000);
