import { isIPv6 } from "node:net";
import { LruMap } from "../kit/lru.ts";
import { sha256 } from "../kit/secrets.ts";

/** Wrong tries that are free, and the rests that follow: doubling from the first to the longest. */
const FREE = 5;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 15 * 60_000;
/** After so long without a wrong try all is forgotten. */
const FORGET_MS = 3_600_000;
/** An address may belong to a whole venue, so it has more tries than an account. */
const ADDRESS_FACTOR = 6;
const KEPT_MAX = 20_000;

type Failures = { count: number; restUntil: number; last: number; lastBefore: number };

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
    return Math.max(0, left(ofAccount(account)), left(ofAddress(address)));
  }

  failed(account: string, address: string): void {
    this.count(ofAccount(account), FREE);
    this.count(ofAddress(address), FREE * ADDRESS_FACTOR);
  }

  /**
   * A right one, after it was counted as a wrong one: the account starts afresh, and the address is as it was before
   * this one try, because one known password must not pay for guessing others.
   */
  succeeded(account: string, address: string): void {
    this.failures.delete(ofAccount(account));
    const known = this.failures.get(ofAddress(address));
    if (!known) return;
    known.count--;
    known.restUntil = 0;
    known.last = known.lastBefore;
  }

  private count(key: string, free: number): void {
    const now = this.clock();
    const known = this.failures.get(key);
    const kept = known && now - known.last < FORGET_MS ? known : undefined;
    const count = (kept?.count ?? 0) + 1;
    const over = count - free;
    const rest = over < 0 ? 0 : Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(over, 10));
    this.failures.set(key, { count, restUntil: now + rest, last: now, lastBefore: kept?.last ?? now });
  }
}

/** Hashed, so that a long name takes no more memory than a short one. */
const ofAccount = (account: string): string => sha256(`account ${account}`);
const ofAddress = (address: string): string => `address ${networkOf(address)}`;

/** Who has an IPv6 address has at least the 2^64 of its network (RFC 6177), so they all count as one. */
const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [before = [], after = []] = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  const network = [...before, ...zeros, ...after].slice(0, 4);
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
};
