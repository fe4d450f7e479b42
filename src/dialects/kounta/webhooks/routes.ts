import { z } from "zod";
import { type WebhookOwner, webhookCommands } from "../../../commands/webhooks.ts";
import type { AddonId, Principal } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { COMPANY, created, madeAt, refused } from "../resources/goods-parts.ts";
import { listOf } from "../resources/venue-wire.ts";
import { pathId } from "../wire.ts";
import type { AddressCheck } from "./addresses.ts";
import { WebhookChangeIn, WebhookIn, toChange, toTerms } from "./input.ts";
import { mustWebhook } from "./refusals.ts";
import { WebhookOut, webhookShape } from "./shape.ts";

type Parts = Readonly<{ storage: Storage; pageSize: number; outgoing: AddressCheck }>;

const ownerOf = ({ company, actor }: Principal): WebhookOwner => ({
  company,
  addonId: actor.kind === "addon" ? actor.addonId : (0 as AddonId), // the guard lets add-ons in only
});

/** What an add-on is told of: its own registrations in a company, and nobody else's. */
export const webhookRoutes = ({ storage, pageSize, outgoing }: Parts): readonly Route[] => {
  const commands = webhookCommands({ storage, refuses: (address) => outgoing.check(address) });
  const doc = { tag: "Webhooks", audience: "addon" } as const;
  const path = `${COMPANY}/webhooks`;
  const one = { path: `${path}/:webhook`, params: z.object({ webhook: pathId() }) } as const;
  const zoneOf = async ({ company }: Principal): Promise<string> =>
    (await storage.reads(company).catalogue()).company.timezone;
  return [
    route({
      ...doc,
      id: "webhooks.list",
      summary: "List webhooks",
      description: "Those of the asking add-on.",
      method: "GET",
      path,
      permission: "webhooks:read",
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(WebhookOut) } },
      async handle(ask) {
        const [webhooks, zone] = await Promise.all([commands.of(ownerOf(ask.who)), zoneOf(ask.who)]);
        return listOf(ask, pageSize, webhooks, (webhook) => webhookShape(webhook, zone));
      },
    }),
    route({
      ...doc,
      ...one,
      id: "webhooks.get",
      summary: "Get a webhook",
      method: "GET",
      permission: "webhooks:read",
      responses: { 200: { description: "The full record.", schema: WebhookOut } },
      async handle({ who, params }) {
        const webhook = mustWebhook(await commands.get(ownerOf(who), params.webhook));
        return { status: 200, body: webhookShape(webhook, await zoneOf(who)) };
      },
    }),
    route({
      ...doc,
      id: "webhooks.create",
      summary: "Create a webhook",
      description: "Several may be about the same topic; each gets its own deliveries.",
      method: "POST",
      path,
      permission: "webhooks:write",
      body: WebhookIn,
      responses: { 201: created, 400: refused },
      async handle(ask) {
        const { id } = mustWebhook(await commands.create(ownerOf(ask.who), toTerms(ask.body)));
        return madeAt(ask, `webhooks/${id}`);
      },
    }),
    route({
      ...doc,
      ...one,
      id: "webhooks.update",
      summary: "Update a webhook",
      description:
        "Partial: what is not sent stays. A filter and headers are replaced as a whole. One that was switched off because its receiver failed comes back with `active` true, or with another address.",
      method: "PUT",
      permission: "webhooks:write",
      body: WebhookChangeIn,
      responses: { 200: { description: "The full updated record.", schema: WebhookOut }, 400: refused },
      async handle({ who, params, body }) {
        const webhook = mustWebhook(await commands.change(ownerOf(who), params.webhook, toChange(body)));
        return { status: 200, body: webhookShape(webhook, await zoneOf(who)) };
      },
    }),
    route({
      ...doc,
      ...one,
      id: "webhooks.delete",
      summary: "Delete a webhook",
      description: "What is on its way to it stops.",
      method: "DELETE",
      permission: "webhooks:write",
      responses: { 204: { description: "Deleted." } },
      async handle({ who, params }) {
        mustWebhook(await commands.remove(ownerOf(who), params.webhook));
        return { status: 204 };
      },
    }),
  ];
};
