import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Customer } from "../domain/customer.ts";
import type { Order } from "../domain/order/order.ts";
import { dayIn } from "../kit/time.ts";
import { ZONE } from "./ids.ts";
import { menuOf } from "./sales-basket.ts";
import { type SaleIds, SalesBook } from "./sales-book.ts";
import { refundOf, saleOf, visitsOf } from "./sales-day.ts";
import { ordersOfToday } from "./sales-today.ts";

const DAYS = 30;
const DAY = 86_400_000;
/** People come back with a complaint while the sale is one of the last so many. */
const REFUNDABLE = 200;

/** The days of the history, the oldest first; the last one is yesterday at the venue. */
const historyDays = (now: number): string[] => {
  const today = Date.parse(`${dayIn(now, ZONE)}T00:00:00Z`);
  return Array.from({ length: DAYS }, (_, i) => new Date(today - (DAYS - i) * DAY).toISOString().slice(0, 10));
};

/**
 * A month of completed sales up to yesterday, then a few orders of today that are open, turned down or deleted: as
 * they ended, the oldest first. Made by the rules that real orders are made by, so whatever they promise holds here.
 */
export function* demoSales(
  catalogue: Catalogue,
  customers: readonly Customer[],
  now: number,
  ids: SaleIds,
): Generator<Order> {
  const book = new SalesBook(catalogue, customers, ids);
  const menus = catalogue.all("site").map((site) => menuOf(catalogue, site));
  const refundable: Order[] = [];
  for (const day of historyDays(now)) {
    const visits = menus.flatMap((menu) => visitsOf(day, menu)).sort((a, b) => a.at - b.at);
    for (const visit of visits) {
      const refund = visit.refund ? refundOf(visit, refundable, book) : undefined;
      if (refund) {
        const given = refundable.findIndex(({ id }) => id === refund.originalOrderId);
        refundable.splice(given, 1); // nobody gets the money back twice
        yield refund;
        continue;
      }
      const sale = saleOf(visit, book);
      refundable.push(sale);
      if (refundable.length > REFUNDABLE) refundable.shift();
      yield sale;
    }
  }
  yield* ordersOfToday(book, now);
}
