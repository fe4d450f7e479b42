import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { CountedTender, ZReport } from "../../domain/till/close.ts";
import type { Tender, TillReport } from "../../domain/till/report.ts";
import { type Minor, negate } from "../../kit/money.ts";
import { isoWithOffset } from "../../kit/time.ts";
import { amountText, priceText } from "../amounts.ts";
import type { TillReportPaper, TillReportRow, TillReportSection } from "./till-report.ts";

type Report = TillReport | ZReport;
const isZ = (report: Report): report is ZReport => "number" in report;

type Words = Readonly<{ amount: (value: Minor) => string; price: (value: Minor) => string }>;

const section = (title: string, rows: readonly (TillReportRow | false)[]): TillReportSection[] => {
  const some = rows.filter((row) => row !== false);
  return some.length === 0 ? [] : [{ title, rows: some }];
};

const countText = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const sales = (report: Report, { amount, price }: Words): TillReportRow[] => {
  const { orders, gross, discounts, refunds, net, totalTax, tips, unpaid } = report;
  const rows: (TillReportRow | false)[] = [
    { label: countText(orders, "sale"), right: amount(gross) },
    { label: "Discounts", right: amount(negate(discounts)) },
    { label: countText(refunds.count, "refund"), right: amount(negate(refunds.amount)) },
    { label: "NET SALES", right: price(net), strong: true },
    { label: "of which tax", right: amount(totalTax), indent: true },
    { label: "Tips and service", right: amount(tips) },
    unpaid !== 0 && { label: unpaid > 0 ? "Not paid" : "Paid beyond", right: amount(unpaid) },
  ];
  return rows.filter((row) => row !== false);
};

const tenderRows = (tender: Tender | CountedTender, { amount }: Words): TillReportRow[] => {
  const { name, count, sales: sold, refunds, change, tips, float, cashIn, cashOut, expected } = tender;
  const detail = (label: string, value: Minor): TillReportRow | false =>
    value !== 0 && { label, right: amount(value), indent: true };
  const counted = "counted" in tender ? tender.counted : null;
  const difference = "difference" in tender ? tender.difference : null;
  const rows: (TillReportRow | false)[] = [
    { label: `${name} (${count})`, right: amount(expected), strong: true },
    detail("Sales", sold),
    detail("Refunds", negate(refunds)),
    detail("Change", negate(change)),
    detail("Tips", tips),
    detail("Float", float),
    detail("Put in", cashIn),
    detail("Taken out", negate(cashOut)),
    counted !== null && { label: "Counted", right: amount(counted), indent: true },
    difference !== null && { label: "Difference", right: amount(difference), indent: true },
  ];
  return rows.filter((row) => row !== false);
};

/** An X or Z report for a printer, in the words of the venue's people. */
export const tillReportOf = (report: Report, catalogue: Catalogue): TillReportPaper => {
  const { siteId, registerId, currency, since, at } = report;
  const site = catalogue.site(siteId);
  const zone = site?.timezone ?? catalogue.company.timezone;
  const when = (ms: number): string => isoWithOffset(ms, zone).slice(0, 16).replace("T", " ");
  const staff = isZ(report) ? catalogue.staff(report.staffId) : undefined;
  const words: Words = {
    amount: (value) => amountText(value, currency),
    price: (value) => priceText(value, currency),
  };
  const { amount } = words;
  return {
    kind: "till_report",
    title: isZ(report) ? `Z REPORT ${report.number}` : "X REPORT",
    company: catalogue.company.name,
    facts: [
      [site?.name, catalogue.register(registerId)?.name].filter(Boolean).join(", "),
      since === null ? `until ${when(at)}` : `${when(since)} to ${when(at)}`,
      ...(staff ? [`Counted by ${staff.firstName} ${staff.lastName}`] : []),
    ],
    sections: [
      ...section("", sales(report, words)),
      ...section(
        "TAKINGS, EXPECTED",
        report.tenders.flatMap((tender) => tenderRows(tender, words)),
      ),
      ...section(
        "TAX",
        report.tax.map(({ name, net, tax }) => ({ label: `${name} on ${amount(net)}`, right: amount(tax) })),
      ),
      ...section(
        "CATEGORIES",
        report.byCategory.map(({ name, total }) => ({ label: name, right: amount(total) })),
      ),
      ...section(
        "STAFF",
        report.byStaff.map(({ name, orders, total }) => ({
          label: `${name}, ${countText(orders, "sale")}`,
          right: amount(total),
        })),
      ),
      ...section("ORDERS", [
        { label: "Not finished", right: String(report.openOrders) },
        { label: "Deleted", right: String(report.deleted) },
        { label: "Rejected", right: String(report.rejected) },
      ]),
    ],
    note: (isZ(report) && report.note) || "",
  };
};
