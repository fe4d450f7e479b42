import { LruMap } from "../kit/lru.ts";

const KEPT_MAX = 10_000;

/**
 * Tells a replay from a race. Codes and refresh tokens that work once can be sent twice in two ways: by two requests
 * that are under way together, of which one wins and the other is simply refused; or again after the first was
 * answered, and then somebody has a copy (RFC 9700 §4.14). A use that this server did not see, or has forgotten, was
 * answered long ago.
 */
export class SingleUse {
  /** By hash: when the use that won was finished, in milliseconds of the process; not yet is Infinity. */
  private readonly finished = new LruMap<string, number>(KEPT_MAX);

  /** Runs the attempt to use something up; true is success. */
  async use(hash: string, attempt: () => Promise<boolean>): Promise<boolean> {
    const before = this.finished.get(hash);
    if (before === undefined) this.finished.set(hash, Infinity);
    let won = false;
    try {
      won = await attempt();
      return won;
    } finally {
      if (won) this.finished.set(hash, performance.now());
      else if (before === undefined && this.finished.get(hash) === Infinity) this.finished.delete(hash);
    }
  }

  /** Whether a request that began at this moment of the process came after the use that won. */
  isReplay(hash: string, startedAt: number): boolean {
    return startedAt >= (this.finished.get(hash) ?? -Infinity);
  }
}
