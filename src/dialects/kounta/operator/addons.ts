import { z } from "zod";
import { type AddonCommands, OVERLAP_HOURS_MAX } from "../../../commands/addons.ts";
import type { AddonDraft } from "../../../domain/access/addon.ts";
import type { AddonId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { listOf } from "../resources/venue-wire.ts";
import { pathId } from "../wire.ts";
import { AddonEdits, AddonIn, AddonOut, type AddonWire, AddonWithSecretOut, addonShape } from "./addons-shape.ts";
import { mustAddon } from "./refusals.ts";
import { COMPANY, NO_STORE, found, locationOf } from "./wire.ts";

export type AddonRouteParts = Readonly<{ storage: Storage; addons: AddonCommands; pageSize: number }>;

const draftOf = (body: Partial<AddonWire>): Partial<AddonDraft> =>
  given({
    name: body.name,
    description: body.description,
    isPublic: body.public,
    redirectUris: body.redirect_uris,
    apis: body.apis,
    grants: body.grants,
    permissions: body.permissions,
    scopes: body.scopes,
  });

/** The add-ons that a company publishes: the clients of the public APIs. Only its owners see them. */
export const addonRoutes = ({ storage, addons, pageSize }: AddonRouteParts): readonly Route[] => {
  const store = storage.access.addons;
  /** How the add-ons of a company are shown at this moment. */
  const shapes = async (company: Parameters<typeof store.of>[0]) => {
    const [connections, catalogue] = await Promise.all([
      store.connections(company),
      storage.reads(company).catalogue(),
    ]);
    const now = storage.clock();
    return (addon: Parameters<typeof addonShape>[0]) =>
      addonShape(addon, { now, zone: catalogue.company.timezone, connected: connections.get(addon.id) ?? 0 });
  };
  const doc = { tag: "Add-ons", audience: "operator" } as const;
  const reads = { ...doc, permission: "addons:read" } as const;
  const writes = { ...doc, permission: "addons:write" } as const;
  const one = `${COMPANY}/addons/:addon`;
  const params = z.object({ addon: pathId<AddonId>() });
  const revoked = { 409: { description: "The add-on was revoked." } };

  return [
    route({
      ...reads,
      id: "operator.addons.list",
      summary: "List add-ons",
      description: "Revoked ones are among them.",
      method: "GET",
      path: `${COMPANY}/addons`,
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of add-ons.", schema: z.array(AddonOut) } },
      async handle(ask) {
        const { company } = ask.who;
        return listOf(ask, pageSize, await store.of(company), await shapes(company));
      },
    }),
    route({
      ...writes,
      id: "operator.addons.create",
      summary: "Create an add-on",
      description: "`client_secret` is shown this once. Nobody can look it up later.",
      method: "POST",
      path: `${COMPANY}/addons`,
      body: AddonIn,
      responses: { 201: { description: "The add-on; Location names it.", schema: AddonWithSecretOut } },
      async handle(ask) {
        const { company } = ask.who;
        const defaults: Omit<AddonDraft, "name"> = {
          description: "",
          isPublic: false,
          redirectUris: [],
          apis: ["kounta"],
          grants: ["authorization_code", "refresh_token"],
          permissions: [],
          scopes: [],
        };
        const draft = { ...defaults, name: ask.body.name, ...draftOf(ask.body) };
        const { addon, secret } = mustAddon(await addons.create(company, draft));
        const shape = await shapes(company);
        return {
          status: 201,
          body: { ...shape(addon), client_secret: secret },
          headers: { ...NO_STORE, ...locationOf(ask, `addons/${addon.id}`) },
        };
      },
    }),
    route({
      ...reads,
      id: "operator.addons.get",
      summary: "Get an add-on",
      method: "GET",
      path: one,
      params,
      responses: { 200: { description: "The add-on.", schema: AddonOut } },
      async handle({ who, params }) {
        const addon = found(await store.get(who.company, params.addon), "add-on");
        const shape = await shapes(who.company);
        return { status: 200, body: shape(addon) };
      },
    }),
    route({
      ...writes,
      id: "operator.addons.update",
      summary: "Change an add-on",
      description:
        "Fields that are not sent stay. What it may no longer do, it can no longer do in any company, at once. A public add-on that is to have a secret is changed to `public: false`, and then given one.",
      method: "PUT",
      path: one,
      params,
      body: AddonEdits,
      responses: { 200: { description: "The add-on.", schema: AddonOut }, ...revoked },
      async handle({ who, params, body }) {
        const addon = mustAddon(await addons.edit(who.company, params.addon, draftOf(body)));
        const shape = await shapes(who.company);
        return { status: 200, body: shape(addon) };
      },
    }),
    route({
      ...writes,
      id: "operator.addons.rotate",
      summary: "Give an add-on a new secret",
      description: "The secret before it stays good for the hours given, so that clients can change over.",
      method: "POST",
      path: `${one}/secret`,
      params,
      body: z.object({
        overlap_hours: z
          .int({ error: "must be a whole number of hours" })
          .min(0, { error: "must not be below 0" })
          .max(OVERLAP_HOURS_MAX, { error: `must not be beyond ${OVERLAP_HOURS_MAX}` })
          .meta({ description: "0 ends the old secret at once." }),
      }),
      responses: {
        200: { description: "The add-on, with its new secret this once.", schema: AddonWithSecretOut },
        409: { description: "The add-on was revoked, or is public and has no secret." },
      },
      async handle({ who, params, body }) {
        const { addon, secret } = mustAddon(await addons.rotate(who.company, params.addon, body.overlap_hours));
        const shape = await shapes(who.company);
        return { status: 200, body: { ...shape(addon), client_secret: secret }, headers: NO_STORE };
      },
    }),
    route({
      ...writes,
      id: "operator.addons.revoke",
      summary: "Revoke an add-on",
      description: "For good: its secrets end, and all its tokens in every company. It stays in the list.",
      method: "DELETE",
      path: one,
      params,
      responses: { 204: { description: "Revoked." }, 409: { description: "It was revoked before." } },
      async handle({ who, params }) {
        mustAddon(await addons.revoke(who.company, params.addon));
        return { status: 204 };
      },
    }),
  ];
};
