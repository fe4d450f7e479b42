import type { CompanyId, SiteId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { FeedEvent } from "../storage/feed.ts";
import type { Storage } from "../storage/storage.ts";
import { Feed } from "./feed.ts";
import { Reader } from "./reader.ts";

/** Feeds at once: of a process, and of one session. */
export const FEEDS_MAX = 1_000;
export const FEEDS_OF_SESSION_MAX = 20;
/** How often new events are looked for when nobody says that there are any. */
const LOOK_MS = 1_000;

export type FeedsParts = Readonly<{
  storage: Pick<Storage, "reads" | "clock" | "onEvents" | "eventsInOrder">;
  /** How an event is told: the lines of one server-sent event. */
  textOf: (event: FeedEvent) => string;
  failed: (error: unknown) => void;
}>;

export type FeedAsk = Readonly<{
  company: CompanyId;
  siteId: SiteId | undefined;
  lastId: number | undefined;
  /** Whose feed it is, for the limit. */
  session: string;
}>;
export type FeedRefusal = "too_many" | "too_many_of_session" | "stopping";

/** A feed that listens already; whoever opened it must run it. */
export type OpenFeed = Pick<Feed, "run">;

type Listening = Readonly<{ reader: Reader; begun: Promise<void>; feeds: Set<Feed> }>;

/** All live feeds of this process. The feeds of a company share one reader of its events. */
export class Feeds {
  private readonly parts: FeedsParts;
  private readonly companies = new Map<CompanyId, Listening>();
  private readonly sessions = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private opened = 0;
  private stopped = false;

  constructor(parts: FeedsParts) {
    this.parts = parts;
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
    parts.storage.onEvents((companies) => {
      for (const company of companies ?? this.companies.keys()) this.companies.get(company)?.reader.kick();
    });
  }

  /** How many feeds are open. */
  get count(): number {
    return this.opened;
  }

  /** Opens a feed: all that is committed from now on will be told. Rejects when the store cannot be read. */
  async open(ask: FeedAsk): Promise<Result<OpenFeed, FeedRefusal>> {
    const refusal = this.refusal(ask);
    if (refusal) return refuse(refusal);
    const { storage, textOf } = this.parts;
    const { company, session } = ask;
    const feed = new Feed({
      reads: storage.reads(company).feed,
      inOrder: storage.eventsInOrder,
      clock: storage.clock,
      textOf,
      siteId: ask.siteId,
      lastId: ask.lastId,
    });
    const listening = this.listening(company);
    listening.feeds.add(feed);
    this.counted(session, 1);
    const close = (): void => {
      this.counted(session, -1);
      this.leave(company, listening, feed);
    };
    try {
      await listening.begun;
    } catch (error) {
      close();
      throw error;
    }
    return done({
      async run(to, stillIn) {
        try {
          await feed.run(to, stillIn);
        } finally {
          close();
        }
      },
    });
  }

  /** Ends all feeds, and opens none any more. */
  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    for (const { reader, feeds } of this.companies.values()) {
      reader.stop();
      for (const feed of feeds) feed.end();
    }
  }

  private refusal({ session }: FeedAsk): FeedRefusal | undefined {
    if (this.stopped) return "stopping";
    if ((this.sessions.get(session) ?? 0) >= FEEDS_OF_SESSION_MAX) return "too_many_of_session";
    return this.opened >= FEEDS_MAX ? "too_many" : undefined;
  }

  private counted(session: string, more: 1 | -1): void {
    this.opened += more;
    const left = (this.sessions.get(session) ?? 0) + more;
    if (left > 0) this.sessions.set(session, left);
    else this.sessions.delete(session);
  }

  private listening(company: CompanyId): Listening {
    const known = this.companies.get(company);
    if (known) return known;
    const { storage, textOf, failed } = this.parts;
    const feeds = new Set<Feed>();
    const tell = (event: FeedEvent): void => {
      const text = textOf(event);
      for (const feed of feeds) feed.tell(event, text);
    };
    const { eventsInOrder: inOrder, clock } = storage;
    const reader = new Reader({ feed: storage.reads(company).feed, inOrder, clock, tell, failed });
    const listening = { reader, begun: reader.begin().then(() => reader.kick()), feeds };
    this.companies.set(company, listening);
    return listening;
  }

  private leave(company: CompanyId, { reader, feeds }: Listening, feed: Feed): void {
    feeds.delete(feed);
    if (feeds.size > 0) return;
    reader.stop();
    if (this.companies.get(company)?.reader === reader) this.companies.delete(company);
  }

  private look(): void {
    for (const { reader, feeds } of this.companies.values()) {
      reader.kick();
      for (const feed of feeds) feed.tick();
    }
  }
}
