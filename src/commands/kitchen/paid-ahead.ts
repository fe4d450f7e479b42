import { TICKET_KEPT_MS } from "../../domain/kitchen/ticket.ts";
import type { Order } from "../../domain/order/order.ts";
import type { Tx } from "../../storage/storage.ts";

/**
 * Notes a sale that is promised for long after it was paid, so that the kitchen finds it by that time: other sales are
 * found by when they were closed, TICKET_KEPT_HOURS back.
 */
export const notePaidAhead = (tx: Tx, before: Order | null, { id, siteId, status, fulfilAt }: Order): void => {
  if (status !== "COMPLETE" || before?.status === "COMPLETE" || fulfilAt === null) return;
  const at = Date.parse(fulfilAt);
  if (at > tx.now + TICKET_KEPT_MS) tx.documents.put("paid_ahead", String(id), { orderId: id }, { siteId, at });
};
