import { z } from "zod";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import type { EndpointHealth, Webhook } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import { outId } from "../resources/venue-wire.ts";
import { WebhookOut, webhookShape } from "../webhooks/shape.ts";
import { instant, withoutValues } from "./deliveries-shape.ts";

export const OperatorWebhookOut = WebhookOut.extend({
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

/** Webhooks as the venue sees them: whose they are, and how their receivers fare. */
export const webhookShapes = (storage: Storage) => async (company: CompanyId, webhooks: readonly Webhook[]) => {
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
