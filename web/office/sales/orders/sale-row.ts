import type { CsvRecord } from "../../../../src/kit/csv.ts";
import type { Order, OrderRow } from "../data.ts";

/** An order as the history lists it, from whichever of the server's lists it came. */
export type SaleRow = Readonly<{
  id: number;
  number: string;
  at: string;
  status: string;
  deleted: boolean;
  refund: boolean;
  site: string | null;
  register: string | null;
  /** Who took it: somebody of the staff, or an ordering app. */
  by: string | null;
  customer: string | null;
  type: string | null;
  table: string | null;
  notes: string | null;
  total: number;
}>;

/** The source of an order that was taken at the venue, not by an add-on. */
export const REGISTER = "register";

/** What only the file has, and its cells to write them again. `source` is an add-on's name or REGISTER. */
export type FileRow = SaleRow & Readonly<{ source: string; tax: number; tips: number; cells: readonly string[] }>;

type Names = Readonly<{
  site: (id: number) => string | null;
  register: (id: number | null) => string | null;
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
  register: names.register(order.register_id),
  by: names.staff("staff_id" in order ? order.staff_id : order.staff_member_id) ?? order.addon?.name ?? null,
  customer: nameOf(order.customer),
  type: order.order_type ?? null,
  table: order.table,
  notes: order.notes,
  total: order.total,
});

/** From a line of the file of orders; `head` has the names of its columns. */
export const rowReader = (head: readonly string[]): ((record: CsvRecord) => FileRow) => {
  const place = new Map(head.map((name, i) => [name, i]));
  return ({ cells }) => {
    const cell = (name: string): string => cells[place.get(name) ?? -1] ?? "";
    const orNull = (name: string): string | null => cell(name) || null;
    const source = cell("source");
    return {
      id: Number(cell("id")),
      number: cell("sale_number"),
      at: cell("created_at"),
      status: cell("status"),
      deleted: cell("deleted") === "true",
      refund: cell("refund") === "true",
      site: orNull("site"),
      register: orNull("register"),
      by: orNull("staff") ?? (source === REGISTER ? null : source),
      customer: orNull("customer"),
      type: orNull("order_type"),
      table: orNull("table"),
      notes: orNull("notes"),
      source,
      total: Number(cell("total")),
      tax: Number(cell("total_tax")),
      tips: Number(cell("tips")),
      cells,
    };
  };
};
