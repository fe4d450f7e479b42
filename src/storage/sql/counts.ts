import { LruMap } from "../../kit/lru.ts";

/** Counts kept at the most. */
const COUNTS_MAX = 1_000;
/** A count that took less than this is cheap enough to take again. */
const CHEAP_MS = 0.4;
/** Nor is one of so few rows believed: somebody who just added to a short list looks for its last page. */
const FEW = 1_000;
/** How much longer than it took a count is believed: counting then costs half a percent at the most. */
const BELIEVED_TIMES = 200;

/**
 * Counts of long lists cannot be had for nothing, and clients that page the old way ask for one with every page. A
 * count is believed for as long as it took, two hundred times over: one of a million orders may be some seconds old,
 * one of a few hundred never is. It only ever tells the number of pages; the pages themselves are never out of date.
 */
export class Counts {
  private readonly known = new LruMap<string, { n: number; until: number }>(COUNTS_MAX);

  async of(key: string, count: () => Promise<number>): Promise<number> {
    const known = this.known.get(key);
    const start = performance.now();
    if (known && known.until > start) return known.n;
    const n = await count();
    const took = performance.now() - start;
    if (n >= FEW && took > CHEAP_MS) this.known.set(key, { n, until: start + took * BELIEVED_TIMES });
    return n;
  }
}
