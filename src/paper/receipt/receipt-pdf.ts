import { renderRollPdf } from "../roll-pdf.ts";
import { receiptParts } from "./receipt-parts.ts";
import type { Receipt } from "./receipt.ts";

/** The receipt as a PDF file, as a till roll has it. Throws a RangeError when `issuedAt` is not an instant. */
export const renderReceiptPdf = (receipt: Receipt): Promise<Buffer> => {
  const { title, saleNumber, language, issuedAt } = receipt;
  return renderRollPdf({ parts: receiptParts(receipt), title: `${title} ${saleNumber}`, language, issuedAt });
};
