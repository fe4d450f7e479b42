import { LruMap } from "../../kit/lru.ts";

/** Counts kept at the most. */
const COUNTS_MAX = 1_000;
/** A count that took less than this is cheap enough to take again. */
const CHEAP_MS = 0.4;
/** Nor is one of so few rows believed: somebody who just added to a short list looks for its last page. */
const FEW = 1_000;
/** How much longer than it took a count is believed: counting then costs half a percent at the most. */
const BELIEVED_TIMES = 200;
/** What is counted while somebody waits: so many rows, or for so long. The rest is counted behind the scenes. */
const AT_ONCE = 10_000;
const WAIT_MS = 8;
const FIRST_ROWS = 500;
/** A step behind the scenes: so many rows that it takes about this long, and a pause in which requests are served. */
const STEP_MS = 1.5;
const STEP_ROWS_MIN = 100;
const STEP_ROWS_MAX = 4_000;
const PAUSES = 4;
/** Lists that wait to be counted. Whoever asks beyond that, with ever new bounds, is told what it can be at the most. */
const BEHIND_MAX = 20;
/** New rows on top of a long count that make it begin anew from there. */
const NEWER_MANY = 1_000;
/** After this a long count is taken again from the start: rows that left the list are only noticed then. */
const RECOUNT_MS = 15 * 60_000;

/** A row's place in the list. */
export type Position = Readonly<{ created_at: number; id: number }>;
export type LongList = Readonly<{
  /** Counts up to `limit` rows behind a position (from the first without one); `last` is the last one, if there may be more. */
  older: (after: Position | undefined, limit: number) => Promise<{ n: number; last: Position | undefined }>;
  /** Counts up to `limit` rows before a position. */
  newer: (before: Position, limit: number) => Promise<number>;
  /** What the list cannot exceed, known without counting. */
  atMost: () => Promise<number>;
}>;

type Known = Readonly<{ n: number; until: number }>;
/** A long list as it was counted: the rows from `top` on. */
type Based = { n: number; top: Position; until: number };

/**
 * Counts of long lists cannot be had for nothing, and clients that page the old way ask for one with every page. So
 * nobody waits for more than ten thousand rows: a longer list is first told as long as it can be at the most, counted
 * in small steps between requests, and from then on told as that count and what has come on top of it. A short count
 * is believed for as long as it took, two hundred times over. Counts only ever tell the number of pages; the pages
 * themselves are never out of date.
 */
export class Counts {
  private readonly known = new LruMap<string, Known>(COUNTS_MAX);
  private readonly based = new LruMap<string, Based>(COUNTS_MAX);
  private readonly counting = new Set<string>();
  private behind: Promise<unknown> = Promise.resolve();

  /** A count that is quick whatever it counts, or of a list that is never very long. */
  async of(key: string, count: () => Promise<number>): Promise<number> {
    const known = this.known.get(key);
    const start = performance.now();
    if (known && known.until > start) return known.n;
    const n = await count();
    const took = performance.now() - start;
    if (n >= FEW && took > CHEAP_MS) this.known.set(key, { n, until: start + took * (1 + BELIEVED_TIMES) });
    return n;
  }

  /** The length of a list that may be very long. */
  async ofLong(key: string, list: LongList): Promise<number> {
    const based = this.based.get(key);
    if (based) return this.onTopOf(based, key, list);
    return this.of(key, async () => {
      const { n, whole } = await this.countAtOnce(list);
      if (whole) return n;
      this.countBehind(key, list);
      return Math.max(n + 1, await list.atMost());
    });
  }

  private async countAtOnce({ older }: LongList): Promise<{ n: number; whole: boolean }> {
    const until = performance.now() + WAIT_MS;
    let total = 0;
    let after: Position | undefined;
    for (let rows = FIRST_ROWS; total < AT_ONCE && performance.now() < until; rows *= 2) {
      const { n, last } = await older(after, Math.min(rows, AT_ONCE - total));
      total += n;
      after = last;
      if (after === undefined) return { n: total, whole: true };
    }
    return { n: total, whole: false };
  }

  private async onTopOf(based: Based, key: string, list: LongList): Promise<number> {
    const newer = await list.newer(based.top, NEWER_MANY);
    if (newer >= NEWER_MANY || based.until < performance.now()) this.countBehind(key, list);
    return based.n + newer;
  }

  private countBehind(key: string, list: LongList): void {
    if (this.counting.has(key) || this.counting.size >= BEHIND_MAX) return;
    this.counting.add(key);
    // One list after another, so that all of them together take no more of the server than one.
    const turn = this.behind;
    this.behind = (async () => {
      await turn;
      try {
        await this.countAll(key, list);
      } catch {
        // The database may be going away: whoever asks next is told, or counts anew.
      } finally {
        this.counting.delete(key);
      }
    })();
  }

  /** Counts on from the top to where an earlier count begins, or to the end. */
  private async countAll(key: string, { older, newer }: LongList): Promise<void> {
    const { last: top } = await older(undefined, 1);
    if (top === undefined) return;
    const before = this.based.get(key);
    if (before && before.until > performance.now()) {
      const n = await newer(before.top, AT_ONCE);
      if (n < AT_ONCE) return this.base(key, { ...before, n: before.n + n, top });
    }
    let total = 1;
    let rows = STEP_ROWS_MIN;
    for (let after: Position | undefined = top; after !== undefined;) {
      const start = performance.now();
      const { n, last } = await older(after, rows);
      const took = performance.now() - start;
      total += n;
      after = last;
      rows = Math.round(Math.min(STEP_ROWS_MAX, Math.max(STEP_ROWS_MIN, took > STEP_MS ? rows / 2 : rows * 1.5)));
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, took * PAUSES)).unref());
    }
    this.base(key, { n: total, top, until: performance.now() + RECOUNT_MS });
  }

  private base(key: string, based: Based): void {
    this.based.set(key, based);
    this.known.delete(key);
  }
}
