import { z } from "zod";
import {
  type StaffWebhook,
  type StaffWebhookOwner,
  type StaffWebhookRefusal,
  shiftNotifications,
  staffWebhookCommands,
} from "../../../commands/staff-webhooks.ts";
import type { Principal } from "../../../domain/ids.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Result } from "../../../kit/brand.ts";
import { uuidOf } from "../ids.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { type Long, locationPath, outId } from "../wire.ts";
import { recordStamp } from "./instants.ts";
import { BASE, guarded } from "./people.ts";

const WebhookIn = z.object({
  notificationType: z.enum(shiftNotifications, { error: `must be one of ${shiftNotifications.join(", ")}` }),
  url: z.string({ error: "must be a text" }).max(2_000, { error: "must not be longer than 2000 characters" }),
  webhookName: z.string({ error: "must be a text" }).max(255, { error: "must not be longer than 255 characters" }),
});
const WebhookOut = z.object({
  uuid: z.string(),
  notificationType: z.enum(shiftNotifications),
  url: z.string(),
  webhookName: z.string(),
  businessLocationId: outId,
  createdAt: z.string(),
  updatedAt: z.string(),
});

const uuidOfWebhook = ({ id }: StaffWebhook): string => uuidOf("staff webhook", id);

const shape = (webhook: StaffWebhook, siteId: number): z.output<typeof WebhookOut> => ({
  uuid: uuidOfWebhook(webhook),
  notificationType: webhook.settings.notificationType,
  url: webhook.address,
  webhookName: webhook.settings.webhookName,
  businessLocationId: siteId,
  createdAt: recordStamp(webhook.createdAt),
  updatedAt: recordStamp(webhook.updatedAt),
});

const noWebhook = (uuid: string): HttpError => new HttpError(404, "not_found", `Webhook not found for ${uuid}`);

const must = (saved: Result<StaffWebhook, StaffWebhookRefusal>, uuid = ""): StaffWebhook => {
  if (saved.ok) return saved.value;
  switch (saved.error.kind) {
    case "webhook_not_found":
      throw noWebhook(uuid);
    case "too_many":
      throw badRequest(`No more than ${saved.error.max} webhooks can be registered.`);
    case "twice":
      throw new HttpError(409, "conflict", "A webhook with these details already exists.");
  }
};

/** Who wants to hear of the shifts of a business location, and where. An app sees its own registrations only. */
export const staffWebhookRoutes = ({ storage, outgoing }: KseriesParts): readonly Route[] => {
  const commands = staffWebhookCommands(storage);
  const ownerOf = async ({ company, actor }: Principal, location: Long): Promise<StaffWebhookOwner> => {
    const { id: siteId } = locationOf(await storage.reads(company).catalogue(), location);
    if (actor.kind !== "addon") throw new HttpError(403, "forbidden", "Only an app can be told.");
    return { company, addonId: actor.addonId, siteId };
  };
  const named = async (owner: StaffWebhookOwner, uuid: string): Promise<StaffWebhook> => {
    const found = (await commands.of(owner)).find((webhook) => uuidOfWebhook(webhook) === uuid.toLowerCase());
    if (!found) throw noWebhook(uuid);
    return found;
  };
  const checkUrl = (url: string): void => {
    const says = outgoing.check(url);
    if (says !== undefined) throw badRequest(`url: ${says}`, { field: "url", value: url });
  };
  const list = { ...guarded, path: `${BASE}/webhooks`, params: z.object(locationPath) } as const;
  const one = {
    ...guarded,
    path: `${BASE}/webhooks/:webhookId`,
    params: z.object({ ...locationPath, webhookId: z.uuid() }),
  } as const;

  return [
    route({
      ...list,
      id: "kseries.staff.webhooks.list",
      summary: "List webhooks for shifts",
      method: "GET",
      responses: { 200: { description: "The app's own.", schema: z.array(WebhookOut) } },
      async handle({ who, params }) {
        const owner = await ownerOf(who, params.businessLocationId);
        return { status: 200, body: (await commands.of(owner)).map((webhook) => shape(webhook, owner.siteId)) };
      },
    }),
    route({
      ...list,
      id: "kseries.staff.webhooks.create",
      summary: "Create a webhook for shifts",
      method: "POST",
      body: WebhookIn,
      responses: { 200: { description: "The webhook.", schema: WebhookOut } },
      async handle({ who, params, body }) {
        const owner = await ownerOf(who, params.businessLocationId);
        checkUrl(body.url);
        return { status: 200, body: shape(must(await commands.create(owner, body)), owner.siteId) };
      },
    }),
    route({
      ...one,
      id: "kseries.staff.webhooks.update",
      summary: "Update a webhook for shifts",
      method: "PATCH",
      body: WebhookIn,
      responses: { 200: { description: "The webhook as it is now.", schema: WebhookOut } },
      async handle({ who, params, body }) {
        const owner = await ownerOf(who, params.businessLocationId);
        const { id } = await named(owner, params.webhookId);
        checkUrl(body.url);
        const saved = must(await commands.change(owner, id, body), params.webhookId);
        return { status: 200, body: shape(saved, owner.siteId) };
      },
    }),
    route({
      ...one,
      id: "kseries.staff.webhooks.delete",
      summary: "Delete a webhook for shifts",
      method: "DELETE",
      responses: { 200: { description: "It hears nothing any more." } },
      async handle({ who, params }) {
        const owner = await ownerOf(who, params.businessLocationId);
        const { id } = await named(owner, params.webhookId);
        if (!(await commands.remove(owner, id))) throw noWebhook(params.webhookId);
        return { status: 200 };
      },
    }),
  ];
};
