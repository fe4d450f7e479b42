import { type Minor, NOTHING, plus } from "../../kit/money.ts";
import type { PaymentMethod } from "../catalogue/records.ts";
import type { OrderId, RegisterId, SiteId, StaffId } from "../ids.ts";

/** `float` is what is in the drawer to begin with, `in` and `out` what is put in or taken out besides sales. */
export const cashKinds = ["float", "in", "out"] as const;
export type CashKind = (typeof cashKinds)[number];

/** Cash that was put into a drawer or taken out of it; `z` is the number of the Z report that it comes into. */
export type CashMovement = Readonly<{
  id: number;
  siteId: SiteId;
  registerId: RegisterId;
  staffId: StaffId;
  kind: CashKind;
  /** Above zero. */
  amount: Minor;
  reason: string;
  z: number;
  at: number;
}>;

type CashSums = Readonly<Record<CashKind, Minor> & { count: number }>;

/**
 * The till of a register: where its period began, and the cash moved since. It is written by whoever moves cash or
 * closes the period, one after another, so every movement is in exactly one Z report.
 *
 * Sales are not written here: they would wait for each other. `counted` are the orders of the last minutes that are in
 * a Z report, so that one that was being completed at that very moment is in the next one, and in one only.
 */
export type Till = Readonly<{
  /** The number of the last Z report; 0 before the first. */
  z: number;
  closedAt: number | null;
  counted: readonly CountedOrder[];
  cash: CashSums;
}>;
export type CountedOrder = Readonly<{ id: OrderId; at: number }>;

const NO_CASH: CashSums = { float: NOTHING, in: NOTHING, out: NOTHING, count: 0 };
export const NEW_TILL: Till = { z: 0, closedAt: null, counted: [], cash: NO_CASH };

/**
 * An order is stamped when its command begins, and seen once it is committed. Nothing takes so long between the two, and
 * no two servers' clocks are so far apart.
 */
export const LATE_MS = 10 * 60_000;

/** From when on orders have to be looked at for the running period; some of those before its beginning were late. */
export const looksFrom = ({ closedAt }: Till, lastCountAt: number | null): number =>
  closedAt !== null ? closedAt - LATE_MS : lastCountAt !== null ? lastCountAt + 1 : 0;

/** When the running period began; null when it goes back to the first sale. */
export const beganAt = ({ closedAt }: Till, lastCountAt: number | null): number | null => closedAt ?? lastCountAt;

export const withCash = (till: Till, kind: CashKind, amount: Minor): Till => ({
  ...till,
  cash: { ...till.cash, [kind]: plus(till.cash[kind], amount), count: till.cash.count + 1 },
});

/** The till after a Z report of these orders. */
export const closed = (till: Till, at: number, orders: Iterable<CountedOrder>): Till => ({
  z: till.z + 1,
  closedAt: at,
  counted: [...till.counted, ...orders].filter((order) => order.at >= at - LATE_MS),
  cash: NO_CASH,
});

/** What is in the drawer counts as this way of paying. */
export const drawerOf = (methods: readonly PaymentMethod[]): PaymentMethod | undefined => {
  const cash = methods.filter(({ kind }) => kind === "cash");
  return cash.find(({ active }) => active) ?? cash[0];
};
