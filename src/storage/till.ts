import type { RegisterId, SiteId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import type { Shift } from "../domain/back-office.ts";

/** The part of the storage port for the till: what ended at a register, and one shift at a time. */

/** Which orders: those of a register, by how and from when on they ended; epoch milliseconds, inclusive. */
export type EndedAsk = Readonly<{ siteId: SiteId; registerId: RegisterId; sold: boolean; from: number }>;
/** An order that is a sale, or that was deleted or turned down; `at` is when it ended. */
export type EndedOrder = Readonly<{ order: Order; at: number }>;

export interface TillReads {
  /** In the order in which they ended, some hundreds at a time. There is no end: what has ended by now is there. */
  ended(ask: EndedAsk): AsyncIterable<readonly EndedOrder[]>;
  /** How many orders of a register were taken and are not finished. */
  openOrders(register: RegisterId): Promise<number>;
  /** When a register was last counted; null when it never was. */
  lastCountAt(site: SiteId, register: RegisterId): Promise<number | null>;
  shift(id: number): Promise<Shift | undefined>;
  /** Shifts that began since and are not over, as they began. */
  openShifts(since: number, at?: SiteId): Promise<readonly Shift[]>;
}
