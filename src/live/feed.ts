import type { Writable } from "node:stream";
import type { SiteId } from "../domain/ids.ts";
import type { Clock } from "../kit/time.ts";
import type { FeedEvent, FeedReads } from "../storage/feed.ts";
import { CatchUp } from "./catch-up.ts";

/** How much may wait for a client that does not read, in bytes; beyond that it is cut. */
export const WAITING_MAX = 1_048_576;
/** A client that is sent old events gets more when less than this waits for it, and has so long to read. */
const WAITING_LOW = 65_536;
const READ_MAX_MS = 30_000;
export const HEARTBEAT_MS = 15_000;
const END_MAX_MS = 5_000;
/** When a client that lost its feed tries again, in milliseconds. */
const RETRY_MS = 2_000;

export type FeedParts = Readonly<{
  reads: FeedReads;
  inOrder: boolean;
  clock: Clock;
  textOf: (event: FeedEvent) => string;
  siteId: SiteId | undefined;
  /** The event that the client saw last. */
  lastId: number | undefined;
}>;

/**
 * One client's feed of server-sent events (HTML Standard §9.2), from `run` until the client goes, may not listen any
 * more, does not read, or is told to end. What happens between its making and `run` is kept for it.
 */
export class Feed {
  private readonly parts: FeedParts;
  private readonly queue: string[] = [];
  private queued = 0;
  private to: Writable | undefined;
  private stillIn: () => boolean | Promise<boolean> = () => true;
  private sending = false;
  private readonly catchUp: CatchUp | undefined;
  private wroteAt = 0;
  private over = false;

  constructor(parts: FeedParts) {
    this.parts = parts;
    const { reads, inOrder, clock, lastId } = parts;
    if (lastId === undefined) return;
    const send = (event: FeedEvent): void => this.send(event);
    const reset = (): void => this.put("event: reset\ndata: {}\n\n");
    const drained = (): Promise<boolean> => this.drained();
    this.catchUp = new CatchUp(lastId, { feed: reads, inOrder, now: clock(), send, reset, drained });
  }

  /** Writes to a client until its feed ends. Rejects when the store cannot be read. */
  async run(to: Writable, stillIn: () => boolean | Promise<boolean>): Promise<void> {
    if (this.over || to.destroyed || to.writableEnded) return void to.end();
    this.to = to;
    this.stillIn = stillIn;
    const closed = new Promise<void>((resolve) => to.once("close", resolve));
    to.on("error", () => undefined); // the client is gone; "close" follows
    this.write(`retry: ${RETRY_MS}\n\n`);
    await this.catchUp?.run();
    this.sendQueued();
    await closed;
    this.over = true;
  }

  /** A new event of the company; `text` is how it is told to everybody. */
  tell(event: FeedEvent, text: string): void {
    if (this.catchUp) this.catchUp.add(event);
    else if (this.concerns(event)) this.put(text);
  }

  /** To be called every second: the client is told that we are there, and looked at whether it may still be. */
  tick(): void {
    if (!this.to || this.over) return;
    const quiet = this.parts.clock() - this.wroteAt >= HEARTBEAT_MS;
    if (quiet || this.stillIn() !== true) this.put(quiet ? ":\n\n" : "");
  }

  end(): void {
    this.over = true;
    const { to } = this;
    to?.end();
    setTimeout(() => to?.destroy(), END_MAX_MS).unref(); // whoever does not read does not hold us up
  }

  private concerns({ siteId }: FeedEvent): boolean {
    return this.parts.siteId === undefined || siteId === null || siteId === this.parts.siteId;
  }

  private send(event: FeedEvent): void {
    if (this.concerns(event)) this.put(this.parts.textOf(event));
  }

  /** Sends a text, unless the client may not be told any more; what waits for the answer to that waits in order. */
  private put(text: string): void {
    if (this.over) return;
    this.queue.push(text);
    this.queued += Buffer.byteLength(text);
    if (this.queued + (this.to?.writableLength ?? 0) > WAITING_MAX) return this.cut();
    if (this.to) this.sendQueued();
  }

  private sendQueued(): void {
    if (this.sending) return;
    const allowed = this.stillIn();
    if (allowed === true) return this.flush();
    this.sending = true;
    void this.sendIf(Promise.resolve(allowed));
  }

  private async sendIf(allowed: Promise<boolean>): Promise<void> {
    const yes = await allowed.catch(() => false); // nobody can say so now; the client comes back and is asked who it is
    this.sending = false;
    if (yes) this.flush();
    else this.end();
  }

  private flush(): void {
    if (this.over) return;
    const text = this.queue.join("");
    this.queue.length = 0;
    this.queued = 0;
    if (text !== "") this.write(text);
  }

  private write(text: string): void {
    if (this.to?.destroyed !== false || this.to.writableEnded) return;
    this.wroteAt = this.parts.clock();
    this.to.write(text);
  }

  private cut(): void {
    this.over = true;
    this.to?.destroy();
  }

  /** False when the client is gone, or reads so slowly that it is sent away. */
  private async drained(): Promise<boolean> {
    const until = this.parts.clock() + READ_MAX_MS;
    while (!this.over && this.to?.destroyed === false) {
      if (this.queued + this.to.writableLength < WAITING_LOW) return true;
      if (this.parts.clock() > until) this.cut();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  }
}
