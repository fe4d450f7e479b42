import { type BusinessClock, businessDay, businessDayAt } from "../../../../domain/business-day.ts";
import type { ProductId, StaffId } from "../../../../domain/ids.ts";
import { readSaleFacts } from "../../../../domain/sale-facts.ts";
import { type Dec, ZERO, dec } from "../../../../kit/money.ts";
import { isoWithOffset } from "../../../../kit/time.ts";
import type { QuantitySum } from "../../../../storage/reports.ts";

/** Sums in minor units. `gross` has the tax in it; `orders` is how many sales had a part in it. */
export type Sums = { orders: number; gross: number; tax: number };

/** One sale, as a report adds it up. */
export type SaleSums = Readonly<{
  soldAt: number;
  staff: StaffId | null;
  gross: number;
  tax: number;
  discount: number;
  lines: readonly Readonly<{ product: ProductId; gross: number; tax: number }>[];
}>;

type Line = SaleSums["lines"][number];
type Counting = { soldAt: number; staff: StaffId | null; gross: number; tax: number; discount: number; lines: Line[] };

/** Reads facts of sales (domain/sale-facts.ts), one sale after another. */
export const eachSale = async (facts: AsyncIterable<string>, visit: (sale: SaleSums) => void): Promise<void> => {
  for await (const text of facts) {
    let sale: Counting | undefined;
    readSaleFacts(text, ({ soldAt, staff }) => {
      if (sale) visit(sale);
      const next: Counting = { soldAt, staff, gross: 0, tax: 0, discount: 0, lines: [] };
      sale = next;
      return (product, { total, tax, discount }) => {
        next.gross += total;
        next.tax += tax;
        next.discount += discount;
        next.lines.push({ product, gross: total, tax });
      };
    });
    if (sale) visit(sale);
  }
};

/** Sums by key, in the order in which keys were first met. */
export class Tally {
  readonly sums = new Map<string, Sums>();

  at(key: string): Sums {
    let sums = this.sums.get(key);
    if (!sums) this.sums.set(key, (sums = { orders: 0, gross: 0, tax: 0 }));
    return sums;
  }

  /** A whole sale under one key. */
  sale(key: string, { gross, tax }: Pick<SaleSums, "gross" | "tax">): void {
    const sums = this.at(key);
    sums.orders++;
    sums.gross += gross;
    sums.tax += tax;
  }

  /** A sale's lines, each under its own key; under each key the sale counts once. */
  lines({ lines }: SaleSums, keyOf: (product: ProductId) => string): void {
    const met = new Set<string>();
    for (const { product, gross, tax } of lines) {
      const key = keyOf(product);
      const sums = this.at(key);
      if (!met.has(key)) sums.orders++;
      met.add(key);
      sums.gross += gross;
      sums.tax += tax;
    }
  }
}

/** Adds up quantities exactly, under the keys that the caller gives them. */
export const quantitiesBy = (rows: readonly QuantitySum[], keyOf: (key: number) => string): Map<string, Dec> => {
  const sums = new Map<string, Dec>();
  for (const { key, quantity, lines } of rows) {
    const name = keyOf(key);
    sums.set(name, (sums.get(name) ?? ZERO).plus(dec(quantity).times(lines)));
  }
  return sums;
};

/** "00" to "23": the hour that the site's clock shows. */
export const hourAt = (ms: number, { zone }: BusinessClock): string => isoWithOffset(ms, zone).slice(11, 13);

/** The business day of an instant. Sales are told in order of time, so the day of the last one is looked at first. */
export const dayTeller = (clock: BusinessClock): ((ms: number) => string) => {
  let known = { day: "", from: 0, to: 0 };
  return (ms) => {
    if (ms < known.from || ms >= known.to) {
      const day = businessDayAt(ms, clock);
      known = { day, ...businessDay(day, clock) };
    }
    return known.day;
  };
};
