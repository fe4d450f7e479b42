import { LruMap } from "../kit/lru.ts";

/** Wrong tries that are free, and the rests that follow: doubling from the first to the longest. */
const FREE = 5;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 15 * 60_000;
/** After so long without a wrong try all is forgotten. */
const FORGET_MS = 3_600_000;
/** An address may belong to a whole venue, so it has more tries than an account. */
const ADDRESS_FACTOR = 6;
const KEPT_MAX = 20_000;

type Failures = { count: number; restUntil: number; last: number };

/** Slows guessing down, by account and by address. Kept in this server's memory, bounded. */
export class Throttle {
  private readonly failures = new LruMap<string, Failures>(KEPT_MAX);
  private readonly clock: () => number;

  constructor(clock: () => number) {
    this.clock = clock;
  }

  /** Milliseconds that these keys still have to rest; 0 lets them try. */
  rest(account: string, address: string): number {
    const now = this.clock();
    const left = (key: string): number => (this.failures.get(key)?.restUntil ?? 0) - now;
    return Math.max(0, left(`account ${account}`), left(`address ${address}`));
  }

  failed(account: string, address: string): void {
    this.count(`account ${account}`, FREE);
    this.count(`address ${address}`, FREE * ADDRESS_FACTOR);
  }

  /**
   * A right one: the account starts afresh, and the address gets back this one try only, because one known password
   * must not pay for guessing others.
   */
  succeeded(account: string, address: string): void {
    this.failures.delete(`account ${account}`);
    const known = this.failures.get(`address ${address}`);
    if (known) known.count--;
    if (known && known.count < FREE * ADDRESS_FACTOR) known.restUntil = 0;
  }

  private count(key: string, free: number): void {
    const now = this.clock();
    const known = this.failures.get(key);
    const count = known && now - known.last < FORGET_MS ? known.count + 1 : 1;
    const over = count - free;
    const rest = over < 0 ? 0 : Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(over, 10));
    this.failures.set(key, { count, restUntil: now + rest, last: now });
  }
}
