import type { Handler } from "../jobs/worker.ts";
import type { Storage } from "../storage/storage.ts";
import { afterPrintHandler } from "./after-print.ts";
import { kitchenPrints } from "./plan.ts";
import { type PrintParts, printHandler } from "./print.ts";

export type Kitchen = Readonly<{
  /** What an event means for printers. */
  prints: ReturnType<typeof kitchenPrints>;
  /** The queues that print, and move orders on after it. */
  handlers: readonly Handler[];
}>;

/** Kitchen printing: from what happened to an order to paper. */
export const openKitchen = (storage: Storage, send?: PrintParts["send"]): Kitchen => ({
  prints: kitchenPrints(storage),
  handlers: [printHandler({ storage, clock: storage.clock, ...(send && { send }) }), afterPrintHandler(storage)],
});
