import { z } from "zod";
import { APIS, mayIn } from "../../../domain/access/addon.ts";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Grant } from "../../../storage/access.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { listOf, outId } from "../resources/venue-wire.ts";
import { pathId, stamp } from "../wire.ts";
import { COMPANY, StaffOut, staffShape } from "./wire.ts";

const AppOut = z.object({
  id: outId.meta({ description: "The add-on's id." }),
  name: z.string(),
  description: z.string(),
  owner: z.string().meta({ description: "The company that publishes it." }),
  own: z.boolean().meta({ description: "Whether that is this company." }),
  connected_at: z.string(),
  connected_by: StaffOut.meta({ description: "Who connected it; null where nobody had to." }),
  allows: z
    .array(z.object({ api: z.enum(APIS), permissions: z.array(z.string()) }))
    .meta({ description: "What it may do here, for each API." }),
});

/** What a company connected, and the way to end it. */
export const connectedAppRoutes = ({ storage, pageSize }: { storage: Storage; pageSize: number }): readonly Route[] => {
  const { addons } = storage.access;
  const doc = { tag: "Connected apps", audience: "operator" } as const;

  const shape = async (grant: Grant, company: CompanyId, catalogue: Catalogue) => {
    const own = grant.owner === company;
    const { name } = own ? catalogue.company : (await storage.reads(grant.owner).catalogue()).company;
    return {
      id: grant.addon.id,
      name: grant.addon.name,
      description: grant.addon.description,
      owner: name,
      own,
      connected_at: stamp(grant.grantedAt, catalogue.company.timezone),
      connected_by: staffShape(catalogue, grant.grantedBy),
      allows: mayIn(grant.addon, company, grant.authorizations).filter(({ permissions }) => permissions.length > 0),
    };
  };

  return [
    route({
      ...doc,
      id: "operator.connectedApps.list",
      summary: "List connected apps",
      description: "The add-ons that can come in to this company, its own included.",
      method: "GET",
      path: `${COMPANY}/connected_apps`,
      permission: "apps:read",
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of connected apps.", schema: z.array(AppOut) } },
      async handle(ask) {
        const { company } = ask.who;
        const [grants, catalogue] = await Promise.all([addons.grantsOf(company), storage.reads(company).catalogue()]);
        const apps = await Promise.all(grants.map((grant) => shape(grant, company, catalogue)));
        return listOf(
          ask,
          pageSize,
          apps.toSorted((a, b) => a.id - b.id),
          (app) => app,
        );
      },
    }),
    route({
      ...doc,
      id: "operator.connectedApps.connect",
      summary: "Connect an add-on of this company again",
      description:
        "Only for the company's own add-ons, after they were removed. An add-on of another company asks for itself.",
      method: "PUT",
      path: `${COMPANY}/connected_apps/:addon`,
      permission: "apps:write",
      params: z.object({ addon: pathId<AddonId>() }),
      responses: { 200: { description: "The connected app.", schema: AppOut } },
      async handle({ who, params, caller }) {
        const { company } = who;
        const addon = await addons.get(company, params.addon);
        if (!addon?.active) throw notFound("add-on");
        await addons.grant(company, addon.id, caller.staffId, storage.clock());
        const [grants, catalogue] = await Promise.all([addons.grantsOf(company), storage.reads(company).catalogue()]);
        const grant = grants.find((one) => one.addon.id === addon.id);
        if (!grant) throw notFound("add-on"); // revoked at this very moment
        return { status: 200, body: await shape(grant, company, catalogue) };
      },
    }),
    route({
      ...doc,
      id: "operator.connectedApps.remove",
      summary: "Remove a connected app",
      description:
        "Everything that it was given for this company ends at once: codes, access tokens and refresh tokens, and for an add-on of this company its way in with client id and secret. Connecting it again begins afresh.",
      method: "DELETE",
      path: `${COMPANY}/connected_apps/:addon`,
      permission: "apps:write",
      params: z.object({ addon: pathId<AddonId>() }),
      responses: { 204: { description: "Removed." } },
      async handle({ who, params }) {
        if (!(await addons.ungrant(who.company, params.addon))) throw notFound("connected app");
        return { status: 204 };
      },
    }),
  ];
};
