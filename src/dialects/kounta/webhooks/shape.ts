import { z } from "zod";
import type { WebhookFilter } from "../../../domain/events/topics.ts";
import type { Webhook } from "../../../storage/deliveries.ts";
import { outId } from "../resources/venue-wire.ts";
import { stamp } from "../wire.ts";

/** A filter as it can be sent back: what bounds nothing is left out. */
const filterShape = ({ siteIds, attributes, customerIds }: WebhookFilter) => ({
  ...(siteIds && { site_ids: siteIds }),
  ...(attributes && { attributes }),
  ...(customerIds && { customer: customerIds }),
});

/** A registration; times are those of the company's clock. */
export const webhookShape = (webhook: Webhook, zone: string) => ({
  id: webhook.id,
  topic: webhook.topic,
  address: webhook.address,
  format: webhook.format,
  filter: filterShape(webhook.filter),
  headers: webhook.headers,
  ordered: webhook.ordered,
  active: webhook.active,
  disabled_reason: webhook.disabledReason,
  created_at: stamp(webhook.createdAt, zone),
  updated_at: stamp(webhook.updatedAt, zone),
});

export const WebhookOut = z.object({
  id: outId,
  topic: z.string(),
  address: z.string(),
  format: z.literal("json"),
  filter: z.object({
    site_ids: z.array(outId).optional(),
    attributes: z.array(z.string()).optional(),
    customer: z.array(outId).optional(),
  }),
  headers: z.record(z.string(), z.string()),
  ordered: z.boolean(),
  active: z.boolean(),
  disabled_reason: z
    .enum(["gone", "failing"])
    .nullable()
    .meta({ description: "Why nothing is sent any more: the receiver answered 410, or took nothing for days." }),
  created_at: z.string(),
  updated_at: z.string(),
});
