import type { Order } from "../data/orders.ts";
import type { PaymentMethod } from "../data/snapshot.ts";

/** Something to be paid, be it on the server or on this device only. Amounts are in minor units. */
export type Bill = Readonly<{
  title: string;
  /** Number, type, what else one knows it by. */
  about: string;
  payable: number;
  remaining: number;
  /** What of `payable` is asked for on top of the goods. */
  tipService: number;
  lines: readonly BillLine[];
  guests: number | null;
  customer: string | null;
  tendered: readonly Tendered[];
  /** Why a method cannot be taken for this bill; null where it can. */
  refuses?: (method: PaymentMethod) => string | null;
}>;
export type BillLine = Readonly<{ key: string; name: string; quantity: number; total: number }>;
export type Tendered = Readonly<{
  key: string;
  name: string;
  amount: number;
  tip: number;
  ref: string | null;
  /** Only on this device with its order; written down to be sent; the server has it; or the server did not take it. */
  state: "here" | "waits" | "there" | "refused";
}>;

/** An amount in coins: the nearest there is, half away from zero. Minor units. */
export const inCoins = (amount: number, coin: number): number =>
  Math.sign(amount) * Math.round(Math.abs(amount) / coin) * coin;

/** The smallest coin of a cash method in minor units; 1 where nothing is rounded. */
export const coinOf = (method: PaymentMethod, methods: readonly PaymentMethod[], digits: number): number => {
  const rounds = methods.some(({ kind, active }) => kind === "rounding" && active);
  return method.kind === "cash" && rounds && method.rounding ? Math.round(method.rounding * 10 ** digits) : 1;
};

/** Ways to pay that one can choose. */
export const tendersOf = (methods: readonly PaymentMethod[]): readonly PaymentMethod[] =>
  methods.filter(({ active, kind }) => active && kind !== "rounding");

/** Whether it is a method of the add-on that made the order; of any add-on, where the order was taken at the venue. */
export const isAddonMethod = ({ addon_id: id }: PaymentMethod, { addon }: Pick<Order, "addon">): boolean =>
  id !== null && (!addon || addon.id === id);

/** Cash, and cards on a terminal of their own, can be taken without the network; the rest has to be asked for. */
export const worksOffline = ({ kind }: PaymentMethod): boolean => kind === "cash" || kind === "card";

/** The n-th (from 0) of equal parts of an amount; the last ones take the cents that are left over. */
export const equalPart = (amount: number, parts: number, n: number): number =>
  Math.floor((amount * (n + 1)) / parts) - Math.floor((amount * n) / parts);

/** What people are likely to hand over for an amount: the next of each note. At the most four, the smallest first. */
export const likelyNotes = (due: number, coinsAndNotes: readonly number[], digits: number): readonly number[] => {
  const notes = coinsAndNotes.filter((note) => note >= 5 * 10 ** digits);
  const amounts = notes.map((note) => Math.ceil(due / note) * note).filter((amount) => amount > due);
  return [...new Set(amounts)].sort((a, b) => a - b).slice(0, 4);
};
