import { z } from "zod";
import { type AccountProfile, deliveryModes } from "../../../domain/catalogue/ordering-records.ts";
import { profileAt, profilesAt } from "../../../domain/menus/profiles.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, locationQuery, outId } from "../wire.ts";

const ProfileOut = z.strictObject({
  id: outId,
  code: z.string(),
  name: z.string(),
  deliveryMode: z.enum(deliveryModes),
});
const ProfilesOut = z.strictObject({ businessLocationId: outId, accountProfileList: z.array(ProfileOut) });

const profileShape = ({ id, code, name, deliveryMode }: AccountProfile): z.output<typeof ProfileOut> => ({
  id,
  code,
  name,
  deliveryMode,
});

const read = {
  tag: "Order and Pay: business information",
  method: "GET",
  audience: "addon",
  permission: "orders-api",
} as const;

/** Account profiles: ways of ordering, each with its prices. */
export const profileRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    ...read,
    id: "kseries.profiles.list",
    summary: "Get account profiles",
    path: "/o/op/data/account-profiles",
    query: z.object(locationQuery),
    responses: { 200: { description: "Those in use, ascending by id.", schema: ProfilesOut } },
    async handle({ who, query }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, query.businessLocationId);
      const accountProfileList = profilesAt(catalogue, site).map(profileShape);
      return { status: 200, body: { businessLocationId: site.id, accountProfileList } };
    },
  }),
  route({
    ...read,
    id: "kseries.profiles.get",
    summary: "Get an account profile by its code",
    path: "/o/op/data/:businessLocationId/account-profiles/tagcode/:tagCode",
    params: z.object({ ...locationPath, tagCode: z.string() }),
    responses: { 200: { description: "The profile, while it is in use.", schema: ProfileOut } },
    async handle({ who, params }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, params.businessLocationId);
      const profile = profileAt(catalogue, site, params.tagCode);
      if (!profile) throw new HttpError(404, "not_found", `account profile not found for ${params.tagCode}`);
      return { status: 200, body: profileShape(profile) };
    },
  }),
];
