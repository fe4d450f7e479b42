import type { Checkin, Shift, StockLevel } from "../domain/back-office.ts";
import type { CustomerId, ProductId, SiteId, StaffId } from "../domain/ids.ts";
import { wholeSecond } from "../kit/time.ts";
import { productRows } from "./catalogue-products.ts";
import { SITE, STAFF } from "./ids.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How many of each counted product are left at each site. */
export const stock: readonly StockLevel[] = productRows.flatMap(({ id, stock: left }) =>
  left === undefined
    ? []
    : [
        { siteId: SITE.fitzroy, productId: id as ProductId, stock: left[0], version: 1 },
        { siteId: SITE.southbank, productId: id as ProductId, stock: left[1], version: 1 },
      ],
);

const FIRST_SHIFT = 61001;
const SHIFT_DAYS = 14;

/** Who works when: the hour (as counted back from now) at which the shift began, and how long it went. */
const roster: readonly (readonly [staffId: StaffId, siteId: SiteId, startedAgo: number, hours: number])[] = [
  [STAFF.fitzroyBarista, SITE.fitzroy, 3, 7.5],
  [STAFF.southbankBarista, SITE.southbank, 3.25, 7.5],
  [STAFF.fitzroyWaiter, SITE.fitzroy, 2, 6],
  [STAFF.southbankWaiter, SITE.southbank, 1.5, 6.25],
  [STAFF.chef, SITE.fitzroy, 4, 8],
];

/** Two weeks of shifts, oldest first; those of the last day still run. */
export const shifts = (now: number): Shift[] => {
  const made: Omit<Shift, "id">[] = [];
  for (let back = SHIFT_DAYS - 1; back >= 0; back--) {
    for (const [staffId, siteId, startedAgo, hours] of roster) {
      const startedAt = wholeSecond(now - back * DAY - startedAgo * HOUR);
      const finishedAt = back === 0 ? null : startedAt + hours * HOUR;
      const lunch = startedAt + 3 * HOUR;
      const breaks =
        finishedAt === null
          ? staffId === STAFF.chef // at the back door right now
            ? [{ startedAt: lunch, finishedAt: null }]
            : []
          : [{ startedAt: lunch, finishedAt: lunch + HOUR / 2 }];
      made.push({ staffId, siteId, startedAt, finishedAt, breaks });
    }
  }
  return made.map((shift, i) => ({ id: FIRST_SHIFT + i, ...shift }));
};

const FIRST_CHECKIN = 71001;

const visits: readonly (readonly [customer: number, siteId: SiteId, minutesAgo: number, duration: number])[] = [
  [4291, SITE.fitzroy, 2_900, 60],
  [4289, SITE.fitzroy, 1_450, 90],
  [4299, SITE.southbank, 1_380, 120],
  [4302, SITE.fitzroy, 200, 60],
  [4293, SITE.southbank, 35, 90],
  [4289, SITE.fitzroy, 12, 120],
  [4306, SITE.fitzroy, 4, 60],
];

/** Customers at the venue: some of the last days, a few of right now. */
export const checkins = (now: number): Checkin[] =>
  visits.map(([customer, siteId, minutesAgo, durationMinutes], i) => ({
    id: FIRST_CHECKIN + i,
    siteId,
    customerId: customer as CustomerId,
    startedAt: wholeSecond(now - minutesAgo * 60_000),
    durationMinutes,
  }));
