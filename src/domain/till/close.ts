import { type Result, done, refuse } from "../../kit/brand.ts";
import { type Minor, NOTHING, less, negate, plus } from "../../kit/money.ts";
import type { Reconciliation } from "../back-office.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PaymentMethod } from "../catalogue/records.ts";
import type { PaymentMethodId, StaffId, TaxId } from "../ids.ts";
import type { OtherLedgerCodes } from "../journal.ts";
import type { Order } from "../order/order.ts";
import { changeOf } from "./change.ts";
import type { Tender, TillReport } from "./report.ts";

/** A closed period: its report, who counted what, and the count that went to the books. */
export type ZReport = Omit<TillReport, "tenders"> &
  Readonly<{
    /** From 1, without gaps, of the register. */
    number: number;
    staffId: StaffId;
    note: string | null;
    reconciliationId: number;
    tenders: readonly CountedTender[];
  }>;
/** `counted` and `difference` (counted − expected) are null where nobody counted. */
export type CountedTender = Tender & Readonly<{ counted: Minor | null; difference: Minor | null }>;

export type Counted = Readonly<{ methodId: PaymentMethodId; amount: Minor }>;
export type CountRefusal =
  | Readonly<{ kind: "unknown_method"; index: number; methodId: number }>
  | Readonly<{ kind: "counted_twice"; index: number; methodId: number }>;

/** The ways of paying that were counted, each once. */
export const countedMethods = (
  catalogue: Catalogue,
  counted: readonly Counted[],
): Result<readonly PaymentMethod[], CountRefusal> => {
  const methods: PaymentMethod[] = [];
  for (const [index, { methodId }] of counted.entries()) {
    const method = catalogue.paymentMethod(methodId);
    if (!method) return refuse({ kind: "unknown_method", index, methodId });
    if (methods.includes(method)) return refuse({ kind: "counted_twice", index, methodId });
    methods.push(method);
  }
  return done(methods);
};

export const countTenders = (tenders: readonly Tender[], counted: readonly Counted[]): CountedTender[] =>
  tenders.map((tender) => {
    const count = counted.find(({ methodId }) => methodId === tender.methodId)?.amount ?? null;
    return { ...tender, counted: count, difference: count === null ? null : less(count, tender.expected) };
  });

/** The tenders of an end-of-day count. What nobody counted is taken to be right. */
export const countOf = (tenders: readonly CountedTender[]): Reconciliation["tenders"] =>
  tenders.map(({ methodId, sales, refunds, change, tips, float, cashIn, cashOut, counted, expected }) => ({
    methodId,
    recorded: plus(less(less(sales, refunds), change), tips),
    counted: counted ?? expected,
    cashIn: plus(float, cashIn),
    cashOut,
  }));

type Amounts = { net: Minor; tax: Minor };

/**
 * What the sales of a period were for, by the ledger codes of their categories. Together with tips, and what was paid
 * beyond or less than owed, it adds up to what was paid.
 */
export class Income {
  private readonly accounts = new Map<string | null, Map<TaxId | null, Amounts>>();
  private readonly catalogue: Catalogue;
  private readonly other: OtherLedgerCodes;

  constructor(catalogue: Catalogue, other: OtherLedgerCodes) {
    this.catalogue = catalogue;
    this.other = other;
  }

  add(order: Order): void {
    const { lines, totals } = order;
    for (const { productId, totalIncTax, totalTax, taxes, taxAmounts } of lines) {
      const [first] = this.catalogue.product(productId)?.categoryIds ?? [];
      const code = (first === undefined ? undefined : this.catalogue.get("category", first)?.ledgerCode) ?? null;
      // The net amount is booked once, with the first of the line's taxes, so that an account's amounts add up.
      this.book(code, taxes[0]?.id ?? null, less(totalIncTax, totalTax), taxAmounts[0] ?? NOTHING);
      for (let i = 1; i < taxes.length; i++) this.book(code, taxes[i]!.id, NOTHING, taxAmounts[i] ?? NOTHING);
    }
    const tips = plus(totals.tipService, totals.tips);
    if (tips !== 0) this.book(this.other.tips, null, tips, NOTHING);
    const unpaid = plus(totals.remaining, changeOf(order, this.catalogue)?.amount ?? NOTHING);
    if (unpaid !== 0) this.book(this.other.difference, null, negate(unpaid), NOTHING);
  }

  accountsOf(): Reconciliation["incomeAccounts"] {
    return [...this.accounts]
      .sort(([a], [b]) => (a ?? "").localeCompare(b ?? "", "en"))
      .map(([ledgerCode, amounts]) => ({
        ledgerCode,
        amounts: [...amounts].map(([taxId, { net, tax }]) => ({ taxId, net, tax })),
      }));
  }

  private book(code: string | null, taxId: TaxId | null, net: Minor, tax: Minor): void {
    const account = this.accounts.get(code) ?? new Map<TaxId | null, Amounts>();
    const before = account.get(taxId) ?? { net: NOTHING, tax: NOTHING };
    account.set(taxId, { net: plus(before.net, net), tax: plus(before.tax, tax) });
    this.accounts.set(code, account);
  }
}
