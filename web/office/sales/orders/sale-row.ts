import type { Order, OrderRow } from "../data.ts";

/** An order as the history lists it. */
export type SaleRow = Readonly<{
  id: number;
  number: string;
  at: string;
  status: string;
  deleted: boolean;
  refund: boolean;
  site: string | null;
  /** Who took it: somebody of the staff, or an ordering app. */
  by: string | null;
  customer: string | null;
  type: string | null;
  table: string | null;
  total: number;
}>;

type Names = Readonly<{
  site: (id: number) => string | null;
  staff: (id: number | null) => string | null;
}>;

const nameOf = (customer: Readonly<{ first_name: string; last_name: string }> | null): string | null =>
  customer && `${customer.first_name} ${customer.last_name}`.trim();

/** From a row of the list of orders, or from an order itself. */
export const rowOf = (order: OrderRow | Order, names: Names): SaleRow => ({
  id: order.id,
  number: order.sale_number,
  at: order.created_at,
  status: order.status,
  deleted: order.deleted,
  refund: "is_refund" in order ? order.is_refund : order.original_order_id !== null,
  site: names.site(order.site_id),
  by: names.staff("staff_id" in order ? order.staff_id : order.staff_member_id) ?? order.addon?.name ?? null,
  customer: nameOf(order.customer),
  type: order.order_type ?? null,
  table: order.table,
  total: order.total,
});
