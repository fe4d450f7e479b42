import { type Order, isRefund } from "../../domain/order/order.ts";
import { type InvoiceParts, orderInvoice } from "../order-invoice.ts";
import type { Receipt } from "./receipt.ts";

export type ReceiptParts = Omit<InvoiceParts, "logo"> &
  Readonly<{
    /** Closing words instead of the usual ones. */
    footer?: string;
  }>;

/** The receipt of an order: its bill while something is owed, its tax invoice once it is paid, or its refund. */
export const receiptOf = ({ footer, ...parts }: ReceiptParts): Receipt => {
  const { order, catalogue } = parts;
  const { change, seller, ...invoice } = orderInvoice({ ...parts, logo: null });
  const inCash = order.payments.some(({ methodId }) => catalogue.paymentMethod(methodId)?.kind === "cash");
  return {
    ...invoice,
    kind: "receipt",
    seller,
    title: titleOf(order, invoice.title, invoice.balance !== undefined),
    ...(order.table !== null && { table: order.table }),
    ...(change !== undefined && (inCash ? { change } : { overpaid: change })),
    footer: footer ?? (isRefund(order) ? "" : "Thank you"),
  };
};

/** A paper that asks for money must not be taken for one that says it was paid. */
const titleOf = (order: Order, title: string, owed: boolean): string =>
  isRefund(order) ? "Refund" : owed ? "Bill" : title;
