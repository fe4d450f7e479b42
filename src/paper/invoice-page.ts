import type { PrintStyle } from "./frame.ts";

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
const MARGIN = 48;
export const LEFT = MARGIN;
export const RIGHT = PAGE.width - MARGIN;
export const WIDTH = RIGHT - LEFT;
export const AREA = { top: 46, bottom: PAGE.height - 62 };
/** A line of the order with all that belongs to it stays on one page up to this height. */
export const KEEP_LINE = (AREA.bottom - AREA.top) * 0.5;

export const INK = "#16191d";
export const MUTED = "#5a636d";
export const HAIRLINE = "#d5dae0";
export const STRONG_LINE = "#16191d";

const style = (size: number, lineHeight: number, more: Partial<PrintStyle> = {}): PrintStyle => ({
  size,
  lineHeight,
  weight: "regular",
  color: INK,
  ...more,
});

/** Every kind of text on the page. */
export const STYLES = {
  seller: style(15, 19, { weight: "strong" }),
  title: style(19, 24, { weight: "strong" }),
  contact: style(8.5, 12, { color: MUTED }),
  reference: style(9, 13),
  label: style(7.25, 10.5, { color: MUTED }),
  value: style(9, 12.5),
  customer: style(9.5, 13.5, { weight: "strong" }),
  head: style(7.5, 11, { color: MUTED, weight: "strong" }),
  item: style(9.25, 13, { weight: "strong" }),
  nested: style(8.75, 12.5),
  cell: style(9.25, 13, { tabular: true }),
  faint: style(8.25, 13, { tabular: true, color: MUTED }),
  detail: style(8.25, 11.5, { color: MUTED }),
  detailFigure: style(8.25, 11.5, { color: MUTED, tabular: true }),
  sum: style(9.25, 15, {}),
  sumFigure: style(9.25, 15, { tabular: true }),
  total: style(12.5, 20, { weight: "strong" }),
  totalFigure: style(12.5, 20, { weight: "strong", tabular: true }),
  due: style(9.25, 15, { weight: "strong" }),
  dueFigure: style(9.25, 15, { weight: "strong", tabular: true }),
  footer: style(8.5, 12.5, { color: MUTED }),
} as const;

/** A logo with its size in pixels, as pdfkit opened it. */
export interface OpenedLogo {
  readonly width: number;
  readonly height: number;
  /** Draws it in a rectangle given in points. */
  readonly draw: (x: number, y: number, width: number, height: number) => void;
}

/** Whether there is anything to show. */
export const given = (text: string | undefined): text is string => text !== undefined && text.trim() !== "";
