import { z } from "zod";
import type { OrderId } from "../../../domain/ids.ts";
import { parseId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { SalePlace } from "../../../storage/sales.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, whole, word } from "../wire.ts";
import { includeQuery } from "./include.ts";
import { daySpan, instantOf, placeOf, requiredWord, spanOf, toldOf, toldSchema } from "./periods.ts";
import { allSales, salesText } from "./read-sales.ts";
import { answerSales, reportOf } from "./report.ts";
import { saleV2 } from "./sale.ts";
import { SaleV2Out } from "./sale-schema.ts";

const SalesOut = z.object({
  sales: z.array(SaleV2Out),
  nextPageToken: z.string().nullable().meta({ description: "Null on the last page." }),
});
const SalesOfDayOut = z.object({ sales: z.array(SaleV2Out), ...toldSchema });

const tokenOf = ({ at, id }: SalePlace): string => Buffer.from(`${at} ${id}`).toString("base64url");

/** Throws HttpError 400 for a token that was not made here. */
const placeOfToken = (token: string | undefined): SalePlace | undefined => {
  if (token === undefined || token === "") return undefined;
  const [, at, id] = /^(\d{1,15}) (\d{1,15})$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (at === undefined || id === undefined) throw new HttpError(400, "bad_request", `Invalid nextPageToken: ${token}`);
  return { at: Number(at), id: parseId<OrderId>(id) ?? (0 as OrderId) };
};

/** The newer financial service: sales by when they were closed, and those of a business day. */
export const salesV2Routes = ({ storage }: KseriesParts): readonly Route[] => {
  const read = { tag: "Financial V2", method: "GET", audience: "addon", permission: "financial-api" } as const;

  return [
    route({
      ...read,
      id: "kseries.financial.v2.sales",
      summary: "Get the sales of a period",
      description: "Sales that were closed from one instant until just before another, in order of closing.",
      path: "/f/v2/business-location/:businessLocationId/sales",
      params: z.object(locationPath),
      query: z.object({
        from: requiredWord("from", "OffsetDateTime", "ISO 8601 with an offset."),
        to: word("ISO 8601 with an offset; now unless given."),
        include: includeQuery,
        pageSize: whole({ from: 1, to: 100, otherwise: 50, description: "Sales on a page." }),
        nextPageToken: word("Where the page begins, as the page before told it."),
      }),
      responses: { 200: { description: "In order of closing.", schema: SalesOut } },
      async handle({ who, params, query }) {
        const reads = storage.reads(who.company);
        const place = placeOf(await reads.catalogue(), params.businessLocationId);
        const { site, catalogue } = place;
        const now = storage.clock();
        const span =
          query.to === undefined
            ? { from: instantOf(query.from, place), to: now + 1 }
            : spanOf(query.from, query.to, place);
        const beyond = placeOfToken(query.nextPageToken);
        const { include, pageSize: size } = query;
        const found = await reads.sales.list(
          { siteId: site.id, ...span },
          { size, customers: include.has("consumer"), ...(beyond && { beyond }) },
        );
        const report = reportOf(catalogue, site, include, 3);
        const page = found.slice(0, size);
        const last = found.length > size ? page.at(-1) : undefined;
        const body: Omit<z.output<typeof SalesOut>, "sales"> = {
          nextPageToken: last ? tokenOf({ at: last.at, id: last.order.id }) : null,
        };
        return answerSales(body, [salesText(page, (sale) => saleV2(sale, report))]);
      },
    }),

    route({
      ...read,
      id: "kseries.financial.v2.salesDaily",
      summary: "Get the sales of a business day",
      path: "/f/v2/business-location/:businessLocationId/sales-daily",
      params: z.object(locationPath),
      query: z.object({
        date: requiredWord("date", "LocalDate", "The business day, such as 2026-01-15."),
        include: includeQuery,
      }),
      responses: { 200: { description: "In order of closing.", schema: SalesOfDayOut } },
      async handle({ who, params, query }) {
        const reads = storage.reads(who.company);
        const place = placeOf(await reads.catalogue(), params.businessLocationId);
        const { site, catalogue } = place;
        const now = storage.clock();
        const span = daySpan(query.date, place, now);
        const report = reportOf(catalogue, site, query.include, 3);
        const body: Omit<z.output<typeof SalesOfDayOut>, "sales"> = toldOf(span, place, now);
        const ask = { siteId: site.id, ...span };
        const customers = query.include.has("consumer");
        return answerSales(body, await allSales(reads, ask, customers, (sale) => saleV2(sale, report)));
      },
    }),
  ];
};
