import type { FeedEvent, FeedReads } from "../storage/feed.ts";
import type { Clock } from "../kit/time.ts";
import { LOOK_BACK_MS, Seen } from "./seen.ts";

/** Events read at once. */
export const PAGE = 200;

export type ReaderParts = Readonly<{
  feed: FeedReads;
  /** Whether ids appear in their order, so that there is no need to look back. */
  inOrder: boolean;
  clock: Clock;
  tell: (event: FeedEvent) => void;
  failed: (error: unknown) => void;
}>;

/** Reads a company's new events, once for all who listen: when somebody says that there are some, and now and then. */
export class Reader {
  private readonly parts: ReaderParts;
  private seen: Seen | undefined;
  private running: Promise<void> | undefined;
  private more = false;
  private stopped = false;

  constructor(parts: ReaderParts) {
    this.parts = parts;
  }

  /** Resolves when everything that is committed from now on will be told. Throws when the store is out of reach. */
  async begin(): Promise<void> {
    const seen = await this.newest();
    this.seen ??= seen;
  }

  kick(): void {
    this.more = true;
    if (this.seen && !this.stopped) this.running ??= this.run(this.seen);
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(seen: Seen): Promise<void> {
    try {
      while (this.more && !this.stopped) {
        this.more = false;
        await this.look(seen);
      }
    } catch (error) {
      this.parts.failed(error); // the next look reads the same again
    } finally {
      this.running = undefined;
    }
  }

  private async look(seen: Seen): Promise<void> {
    const { feed, inOrder, clock } = this.parts;
    if (!inOrder) await this.lookBack(seen);
    for (let full = true; full && !this.stopped;) {
      const events = await feed.after(seen.top, PAGE);
      this.note(seen, events);
      full = events.length === PAGE;
      if (full) await new Promise(setImmediate); // what was told can go out meanwhile
    }
    seen.pass(inOrder ? Infinity : clock() - LOOK_BACK_MS);
  }

  /** Events that were committed after others with higher ids. */
  private async lookBack(seen: Seen): Promise<void> {
    if (seen.floor === seen.top) return;
    const ids = await this.parts.feed.ids(seen.floor, seen.top);
    const late = ids.filter((id) => !seen.has(id));
    for (let i = 0; i < late.length; i += PAGE) this.note(seen, await this.parts.feed.byIds(late.slice(i, i + PAGE)));
  }

  private note(seen: Seen, events: readonly FeedEvent[]): void {
    const now = this.parts.clock();
    for (const event of events) {
      if (seen.has(event.id)) continue;
      seen.add(event, now);
      this.parts.tell(event);
    }
  }

  /** What is there already: nobody is told of it, but something lower may still appear beside it. */
  private async newest(): Promise<Seen> {
    const { feed, inOrder, clock } = this.parts;
    const now = clock();
    const recent: FeedEvent[] = [];
    for (let upTo = Number.MAX_SAFE_INTEGER; ;) {
      const page = await feed.upTo(upTo, inOrder ? 1 : PAGE);
      const old = page.find(({ createdAt }) => inOrder || createdAt < now - LOOK_BACK_MS);
      recent.push(...page.filter(({ id }) => id > (old?.id ?? 0)));
      const last = page.at(-1);
      if (old || !last) {
        const seen = new Seen(old?.id ?? 0);
        for (const event of recent) seen.add(event, now);
        return seen;
      }
      upTo = last.id - 1;
    }
  }
}
