import { SILENT_MS, presence } from "../commands/presence.ts";
import type { Storage } from "../storage/storage.ts";

const SWEEP_MS = 15_000;

export type Watch = Readonly<{ stop(): Promise<void> }>;

/**
 * Takes registers offline whose devices fall silent, until `stop`. A server that has just begun waits first: while none
 * was there, no device could be heard.
 */
export const watchPresence = (storage: Storage, failed: (error: unknown) => void): Watch => {
  const registers = presence(storage);
  const from = storage.clock() + SILENT_MS;
  let sweeping: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (storage.clock() < from) return;
    sweeping ??= registers
      .sweep()
      .catch(failed) // the next look tries again
      .finally(() => (sweeping = undefined));
  }, SWEEP_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await sweeping;
    },
  };
};
