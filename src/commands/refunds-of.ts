import type { OrderId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import type { Tx } from "../storage/storage.ts";

/** Which orders give back what an order sold: kept by the original's id, so that nothing is given back twice. */

const keyOf = (original: OrderId): string => String(original);

/** Notes that an order gives back something of another, in the transaction that makes it. */
export const noteRefund = async (tx: Tx, original: OrderId, refund: OrderId): Promise<void> => {
  const known = (await tx.documents.get("order_refunds", keyOf(original))) ?? [];
  tx.documents.put("order_refunds", keyOf(original), [...known, refund]);
};

type Reader = Readonly<{
  ids: (key: string) => Promise<readonly OrderId[] | undefined>;
  order: (id: OrderId) => Promise<Order | undefined>;
}>;

const refundsBy = async ({ ids, order }: Reader, original: OrderId): Promise<Order[]> => {
  const refunds: Order[] = [];
  for (const id of (await ids(keyOf(original))) ?? []) {
    const refund = await order(id);
    if (refund) refunds.push(refund);
  }
  return refunds;
};

/** The orders that give back what an order sold, read in a transaction. */
export const refundsIn = (tx: Tx, original: OrderId): Promise<Order[]> =>
  refundsBy({ ids: (key) => tx.documents.get("order_refunds", key), order: (id) => tx.orders.get(id) }, original);

/** The same, for reading only. */
export const refundsOf = (
  reads: Readonly<{
    documents: { get(kind: "order_refunds", key: string): Promise<readonly OrderId[] | undefined> };
    order: Reader["order"];
  }>,
  original: OrderId,
): Promise<Order[]> =>
  refundsBy({ ids: (key) => reads.documents.get("order_refunds", key), order: (id) => reads.order(id) }, original);
