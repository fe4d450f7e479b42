import { z } from "zod";
import type { updateSite } from "../../../commands/update-site.ts";
import type { SiteId } from "../../../domain/ids.ts";
import type { SiteChange } from "../../../domain/sites.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { AddressIn, toAddressField } from "./addresses-shape.ts";
import { location } from "./site-fields.ts";
import { SiteOut, SiteRowOut, siteRowShape, siteShape } from "./sites-shape.ts";
import { email, flag, link, listOf, optionalText, phone, requiredText } from "./venue-wire.ts";

const SiteChangeIn = z.object({
  name: requiredText.optional(),
  code: requiredText.max(20, { error: "must not be longer than 20 characters" }).optional(),
  business_number: optionalText,
  email,
  phone,
  mobile: phone,
  fax: phone,
  website: link,
  image: link.meta({ description: "An address; null takes the image away." }),
  location: location.nullish(),
  shipping_address: AddressIn.nullish(),
  postal_address: AddressIn.nullish(),
  register_level_reconciliation: flag.optional(),
});

const toChange = (body: z.output<typeof SiteChangeIn>): SiteChange =>
  given({
    name: body.name,
    code: body.code,
    businessNumber: body.business_number,
    email: body.email,
    phone: body.phone,
    mobile: body.mobile,
    fax: body.fax,
    website: body.website,
    image: body.image,
    location: body.location,
    shippingAddress: toAddressField(body.shipping_address),
    postalAddress: toAddressField(body.postal_address),
    registerLevelReconciliation: body.register_level_reconciliation,
  });

type Parts = Readonly<{ storage: Storage; pageSize: number; updateSite: ReturnType<typeof updateSite> }>;

export const siteRoutes = ({ storage, pageSize, ...commands }: Parts): readonly Route[] => {
  const sites = "/v1/companies/:company/sites";
  const doc = { tag: "Sites", audience: "addon" } as const;
  const params = z.object({ site: pathId<SiteId>() });
  return [
    route({
      ...doc,
      id: "sites.list",
      summary: "List sites",
      method: "GET",
      path: sites,
      permission: "company:read",
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of sites.", schema: z.array(SiteRowOut) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        return listOf(ask, pageSize, catalogue.all("site"), siteRowShape);
      },
    }),
    route({
      ...doc,
      id: "sites.get",
      summary: "Get a site",
      method: "GET",
      path: `${sites}/:site`,
      permission: "company:read",
      params,
      responses: { 200: { description: "The full record.", schema: SiteOut } },
      async handle({ who, params: { site } }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const found = catalogue.site(site);
        if (!found) throw notFound("site");
        return { status: 200, body: siteShape(found, catalogue) };
      },
    }),
    route({
      ...doc,
      id: "sites.update",
      summary: "Update a site",
      description: "Partial: what is not sent stays, null clears. An address is written whole.",
      method: "PUT",
      path: `${sites}/:site`,
      permission: "sites:write",
      params,
      body: SiteChangeIn,
      responses: { 200: { description: "The full updated record.", schema: SiteOut } },
      async handle({ who, params: { site }, body }) {
        const saved = await commands.updateSite(who, site, toChange(body));
        if (!saved.ok) throw notFound("site");
        return { status: 200, body: siteShape(saved.value, await storage.reads(who.company).catalogue()) };
      },
    }),
  ];
};
