import { type KitchenEvent, asksForGiven, planDockets } from "../domain/printing/plan.ts";
import type { RemovedLines } from "../domain/order/events.ts";
import type { Order } from "../domain/order/order.ts";
import { docketOf } from "../paper/docket/docket-of.ts";
import type { FanOut, NewPrintJob, PendingEvent } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";
import { afterPrintJob } from "./after-print.ts";
import { NOTHING_DOCKETED, dockedBefore } from "./docketed.ts";

const kinds = new Set(["order.kitchen_print", "order.status_changed", "order.deleted"]);

/** What an event of an order means for the printers of its site, and for a pass-thru order that has nothing to print. */
export const kitchenPrints =
  (storage: Pick<Storage, "reads" | "prints">) =>
  async (
    event: PendingEvent,
    order: Order,
    planned: readonly NewPrintJob[] = [],
  ): Promise<Pick<FanOut, "prints" | "jobs">> => {
    if (!kinds.has(event.type)) return { prints: [], jobs: [] };
    const prints = await dockets(storage, event, order, planned);
    const goesOn = order.passThruPrinting && event.type === "order.kitchen_print" && prints.length === 0;
    return {
      prints,
      jobs: goesOn ? [{ ...afterPrintJob(order), companyId: order.companyId, position: event.id }] : [],
    };
  };

const dockets = async (
  storage: Pick<Storage, "reads" | "prints">,
  event: PendingEvent,
  order: Order,
  planned: readonly NewPrintJob[],
): Promise<NewPrintJob[]> => {
  const catalogue = await storage.reads(order.companyId).catalogue();
  const told = { ...event.data, type: event.type } as KitchenEvent; // as eventsBetween wrote it
  const earlier = asksForGiven(order, told, catalogue) ? await dockedBefore(storage, order, planned) : NOTHING_DOCKETED;
  const removed = (event.data["removed"] ?? null) as RemovedLines | null;
  return planDockets(order, told, catalogue, earlier.given).flatMap(({ rule, kind, lineIds, removedLineIds }) => {
    const takenOff = (id: string) => removed?.lines.find((line) => line.lineId === id) ?? earlier.lines.get(id) ?? [];
    const docket = docketOf({
      kind,
      order,
      catalogue,
      station: rule.station,
      lineIds,
      removed: removedLineIds.flatMap(takenOff),
      ...(removed && { removedFrom: removed }),
      at: event.createdAt,
    });
    if (docket === null) return [];
    const job: NewPrintJob = {
      companyId: order.companyId,
      siteId: order.siteId,
      orderId: order.id,
      printerId: rule.printerId,
      eventId: event.id,
      kind,
      doc: JSON.stringify(docket),
    };
    return Array.from({ length: rule.copies }, () => job);
  });
};
