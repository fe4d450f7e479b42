import type { Order } from "../domain/order/order.ts";
import type { Tx } from "../storage/storage.ts";

/**
 * The group of an order: those seated at the same table at the same time share one. The first order at a table begins
 * a new group, whose number is never given out again; leaving the table leaves the group.
 */
export const groupAt = async (tx: Tx, before: Order | null, order: Order): Promise<string | null> => {
  if (order.table === null) return null;
  if (before?.table === order.table && before.groupId !== null) return before.groupId;
  const seated = await tx.orders.atTable(order.siteId, order.table);
  const group = seated.find((other) => other.id !== order.id && other.groupId !== null)?.groupId;
  return group ?? String(tx.newId("group"));
};
