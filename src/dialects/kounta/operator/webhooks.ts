import { z } from "zod";
import { webhookCommands } from "../../../commands/webhooks.ts";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { EndpointHealth, Webhook } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { listOf, outId } from "../resources/venue-wire.ts";
import type { AddressCheck } from "../webhooks/addresses.ts";
import { mustWebhook } from "../webhooks/refusals.ts";
import { WebhookOut, webhookShape } from "../webhooks/shape.ts";
import { pathId } from "../wire.ts";
import { instant, withoutValues } from "./deliveries-shape.ts";
import { COMPANY } from "./wire.ts";

const OperatorWebhookOut = WebhookOut.extend({
  addon: z.object({ id: outId, name: z.string() }),
  health: z.object({
    failing_since: z.string().nullable().meta({ description: "Since when nothing was taken any more." }),
    failures: z.int().meta({ description: "Attempts that failed since then." }),
    last_delivered_at: z.string().nullable(),
  }),
});

const healthShape = (health: EndpointHealth | undefined) => ({
  failing_since: instant(health?.failingSince ?? null),
  failures: health?.failures ?? 0,
  last_delivered_at: instant(health?.deliveredAt ?? null),
});

type Parts = Readonly<{ storage: Storage; pageSize: number; outgoing: AddressCheck }>;

/** What is sent to whom, for the venue: the registrations of all add-ons, and how their receivers fare. */
export const operatorWebhookRoutes = ({ storage, pageSize, outgoing }: Parts): readonly Route[] => {
  const commands = webhookCommands({ storage, refuses: (address) => outgoing.check(address) });
  const doc = { tag: "Webhooks", audience: "operator" } as const;
  const path = `${COMPANY}/webhooks`;

  const shaping = async (company: CompanyId, webhooks: readonly Webhook[]) => {
    const ids = [...new Set(webhooks.map(({ addonId }) => addonId))];
    const [catalogue, health, addons] = await Promise.all([
      storage.reads(company).catalogue(),
      storage.deliveries.webhooks.health(company),
      Promise.all(ids.map((id) => storage.access.addons.byId(id))),
    ]);
    const nameOf = (id: AddonId): string => addons.find((addon) => addon?.id === id)?.name ?? "";
    return (webhook: Webhook) => ({
      ...webhookShape(webhook, catalogue.company.timezone),
      headers: withoutValues(webhook.headers),
      addon: { id: webhook.addonId, name: nameOf(webhook.addonId) },
      health: healthShape(health.get(webhook.id)),
    });
  };

  return [
    route({
      ...doc,
      id: "operator.webhooks.list",
      summary: "List the webhooks of all add-ons",
      description: "Values of their own headers are not shown: they are secrets of the add-on.",
      method: "GET",
      path,
      permission: "deliveries:read",
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(OperatorWebhookOut) } },
      async handle(ask) {
        const webhooks = await storage.deliveries.webhooks.of(ask.who.company);
        return listOf(ask, pageSize, webhooks, await shaping(ask.who.company, webhooks));
      },
    }),
    route({
      ...doc,
      id: "operator.webhooks.update",
      summary: "Switch a webhook on or off",
      method: "PUT",
      path: `${path}/:webhook`,
      permission: "deliveries:write",
      params: z.object({ webhook: pathId() }),
      body: z.object({ active: z.boolean({ error: "must be true or false" }) }, { error: "must be an object" }),
      responses: { 200: { description: "The full updated record.", schema: OperatorWebhookOut } },
      async handle({ who, params, body }) {
        const webhook = mustWebhook(await commands.switch(who.company, params.webhook, body.active));
        return { status: 200, body: (await shaping(who.company, [webhook]))(webhook) };
      },
    }),
  ];
};
