import { z } from "zod";
import {
  type BusinessClock,
  businessClockOf,
  businessDay,
  businessDayAt,
  dayAfter,
} from "../../../../domain/business-day.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../../domain/catalogue/records.ts";
import type { SiteId } from "../../../../domain/ids.ts";
import { badRequest, notFound } from "../../../../http/errors.ts";
import { isDay } from "../../../../kit/time.ts";
import type { SalesAsk } from "../../../../storage/sales.ts";
import { id } from "../../wire.ts";

/** What reports are asked for: sites and business days. */

/** The longest period of one report, in days. */
export const REPORT_DAYS_MAX = 366;

/** Years that somebody could have sold something in. */
const YEARS = /^(?:19[7-9]\d|2[01]\d\d)-/;

export const day = z
  .string({ error: "must be a date such as 2026-05-29" })
  .refine((text) => isDay(text) && YEARS.test(text), { error: "must be a date such as 2026-05-29" })
  .meta({ format: "date" });

export const siteQuery = {
  site_id: id<SiteId>().optional().meta({ description: "Without it: all sites together." }),
};

export const periodQuery = {
  from: day.optional().meta({ description: "The first business day; without it the last one." }),
  to: day.optional().meta({ description: "The last business day; without it today." }),
};

/** A site and how its days go. */
export type Place = Readonly<{ site: Site; clock: BusinessClock }>;

/** The site asked for, or all. Throws HttpError 404. */
export const placesOf = (catalogue: Catalogue, siteId: SiteId | undefined): readonly Place[] => {
  const site = siteId === undefined ? undefined : catalogue.site(siteId);
  if (siteId !== undefined && !site) throw notFound("site");
  return (site ? [site] : catalogue.all("site")).map((one) => ({
    site: one,
    clock: businessClockOf(one, catalogue.company),
  }));
};

/** The business day that it is now: by the clock of the (first) site. */
export const today = (places: readonly Place[], catalogue: Catalogue, now: number): string =>
  businessDayAt(now, places[0]?.clock ?? { zone: catalogue.company.timezone, begins: "00:00" });

/** First and last day of a report. Throws HttpError 400. */
export const periodOf = (
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: string,
): Readonly<{ first: string; last: string }> => {
  const last = to ?? (from !== undefined && from > now ? from : now);
  const first = from ?? last;
  if (first > last) throw badRequest("from: must not be after to", { field: "from", value: first });
  if (dayAfter(first, REPORT_DAYS_MAX - 1) < last) {
    throw badRequest(`to: must not be more than ${REPORT_DAYS_MAX} days from the first`, { field: "to", value: last });
  }
  return { first, last };
};

/** The same as instants of one site. */
export const spanOf = ({ site, clock }: Place, first: string, last: string): SalesAsk => ({
  siteId: site.id,
  from: businessDay(first, clock).from,
  to: businessDay(last, clock).to,
});
