import type { DeliveryStore, FanOut, PendingEvent } from "../storage/deliveries.ts";

/** Events taken from the outbox at once. */
const EVENTS_AT_ONCE = 200;
/** After taking some, so that those that come meanwhile share the next transaction. */
const PAUSE_MS = 15;
/** How often the outbox is looked at when nobody says that something waits. */
const LOOK_MS = 1_000;
/** Before an event that could not be planned is tried again, and how many of them are passed over. */
const STUCK_MS = 30_000;
const STUCK_MAX = 500;

export type PumpParts = Readonly<{
  deliveries: Pick<DeliveryStore, "fanOut">;
  plan: (events: readonly PendingEvent[]) => Promise<FanOut>;
  /** Told when new jobs were added. */
  added: () => void;
  failed: (error: unknown) => void;
}>;

/** Keeps the outbox empty: takes what waits, as soon as somebody says so, and looks now and then all the same. */
export class Pump {
  private readonly parts: PumpParts;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private more = false;
  /** Events that nothing could be planned for, and when they are tried again: in milliseconds of the process. */
  private readonly stuck = new Map<number, number>();
  private stopped = false;

  constructor(parts: PumpParts) {
    this.parts = parts;
  }

  start(): void {
    this.timer = setInterval(() => this.kick(), LOOK_MS).unref();
    this.kick();
  }

  kick(): void {
    this.more = true;
    if (!this.stopped) this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Takes the oldest events, without those that could not be planned a short while ago. */
  private take(): Promise<number> {
    const now = performance.now();
    for (const [id, again] of this.stuck) if (again <= now) this.stuck.delete(id);
    const plan: PumpParts["plan"] = async (events) => {
      const planned = await this.parts.plan(events);
      for (const id of planned.left ?? []) this.stuck.set(id, performance.now() + STUCK_MS);
      if (planned.left && planned.left.length > 0) this.more = true; // others may stand behind them
      return planned;
    };
    return this.parts.deliveries.fanOut(EVENTS_AT_ONCE, plan, [...this.stuck.keys()].slice(0, STUCK_MAX));
  }

  private async run(): Promise<void> {
    try {
      while (this.more && !this.stopped) {
        this.more = false;
        const taken = await this.take();
        if (taken > 0) {
          this.parts.added();
          this.more = true;
          if (taken < EVENTS_AT_ONCE) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      }
    } catch (error) {
      this.parts.failed(error); // the next look tries again
    } finally {
      this.running = undefined;
    }
  }
}
