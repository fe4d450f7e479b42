import type { Font } from "fontkit";

export type Weight = "regular" | "strong";

/** One opened font file at one weight. Opened once per process and shared by all documents. */
export interface Face {
  /** Unique per file and weight; also the name under which a document registers the font. */
  readonly key: string;
  readonly font: Font;
}

type GetGlyph = (id: number, codePoints?: number[]) => object;

/**
 * Prepares an opened font for being shared.
 *
 * fontkit remembers on a glyph the code points it first stood for, so that what a document says about its characters
 * would depend on the documents before it; every asker gets its own code points instead. The PostScript name is made
 * unique since pdfkit takes two fonts of one name for the same font.
 */
export const shareableFace = (key: string, font: Font): Face => {
  const original = font.getGlyph.bind(font) as GetGlyph;
  const own: GetGlyph = (id, codePoints) => {
    const glyph = original(id, codePoints);
    return codePoints === undefined ? glyph : Object.create(glyph, { codePoints: { value: codePoints } });
  };
  Object.defineProperty(font, "getGlyph", { value: own });
  Object.defineProperty(font, "postscriptName", { value: key });
  return { key, font };
};
