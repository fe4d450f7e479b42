import type { Minor } from "../kit/money.ts";

/**
 * The tax invoice of one completed order as plain data: every text is already chosen and formatted by the caller, every
 * amount is a whole number of minor units of `currency`. Nothing here is computed again by the page that shows it.
 * A field that is absent, or an empty text, takes no room on the page.
 */
export interface Invoice {
  /** "Tax Invoice", or for a refund "Refund / Adjustment Note". */
  readonly title: string;
  /** BCP 47 language of the document, for readers and for the choice of Han glyph shapes: "en-AU". */
  readonly language: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** The instant of issue, ISO 8601 with offset: the creation date of the file. */
  readonly issuedAt: string;
  /** The date of issue as the page shows it. */
  readonly issueDate: string;
  readonly saleNumber: string;
  readonly saleId: string;
  /** Only for a refund: the sale that is refunded. */
  readonly refundOf?: InvoiceSaleReference;
  readonly seller: InvoiceSeller;
  readonly site?: string;
  readonly register?: string;
  readonly staff?: string;
  readonly orderType?: string;
  readonly guests?: string;
  readonly customer?: InvoiceParty;
  /** Notes of the whole order; line breaks are kept. */
  readonly notes?: string;
  readonly lines: readonly InvoiceLine[];
  /** Order-level discounts and surcharges, tax inclusive. */
  readonly variations: readonly InvoiceAmount[];
  readonly totals: InvoiceTotals;
  readonly payments: readonly InvoicePayment[];
  /** Money handed back, as a positive amount. */
  readonly change?: Minor;
  /** What is still owed after all payments. */
  readonly balance?: Minor;
  /** Closing words under the totals; line breaks are kept. */
  readonly footer?: string;
}

/** The sale a refund belongs to: its sale number, the first eight characters of its sale id, or both. */
export interface InvoiceSaleReference {
  readonly saleNumber?: string;
  readonly saleId?: string;
}

/** A name with its address and contact lines. */
export interface InvoiceParty {
  readonly name: string;
  readonly details: readonly string[];
}

export interface InvoiceSeller {
  readonly tradingName: string;
  /** "ABN" and "51 824 753 556". */
  readonly businessNumber?: { readonly label: string; readonly value: string };
  readonly address: readonly string[];
  readonly phone?: string;
  readonly email?: string;
  readonly website?: string;
  /** A PNG or JPEG file. One that cannot be read is left out. */
  readonly logo?: Buffer;
}

export interface InvoiceLine {
  /** Position on the invoice, as text: "1". Usually empty for nested lines. */
  readonly number: string;
  /** "2", "0.350 kg". */
  readonly quantity: string;
  readonly name: string;
  readonly sku?: string;
  readonly unitPrice?: Minor;
  /** Price changes of this line, already part of `total`: "10% discount". */
  readonly adjustments: readonly InvoiceAmount[];
  readonly modifiers: readonly InvoiceModifier[];
  readonly instructions: readonly InvoiceInstruction[];
  readonly notes?: string;
  /** 0 for an ordered item, 1 and more for the option-set lines under it. */
  readonly depth: number;
  /** Tax inclusive. */
  readonly total: Minor;
  /** The tax of this line, short: "GST", "Free". */
  readonly taxLabel?: string;
}

/** A named amount: a discount is negative. */
export interface InvoiceAmount {
  readonly label: string;
  readonly amount: Minor;
}

export interface InvoiceModifier {
  readonly name: string;
  /** True shows "No sugar" for "sugar". */
  readonly negated: boolean;
  /** What it adds to the unit price, when shown. */
  readonly price?: Minor;
}

export interface InvoiceInstruction {
  readonly kind: "No" | "Extra" | "Only" | "On Side";
  readonly name: string;
}

export interface InvoiceTotals {
  readonly subtotalExTax: Minor;
  readonly taxes: readonly InvoiceTax[];
  readonly totalIncTax: Minor;
  /** A tip or service charge on top of the total. */
  readonly tip?: InvoiceAmount;
}

export interface InvoiceTax {
  /** "GST". */
  readonly name: string;
  /** "10%". */
  readonly rate: string;
  readonly net: Minor;
  readonly tax: Minor;
}

export interface InvoicePayment {
  readonly method: string;
  /** Card digits, authorisation or voucher number. */
  readonly ref?: string;
  /** Without the tip. */
  readonly amount: Minor;
  readonly tip?: Minor;
  readonly date?: string;
}
