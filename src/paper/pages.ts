import type { Frame } from "./frame.ts";
import type { PdfCanvas } from "./pdf-canvas.ts";

/** The part of a page that content may fill, in points from the page top. */
export interface PageArea {
  readonly top: number;
  readonly bottom: number;
}

type Draw = (canvas: PdfCanvas) => void;

/** Too little room to begin something that must be cut anyway. */
const NOT_WORTH_BEGINNING = 90;

/** Fills pages with frames from top to bottom. */
export class Pages {
  readonly pages: Draw[][] = [[]];
  private readonly area: PageArea;
  private y: number;
  /** Drawn at the top of each new page while set: the head of a table. */
  private repeated: Frame | undefined;

  constructor(area: PageArea) {
    this.area = area;
    this.y = area.top;
  }

  /**
   * Begins a table: its head goes here when something of the first row fits under it, and `repeated` at the top of
   * each further page until `endTable`.
   */
  beginTable(head: Frame, repeated: Frame, gap: number, firstRow: number): void {
    if (this.y > this.area.top) this.y += gap;
    if (this.room < head.height + firstRow) this.newPage();
    this.put(head);
    this.repeated = repeated;
  }

  endTable(): void {
    this.repeated = undefined;
  }

  /**
   * Places frames that belong together under one another. They move to the next page as one when they do not fit here;
   * only when they are higher than `keepUpTo` points they are cut, between lines. `gap` goes above them unless they
   * begin a page.
   */
  place(frames: readonly Frame[], gap: number, keepUpTo = this.area.bottom - this.area.top): void {
    const height = frames.reduce((sum, frame) => sum + frame.height, 0);
    if (this.y > this.area.top) this.y += gap;
    if (height <= this.room) {
      for (const frame of frames) this.put(frame);
      return;
    }
    const whole = this.area.bottom - this.area.top - (this.repeated?.height ?? 0);
    if (height <= Math.min(keepUpTo, whole)) {
      this.newPage();
      for (const frame of frames) this.put(frame);
      return;
    }
    for (const frame of frames) this.flow(frame, keepUpTo, whole);
  }

  private get room(): number {
    return this.area.bottom - this.y;
  }

  private flow(frame: Frame, keepUpTo: number, whole: number): void {
    if (frame.height <= this.room) return this.put(frame);
    if (frame.height <= Math.min(keepUpTo, whole) || this.room < NOT_WORTH_BEGINNING) this.newPage();
    if (frame.height <= this.room) return this.put(frame);
    const first = this.room;
    frame
      .slices((index) => (index === 0 ? first : whole))
      .forEach((slice, index) => {
        if (index > 0) this.newPage();
        this.put(slice);
      });
  }

  private put(frame: Frame): void {
    const y = this.y;
    this.pages.at(-1)!.push((canvas) => frame.draw(canvas, y));
    this.y += frame.height;
  }

  private newPage(): void {
    this.pages.push([]);
    this.y = this.area.top;
    const { repeated } = this;
    if (repeated !== undefined) this.put(repeated);
  }
}
