import type { PdfCanvas, Tag } from "./pdf-canvas.ts";
import type { TextLine, TextSetter, TextStyle } from "./text-lines.ts";

/** Style of a text on the page. Sizes and heights in points. */
export interface PrintStyle extends TextStyle {
  readonly color: string;
  readonly lineHeight: number;
}

export interface TextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: "left" | "right" | "center";
  readonly tag: Tag;
}

interface FrameItem {
  readonly top: number;
  readonly draw: (canvas: PdfCanvas, y: number) => void;
}

/** Where the baseline lies in a line, as a share of its height: one place for all sizes that stand side by side. */
const BASELINE = 0.757;
const SMALLEST_FIGURES = 4;

/**
 * A rectangle of the page as a list of things to draw, measured from its own top: laid out before anything is drawn,
 * so that pages can be filled knowing every height.
 */
export class Frame {
  height = 0;
  private readonly items: FrameItem[] = [];
  private readonly setter: TextSetter;

  constructor(setter: TextSetter) {
    this.setter = setter;
  }

  /** Sets a text that wraps in the box; returns the y under it. */
  text(text: string, style: PrintStyle, box: TextBox): number {
    const lines = this.setter.lines(text, style, box.width);
    let y = box.y;
    for (const line of lines) {
      this.line(line, style, { ...box, y }, lines.length > 1);
      y += style.lineHeight;
    }
    return y;
  }

  /** Sets an amount on one line; one that is too wide for the box is set smaller. */
  figure(text: string, style: PrintStyle, box: TextBox): number {
    const width = this.setter.widthOf(text, style);
    const size = width > box.width ? Math.max(SMALLEST_FIGURES, (style.size * box.width) / width) : style.size;
    const fitted = { ...style, size };
    const [line] = this.setter.lines(text, fitted, Infinity);
    if (line !== undefined) this.line(line, fitted, { align: "right", ...box }, false);
    return box.y + style.lineHeight;
  }

  rule(x: number, y: number, width: number, color: string, thickness?: number): void {
    this.add(y, (canvas, top) => canvas.artifact(() => canvas.rule(x, top, width, color, thickness)));
  }

  /** Adds something else to draw; `draw` is given the y of `top` on the page. */
  add(top: number, draw: FrameItem["draw"]): void {
    this.items.push({ top, draw });
    this.height = Math.max(this.height, top);
  }

  /** Makes the frame at least this high. */
  reach(y: number): void {
    this.height = Math.max(this.height, y);
  }

  draw(canvas: PdfCanvas, y: number): void {
    for (const item of this.items) item.draw(canvas, y + item.top);
  }

  /** Cuts the frame between lines into frames of at most the given heights; the last height is used again. */
  slices(heights: (index: number) => number): Frame[] {
    const tops = [...new Set(this.items.map((item) => item.top))].sort((a, b) => a - b);
    const slices: Frame[] = [];
    let start = 0;
    while (start < this.height) {
      const room = heights(slices.length);
      const next = tops.filter((top) => top > start);
      const end = [...next, this.height].findLast((top) => top - start <= room) ?? next[0] ?? this.height;
      const slice = new Frame(this.setter);
      for (const item of this.items) {
        if (item.top >= start && (item.top < end || end === this.height)) slice.add(item.top - start, item.draw);
      }
      slice.reach(end - start);
      slices.push(slice);
      start = end;
    }
    return slices;
  }

  private line(line: TextLine, style: PrintStyle, box: TextBox, several: boolean): void {
    const slack = box.width - line.width;
    const align = several && line.rightToLeft && (box.align ?? "left") === "left" ? "right" : (box.align ?? "left");
    const x = box.x + (align === "right" ? slack : align === "center" ? slack / 2 : 0);
    const drop = style.lineHeight * BASELINE;
    this.add(box.y, (canvas, top) =>
      canvas.tagged(box.tag, () => canvas.line(line, x, top + drop, style.size, style.color)),
    );
    this.reach(box.y + style.lineHeight);
  }
}
