import { saleFacts } from "../../domain/sale-facts.ts";
import type { Order } from "../../domain/order/order.ts";
import type { RowOf } from "./rows.ts";

const isSale = ({ status, deleted }: Order): boolean => status === "COMPLETE" && !deleted;

/** Whether nothing more will be sold on the order: it is a sale, or it was turned down or deleted. */
export const hasEnded = (order: Order): boolean =>
  order.status === "COMPLETE" || order.status === "REJECTED" || order.deleted;

/** How an order ended, for the reads in storage/sales.ts. */
export const endedRow = (order: Order): RowOf<"ended_orders"> => {
  const sold = isSale(order);
  const ended_at = sold ? (order.completedAt ?? order.updatedAt) : order.updatedAt;
  return {
    company_id: order.companyId,
    site_id: order.siteId,
    sold: sold ? 1 : 0,
    ended_at,
    order_id: order.id,
    customer_id: order.customer?.id ?? null,
    original_order_id: order.originalOrderId,
    reference: order.online?.reference ?? null,
    facts: sold ? saleFacts(order, ended_at) : null,
  };
};
