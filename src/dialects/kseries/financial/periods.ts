import { z } from "zod";
import {
  type BusinessClock,
  businessClockOf,
  businessDay,
  businessDayAt,
  nextStartOfDay,
} from "../../../domain/business-day.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import { HttpError } from "../../../http/errors.ts";
import { isDay, parseDateTime } from "../../../kit/time.ts";
import { locationOf } from "../locations.ts";
import type { Long } from "../wire.ts";

/** A location, the catalogue it stands in, and how its days go. */
export type Place = Readonly<{ site: Site; catalogue: Catalogue; clock: BusinessClock }>;

/** Throws HttpError 404. */
export const placeOf = (catalogue: Catalogue, id: Long): Place => {
  const site = locationOf(catalogue, id);
  return { site, catalogue, clock: businessClockOf(site, catalogue.company) };
};

/** From an instant until just before another, epoch milliseconds. */
export type Span = Readonly<{ from: number; to: number }>;

const DAY_MS = 86_400_000;
export const DAYS_MAX = 365;

const bad = (message: string): HttpError => new HttpError(400, "bad_request", message);

/** Years that calendars here are made for. */
const YEARS = /^[12]\d{3}-/;

/**
 * An ISO 8601 instant; without an offset, as the location's clock shows it. In a query, where "+" is a blank, "+02:00"
 * is often sent as it is: a blank before an offset is a plus. Throws HttpError 400.
 */
export const instantOf = (text: string, { clock }: Place): number => {
  const meant = text.replace(/^(.+T.+) (\d\d:?\d\d)$/, "$1+$2");
  const moment = YEARS.test(meant) ? parseDateTime(meant, clock.zone) : undefined;
  if (!moment) throw bad(`Invalid date format: ${text}`);
  const [, fraction = ""] = /[.,](\d+)/.exec(meant) ?? [];
  return moment.ms + Number(fraction.slice(0, 3).padEnd(3, "0"));
};

/** A calendar day. Throws HttpError 400. */
export const dayOf = (text: string): string => {
  if (!isDay(text) || !YEARS.test(text)) throw bad(`Invalid date format: ${text}`);
  return text;
};

/** Throws HttpError 400 for a span that runs backwards, with the vendor's sentence. */
export const spanOf = (from: string, to: string, place: Place): Span => {
  const span = { from: instantOf(from, place), to: instantOf(to, place) };
  if (span.from > span.to) {
    throw bad(`Invalid date range: 'from' date ${from} should not be after 'to' date ${to}`);
  }
  return span;
};

/** The same for reports that give a year at the most. */
export const yearAtMost = (span: Span): Span => {
  if (span.to - span.from > DAYS_MAX * DAY_MS)
    throw bad(`Invalid date range: at most ${DAYS_MAX} days can be asked for`);
  return span;
};

/** A business day, the current one unless named. Throws HttpError 400. */
export const daySpan = (date: string | undefined, { clock }: Place, now: number): Span =>
  businessDay(date === undefined ? businessDayAt(now, clock) : dayOf(date), clock);

/**
 * What every report says of its span: when the business day after it begins, as the location's clock shows it, and
 * whether nothing more can come into it.
 */
export const toldOf = (span: Span, { clock }: Place, now: number) => ({
  nextStartOfDayAsIso8601: nextStartOfDay(Math.max(span.from, span.to - 1), clock),
  dataComplete: span.to <= now,
});

export const toldSchema = {
  nextStartOfDayAsIso8601: z.string().meta({ description: "When the next business day begins, in local time." }),
  dataComplete: z.boolean().meta({ description: "False while sales may still be added." }),
};

const REQUIRED = "must be given once";

/** A query parameter that must be there; the vendor's sentence names its type. */
export const requiredWord = (name: string, type: string, description: string) =>
  z
    .string({
      error: ({ input }) =>
        input === undefined
          ? `Required request parameter '${name}' for method parameter type ${type} is not present`
          : REQUIRED,
    })
    .max(1_000, { error: "must not be longer than 1000 characters" })
    .meta({ description });
