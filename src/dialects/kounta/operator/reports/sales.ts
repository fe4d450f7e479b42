import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { CompanyId, SiteId } from "../../../../domain/ids.ts";
import { type Route, route } from "../../../../http/route.ts";
import { csvLine } from "../../../../kit/csv.ts";
import { type Minor, minorDigits, minorText } from "../../../../kit/money.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { pageAsked, pageQuery } from "../../paging.ts";
import { money } from "../../wire.ts";
import { COMPANY } from "../wire.ts";
import { periodOf, periodQuery, placesOf, siteQuery, today } from "./ask.ts";
import { GROUPS, type ReportRow, reportRows } from "./sales-rows.ts";

const query = z.object({
  ...periodQuery,
  ...siteQuery,
  group: z.enum(GROUPS, { error: `must be one of ${GROUPS.join(", ")}` }).default("day"),
});

const number = z.number().nullable();
const RowOut = z.object({
  key: z.string().meta({ description: "A day, an hour (`00` to `23`), or an id; `0` is nobody and no category." }),
  name: z.string(),
  orders: z.int().meta({ description: "How many sales had a part in it." }),
  quantity: number.meta({ description: "Units sold; null for ways of paying and taxes." }),
  gross: z.number().meta({ description: "With tax. Of a way of paying: what was taken, without tips." }),
  net: number.meta({ description: "Without tax; null for ways of paying. Of a tax: what it was taken of." }),
  tax: number,
});

const rowShape = ({ key, name, orders, quantity, gross, net, tax }: ReportRow, digits: number) => {
  const amount = (minor: number | null): number | null => (minor === null ? null : money(minor as Minor, digits));
  const units = quantity === null ? null : Number(quantity.toFixed());
  return { key, name, orders, quantity: units, gross: amount(gross), net: amount(net), tax: amount(tax) };
};

const HEAD = ["key", "name", "orders", "quantity", "gross", "net", "tax"] as const;

const csvOf = (rows: readonly ReportRow[], digits: number): string => {
  const amount = (minor: number | null): string => (minor === null ? "" : minorText(minor as Minor, digits));
  const lines = rows.map(({ key, name, orders, quantity, gross, net, tax }) =>
    csvLine([key, name, String(orders), quantity?.toFixed() ?? "", amount(gross), amount(net), amount(tax)]),
  );
  return csvLine(HEAD) + lines.join("");
};

type Parts = Readonly<{ storage: Storage; pageSize: number }>;
type Query = Readonly<{
  from?: string | undefined;
  to?: string | undefined;
  site_id?: SiteId | undefined;
  group: (typeof GROUPS)[number];
}>;

/** What was sold, added up by one thing or another. */
export const salesReportRoutes = ({ storage, pageSize }: Parts): readonly Route[] => {
  const doc = { tag: "Reports", method: "GET", audience: "operator", permission: "reports:read" } as const;
  const says =
    "Closed sales by the business day of their site; what was deleted or turned down is not in it, and refunds count below zero. Products go to their first category.";

  const report = async (company: CompanyId, asked: Query) => {
    const reads = storage.reads(company);
    const catalogue: Catalogue = await reads.catalogue();
    const places = placesOf(catalogue, asked.site_id);
    const { first, last } = periodOf(asked, today(places, catalogue, storage.clock()));
    const rows = await reportRows(asked.group, { reads, catalogue, places, first, last });
    return { rows, first, last, digits: minorDigits(catalogue.company.currency) };
  };

  return [
    route({
      ...doc,
      id: "operator.reports.sales",
      summary: "What was sold",
      description: `${says} Days and hours come in order of time, everything else by amount.`,
      path: `${COMPANY}/reports/sales`,
      query: query.extend({ page: pageQuery.page }),
      responses: {
        200: { description: "A page of rows; `X-Pages` counts the pages.", schema: z.array(RowOut) },
        400: { description: "A period that cannot be used." },
      },
      async handle(ask) {
        const { size, offset = 0 } = pageAsked(ask, pageSize);
        const { rows, digits } = await report(ask.who.company, ask.query);
        const body = rows.slice(offset, offset + size).map((row) => rowShape(row, digits));
        const pages = Math.max(1, Math.ceil(rows.length / size));
        return { status: 200, body, headers: { "x-pages": String(pages) } };
      },
    }),
    route({
      ...doc,
      id: "operator.reports.salesFile",
      summary: "What was sold, as a file",
      description: `${says} All rows, with the columns ${HEAD.join(", ")}.`,
      path: `${COMPANY}/reports/sales.csv`,
      query,
      responses: {
        200: { description: "Comma-separated values with a head row (RFC 4180).", type: "text/csv" },
        400: { description: "A period that cannot be used." },
      },
      async handle({ who, query: asked }) {
        const { rows, first, last, digits } = await report(who.company, asked);
        const name = `sales-by-${asked.group}-${first}-${last}.csv`;
        return {
          status: 200,
          bytes: { type: "text/csv; charset=utf-8", content: Buffer.from(csvOf(rows, digits)) },
          headers: { "content-disposition": `attachment; filename="${name}"` },
        };
      },
    }),
  ];
};
