import type { OrderRow } from "../data/orders.ts";

/** Which of the open orders are shown. */
export type Filter = Readonly<{ name: string; says: string; has: (order: OrderRow, staffId: number) => boolean }>;

export const FILTERS: readonly Filter[] = [
  { name: "all", says: "All open", has: () => true },
  { name: "mine", says: "Mine", has: (order, staffId) => order.staff_id === staffId },
  { name: "incoming", says: "New", has: (order) => order.status === "SUBMITTED" },
  { name: "held", says: "On hold", has: (order) => order.status === "ON_HOLD" },
  { name: "tables", says: "At tables", has: (order) => order.table !== null },
];

export const filterNamed = (name: string | undefined): Filter =>
  FILTERS.find((filter) => filter.name === name) ?? FILTERS[0]!;

export const countOf = (filter: Filter, orders: readonly OrderRow[], staffId: number): number =>
  orders.filter((order) => filter.has(order, staffId)).length;
