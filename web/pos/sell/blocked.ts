import type { Order } from "../data/orders.ts";

/** Why nothing can be added to an order; null where it can. */
export const blockedBy = ({ deleted, status, lock, addon }: Order): string | null => {
  if (deleted) return "This order was deleted.";
  if (status === "COMPLETE") return "This sale is completed. Take a new order.";
  if (status === "REJECTED") return "This order was rejected.";
  if (lock?.some((flag) => flag === "NEW_LINES" || flag === "ALL")) {
    return `${addon?.name ?? "The app that sent this order"} keeps its lines as they are.`;
  }
  return null;
};
