import { money } from "../../common/format.ts";
import type { OrderRow } from "../data/orders.ts";
import { customerName } from "./order-lines.ts";

export type Tone = "plain" | "accent" | "good" | "warn" | "bad";
export type Says = Readonly<{ says: string; tone: Tone }>;

const STATUS: Readonly<Record<string, Says>> = {
  SUBMITTED: { says: "New", tone: "accent" },
  ON_HOLD: { says: "On hold", tone: "plain" },
  ACCEPTED: { says: "Accepted", tone: "accent" },
  PENDING: { says: "Sent", tone: "plain" },
  COMPLETE: { says: "Completed", tone: "good" },
  REJECTED: { says: "Rejected", tone: "bad" },
};

/** What the status of an order means, for people. */
export const statusSays = ({ status, deleted }: Pick<OrderRow, "status" | "deleted">): Says =>
  deleted ? { says: "Deleted", tone: "bad" } : (STATUS[status] ?? { says: status, tone: "plain" });

/** How far an order is paid. */
export const paidSays = (
  { remaining, paid, payable }: Pick<OrderRow, "remaining" | "paid" | "payable">,
  currency: string,
): Says => {
  if (remaining === 0 && (paid !== 0 || payable === 0)) return { says: "Paid", tone: "good" };
  if (paid > 0) return { says: `${money(remaining, currency)} to pay`, tone: "warn" };
  return { says: "Not paid", tone: "warn" };
};

/** What an order is called at the counter: its table, else its customer, else its number. */
export const calledBy = (order: Pick<OrderRow, "table" | "customer" | "sale_number">): string =>
  order.table ? `Table ${order.table}` : (customerName(order.customer) ?? order.sale_number);
