import type { Table } from "../data/snapshot.ts";
import type { OrderRow } from "../data/orders.ts";
import { type Kitchen, versionOf } from "./kitchen.ts";

/** How it stands with a table, by the open orders that sit at it. */
export type TableState = Readonly<{
  kind: "free" | "seated" | "due" | "paid" | "new";
  orders: readonly OrderRow[];
  guests: number;
  /** Amounts as on the orders. */
  total: number;
  remaining: number;
  /** When the first of them began. */
  since: number | null;
}>;

/** What an order may have said of where it sits, when it means this table. */
const namesOf = ({ number, reference }: Table): readonly string[] => [
  String(number),
  ...(reference ? [reference.toLowerCase()] : []),
];

export const sitsAt = (order: Pick<OrderRow, "table">, table: Table): boolean =>
  order.table !== null && namesOf(table).includes(order.table.trim().toLowerCase());

/** Cents that floating point adds are no cents. */
const sum = (amounts: readonly number[]): number => Number(amounts.reduce((total, one) => total + one, 0).toFixed(4));

/** Statuses of orders that the venue has taken and that are not kept for later. */
const TAKEN: readonly string[] = ["ACCEPTED", "PENDING"];

/**
 * Why it is time to pay an order; null as long as it is not. The kitchen has made all that was sent to it, or the guests
 * began to pay. Where nobody ticks off what is made it stays unknown, and nothing is claimed.
 */
export const toPaySays = (
  order: Pick<OrderRow, "id" | "version" | "status" | "remaining" | "paid">,
  { seen, open, held }: Kitchen,
): string | null => {
  if (order.remaining <= 0 || !TAKEN.includes(order.status) || held.has(order.id)) return null;
  if (seen.has(versionOf(order)) && !open.has(order.id)) return "everything is made";
  return order.paid > 0 ? "some of it is paid" : null;
};

export const stateOf = (orders: readonly OrderRow[], kitchen: Kitchen): TableState => {
  const facts = {
    orders,
    guests: orders.reduce((most, { guests }) => most + (guests ?? 0), 0),
    total: sum(orders.map(({ payable }) => payable)),
    remaining: sum(orders.map(({ remaining }) => remaining)),
    since: orders.length === 0 ? null : Math.min(...orders.map(({ created_at: at }) => Date.parse(at))),
  };
  if (orders.length === 0) return { ...facts, kind: "free" };
  if (orders.some(({ status }) => status === "SUBMITTED")) return { ...facts, kind: "new" };
  if (facts.remaining <= 0 && facts.total > 0) return { ...facts, kind: "paid" };
  const unpaid = orders.filter(({ remaining }) => remaining > 0);
  const isDue = unpaid.length > 0 && unpaid.every((order) => toPaySays(order, kitchen) !== null);
  return { ...facts, kind: isDue ? "due" : "seated" };
};

export type Place = Readonly<{ x: number; y: number; w: number; h: number }>;

const CELL = 6;
const COLUMNS = 5;
const USUAL = { w: 4, h: 4 };

/** Where tables stand on the picture, in its own squares. Those that nobody placed stand in rows below the others. */
export const placesOf = (
  tables: readonly Table[],
): Readonly<{ places: ReadonlyMap<number, Place>; width: number; height: number }> => {
  const places = new Map<number, Place>();
  for (const { id, x, y, w, h } of tables) {
    if (typeof x === "number" && typeof y === "number") places.set(id, { x, y, w: w ?? USUAL.w, h: h ?? USUAL.h });
  }
  const below = Math.max(0, ...[...places.values()].map(({ y, h }) => y + h + 1));
  tables
    .filter(({ id }) => !places.has(id))
    .forEach(({ id }, at) => {
      places.set(id, { x: (at % COLUMNS) * CELL + 1, y: below + Math.floor(at / COLUMNS) * CELL + 1, ...USUAL });
    });
  const all = [...places.values()];
  return {
    places,
    width: Math.max(1, ...all.map(({ x, w }) => x + w + 1)),
    height: Math.max(1, ...all.map(({ y, h }) => y + h + 1)),
  };
};
