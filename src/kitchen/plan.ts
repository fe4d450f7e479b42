import { type Given, type KitchenEvent, asksForGiven, planDockets } from "../domain/printing/plan.ts";
import type { RemovedLines } from "../domain/order/events.ts";
import type { Order } from "../domain/order/order.ts";
import { docketOf } from "../paper/docket/docket-of.ts";
import type { Docket, DocketLine } from "../paper/docket/docket.ts";
import type { FanOut, NewPrintJob, PendingEvent } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";
import { afterPrintJob } from "./after-print.ts";

/** Dockets of one order that are looked back at. */
const DOCKETS_MAX = 500;

const kinds = new Set(["order.kitchen_print", "order.status_changed", "order.deleted"]);

/** What an event of an order means for the printers of its site, and for a pass-thru order that has nothing to print. */
export const kitchenPrints =
  (storage: Pick<Storage, "reads" | "prints">) =>
  async (event: PendingEvent, order: Order): Promise<Pick<FanOut, "prints" | "jobs">> => {
    if (!kinds.has(event.type)) return { prints: [], jobs: [] };
    const prints = await dockets(storage, event, order);
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
): Promise<NewPrintJob[]> => {
  const catalogue = await storage.reads(order.companyId).catalogue();
  const told = { ...event.data, type: event.type } as KitchenEvent; // as eventsBetween wrote it
  const earlier = asksForGiven(order, told, catalogue) ? await dockedBefore(storage, order) : NOTHING;
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

type Earlier = Readonly<{ given: Given; lines: ReadonlyMap<string, DocketLine> }>;
const NOTHING: Earlier = { given: new Map(), lines: new Map() };

/** What the dockets of an order told each station so far. */
const dockedBefore = async ({ prints }: Pick<Storage, "prints">, order: Order): Promise<Earlier> => {
  const { rows } = await prints.list(order.companyId, { orderId: order.id }, { size: DOCKETS_MAX });
  const given = new Map<string, Set<string>>();
  const lines = new Map<string, DocketLine>();
  for (const { kind, state, doc } of rows.toReversed()) {
    if (state === "cancelled" || (kind !== "docket" && kind !== "changes" && kind !== "void")) continue;
    const docket = JSON.parse(doc) as Docket;
    const has = given.get(docket.station) ?? new Set<string>();
    given.set(docket.station, has);
    const told = docket.courses.flatMap((course) => course.lines);
    for (const line of told) if (line.change === "remove") has.delete(line.lineId);
    for (const line of told) {
      if (line.change === "remove") continue;
      has.add(line.lineId);
      lines.set(line.lineId, line);
    }
  }
  return { given, lines };
};
