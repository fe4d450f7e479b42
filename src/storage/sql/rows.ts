import type { Tables } from "./tables.ts";

/**
 * The columns of the tables that are written in bulk, with their PostgreSQL types. The order here is the order of the
 * insert. A column that a table has and this list lacks does not compile.
 */
type Columns<T extends keyof Tables> = { readonly [C in Exclude<keyof Tables[T], Generated<T>>]: "int8" | "text" };
type Generated<T> = T extends "outbox" ? "id" : never;

const order: Columns<"orders"> = {
  company_id: "int8",
  id: "int8",
  version: "int8",
  status: "text",
  site_id: "int8",
  register_id: "int8",
  staff_id: "int8",
  customer_id: "int8",
  addon_id: "int8",
  group_id: "text",
  seat: "text",
  total: "int8",
  deleted: "int8",
  discounted: "int8",
  on_account: "int8",
  created_at: "int8",
  updated_at: "int8",
  doc: "text",
  tax: "int8",
  tips: "int8",
  found_by: "text",
};

export const columnsOf = {
  orders: order,
  sale_lines: {
    company_id: "int8",
    order_id: "int8",
    number: "int8",
    site_id: "int8",
    completed_at: "int8",
    product_id: "int8",
    quantity: "text",
    total_inc_tax: "int8",
    total_tax: "int8",
  } satisfies Columns<"sale_lines">,
  sale_payments: {
    company_id: "int8",
    order_id: "int8",
    number: "int8",
    site_id: "int8",
    register_id: "int8",
    completed_at: "int8",
    method_id: "int8",
    amount: "int8",
    tip: "int8",
  } satisfies Columns<"sale_payments">,
  sale_taxes: {
    company_id: "int8",
    order_id: "int8",
    tax_id: "int8",
    site_id: "int8",
    completed_at: "int8",
    net: "int8",
    tax: "int8",
  } satisfies Columns<"sale_taxes">,
  idempotency_answers: {
    company_id: "int8",
    addon_id: "int8",
    key: "text",
    fingerprint: "text",
    status: "int8",
    headers: "text",
    body: "text",
    created_at: "int8",
  } satisfies Columns<"idempotency_answers">,
  ended_orders: {
    company_id: "int8",
    site_id: "int8",
    sold: "int8",
    ended_at: "int8",
    order_id: "int8",
    customer_id: "int8",
    original_order_id: "int8",
    reference: "text",
    facts: "text",
  } satisfies Columns<"ended_orders">,
  documents: {
    company_id: "int8",
    kind: "text",
    key: "text",
    site_id: "int8",
    at: "int8",
    version: "int8",
    doc: "text",
  } satisfies Columns<"documents">,
  outbox: {
    company_id: "int8",
    order_id: "int8",
    version: "int8",
    type: "text",
    data: "text",
    created_at: "int8",
    pending: "int8",
    site_id: "int8",
    doc: "text",
  } satisfies Columns<"outbox">,
} as const;

export type TableName = keyof typeof columnsOf;
/** A row to insert: what the database generates is left out. */
export type RowOf<T extends TableName> = Omit<Tables[T], T extends "outbox" ? "id" : never>;

export const columnNames = (table: TableName): string[] => Object.keys(columnsOf[table]);
