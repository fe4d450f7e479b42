import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import { PAYMENT_METHOD_KINDS } from "../../../../domain/catalogue/records.ts";
import type { CountedTender, ZReport } from "../../../../domain/till/close.ts";
import type { Tender, TillReport } from "../../../../domain/till/report.ts";
import { type Minor, less, minorDigits, sum } from "../../../../kit/money.ts";
import { outId } from "../../resources/venue-wire.ts";
import { money, stamp } from "../../wire.ts";
import { NameOut, registerName, staffName, zoneOf } from "./wire.ts";

const amount = z.number();
const TenderOut = z.object({
  method_id: outId,
  name: z.string(),
  kind: z.enum(PAYMENT_METHOD_KINDS),
  count: z.int().meta({ description: "Payments, those of refunds included." }),
  sales: amount,
  refunds: amount.meta({ description: "Given back; above 0." }),
  change: amount.meta({ description: "Of cash: handed back of what was taken beyond what was owed." }),
  tips: amount,
  rounding: amount.optional().meta({ description: "Of cash: what was rounded to coins." }),
  float: amount,
  cash_in: amount,
  cash_out: amount,
  expected: amount.meta({ description: "sales − refunds − change + tips + float + cash_in − cash_out" }),
});
const nullableId = outId.nullable();

const facts = {
  register: NameOut,
  site_id: outId,
  currency: z.string(),
  since: z.string().nullable().meta({ description: "When the last Z report was made; null before the first." }),
  at: z.string(),
  orders: z.int().meta({ description: "Completed sales, without refunds." }),
  gross: amount.meta({ description: "The sales at list prices, with tax." }),
  discounts: amount.meta({ description: "What they were lowered by, less surcharges." }),
  refunds: z.object({ count: z.int(), amount }),
  net: amount.meta({ description: "gross − discounts − refunds, with tax: the sum of the orders' totals." }),
  total_tax: amount,
  tax: z.array(
    z.object({ id: nullableId, name: z.string(), net: amount.meta({ description: "Without tax." }), tax: amount }),
  ),
  tips: amount.meta({ description: "Tips and tip/service." }),
  tip_service: amount.meta({ description: "The part of `tips` that was asked for." }),
  unpaid: amount.meta({ description: "net + tips − all that was paid. Below 0: kept beyond what was owed." }),
  deleted: z.object({ count: z.int() }),
  rejected: z.object({ count: z.int() }),
  by_category: z.array(z.object({ id: nullableId, name: z.string(), total: amount, tax: amount })),
  by_staff: z.array(z.object({ id: nullableId, name: z.string(), orders: z.int(), total: amount, tips: amount })),
  open_orders: z.int().meta({ description: "Taken and not finished. They count once they are." }),
};
export const XReportOut = z.object({
  ...facts,
  tenders: z.array(TenderOut),
  next_number: z.int().meta({ description: "The number of the Z report that closes this period." }),
});
const counts = {
  counted: amount.nullable(),
  difference: amount.nullable().meta({ description: "counted − expected" }),
};
export const ZReportOut = z.object({
  ...facts,
  tenders: z.array(TenderOut.extend(counts)),
  number: z.int(),
  staff: NameOut,
  note: z.string().nullable(),
  reconciliation_id: outId,
});

type Wire = (value: Minor) => number;

const tenderShape = (tender: Tender, rounding: Minor | undefined, wire: Wire) => ({
  method_id: tender.methodId,
  name: tender.name,
  kind: tender.kind,
  count: tender.count,
  sales: wire(tender.sales),
  refunds: wire(tender.refunds),
  change: wire(tender.change),
  tips: wire(tender.tips),
  ...(tender.kind === "cash" && rounding !== undefined && { rounding: wire(rounding) }),
  float: wire(tender.float),
  cash_in: wire(tender.cashIn),
  cash_out: wire(tender.cashOut),
  expected: wire(tender.expected),
});

const countedShape = ({ counted, difference }: CountedTender, wire: Wire) => ({
  counted: counted === null ? null : wire(counted),
  difference: difference === null ? null : wire(difference),
});

/** What payments by methods of rounding came to; undefined without any. */
const roundingOf = (tenders: readonly Tender[]): Minor | undefined => {
  const rounding = tenders.filter(({ kind }) => kind === "rounding");
  return rounding.length === 0 ? undefined : sum(rounding.map(({ sales, refunds }) => less(sales, refunds)));
};

const factsShape = (report: Omit<TillReport, "tenders">, catalogue: Catalogue, wire: Wire) => {
  const zone = zoneOf(catalogue, report.siteId);
  return {
    register: registerName(catalogue, report.registerId),
    site_id: report.siteId,
    currency: report.currency,
    since: report.since === null ? null : stamp(report.since, zone),
    at: stamp(report.at, zone),
    orders: report.orders,
    gross: wire(report.gross),
    discounts: wire(report.discounts),
    refunds: { count: report.refunds.count, amount: wire(report.refunds.amount) },
    net: wire(report.net),
    total_tax: wire(report.totalTax),
    tax: report.tax.map(({ id, name, net, tax }) => ({ id, name, net: wire(net), tax: wire(tax) })),
    tips: wire(report.tips),
    tip_service: wire(report.tipService),
    unpaid: wire(report.unpaid),
    deleted: { count: report.deleted },
    rejected: { count: report.rejected },
    by_category: report.byCategory.map(({ id, name, total, tax }) => ({
      id,
      name,
      total: wire(total),
      tax: wire(tax),
    })),
    by_staff: report.byStaff.map(({ id, name, orders, total, tips }) => ({
      id,
      name,
      orders,
      total: wire(total),
      tips: wire(tips),
    })),
    open_orders: report.openOrders,
  };
};

const wireOf = (currency: string): Wire => {
  const digits = minorDigits(currency);
  return (value) => money(value, digits);
};

export const xReportShape = (report: TillReport, next: number, catalogue: Catalogue): z.output<typeof XReportOut> => {
  const wire = wireOf(report.currency);
  const rounding = roundingOf(report.tenders);
  const tenders = report.tenders.map((tender) => tenderShape(tender, rounding, wire));
  return { ...factsShape(report, catalogue, wire), tenders, next_number: next };
};

export const zReportShape = (report: ZReport, catalogue: Catalogue): z.output<typeof ZReportOut> => {
  const wire = wireOf(report.currency);
  const rounding = roundingOf(report.tenders);
  const tenders = report.tenders.map((one) => ({ ...tenderShape(one, rounding, wire), ...countedShape(one, wire) }));
  return {
    ...factsShape(report, catalogue, wire),
    tenders,
    number: report.number,
    staff: staffName(catalogue, report.staffId),
    note: report.note,
    reconciliation_id: report.reconciliationId,
  };
};
