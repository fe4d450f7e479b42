import type { FeedEvent, FeedReads } from "../storage/feed.ts";
import { PAGE } from "./reader.ts";
import { LOOK_BACK_MS } from "./seen.ts";

/** How far back a feed can be resumed. Events of no order are forgotten after that. */
export const EVENTS_KEPT_MS = 7 * 24 * 3_600_000;

export type CatchUpParts = Readonly<{
  feed: FeedReads;
  inOrder: boolean;
  now: number;
  send: (event: FeedEvent) => void;
  /** Says that what lies between cannot be told any more: the client must look for itself. */
  reset: () => void;
  /** Waits until the client has read most of what was sent; false when it is gone. */
  drained: () => Promise<boolean>;
}>;

/**
 * What a client missed since the event that it saw last. While it reads, new events come in from the side (`add`); they
 * are sent here too, once each where it can be told, and never left out.
 *
 *   start → late ones below the last event → page after page above it → live
 */
export class CatchUp {
  private readonly parts: CatchUpParts;
  /** Everything above this has still to be read. */
  private position: number;
  private aside: FeedEvent[] = [];
  private sent = new Set<number>();
  private over = false;

  constructor(lastId: number, parts: CatchUpParts) {
    this.position = lastId;
    this.parts = parts;
  }

  /** A new event, while the old ones are read. */
  add(event: FeedEvent): void {
    if (!this.over) this.aside.push(event);
    else if (!this.sent.delete(event.id)) this.parts.send(event); // the reader may only now come to what was read here
  }

  /** Resolves when the client knows everything, or is gone. Rejects when the store cannot be read. */
  async run(): Promise<void> {
    const { feed, drained } = this.parts;
    const [last] = await feed.upTo(this.position, 1);
    if (await this.isTooOld(last)) {
      this.parts.reset();
      return this.finish(new Set());
    }
    if (last && !this.parts.inOrder) await this.late(last);
    for (;;) {
      const page = await feed.after(this.position, PAGE);
      const before = this.sent;
      this.sent = new Set();
      for (const event of page) this.send(event);
      this.position = page.at(-1)?.id ?? this.position;
      if (page.length < PAGE) return this.finish(before);
      // What is above the position comes with the next page; what is below was committed after its page was read.
      this.takeAside(before, this.position);
      if (!(await drained())) return;
    }
  }

  private finish(before: ReadonlySet<number>): void {
    this.takeAside(before, Infinity);
    for (const id of before) this.sent.add(id);
    this.over = true;
  }

  private takeAside(before: ReadonlySet<number>, upTo: number): void {
    for (const event of this.aside) if (event.id <= upTo && !before.has(event.id)) this.send(event);
    this.aside = [];
  }

  private async isTooOld(last: FeedEvent | undefined): Promise<boolean> {
    const { feed, now } = this.parts;
    if (last?.id === this.position && last.createdAt >= now - EVENTS_KEPT_MS) return false;
    return (await feed.after(this.position, 1)).length > 0;
  }

  /** Events with lower ids that may have been committed after the client saw the last one; it may know some of them. */
  private async late(last: FeedEvent): Promise<void> {
    const late: FeedEvent[] = [];
    for (let upTo = this.position - 1; ;) {
      const page = await this.parts.feed.upTo(upTo, PAGE);
      const recent = page.filter(({ createdAt }) => createdAt >= last.createdAt - LOOK_BACK_MS);
      late.push(...recent);
      if (recent.length < PAGE) break;
      upTo = page.at(-1)!.id - 1;
    }
    for (const event of late.reverse()) this.send(event);
  }

  private send(event: FeedEvent): void {
    if (this.sent.has(event.id)) return;
    this.sent.add(event.id);
    this.parts.send(event);
  }
}
