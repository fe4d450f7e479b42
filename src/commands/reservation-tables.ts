import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { type Reservation, type ReservationRef, tableKey, takenBy } from "../domain/reservations/reservation.ts";
import { sits } from "../domain/reservations/status.ts";
import { tableNamed } from "../domain/reservations/tables.ts";
import { wholeSecond } from "../kit/time.ts";
import type { Tx } from "../storage/storage.ts";
import { save } from "./orders.ts";
import { sitterAt } from "./sitting.ts";

/** Who sits where: reservations take tables, and orders at those tables are theirs (sitting.ts). */

const refOf = ({ platform, restaurant, id }: ReservationRef): ReservationRef => ({ platform, restaurant, id });
const isSame = (a: ReservationRef, b: ReservationRef): boolean =>
  a.platform === b.platform && a.restaurant === b.restaurant && a.id === b.id;

/** Of the tables named, those that the site does not have, and for guests who sit down those where others sit. */
export const unavailableTables = async (
  tx: Tx,
  reservation: ReservationRef & Pick<Reservation, "siteId" | "status">,
  names: readonly string[],
): Promise<readonly string[]> => {
  const unavailable: string[] = [];
  for (const name of names) {
    const table = tableNamed(tx.catalogue, reservation.siteId, name);
    const asks = table !== undefined && sits(reservation.status);
    const sitter = asks ? await sitterAt(tx, reservation.siteId, table) : undefined;
    if (table === undefined || (sitter && !isSame(sitter, reservation))) unavailable.push(name);
  }
  return unavailable;
};

const namesOf = (catalogue: Catalogue, { siteId }: Reservation, tables: readonly string[]): readonly string[] =>
  tables.flatMap((name) => tableNamed(catalogue, siteId, name) ?? []);

/**
 * Remembers at which tables a reservation sits now, and no longer where it sat before. Orders that were open there
 * before the guests were marked as seated become theirs as well. `names` are those of its tables that are to be had.
 */
export const takeTables = async (
  tx: Tx,
  before: Reservation | undefined,
  after: Reservation,
  names: readonly string[],
): Promise<void> => {
  const had = before ? namesOf(tx.catalogue, before, takenBy(before)) : [];
  const has = namesOf(tx.catalogue, after, names);
  for (const table of had) {
    if (has.includes(table)) continue;
    const sitter = await sitterAt(tx, after.siteId, table);
    if (sitter && isSame(sitter, after)) tx.documents.remove("reservation_table", tableKey(after.siteId, table));
  }
  for (const table of has) {
    const sitter = await sitterAt(tx, after.siteId, table);
    if (sitter && isSame(sitter, after)) continue;
    tx.documents.put("reservation_table", tableKey(after.siteId, table), refOf(after), { siteId: after.siteId });
    await takeOrders(tx, after, table);
  }
};

const takeOrders = async (tx: Tx, reservation: Reservation, table: string): Promise<void> => {
  for (const { id } of await tx.orders.atTable(reservation.siteId, table)) {
    const order = await tx.orders.get(id); // locked now
    if (!order || order.reservation) continue;
    const { version } = order;
    const linked = { ...order, reservation: refOf(reservation), version: version + 1, updatedAt: wholeSecond(tx.now) };
    await save(tx, order, linked);
  }
};
