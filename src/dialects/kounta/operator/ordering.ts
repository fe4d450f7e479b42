import { z } from "zod";
import { updateSite } from "../../../commands/update-site.ts";
import { onlineReadiness } from "../../../domain/availability.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import type { SiteId } from "../../../domain/ids.ts";
import { orderingOf } from "../../../domain/sites.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import type { Storage } from "../../../storage/storage.ts";
import { dayStart, period } from "../resources/site-fields.ts";
import { flag, outId } from "../resources/venue-wire.ts";
import { pathId } from "../wire.ts";
import { COMPANY, found } from "./wire.ts";

const facts = {
  online_ordering: flag.meta({ description: "Whether the site takes orders from ordering apps." }),
  sales_period: period.meta({ description: "Whether the site trades at this moment." }),
  day_start: dayStart.meta({ description: "When its business day begins, by its own clock." }),
};
const OrderingIn = z.object(facts, { error: "must be an object" }).partial();
const OrderingOut = z.object({
  site_id: outId,
  ...facts,
  ready: z.boolean().meta({ description: "Whether orders come through now: it also takes a register that is online." }),
});

const shape = (catalogue: Catalogue, site: Site): z.output<typeof OrderingOut> => {
  const { onlineOrdering, salesPeriod, dayStart: begins } = orderingOf(site);
  const { ready } = onlineReadiness(catalogue, site);
  return { site_id: site.id, online_ordering: onlineOrdering, sales_period: salesPeriod, day_start: begins, ready };
};

/** Whether a site takes orders from apps. Apps that asked for it hear of it when that turns over. */
export const orderingRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const update = updateSite(storage);
  const doc = { tag: "Online ordering", audience: "operator", path: `${COMPANY}/sites/:site/ordering` } as const;
  const params = z.object({ site: pathId<SiteId>() });
  const answered = { 200: { description: "How the site takes orders now.", schema: OrderingOut } };
  return [
    route({
      ...doc,
      id: "operator.ordering.get",
      summary: "Get how a site takes orders from apps",
      method: "GET",
      permission: "company:read",
      params,
      responses: answered,
      async handle({ who, params: { site } }) {
        const catalogue = await storage.reads(who.company).catalogue();
        return { status: 200, body: shape(catalogue, found(catalogue.site(site), "site")) };
      },
    }),
    route({
      ...doc,
      id: "operator.ordering.update",
      summary: "Change how a site takes orders from apps",
      description:
        "Partial. While the switch is off or the period is closed, orders from ordering apps are turned down.",
      method: "PUT",
      permission: "sites:write",
      params,
      body: OrderingIn,
      responses: answered,
      async handle({ who, params: { site }, body }) {
        const change = given({
          onlineOrdering: body.online_ordering,
          salesPeriod: body.sales_period,
          dayStart: body.day_start,
        });
        const saved = await update(who, site, change);
        if (!saved.ok) throw notFound("site");
        return { status: 200, body: shape(await storage.reads(who.company).catalogue(), saved.value) };
      },
    }),
  ];
};
