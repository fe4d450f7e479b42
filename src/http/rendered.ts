import type { CompanyId, OrderId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import { LruMap } from "../kit/lru.ts";
import type { Caller } from "./callers.ts";
import type { Rendered } from "./route.ts";

type Kept = Rendered & { readonly key: string; readonly version: number };

/** A finished answer to one URL by one caller: what the server's fast path sends without asking anybody. */
export type HotAnswer = Readonly<{ rendered: Rendered; caller: Caller; route: string }>;

/** What an entry costs besides its JSON. */
const ENTRY_BYTES = 300;

/**
 * Rendered orders, bounded by their bytes. An entry ends with the commit that changes its order; a server that shares
 * its database asks for the version before it trusts one.
 */
export class RenderedOrders {
  private readonly kept: LruMap<string, Kept>;
  private readonly hot: LruMap<string, HotAnswer>;
  private ended = 0;

  constructor(bytesMax: number) {
    this.kept = new LruMap<string, Kept>(bytesMax, (entry) => entry.json.length + ENTRY_BYTES);
    this.hot = new LruMap<string, HotAnswer>(bytesMax, ({ rendered }) => rendered.json.length + ENTRY_BYTES);
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
    const entry: Kept = { key, json, etag, version: order.version, live: mark === this.ended };
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
      entry.live = false;
      this.kept.delete(key);
    }
  }

  clear(): void {
    this.ended++;
    for (const entry of this.kept.values()) entry.live = false;
    this.kept.clear();
    this.hot.clear();
  }

  /** Offers an answer to the fast path. */
  heat(key: string, answer: HotAnswer): void {
    this.hot.set(key, answer);
  }

  hotAnswer(key: string): HotAnswer | undefined {
    const answer = this.hot.get(key);
    if (!answer) return undefined;
    // Only what is still kept is told of changes: an entry that had to make room for others is not to be believed.
    const { key: order, live } = answer.rendered as Kept;
    if (live && answer.caller.live && this.kept.get(order) === answer.rendered) return answer;
    this.hot.delete(key);
    return undefined;
  }
}
