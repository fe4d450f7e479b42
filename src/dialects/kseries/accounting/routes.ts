import { z } from "zod";
import { type Route, route } from "../../../http/route.ts";
import { accountingGroupsOf } from "../accounting-groups.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, outId } from "../wire.ts";

const AccountingGroupsOut = z.object({
  businessLocationId: outId,
  accountingGroups: z.array(
    z.object({
      id: outId,
      name: z.string(),
      code: z.string(),
      statisticGroups: z.array(z.object({ category: z.string(), value: z.string() })),
    }),
  ),
});

/** The vendor has a scope for accounting and publishes no call that needs it; this one is ours. */
export const accountingRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.accounting.groups.list",
    summary: "Get the accounting groups of a business location",
    description:
      "Servery's own: the vendor names the scope, and publishes no call for it. A client gets the scope with its own credentials, by `client_credentials`.",
    tag: "Accounting (ours)",
    method: "GET",
    path: "/accounting/v1/business-locations/:businessLocationId/accounting-groups",
    audience: "addon",
    permission: "accounting",
    params: z.object(locationPath),
    responses: { 200: { description: "Ascending by id.", schema: AccountingGroupsOut } },
    async handle({ who, params }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const { id } = locationOf(catalogue, params.businessLocationId);
      const body: z.output<typeof AccountingGroupsOut> = {
        businessLocationId: id,
        accountingGroups: accountingGroupsOf(catalogue),
      };
      return { status: 200, body };
    },
  }),
];
