import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import { mayStill } from "../../../domain/access/addon.ts";
import type { CompanyId, SiteId } from "../../../domain/ids.ts";
import { siteStatus } from "../../../domain/sites.ts";
import type { Caller } from "../../../http/callers.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pathId } from "../wire.ts";
import { outId } from "./venue-wire.ts";

const permission = "company:read";

const word = (online: boolean) => (online ? ("online" as const) : ("offline" as const));

export const statusShape = (catalogue: Catalogue, site: Site) => {
  const { online, onlineOrdering, passThru } = siteStatus(catalogue, site);
  return {
    status: word(online),
    online_ordering: word(onlineOrdering),
    ...(passThru !== null && { pass_thru_printing_register: word(passThru) }),
  };
};

const Word = z.enum(["online", "offline"]);
const StatusOut = z.object({
  status: Word.meta({ description: "Online while at least one of the site's registers is." }),
  online_ordering: Word,
  pass_thru_printing_register: Word.optional().meta({ description: "Only where the site has one." }),
});
const SiteStatusOut = StatusOut.extend({ site_id: outId });

/** The companies whose sites a caller sees: its own by Basic, with a token all that let the add-on read theirs. */
const companiesSeenBy = async (
  { access: { addons } }: Storage,
  own: CompanyId,
  { by, addonId }: Caller,
): Promise<readonly CompanyId[]> => {
  if (by === "basic" || addonId === null) return [own];
  const addon = await addons.byId(addonId);
  if (!addon) return [own];
  const approved = await addons.approvedFor(addonId, "kounta");
  return [...approved].flatMap(([company, names]) =>
    mayStill(addon, "kounta", [...names]).has(permission) ? [company] : [],
  );
};

/** Whether sites can be reached right now. */
export const statusRoutes = ({ storage }: { storage: Storage }): readonly Route[] => {
  const doc = { tag: "Status", method: "GET", audience: "addon", permission } as const;
  const allOf = (catalogue: Catalogue) =>
    catalogue.all("site").map((site) => ({ site_id: site.id, ...statusShape(catalogue, site) }));
  return [
    route({
      ...doc,
      id: "companies.status",
      summary: "Get the status of a company's sites",
      path: "/v1/companies/:company/status",
      responses: { 200: { description: "One row for each site.", schema: z.array(SiteStatusOut) } },
      async handle({ who }) {
        return { status: 200, body: allOf(await storage.reads(who.company).catalogue()) };
      },
    }),
    route({
      ...doc,
      id: "sites.statusOfAll",
      summary: "Get the status of every site that the credentials reach",
      description:
        "With client id and secret: the sites of the add-on's own company. With a token: those of every company that lets the add-on see its sites.",
      path: "/v1/sites_status",
      responses: {
        200: { description: "One row for each site.", schema: z.array(SiteStatusOut.extend({ company_id: outId })) },
      },
      async handle({ who, caller }) {
        const rows: object[] = [];
        for (const company of await companiesSeenBy(storage, who.company, caller)) {
          const catalogue = await storage.reads(company).catalogue();
          rows.push(...allOf(catalogue).map((row) => ({ company_id: company, ...row })));
        }
        return { status: 200, body: rows };
      },
    }),
    route({
      ...doc,
      id: "sites.status",
      summary: "Get the status of a site",
      path: "/v1/companies/:company/sites/:site/status",
      params: z.object({ site: pathId<SiteId>() }),
      responses: { 200: { description: "The status.", schema: StatusOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = catalogue.site(params.site);
        if (!site) throw notFound("site");
        return { status: 200, body: statusShape(catalogue, site) };
      },
    }),
  ];
};
