import { z } from "zod";
import type { SiteId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageQuery } from "../paging.ts";
import { pathId, stamp } from "../wire.ts";
import { COMPANY, siteOf } from "./goods-parts.ts";

const CheckinOut = z.object({
  id: z.int(),
  customer_id: z.int(),
  start_time: z.string(),
  duration: z.int().meta({ description: "Minutes." }),
});

/** Customers who checked in at a site. */
export const checkinRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => [
  route({
    id: "sites.checkins.list",
    summary: "List a site's check-ins",
    tag: "Check-ins",
    method: "GET",
    audience: "addon",
    permission: "checkins:read",
    path: `${COMPANY}/sites/:site/checkins`,
    params: z.object({ site: pathId<SiteId>() }),
    query: z.object(pageQuery),
    responses: { 200: { description: "Ascending by id.", schema: z.array(CheckinOut) } },
    async handle(ask) {
      const reads = storage.reads(ask.who.company);
      const catalogue = await reads.catalogue();
      const site = siteOf(catalogue, ask.params.site);
      const [page, total] = await Promise.all([
        reads.checkins(site.id, pageAsked(ask, pageSize)),
        reads.countCheckins(site.id),
      ]);
      const zone = site.timezone ?? catalogue.company.timezone;
      const rows = page.rows.map(({ id, customerId, startedAt, durationMinutes }) => ({
        id,
        customer_id: customerId,
        start_time: stamp(startedAt, zone),
        duration: durationMinutes,
      }));
      return listAnswer(ask, page, rows, pageSize, total);
    },
  }),
];
