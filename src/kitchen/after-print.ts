import { afterPrinting } from "../commands/after-printing.ts";
import type { CompanyId, OrderId } from "../domain/ids.ts";
import type { Handler } from "../jobs/worker.ts";
import type { Storage } from "../storage/storage.ts";

const QUEUE = "after-print";

/** The job that moves a pass-thru order on. Every docket of the order adds one; the last finds everything printed. */
export const afterPrintJob = (order: Readonly<{ id: OrderId; companyId: CompanyId }>) => ({
  queue: QUEUE,
  lane: `${order.companyId} after printing`,
  data: { order: order.id },
});

/** Moves pass-thru orders on whose dockets are all printed. Safe to run twice. */
export const afterPrintHandler = (storage: Storage): Handler => {
  const move = afterPrinting(storage);
  return {
    queue: QUEUE,
    atOnce: 32,
    perLane: 8,
    async run(job) {
      const { order } = job.data as { order: OrderId };
      // A refusal leaves the order as it is: it is gone, or cannot be moved by anybody.
      if (await storage.prints.isAllPrinted(job.companyId, order)) await move(job.companyId, order);
      await storage.jobs.end([{ id: job.id, queue: job.queue, lane: job.lane, kind: "over" }]);
    },
  };
};
