import type { CompanyId, OrderId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import { LruMap } from "../kit/lru.ts";
import type { Caller } from "./callers.ts";
import type { Rendered } from "./route.ts";

type Kept = Rendered & {
  readonly key: string;
  readonly version: number;
  /** Where the fast path has it. */
  readonly urls: string[];
  /** Given out by the fast path lately. */
  used: boolean;
};

/** A finished answer to one URL by one caller: what the server's fast path sends without asking anybody. */
export type HotAnswer = Readonly<{ rendered: Rendered; caller: Caller; authorization: string; route: string }>;

/** What an entry costs besides its JSON. */
const ENTRY_BYTES = 600;
/** Spellings of one order's URL, and callers of one URL, that the fast path knows. */
const URLS_MAX = 4;
const CALLERS_MAX = 4;

/**
 * Rendered orders, bounded by their bytes. An entry ends with the commit that changes its order, or when it has to
 * make room; a server that shares its database asks for the version before it trusts one.
 */
export class RenderedOrders {
  private readonly kept: LruMap<string, Kept>;
  private readonly hot = new Map<string, HotAnswer[]>();
  private ended = 0;

  constructor(bytesMax: number) {
    const weigh = (entry: Kept): number => entry.json.length + ENTRY_BYTES;
    this.kept = new LruMap<string, Kept>(bytesMax, weigh, { leave: (entry) => this.mayLeave(entry) });
  }

  /** What the fast path gave out since it was last its turn to leave may stay for another round. */
  private mayLeave(entry: Kept): boolean {
    if (entry.used) {
      entry.used = false;
      return false;
    }
    this.finish(entry);
    return true;
  }

  private finish(entry: Kept): void {
    entry.live = false;
    for (const url of entry.urls) this.hot.delete(url);
  }

  /** To be taken before an order is read, and handed to `put`: tells whether anything changed in between. */
  mark(): number {
    return this.ended;
  }

  get(company: CompanyId, id: OrderId): Kept | undefined {
    return this.kept.get(`${company}/${id}`);
  }

  /** Keeps a rendered order, unless something changed since the mark: then it is only good for this one answer. */
  put(order: Order, json: Buffer, etag: string, mark: number): Rendered {
    const key = `${order.companyId}/${order.id}`;
    const entry: Kept = { key, json, etag, version: order.version, urls: [], used: false, live: mark === this.ended };
    if (entry.live) this.kept.set(key, entry);
    return entry;
  }

  /** Ends what was kept of these orders. Called with the commit. */
  end(orders: readonly Order[]): void {
    this.ended++;
    for (const { companyId, id } of orders) {
      const key = `${companyId}/${id}`;
      const entry = this.kept.get(key);
      if (!entry) continue;
      this.kept.delete(key);
      this.finish(entry);
    }
  }

  clear(): void {
    this.ended++;
    for (const entry of this.kept.values()) entry.live = false;
    this.kept.clear();
    this.hot.clear();
  }

  /** Offers an answer to the fast path, which takes it while its order is kept. */
  heat(url: string, answer: HotAnswer): void {
    const entry = answer.rendered as Kept;
    if (!entry.live || this.kept.get(entry.key) !== entry) return;
    const callers = this.hot.get(url)?.filter((known) => known.authorization !== answer.authorization) ?? [];
    if (!entry.urls.includes(url)) {
      if (entry.urls.length >= URLS_MAX) return;
      entry.urls.push(url);
    }
    this.hot.set(url, [...callers.slice(1 - CALLERS_MAX), answer]);
  }

  /** What the fast path may send to this caller. Looked up on every GET, so it costs one look into one map. */
  hotAnswer(url: string, authorization: string): HotAnswer | undefined {
    for (const answer of this.hot.get(url) ?? []) {
      if (answer.authorization === authorization) {
        if (!answer.rendered.live || !answer.caller.live) return undefined;
        (answer.rendered as Kept).used = true;
        return answer;
      }
    }
    return undefined;
  }
}
