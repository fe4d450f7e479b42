import type { AttemptOutcome, DeliveryStore } from "../storage/deliveries.ts";

const AT_ONCE_MAX = 200;
/** Attempts that end within so short a time are written down together. */
const PAUSE_MS = 15;

type Waiting = { outcome: AttemptOutcome; resolve: () => void; reject: (error: unknown) => void };

/**
 * Writes attempts down, many in one transaction: those that end while the store is busy go together next. Whoever hands
 * one in waits until it is written, so there are never more here than attempts under way.
 */
export class Recorder {
  private readonly deliveries: Pick<DeliveryStore, "record">;
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(deliveries: Pick<DeliveryStore, "record">) {
    this.deliveries = deliveries;
  }

  record(outcome: AttemptOutcome): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ outcome, resolve, reject });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const batch = this.waiting.splice(0, AT_ONCE_MAX);
      try {
        await this.deliveries.record(batch.map(({ outcome }) => outcome));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error); // their jobs stay leased and are tried again
      }
    }
    this.writing = false;
  }
}
