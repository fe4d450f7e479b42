import { z } from "zod";
import {
  type BusinessClock,
  type Period,
  businessClockOf,
  businessDay,
  businessDayAt,
} from "../../../domain/business-day.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import type { CompanyId } from "../../../domain/ids.ts";
import {
  type Booking,
  Journal,
  NO_LEDGER_CODES,
  type OtherLedgerCodes,
  accountKinds,
} from "../../../domain/journal.ts";
import { preferredType } from "../../../http/negotiate.ts";
import { type Route, route } from "../../../http/route.ts";
import { type Minor, NOTHING, minorDigits, minorText, negate, sum } from "../../../kit/money.ts";
import { isDay, isoWithOffset } from "../../../kit/time.ts";
import type { SalePlace } from "../../../storage/sales.ts";
import type { Storage } from "../../../storage/storage.ts";
import { codesOf } from "../codes.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, outId } from "../wire.ts";
import { BASE, OURS, ours } from "./groups.ts";
import { csvOf } from "./journal-csv.ts";

const amount = z.string().meta({ description: "Fixed decimals of the currency, never negative." });
const EntryOut = z.object({
  account: z.string().nullable().meta({ description: "The ledger code that was set for it." }),
  kind: z.enum(accountKinds),
  id: outId.nullable().meta({ description: "Of the payment method, accounting group or tax." }),
  code: z.string(),
  name: z.string(),
  debit: amount,
  credit: amount,
});
export const JournalOut = z.object({
  businessLocationId: outId,
  date: z.string(),
  startsAt: z.string(),
  endsAt: z.string().meta({ description: "When the next business day begins." }),
  complete: z.boolean().meta({ description: "Whether the business day is over." }),
  currency: z.string(),
  numberOfSales: z.int(),
  totalSales: z.string().meta({ description: "With tax, without tips." }),
  totalTax: z.string(),
  totalTips: z.string(),
  totalPayments: z.string().meta({ description: "With tips." }),
  totalDebit: amount,
  totalCredit: amount.meta({ description: "Always the same as the debit." }),
  entries: z.array(EntryOut),
});
export type JournalOut = z.output<typeof JournalOut>;

const CSV = "text/csv";
/** Days that clocks and calendars agree on, with room for the day after. */
const isBookable = (day: string): boolean => isDay(day) && day >= "1970-01-02" && day <= "9000-01-01";

const JournalQuery = z.object({
  date: z
    .string({ error: "must be given once" })
    .refine(isBookable, { error: "must be a day such as 2026-01-31" })
    .optional()
    .meta({ description: "The business day, 2026-01-31; the current one unless given." }),
});

const AT_ONCE = 500;

/** Reads the day's sales some at a time. What a sale is, and when: src/storage/sales.ts. */
const journalOf = async (storage: Storage, company: CompanyId, site: Site, period: Period): Promise<Journal> => {
  const reads = storage.reads(company);
  const journal = new Journal(await reads.catalogue());
  let beyond: SalePlace | undefined;
  for (let more = true; more;) {
    const page = { size: AT_ONCE, customers: false, ...(beyond && { beyond }) };
    const found = await reads.sales.list({ siteId: site.id, ...period }, page);
    more = found.length > AT_ONCE;
    const sales = found.slice(0, AT_ONCE);
    for (const { order } of sales) journal.add(order);
    const last = sales.at(-1);
    if (last) beyond = { at: last.at, id: last.order.id };
  }
  return journal;
};

/** What an account is called in the books. */
type Naming = (booking: Booking) => Readonly<{ account: string | null; code: string }>;

const namingOf = (catalogue: Catalogue, other: OtherLedgerCodes): Naming => {
  const methods = codesOf(catalogue.all("payment_method"));
  const categories = codesOf(catalogue.all("category"));
  return ({ kind, id }) => {
    switch (kind) {
      case "PAYMENT":
        return { account: catalogue.get("payment_method", id!)?.ledgerCode ?? null, code: methods.get(id!) ?? kind };
      case "SALES": {
        const category = id === null ? undefined : catalogue.get("category", id);
        return { account: category?.ledgerCode ?? null, code: category ? categories.get(category.id)! : kind };
      }
      case "TAX": {
        const tax = catalogue.get("tax", id!);
        return { account: tax?.ledgerCode ?? null, code: tax?.code ?? kind };
      }
      case "TIPS":
        return { account: other.tips, code: kind };
      case "DIFFERENCE":
        return { account: other.difference, code: kind };
    }
  };
};

type Day = Readonly<{ site: Site; date: string; clock: BusinessClock; period: Period; now: number }>;

const shape = (catalogue: Catalogue, other: OtherLedgerCodes, journal: Journal, day: Day): JournalOut => {
  const { currency } = catalogue.company;
  const text = (value: Minor): string => minorText(value, minorDigits(currency));
  const naming = namingOf(catalogue, other);
  const bookings = journal.bookings();
  const debitOf = (booking: Booking): Minor => (booking.amount > 0 ? booking.amount : NOTHING);
  const creditOf = (booking: Booking): Minor => (booking.amount < 0 ? negate(booking.amount) : NOTHING);
  const { site, date, clock, period, now } = day;
  const { sales, total, totalTax, tips, payments } = journal.totals;
  return {
    businessLocationId: site.id,
    date,
    startsAt: isoWithOffset(period.from, clock.zone),
    endsAt: isoWithOffset(period.to, clock.zone),
    complete: now >= period.to,
    currency,
    numberOfSales: sales,
    totalSales: text(total),
    totalTax: text(totalTax),
    totalTips: text(tips),
    totalPayments: text(payments),
    totalDebit: text(sum(bookings.map(debitOf))),
    totalCredit: text(sum(bookings.map(creditOf))),
    entries: bookings.map((booking) => {
      const { kind, id, name } = booking;
      const { account, code } = naming(booking);
      return { account, kind, id, code, name, debit: text(debitOf(booking)), credit: text(creditOf(booking)) };
    }),
  };
};

/** The journal of a business day, for the books. */
export const journalRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    ...ours,
    id: "kseries.accounting.journal",
    summary: "Export the journal of a business day",
    description: `${OURS} Double entries: payments are debits; sales without tax by accounting group, taxes and tips are credits. Both sides are equal to the cent. Ask for \`text/csv\` to get a file.`,
    method: "GET",
    path: `${BASE}/journal`,
    params: z.object(locationPath),
    query: JournalQuery,
    responses: {
      200: { description: "The journal.", schema: JournalOut, type: ["application/json", CSV] },
    },
    async handle({ who, params, query, headers }) {
      const reads = storage.reads(who.company);
      const catalogue = await reads.catalogue();
      const site = locationOf(catalogue, params.businessLocationId);
      const clock = businessClockOf(site, catalogue.company);
      const now = storage.clock();
      const date = query.date ?? businessDayAt(now, clock);
      const period = businessDay(date, clock);
      const other = (await reads.documents.get("ledger_codes", "company")) ?? NO_LEDGER_CODES;
      const journal = await journalOf(storage, who.company, site, period);
      const body = shape(catalogue, other, journal, { site, date, clock, period, now });
      const vary = { vary: "accept" };
      if (preferredType(headers["accept"], ["application/json", CSV]) !== CSV)
        return { status: 200, body, headers: vary };
      return {
        status: 200,
        bytes: { type: `${CSV}; charset=utf-8`, content: Buffer.from(csvOf(body)) },
        headers: { ...vary, "content-disposition": `attachment; filename="journal-${site.id}-${date}.csv"` },
      };
    },
  }),
];
