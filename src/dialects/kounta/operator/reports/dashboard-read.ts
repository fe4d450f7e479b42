import { type BusinessClock, businessDay, dayAfter } from "../../../../domain/business-day.ts";
import { isoWithOffset, parseDateTime } from "../../../../kit/time.ts";
import type { OpenSum, QuantitySum, TenderSum } from "../../../../storage/reports.ts";
import type { SalesAsk } from "../../../../storage/sales.ts";
import type { Reads } from "../../../../storage/storage.ts";
import { type Place, spanOf } from "./ask.ts";
import { Tally, eachSale, hourAt } from "./tally.ts";

const WEEK_DAYS = 7;

/** What a period came to; in minor units. */
type Day = { sales: number; orders: number; refunds: number; discounts: number };
const nothing = (): Day => ({ sales: 0, orders: 0, refunds: 0, discounts: 0 });

/** The same time of day so many days before, by the clock on the wall. */
const weekBefore = (now: number, { zone }: BusinessClock): number => {
  const wall = isoWithOffset(now, zone);
  const moment = parseDateTime(`${dayAfter(wall.slice(0, 10), -WEEK_DAYS)}T${wall.slice(11, 19)}`, zone);
  return moment?.ms ?? now - WEEK_DAYS * 86_400_000;
};

/** The period to compare with. A day that is over is compared with a whole one. */
const comparedSpan = (place: Place, date: string, now: number): SalesAsk => {
  const { from, to } = businessDay(dayAfter(date, -WEEK_DAYS), place.clock);
  const until = Math.max(from, Math.min(to, weekBefore(now, place.clock)));
  return { siteId: place.site.id, from, to: until };
};

type Days = Readonly<{ whole: Day; compared: Day; hours: Tally; sites: Tally; products: Tally }>;

/** All that is known of a day. */
export type DayFacts = Days &
  Readonly<{
    date: string;
    comparedDate: string;
    quantities: readonly QuantitySum[];
    tenders: readonly TenderSum[];
    open: readonly OpenSum[];
  }>;

/** Adds up the facts of all sites. */
const addUp = async (reads: Reads, places: readonly Place[], date: string, now: number): Promise<Days> => {
  const read = { whole: nothing(), compared: nothing(), hours: new Tally(), sites: new Tally(), products: new Tally() };
  for (const place of places) {
    const siteKey = String(place.site.id);
    read.sites.at(siteKey);
    await eachSale(reads.sales.facts(spanOf(place, date, date)), (sale) => {
      const { gross } = sale;
      const counts = gross >= 0 ? 1 : 0;
      read.whole.sales += gross;
      read.whole.orders += counts;
      read.whole.refunds += Math.max(0, -gross);
      read.whole.discounts += sale.discount;
      for (const sums of [read.hours.at(hourAt(sale.soldAt, place.clock)), read.sites.at(siteKey)]) {
        sums.gross += gross;
        sums.orders += counts;
      }
      read.products.lines(sale, String);
    });
    await eachSale(reads.sales.facts(comparedSpan(place, date, now)), ({ gross }) => {
      read.compared.sales += gross;
      read.compared.orders += gross >= 0 ? 1 : 0;
    });
  }
  return read;
};

/** Reads a business day of some sites; `now` bounds what it is compared with. */
export const readDay = async (
  reads: Reads,
  places: readonly Place[],
  date: string,
  { now, site }: Readonly<{ now: number; site: Place["site"]["id"] | undefined }>,
): Promise<DayFacts> => {
  const days = await addUp(reads, places, date, now);
  const quantities: QuantitySum[] = [];
  const tenders: TenderSum[] = [];
  for (const place of places) {
    const ask = spanOf(place, date, date);
    quantities.push(...(await reads.reports.quantities(ask, "product")));
    tenders.push(...(await reads.reports.tenders(ask)));
  }
  const open = await reads.reports.open(site);
  return { ...days, date, comparedDate: dayAfter(date, -WEEK_DAYS), quantities, tenders, open };
};
