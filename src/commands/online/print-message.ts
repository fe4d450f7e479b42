import type { Site } from "../../domain/catalogue/records.ts";
import type { CompanyId } from "../../domain/ids.ts";
import { MESSAGE_TTL_MS } from "../../domain/online/task.ts";
import { ONLINE_QUEUE, type OnlineWork, onlineLane } from "../../domain/online/work.ts";
import { done } from "../../kit/brand.ts";
import type { Storage } from "../../storage/storage.ts";

/** `doc` is the paper to print; null shows the message on screens alone. */
export type Message = Readonly<{ text: string; doc: string | null }>;

/**
 * Tells a site something: on its screens, and on paper at each of its printers. What a printer has not taken within a
 * day is taken back.
 */
export const printMessage =
  (storage: Pick<Storage, "transact" | "reads" | "prints" | "jobs" | "clock">) =>
  async (companyId: CompanyId, { id: siteId }: Site, { text, doc }: Message): Promise<void> => {
    await storage.transact(companyId, (tx) => {
      tx.emit([{ type: "online.message", siteId, message: text }]);
      return Promise.resolve(done(null));
    });
    const printers = (await storage.reads(companyId).catalogue())
      .all("printer")
      .filter((printer) => printer.siteId === siteId && printer.active);
    if (doc === null || printers.length === 0) return;
    const job = { companyId, siteId, orderId: null, eventId: null, kind: "docket", doc } as const;
    const prints = await storage.prints.add(printers.map(({ id: printerId }) => ({ ...job, printerId })));
    const data: OnlineWork = { kind: "forget_prints", prints };
    const runAt = storage.clock() + MESSAGE_TTL_MS;
    const lane = onlineLane(companyId, siteId);
    await storage.jobs.add([{ companyId, queue: ONLINE_QUEUE, lane, position: 0, data, runAt }]);
  };
