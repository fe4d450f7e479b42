import { type Minor, NOTHING, minor, plus, sum } from "../kit/money.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { ProductId } from "./ids.ts";
import type { Order } from "./order/order.ts";
import { totalExTax } from "./order/pricing.ts";

/**
 * The journal of a business day: what its sales mean for the books, as double entries. Money taken is a debit, what it
 * was taken for a credit: sales without tax, taxes, tips. What was not paid, or paid beyond (rounding to coins, an
 * order completed unpaid), stands as a difference, so that debits and credits are equal whatever happened.
 *
 * Of one order: Σ (amounts + tips) + remaining = total + tip/service + ordinary tips, because remaining is what is left
 * of total + tip/service after the amounts and the tips that count towards it (order/paying.ts).
 */
export const accountKinds = ["PAYMENT", "DIFFERENCE", "SALES", "TAX", "TIPS"] as const;
export type AccountKind = (typeof accountKinds)[number];

/** What an amount is booked on. `id` is the payment method's, category's or tax's; null where there is no record. */
export type Account = Readonly<{ kind: AccountKind; id: number | null; name: string }>;
/** An account's day: above zero it is a debit, below a credit. */
export type Booking = Account & Readonly<{ amount: Minor }>;

/** Ledger codes of accounts that are no record of their own. */
export type OtherLedgerCodes = Readonly<{ tips: string | null; difference: string | null }>;
export const NO_LEDGER_CODES: OtherLedgerCodes = { tips: null, difference: null };

export type JournalTotals = Readonly<{ sales: number; total: Minor; totalTax: Minor; tips: Minor; payments: Minor }>;

/** Adds up sales, one after another, in whole minor units. */
export class Journal {
  private readonly booked = new Map<string, { account: Account; amount: Minor }>();
  private readonly catalogue: Catalogue;
  totals: JournalTotals = { sales: 0, total: NOTHING, totalTax: NOTHING, tips: NOTHING, payments: NOTHING };

  /** The catalogue says which category a product is in: the first of them is the accounting group of its sales. */
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  add({ lines, payments, totals }: Order): void {
    for (const { methodId, methodName, amount, tip } of payments) {
      this.book({ kind: "PAYMENT", id: methodId, name: methodName }, amount + tip);
    }
    this.book({ kind: "DIFFERENCE", id: null, name: "Difference" }, totals.remaining);
    for (const line of lines) {
      this.book(this.groupOf(line.productId), -totalExTax(line));
      line.taxes.forEach(({ id, name }, i) => this.book({ kind: "TAX", id, name }, -(line.taxAmounts[i] ?? NOTHING)));
    }
    const tips = plus(totals.tipService, totals.tips);
    this.book({ kind: "TIPS", id: null, name: "Tips and service" }, -tips);
    const before = this.totals;
    this.totals = {
      sales: before.sales + 1,
      total: plus(before.total, totals.total),
      totalTax: plus(before.totalTax, totals.totalTax),
      tips: plus(before.tips, tips),
      payments: plus(before.payments, sum(payments.map(({ amount, tip }) => plus(amount, tip)))),
    };
  }

  /** What is not zero, debits before credits: by kind, then by id. */
  bookings(): readonly Booking[] {
    return [...this.booked.values()]
      .filter(({ amount }) => amount !== 0)
      .map(({ account, amount }) => ({ ...account, amount }))
      .sort((a, b) => accountKinds.indexOf(a.kind) - accountKinds.indexOf(b.kind) || (a.id ?? 0) - (b.id ?? 0));
  }

  private groupOf(product: ProductId): Account {
    const [first] = this.catalogue.product(product)?.categoryIds ?? [];
    const category = first === undefined ? undefined : this.catalogue.get("category", first);
    return { kind: "SALES", id: category?.id ?? null, name: category?.name ?? "Without accounting group" };
  }

  private book(account: Account, amount: number): void {
    const key = `${account.kind} ${account.id}`;
    const before = this.booked.get(key);
    this.booked.set(key, { account, amount: minor((before?.amount ?? 0) + amount) });
  }
}
