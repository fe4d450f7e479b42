/** Markup that is safe to send: made by the `html` tag only, so that a plain string can never pass for it. */
export class Html {
  readonly text: string;
  protected readonly kind = "html"; // without it, any object with a text would do

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand between the braces of a template. Nothing is written for null, undefined and false. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as it may stand in an element and in an attribute's value between quotes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const written = (piece: Piece): string => {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
  if (piece === null || piece === undefined || piece === false) return "";
  return piece.map(written).join("");
};

/** Markup from a template. Attribute values must be written between quotes. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(parts.map((part, i) => (i === 0 ? part : written(pieces[i - 1]) + part)).join(""));
