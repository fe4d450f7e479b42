import type { SiteId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import { type ReservationRef, tableKey } from "../domain/reservations/reservation.ts";
import { tableNamed } from "../domain/reservations/tables.ts";
import type { Tx } from "../storage/storage.ts";

/** The reservation whose guests sit at a table, which goes by its number where the floor plan has it. */
export const sitterAt = (tx: Tx, siteId: SiteId, table: string): Promise<ReservationRef | undefined> =>
  tx.documents.get("reservation_table", tableKey(siteId, table));

/** An order that comes to a table is its guests'. `before` is the order as it was stored, null for a new one. */
export const ofReservation = async (tx: Tx, before: Order | null, order: Order): Promise<Order> => {
  if (order.reservation || order.table === null || order.table === before?.table) return order;
  const table = tableNamed(tx.catalogue, order.siteId, order.table) ?? order.table;
  const reservation = await sitterAt(tx, order.siteId, table);
  return reservation ? { ...order, reservation } : order;
};
