import type { Minor } from "../../kit/money.ts";
import { minorDigits, minorText } from "../../kit/money.ts";
import type { PmsProvider } from "../catalogue/ordering-records.ts";
import type { AddonId, OrderId, PaymentMethodId, RegisterId, SiteId, StaffId } from "../ids.ts";
import type { Order } from "../order/order.ts";
import type { OrderRefusal } from "../order/refusals.ts";
import type { HotelGuest } from "./guests.ts";

/**
 * A charge to a hotel room, and the payment of the order that follows from it.
 *
 * waiting  the hotel has not said anything that counts. Before the first byte goes out, the key and the message are
 *          written here (`key`, `message`), and that something may be on its way (`sent`). Every further attempt has
 *          the same key and message, so a hotel that has charged already only says so again.
 * charged  the hotel has it. The payment is not on the order yet: that is tried until it is, or cannot be any more,
 *          because somebody ended the order meanwhile; then `says` tells, and a person has to look at it.
 * paid     the payment is on the order (`payment` is its number). Written in the payment's own transaction.
 * refused  the hotel will not, or was never reached. Nothing was charged; a new charge has a new key.
 * unclear  nobody knows: for a day the hotel did not say anything that counts. A person has to ask it.
 */
export type RoomCharge = Readonly<{
  /** From 1, in its order: the n-th attempt to have it charged. */
  number: number;
  state: "waiting" | "charged" | "paid" | "refused" | "unclear";
  hotel: Readonly<{ id: number; name: string; addonId: AddonId }>;
  /** Where the hotel was when this began, for a provider that is removed meanwhile; null once this is over. */
  link: Readonly<{ endpoint: string; apiKey: string }> | null;
  guest: Omit<HotelGuest, "blocked">;
  revenueCenter: Readonly<{ id: number; name: string }> | null;
  amount: Minor;
  tip: Minor;
  methodId: PaymentMethodId;
  staffId: StaffId | null;
  registerId: RegisterId | null;
  key: string | null;
  /** What is sent, as JSON without the hotel's API key; null before it is made and once this is over. */
  message: string | null;
  /** Whether an attempt was begun that nobody knows the end of. */
  sent: boolean;
  /** What the register shows, at most 50 characters; null where nothing is wrong. */
  says: string | null;
  payment: number | null;
  createdAt: number;
  /** When waiting ends. */
  endsAt: number;
}>;

/** All charges of one order, under the order's id. */
export type RoomCharges = Readonly<{ orderId: OrderId; siteId: SiteId; charges: readonly RoomCharge[] }>;

/** An event, and what is told whenever a charge has moved. */
export const CHARGE_BEGUN = "room_charge.begun";
export const CHARGE_CHANGED = "room_charge.changed";

/** How often an order can be tried to be charged. */
export const CHARGES_MAX = 50;
/** How long a hotel is asked again. */
export const WAITING_MAX_MS = 24 * 3_600_000;

const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
const LONG_PAUSE_MS = 300_000;
/** When to ask again after so many attempts; `now` in epoch milliseconds. */
export const askAgainAt = (attempts: number, now: number): number => now + (PAUSES_MS[attempts - 1] ?? LONG_PAUSE_MS);

export const UNCLEAR = "Ask the hotel whether the room was charged.";
export const ORDER_CHANGED = "The order has changed. Nothing was charged.";
export const NOT_PAID = "Charged, but the order cannot be paid any more.";

export type ChargeRefusal =
  | OrderRefusal
  | Readonly<{ kind: "hotel_not_found" }>
  | Readonly<{ kind: "hotel_of_other_site"; hotel: number; site: number }>
  | Readonly<{ kind: "revenue_center_unknown"; id: number }>
  | Readonly<{ kind: "no_room_method" }>
  | Readonly<{ kind: "charge_under_way"; number: number }>
  | Readonly<{ kind: "too_many_charges"; max: number }>
  | Readonly<{ kind: "guest_not_found"; says: string | null }>
  | Readonly<{ kind: "room_blocked"; room: string }>
  | Readonly<{ kind: "nothing_to_charge" }>
  | Readonly<{ kind: "more_than_remains"; remaining: string }>
  | Readonly<{ kind: "only_whole_bill" }>
  | Readonly<{ kind: "charged_before" }>;

/** Whether a charge still has to come to something; while it has, no other begins. */
export const isUnderWay = ({ state, says }: RoomCharge): boolean =>
  state === "waiting" || (state === "charged" && says === null);

/** `left` is what would remain to be paid after it: a tip counts towards a tip/service that was asked for. */
type Asked = Readonly<{ amount: Minor; left: Minor; features: PmsProvider["features"] }>;

/**
 * Why so much of an order cannot be charged to a room, in this order: another charge is under way, tried too often,
 * the amount, what the hotel's system can do. Undefined when it can.
 */
export const chargeRefusal = (
  order: Pick<Order, "totals" | "payments" | "currency">,
  charges: readonly RoomCharge[],
  { amount, left, features }: Asked,
): ChargeRefusal | undefined => {
  const open = charges.find(isUnderWay);
  if (open) return { kind: "charge_under_way", number: open.number };
  if (charges.length >= CHARGES_MAX) return { kind: "too_many_charges", max: CHARGES_MAX };
  if (amount <= 0) return { kind: "nothing_to_charge" };
  if (left < 0) {
    return { kind: "more_than_remains", remaining: minorText(order.totals.remaining, minorDigits(order.currency)) };
  }
  const whole = left === 0 && order.payments.length === 0;
  if (!whole && !features.includes("PARTIAL_PAYMENTS")) return { kind: "only_whole_bill" };
  const before = charges.some(({ state }) => state === "paid");
  if (before && !features.includes("MULTI_PAYMENTS")) return { kind: "charged_before" };
  return undefined;
};
