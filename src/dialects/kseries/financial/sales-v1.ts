import { z } from "zod";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Reads } from "../../../storage/storage.ts";
import type { SalePlace } from "../../../storage/sales.ts";
import { accountIdentifierOf, orderOfAccount } from "../ids.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, outId, whole, word } from "../wire.ts";
import { includeQuery } from "./include.ts";
import { type Place, daySpan, placeOf, requiredWord, spanOf, toldOf, toldSchema, yearAtMost } from "./periods.ts";
import { allSales, salesText } from "./read-sales.ts";
import { answerSales, answerText, reportOf } from "./report.ts";
import { saleV1, taskReference } from "./sale.ts";
import { SaleV1Out } from "./sale-schema.ts";

const PAGE_MAX = 1_000;

const link = z.object({ href: z.string(), templated: z.boolean() });
const FinancialOut = z.object({
  businessName: z.string(),
  businessLocationId: outId,
  sales: z.array(SaleV1Out),
  ...toldSchema,
  _links: z.object({ self: link, nextPage: link.optional() }),
});
const FinancialPageOut = FinancialOut.extend({
  nextPageToken: z.string().meta({ description: "The account that the next page begins with; empty on the last one." }),
});

const linkTo = (href: string) => ({ href, templated: false });

/** The same address with another page token. */
const nextHref = (href: string, token: string): string => {
  const next = new URL(href);
  next.searchParams.set("nextPageToken", token);
  return next.href;
};

/** Where the page that begins with an account begins. Throws HttpError 400 for one that is no sale of the location. */
const beginOf = async (reads: Reads, { site }: Place, token: string | undefined): Promise<SalePlace | undefined> => {
  if (token === undefined || token === "") return undefined;
  const named = orderOfAccount(token);
  const order = named?.site === site.id ? await reads.order(named.order) : undefined;
  if (order?.siteId !== site.id || order.status !== "COMPLETE") {
    throw new HttpError(400, "bad_request", `Invalid nextPageToken: ${token}`);
  }
  return { at: order.completedAt ?? order.updatedAt, id: order.id };
};

/** The older financial service: sales of a period, of a day, and of an ordering app. */
export const salesV1Routes = ({ storage }: KseriesParts): readonly Route[] => {
  const read = { tag: "Financial", method: "GET", audience: "addon", permission: "financial-api" } as const;

  return [
    route({
      ...read,
      id: "kseries.financial.financials",
      summary: "Get the sales of a period",
      description: "Sales that were closed from one instant until just before another, a year apart at the most.",
      path: "/f/finance/:businessLocationId/financials/:from/:to",
      params: z.object({
        ...locationPath,
        from: z.string().meta({ description: "ISO 8601 with an offset." }),
        to: z.string().meta({ description: "ISO 8601 with an offset." }),
      }),
      query: z.object({
        include: includeQuery,
        pageSize: whole({ from: 1, to: PAGE_MAX, otherwise: PAGE_MAX, description: "Sales on a page." }),
        nextPageToken: word("The account that the page begins with."),
      }),
      responses: { 200: { description: "In order of closing.", schema: FinancialPageOut } },
      async handle({ who, params, query, base, url }) {
        const reads = storage.reads(who.company);
        const place = placeOf(await reads.catalogue(), params.businessLocationId);
        const { site, catalogue } = place;
        const span = yearAtMost(spanOf(params.from, params.to, place));
        const begin = await beginOf(reads, place, query.nextPageToken);
        const { pageSize: size, include } = query;
        const found = await reads.sales.list(
          { siteId: site.id, ...span },
          { size, customers: include.has("consumer"), ...(begin && { begin }) },
        );
        const next = found[size];
        const nextPageToken = next ? accountIdentifierOf(next.order) : "";
        const report = reportOf(catalogue, site, include, 0);
        const sales = salesText(found.slice(0, size), (sale) => saleV1(sale, report));
        const body: Omit<z.output<typeof FinancialPageOut>, "sales"> = {
          businessName: catalogue.company.name,
          businessLocationId: site.id,
          ...toldOf(span, place, storage.clock()),
          _links: {
            self: linkTo(base + url),
            ...(next && { nextPage: linkTo(nextHref(base + url, nextPageToken)) }),
          },
          nextPageToken,
        };
        return answerSales(body, [sales]);
      },
    }),

    route({
      ...read,
      id: "kseries.financial.dailyFinancials",
      summary: "Get the sales of a business day",
      path: "/f/finance/:businessLocationId/dailyFinancials",
      params: z.object(locationPath),
      query: z.object({
        include: includeQuery,
        date: word("The business day, such as 2026-01-15; the current one unless given."),
        includeConsumers: word("The same as `consumer` in `include`, when it is `true`."),
      }),
      responses: { 200: { description: "In order of closing.", schema: FinancialOut } },
      async handle({ who, params, query, base, url }) {
        const reads = storage.reads(who.company);
        const place = placeOf(await reads.catalogue(), params.businessLocationId);
        const { site, catalogue } = place;
        const now = storage.clock();
        const span = daySpan(query.date, place, now);
        const included =
          query.includeConsumers === "true" ? new Set([...query.include, "consumer"] as const) : query.include;
        const report = reportOf(catalogue, site, included, 0);
        const body: Omit<z.output<typeof FinancialOut>, "sales"> = {
          businessName: catalogue.company.name,
          businessLocationId: site.id,
          ...toldOf(span, place, now),
          _links: { self: linkTo(base + url) },
        };
        const ask = { siteId: site.id, ...span };
        const sales = await allSales(reads, ask, included.has("consumer"), (sale) => saleV1(sale, report));
        return answerSales(body, sales);
      },
    }),

    route({
      ...read,
      id: "kseries.financial.saleByExternalReference",
      summary: "Get the sale that an ordering app knows by a reference",
      path: "/f/finance/:businessLocationId/saleByExternalReference",
      params: z.object(locationPath),
      query: z.object({
        externalReferenceId: requiredWord(
          "externalReferenceId",
          "String",
          "`TASK:OO-` with the location's id and the order's reference, a dash between them.",
        ),
      }),
      responses: { 200: { description: "With its payments and everything else.", schema: SaleV1Out } },
      async handle({ who, params, query }) {
        const reads = storage.reads(who.company);
        const { site, catalogue } = placeOf(await reads.catalogue(), params.businessLocationId);
        const asked = query.externalReferenceId;
        const prefix = taskReference(site.id, "");
        const sale = asked.startsWith(prefix)
          ? await reads.sales.byReference(site.id, asked.slice(prefix.length))
          : undefined;
        if (!sale) throw new HttpError(404, "not_found", `Sale Not found for ${asked}`);
        const everything = new Set(["staff", "table", "consumer", "payments", "account_profile"] as const);
        return answerText(saleV1(sale, reportOf(catalogue, site, everything, 0)));
      },
    }),
  ];
};
