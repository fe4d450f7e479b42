import type { FeedEvent } from "../storage/feed.ts";

/**
 * How long an id may become visible after a higher one. On PostgreSQL an event's id is drawn before its commit, so ids do
 * not appear in order. No transaction is that long between the two: one that stands still is ended by the database.
 */
export const LOOK_BACK_MS = 10_000;

/**
 * Which events a reader has seen, as far back as it still matters. Everything up to `floor` is done with; between
 * `floor` and `top` are ids that were seen a moment ago, and perhaps some that are yet to appear.
 */
export class Seen {
  /** When each id was seen first; in the order of those times. */
  private readonly times = new Map<number, number>();
  private bottom: number;
  private highest: number;

  constructor(floor: number) {
    this.bottom = floor;
    this.highest = floor;
  }

  get floor(): number {
    return this.bottom;
  }

  get top(): number {
    return this.highest;
  }

  has(id: number): boolean {
    return id <= this.bottom || this.times.has(id);
  }

  add({ id }: Pick<FeedEvent, "id">, now: number): void {
    if (this.has(id)) return;
    this.times.set(id, now);
    this.highest = Math.max(this.highest, id);
  }

  /** Leaves behind what was seen so long ago that nothing lower can appear any more. */
  pass(before: number): void {
    for (const [id, at] of this.times) {
      if (at >= before) return;
      this.times.delete(id);
      this.bottom = Math.max(this.bottom, id);
    }
  }
}
