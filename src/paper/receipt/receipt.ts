import type { Minor } from "../../kit/money.ts";
import type { Invoice, InvoiceSeller } from "../invoice.ts";

/**
 * A customer's receipt as plain data, as a print job keeps it: the facts and amounts of the invoice, in the words of a
 * receipt. `balance` is still to be paid (or, on a refund, to be given back).
 */
export type Receipt = Readonly<{ kind: "receipt" }> &
  Omit<Invoice, "seller" | "footer"> &
  Readonly<{
    seller: Omit<InvoiceSeller, "logo">;
    table?: string;
    /** Taken beyond what was owed, with no cash among it that could have been handed back. */
    overpaid?: Minor;
    /** Closing words; line breaks are kept. */
    footer: string;
  }>;
