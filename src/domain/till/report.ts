import { type Minor, NOTHING, less, plus } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PaymentMethod } from "../catalogue/records.ts";
import type { CategoryId, PaymentMethodId, RegisterId, SiteId, StaffId, TaxId } from "../ids.ts";
import { type Order, isRefund } from "../order/order.ts";
import { saleAmounts } from "../sale-amounts.ts";
import { changeOf } from "./change.ts";
import { type Till, drawerOf } from "./till.ts";

/**
 * What a register took in a period. Amounts are in minor units and include tax unless they say otherwise.
 *
 *   gross − discounts − refunds = net
 *   net + tips = what was paid (sales − refunds − change + tips of all tenders) + unpaid
 */
export type TillReport = Readonly<{
  siteId: SiteId;
  registerId: RegisterId;
  currency: string;
  /** When the period began; null: with the first sale there is. */
  since: number | null;
  at: number;
  /** Sales, without refunds. */
  orders: number;
  /** The sales at list prices. */
  gross: Minor;
  /** What they were lowered by; surcharges take away from it. */
  discounts: Minor;
  refunds: Readonly<{ count: number; amount: Minor }>;
  net: Minor;
  totalTax: Minor;
  tax: readonly TaxSum[];
  tenders: readonly Tender[];
  /** Tips and the tip/service that was asked for; `tipService` is that part of it. */
  tips: Minor;
  tipService: Minor;
  /** Left open on finished orders; below zero where more was kept than was owed. What was handed back is not in it. */
  unpaid: Minor;
  deleted: number;
  rejected: number;
  byCategory: readonly CategorySum[];
  byStaff: readonly StaffSum[];
  /** Orders that were taken and are not finished. What was paid on them comes into the report once they are. */
  openOrders: number;
}>;

/** `net` is without tax. What carries no tax stands under null. */
export type TaxSum = Readonly<{ id: TaxId | null; name: string; net: Minor; tax: Minor }>;
export type CategorySum = Readonly<{ id: CategoryId | null; name: string; total: Minor; tax: Minor }>;
export type StaffSum = Readonly<{ id: StaffId | null; name: string; orders: number; total: Minor; tips: Minor }>;

/** A way of paying. `expected` = sales − refunds − change + tips, and in the drawer + float + cashIn − cashOut. */
export type Tender = Readonly<{
  methodId: PaymentMethodId;
  name: string;
  kind: PaymentMethod["kind"];
  /** Payments, those of refunds included. */
  count: number;
  sales: Minor;
  refunds: Minor;
  /** Handed back of what was taken in cash. */
  change: Minor;
  tips: Minor;
  float: Minor;
  cashIn: Minor;
  cashOut: Minor;
  expected: Minor;
}>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** What is added up over all orders. */
type Overall = Pick<
  TillReport,
  "orders" | "gross" | "discounts" | "net" | "totalTax" | "tips" | "tipService" | "unpaid" | "deleted" | "rejected"
>;

/** The entry under a key, made when it is not there. */
const at = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
};

const byName = <T extends Readonly<{ name: string; id: number | null }>>(a: T, b: T): number =>
  a.name.localeCompare(b.name, "en") || (a.id ?? 0) - (b.id ?? 0);

/** Adds up orders, one after another, in whole minor units. */
export class TillSums {
  private readonly catalogue: Catalogue;
  private readonly taxes = new Map<TaxId | null, Mutable<TaxSum>>();
  private readonly tenders = new Map<PaymentMethodId, Mutable<Tender>>();
  private readonly categories = new Map<CategoryId | null, Mutable<CategorySum>>();
  private readonly staff = new Map<StaffId | null, Mutable<StaffSum>>();
  private readonly refunds: Mutable<TillReport["refunds"]> = { count: 0, amount: NOTHING };
  private readonly all: Mutable<Overall> = {
    orders: 0,
    gross: NOTHING,
    discounts: NOTHING,
    net: NOTHING,
    totalTax: NOTHING,
    tips: NOTHING,
    tipService: NOTHING,
    unpaid: NOTHING,
    deleted: 0,
    rejected: 0,
  };

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  /** A finished order: a sale or a refund. */
  add(order: Order): void {
    const { all, refunds } = this;
    const { total, totalTax, tipService, tips, remaining } = order.totals;
    const refund = isRefund(order);
    if (refund) {
      refunds.count++;
      refunds.amount = less(refunds.amount, total);
    } else {
      all.orders++;
      for (const { list, lineDiscount, orderDiscount } of saleAmounts(order)) {
        all.gross = plus(all.gross, list);
        all.discounts = plus(all.discounts, plus(lineDiscount, orderDiscount));
      }
    }
    all.net = plus(all.net, total);
    all.totalTax = plus(all.totalTax, totalTax);
    all.tips = plus(all.tips, plus(tipService, tips));
    all.tipService = plus(all.tipService, tipService);
    all.unpaid = plus(all.unpaid, remaining);
    this.addLines(order);
    this.addPayments(order, refund);
    const change = changeOf(order, this.catalogue);
    if (change) {
      const tender = this.tenders.get(change.methodId)!; // it has a payment
      tender.change = plus(tender.change, change.amount);
      tender.expected = less(tender.expected, change.amount);
      all.unpaid = plus(all.unpaid, change.amount);
    }
    const staff = at(this.staff, order.staffId, () => this.newStaff(order.staffId));
    if (!refund) staff.orders++;
    staff.total = plus(staff.total, total);
    staff.tips = plus(staff.tips, plus(tipService, tips));
  }

  /** An order that came to nothing. */
  addEnded({ deleted }: Order): void {
    if (deleted) this.all.deleted++;
    else this.all.rejected++;
  }

  get isEmpty(): boolean {
    return this.all.orders + this.refunds.count === 0;
  }

  private addLines({ lines }: Order): void {
    for (const { productId, taxes, taxAmounts, totalIncTax, totalTax } of lines) {
      const net = less(totalIncTax, totalTax);
      const shares = taxes.length > 0 ? taxes : [{ id: null, name: "No tax" }];
      shares.forEach(({ id, name }, i) => {
        const sum = at(this.taxes, id, () => ({ id, name, net: NOTHING, tax: NOTHING }));
        sum.net = plus(sum.net, net);
        sum.tax = plus(sum.tax, taxAmounts[i] ?? NOTHING);
      });
      const [first] = this.catalogue.product(productId)?.categoryIds ?? [];
      const category = first === undefined ? undefined : this.catalogue.get("category", first);
      const [id, name] = category ? [category.id, category.name] : [null, "No category"];
      const sum = at(this.categories, id, () => ({ id, name, total: NOTHING, tax: NOTHING }));
      sum.total = plus(sum.total, totalIncTax);
      sum.tax = plus(sum.tax, totalTax);
    }
  }

  private addPayments({ payments }: Order, refund: boolean): void {
    for (const { methodId, methodName, onAccount, amount, tip } of payments) {
      const known = this.catalogue.paymentMethod(methodId);
      const name = known?.name ?? methodName;
      const tender = this.tenderOf({ id: methodId, name, kind: known?.kind ?? (onAccount ? "account" : "other") });
      tender.count++;
      if (refund) tender.refunds = less(tender.refunds, amount);
      else tender.sales = plus(tender.sales, amount);
      tender.tips = plus(tender.tips, tip);
      tender.expected = plus(tender.expected, plus(amount, tip));
    }
  }

  private tenderOf({ id, name, kind }: Pick<PaymentMethod, "id" | "name" | "kind">): Mutable<Tender> {
    return at(this.tenders, id, () => ({ methodId: id, name, kind, ...NO_TENDER }));
  }

  private newStaff(id: StaffId | null): Mutable<StaffSum> {
    const staff = id === null ? undefined : this.catalogue.staff(id);
    const name = staff ? `${staff.firstName} ${staff.lastName}` : "No staff member";
    return { id, name, orders: 0, total: NOTHING, tips: NOTHING };
  }

  /** The report, with the cash that was moved besides; `also` are ways of paying that stand in it although unused. */
  report(
    facts: Pick<TillReport, "siteId" | "registerId" | "since" | "at" | "openOrders">,
    { cash }: Till,
    also: readonly PaymentMethod[] = [],
  ): TillReport {
    const drawer = drawerOf(this.catalogue.all("payment_method"));
    for (const method of [...(drawer ? [drawer] : []), ...also]) this.tenderOf(method);
    const moved = { float: cash.float, cashIn: cash.in, cashOut: cash.out };
    const besides = less(plus(cash.float, cash.in), cash.out);
    const tenders = [...this.tenders.values()].map((tender): Tender =>
      tender.methodId === drawer?.id
        ? { ...tender, ...moved, expected: plus(tender.expected, besides) }
        : { ...tender },
    );
    return {
      ...facts,
      ...this.all,
      currency: this.catalogue.company.currency,
      refunds: { ...this.refunds },
      tax: [...this.taxes.values()].sort(byName),
      tenders: tenders.sort((a, b) => a.methodId - b.methodId),
      byCategory: [...this.categories.values()].sort(byName),
      byStaff: [...this.staff.values()].sort(byName),
    };
  }
}

const NO_TENDER = {
  count: 0,
  sales: NOTHING,
  refunds: NOTHING,
  change: NOTHING,
  tips: NOTHING,
  float: NOTHING,
  cashIn: NOTHING,
  cashOut: NOTHING,
  expected: NOTHING,
} as const;
