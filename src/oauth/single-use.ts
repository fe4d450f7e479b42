import { LruMap } from "../kit/lru.ts";

const KEPT_MAX = 10_000;

/**
 * Tells a replay from a race. Codes and refresh tokens that work once can be sent twice in two ways: by two requests
 * that are under way together, of which one wins and the other is simply refused; or again after the first was
 * answered, and then somebody has a copy (RFC 9700 §4.14). A use that this server did not see, or has forgotten, was
 * answered long ago.
 */
export class SingleUse {
  /** By hash: the attempts under way, and when the one that won was finished; not yet is Infinity. */
  private readonly uses = new LruMap<string, { underWay: number; finished: number }>(KEPT_MAX);

  /** Runs the attempt to use something up; true is success. */
  async use(hash: string, attempt: () => Promise<boolean>): Promise<boolean> {
    const use = this.uses.get(hash) ?? { underWay: 0, finished: Infinity };
    use.underWay++;
    this.uses.set(hash, use);
    try {
      const won = await attempt();
      if (won) use.finished = performance.now();
      return won;
    } finally {
      use.underWay--;
      if (use.underWay === 0 && use.finished === Infinity) this.uses.delete(hash);
    }
  }

  /** Whether a request that began at this moment of the process came after the use that won. */
  isReplay(hash: string, startedAt: number): boolean {
    return startedAt >= (this.uses.get(hash)?.finished ?? -Infinity);
  }
}
