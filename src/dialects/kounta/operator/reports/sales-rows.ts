import { dayAfter } from "../../../../domain/business-day.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { ProductId } from "../../../../domain/ids.ts";
import { type Dec, ZERO } from "../../../../kit/money.ts";
import type { QuantityKey, QuantitySum } from "../../../../storage/reports.ts";
import type { Reads } from "../../../../storage/storage.ts";
import { type Place, spanOf } from "./ask.ts";
import { NONE, categoryKey, namesOf } from "./names.ts";
import { type SaleSums, type Sums, Tally, dayTeller, eachSale, hourAt, quantitiesBy } from "./tally.ts";

export const GROUPS = ["day", "hour", "product", "category", "staff", "tender", "site", "tax"] as const;
export type Group = (typeof GROUPS)[number];

/** One row of a report: amounts in minor units, null where the group has no such thing. */
export type ReportRow = Readonly<{
  key: string;
  name: string;
  orders: number;
  quantity: Dec | null;
  gross: number;
  net: number | null;
  tax: number | null;
}>;

type Asked = Readonly<{ reads: Reads; catalogue: Catalogue; places: readonly Place[]; first: string; last: string }>;

/** How a group adds sales up: where a sale or its lines go, and by what quantities are told. */
type Rule = Readonly<{
  by: QuantityKey;
  add: (tally: Tally, sale: SaleSums) => void;
  /** From a key of quantities to the group's. */
  quantityKey: (key: number) => string;
}>;

const MINUTE_MS = 60_000;

const ruleOf = (group: Exclude<Group, "tender" | "tax">, { site, clock }: Place, catalogue: Catalogue): Rule => {
  const whole = (by: QuantityKey, keyOf: (sale: SaleSums) => string, quantityKey: Rule["quantityKey"]): Rule => ({
    by,
    add: (tally, sale) => tally.sale(keyOf(sale), sale),
    quantityKey,
  });
  const byLine = (keyOf: (product: ProductId) => string): Rule => ({
    by: "product",
    add: (tally, sale) => tally.lines(sale, keyOf),
    quantityKey: (key) => keyOf(key as ProductId),
  });
  const ofTime = (tell: (ms: number) => string): Rule =>
    whole(
      "minute",
      ({ soldAt }) => tell(soldAt),
      (key) => tell(key * MINUTE_MS),
    );
  switch (group) {
    case "day":
      return ofTime(dayTeller(clock));
    case "hour":
      return ofTime((ms) => hourAt(ms, clock));
    case "product":
      return byLine(String);
    case "category":
      return byLine(categoryKey(catalogue));
    case "staff":
      return whole("staff", ({ staff }) => (staff === null ? NONE : String(staff)), String);
    case "site":
      return whole(
        "minute",
        () => String(site.id),
        () => String(site.id),
      );
  }
};

/** The report of one group over sites and business days. */
export const reportRows = async (group: Group, asked: Asked): Promise<readonly ReportRow[]> => {
  if (group === "tender") return byAmount(await tenderRows(asked));
  if (group === "tax") return byAmount(await taxRows(asked));
  const { reads, catalogue, places, first, last } = asked;
  const tally = new Tally();
  const quantities = new Map<string, Dec>();
  if (group === "day") for (let day = first; day <= last; day = dayAfter(day)) tally.at(day);
  for (const place of places) {
    const ask = spanOf(place, first, last);
    const rule = ruleOf(group, place, catalogue);
    await eachSale(reads.sales.facts(ask), (sale) => rule.add(tally, sale));
    const sums: readonly QuantitySum[] = await reads.reports.quantities(ask, rule.by);
    for (const [key, sum] of quantitiesBy(sums, rule.quantityKey)) {
      quantities.set(key, (quantities.get(key) ?? ZERO).plus(sum));
    }
  }
  const names = namesOf(catalogue);
  const nameIn = (key: string): string => (group === "day" ? key : group === "hour" ? `${key}:00` : names[group](key));
  const rows = [...tally.sums].map(([key, { orders, gross, tax }]: [string, Sums]): ReportRow => ({
    key,
    name: nameIn(key),
    orders,
    quantity: quantities.get(key) ?? ZERO,
    gross,
    net: gross - tax,
    tax,
  }));
  return group === "day" || group === "hour" ? rows.sort((a, b) => (a.key < b.key ? -1 : 1)) : byAmount(rows);
};

/** Money by way of paying. It has no tax in it: what was paid is not what was sold. */
const tenderRows = async ({ reads, catalogue, places, first, last }: Asked): Promise<ReportRow[]> => {
  const rows = new Map<string, ReportRow>();
  const names = namesOf(catalogue);
  for (const place of places) {
    for (const { methodId, sales, amount } of await reads.reports.tenders(spanOf(place, first, last))) {
      const key = String(methodId);
      const known = rows.get(key) ?? {
        key,
        name: names.tender(key),
        orders: 0,
        quantity: null,
        gross: 0,
        net: null,
        tax: null,
      };
      rows.set(key, { ...known, orders: known.orders + sales, gross: known.gross + amount });
    }
  }
  return [...rows.values()];
};

const taxRows = async ({ reads, catalogue, places, first, last }: Asked): Promise<ReportRow[]> => {
  const rows = new Map<string, ReportRow & { net: number; tax: number }>();
  const names = namesOf(catalogue);
  for (const place of places) {
    for (const { taxId, sales, net, tax } of await reads.reports.taxes(spanOf(place, first, last))) {
      const key = String(taxId);
      const known = rows.get(key) ?? { key, name: names.tax(key), orders: 0, quantity: null, gross: 0, net: 0, tax: 0 };
      rows.set(key, {
        ...known,
        orders: known.orders + sales,
        gross: known.gross + net + tax,
        net: known.net + net,
        tax: known.tax + tax,
      });
    }
  }
  return [...rows.values()];
};

/** The most first; the same amounts in the order of their keys. */
const byAmount = (rows: readonly ReportRow[]): ReportRow[] =>
  rows.toSorted((a, b) => b.gross - a.gross || Number(a.key) - Number(b.key));
