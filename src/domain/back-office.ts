import type { PaymentMethodId, ProductId, RegisterId, SiteId, StaffId, TaxId, CustomerId } from "./ids.ts";
import type { Minor } from "../kit/money.ts";

/** Records that a day at the venue leaves behind. Times are epoch milliseconds, money in minor units. */
export type Shift = Readonly<{
  id: number;
  staffId: StaffId;
  siteId: SiteId | null;
  startedAt: number;
  finishedAt: number | null;
  breaks: readonly Readonly<{ startedAt: number; finishedAt: number | null }>[];
}>;

export type ReconciliationLevel = "site" | "register" | "staff_member";

/** The end-of-day count. The older API generation calls the same thing a cash-up. */
export type Reconciliation = Readonly<{
  id: number;
  /** Counts up within the company. */
  number: number;
  level: ReconciliationLevel;
  siteId: SiteId;
  registerId: RegisterId | null;
  staffId: StaffId | null;
  processed: boolean;
  version: number;
  incomeAccounts: readonly Readonly<{
    ledgerCode: string | null;
    amounts: readonly Readonly<{ taxId: TaxId | null; net: Minor; tax: Minor }>[];
  }>[];
  tenders: readonly Readonly<{
    methodId: PaymentMethodId;
    recorded: Minor;
    counted: Minor;
    cashIn: Minor;
    cashOut: Minor;
  }>[];
  createdAt: number;
  updatedAt: number;
}>;

/** A customer who is at the venue: the older way of pairing a phone with a till. */
export type Checkin = Readonly<{
  id: number;
  siteId: SiteId;
  customerId: CustomerId;
  startedAt: number;
  durationMinutes: number;
}>;

/** Stock of one product at one site, in the product's unit: a decimal as text. */
export type StockLevel = Readonly<{ siteId: SiteId; productId: ProductId; stock: string; version: number }>;
