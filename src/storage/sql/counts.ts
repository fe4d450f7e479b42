import { LruMap } from "../../kit/lru.ts";

/** Counts kept at the most. */
const COUNTS_MAX = 1_000;
/** A count that took less than this is cheap enough to take again. */
const CHEAP_MS = 0.4;
/** Nor is one of so few rows believed: somebody who just added to a short list looks for its last page. */
const FEW = 1_000;
/** How much longer than it took a count is believed: counting then costs half a percent at the most. */
const BELIEVED_TIMES = 200;
/** Rows that are counted while somebody waits. What is beyond them is counted behind the scenes. */
const AT_ONCE = 10_000;
/** Rows of one step behind the scenes, and the pause after it, in which requests are served. */
const STEP = 2_000;
const PAUSE_MS = 4;

/** Where a count goes on: behind this row. */
export type Position = Readonly<{ created_at: number; id: number }>;
/** Counts up to `limit` rows behind a position; `last` is the last one counted when there may be more. */
export type CountStep = (
  after: Position | undefined,
  limit: number,
) => Promise<{ n: number; last: Position | undefined }>;

type Known = { n: number; until: number; long: boolean };

/**
 * Counts of long lists cannot be had for nothing, and clients that page the old way ask for one with every page. So
 * nobody waits for more than ten thousand rows: a longer list is first told as long as it can be at the most, counted
 * in small steps between requests, and told exactly from then on. A count is believed for as long as it took, two
 * hundred times over. It only ever tells the number of pages; the pages themselves are never out of date.
 */
export class Counts {
  private readonly known = new LruMap<string, Known>(COUNTS_MAX);
  private readonly counting = new Set<string>();

  /** A count that is quick whatever it counts, or of a list that is never very long. */
  async of(key: string, count: () => Promise<number>): Promise<number> {
    const known = this.known.get(key);
    const start = performance.now();
    if (known && known.until > start) return known.n;
    const n = await count();
    this.believe(key, n, start, false);
    return n;
  }

  /** The length of a list that may be very long; `atMost` tells quickly what it cannot exceed. */
  async ofLong(key: string, step: CountStep, atMost: () => Promise<number>): Promise<number> {
    const known = this.known.get(key);
    const start = performance.now();
    if (known && known.until > start) return known.n;
    if (known?.long) {
      this.countBehind(key, step);
      return known.n;
    }
    const { n, last } = await step(undefined, AT_ONCE);
    if (last === undefined) {
      this.believe(key, n, start, false);
      return n;
    }
    this.countBehind(key, step);
    return Math.max(n + 1, await atMost());
  }

  private believe(key: string, n: number, start: number, long: boolean): void {
    const took = performance.now() - start;
    if (n >= FEW && took > CHEAP_MS) this.known.set(key, { n, until: start + took * (1 + BELIEVED_TIMES), long });
    else this.known.delete(key);
  }

  private countBehind(key: string, step: CountStep): void {
    if (this.counting.has(key)) return;
    this.counting.add(key);
    this.countAll(key, step).then(
      () => this.counting.delete(key),
      () => this.counting.delete(key), // the database is going away; whoever asks next is told, or counts anew
    );
  }

  private async countAll(key: string, step: CountStep): Promise<void> {
    const start = performance.now();
    let total = 0;
    let after: Position | undefined;
    do {
      const { n, last } = await step(after, STEP);
      total += n;
      after = last;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    } while (after !== undefined);
    this.believe(key, total, start, true);
  }
}
