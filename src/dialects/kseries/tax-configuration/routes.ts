import { z } from "zod";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { TAX_INCLUDED, multiplierOf } from "../taxes.ts";
import { locationPath, outId } from "../wire.ts";

const TaxesOut = z.object({
  businessLocationId: outId,
  taxes: z.array(
    z.object({
      id: outId,
      code: z.string(),
      name: z.string(),
      rate: z.number().meta({ description: "What a net amount is multiplied by: twenty percent is 1.2." }),
      taxIncluded: z.boolean(),
    }),
  ),
  taxGroups: z.array(z.object({ id: outId, code: z.string(), name: z.string(), taxIds: z.array(outId) })),
});

/** The vendor has a scope for the tax configuration and publishes no call that needs it; this one is ours. */
export const taxConfigurationRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.taxes.list",
    summary: "Get the taxes of a business location",
    description: "Servery's own: the vendor names the scope, and publishes no call for it.",
    tag: "Tax configuration (ours)",
    method: "GET",
    path: "/tax-configuration/v1/business-locations/:businessLocationId/taxes",
    audience: "addon",
    permission: "tax-configuration",
    params: z.object(locationPath),
    responses: { 200: { description: "Taxes and their groups, ascending by id.", schema: TaxesOut } },
    async handle({ who, params }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, params.businessLocationId);
      const body: z.output<typeof TaxesOut> = {
        businessLocationId: site.id,
        taxes: catalogue.all("tax").map((tax) => ({
          id: tax.id,
          code: tax.code,
          name: tax.name,
          rate: multiplierOf(tax),
          taxIncluded: TAX_INCLUDED,
        })),
        taxGroups: catalogue
          .all("tax_group")
          .map(({ id, code, name, taxIds }) => ({ id, code, name, taxIds: [...taxIds] })),
      };
      return { status: 200, body };
    },
  }),
];
