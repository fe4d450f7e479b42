import { z } from "zod";
import { type Route, route } from "../../../../http/route.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { COMPANY } from "../wire.ts";
import { day, placesOf, siteQuery, today } from "./ask.ts";
import { readDay } from "./dashboard-read.ts";
import { DashboardOut, dashboardShape } from "./dashboard-shape.ts";

/** What the venue's owner looks at first. */
export const dashboardRoute = ({ storage }: Readonly<{ storage: Storage }>): Route =>
  route({
    id: "operator.reports.dashboard",
    summary: "A day at a glance",
    description:
      "Closed sales of a business day, by the clock of each site. What was deleted or turned down is not in it.",
    tag: "Reports",
    method: "GET",
    path: `${COMPANY}/reports/dashboard`,
    audience: "operator",
    permission: "reports:read",
    query: z.object({ ...siteQuery, date: day.optional().meta({ description: "Without it: today." }) }),
    responses: { 200: { description: "The day.", schema: DashboardOut } },
    async handle({ who, query }) {
      const reads = storage.reads(who.company);
      const catalogue = await reads.catalogue();
      const now = storage.clock();
      const places = placesOf(catalogue, query.site_id);
      const date = query.date ?? today(places, catalogue, now);
      const facts = await readDay(reads, places, date, { now, site: query.site_id });
      return { status: 200, body: dashboardShape(facts, catalogue, places) };
    },
  });
