import { NO_TOTALS } from "./change.ts";
import type { Order } from "./order.ts";

/** What every new order begins with: nothing is on it, and nobody asked for anything yet. */
export const BLANK = {
  version: 0,
  saleNumber: "",
  guests: null,
  table: null,
  groupId: null,
  priceFixedVariation: "0",
  tipService: null,
  options: [],
  payments: [],
  totals: NO_TOTALS,
  callbackUri: null,
  lock: [],
  priceLimit: null,
  completeWhenPaid: true,
  promptForRejectReason: false,
  rejectReason: null,
  placedAt: null,
  fulfilAt: null,
  completedAt: null,
} satisfies Partial<Order>;
