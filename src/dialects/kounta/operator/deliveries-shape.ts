import { z } from "zod";
import { type Attempt, type Delivery, type Notice, isTest } from "../../../storage/deliveries.ts";
import { messageId } from "../../../webhooks/deliver.ts";
import { outId, outText } from "../resources/venue-wire.ts";

/** Deliveries on the wire. Their times are in UTC with milliseconds: attempts are often less than a second apart. */
export const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Headers that we make ourselves; all others are the add-on's own and may hold its secrets. */
const OURS = /^(?:content-type|user-agent|webhook-(?:id|timestamp|signature)|x-kounta-.*|x-servery-.*)$/i;
export const withoutValues = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, OURS.test(name) ? value : "…"]));

export const STATES = ["waiting", "delivered", "failed", "cancelled"] as const;

export const deliveryShape = (delivery: Delivery) => ({
  id: delivery.id,
  message_id: messageId(delivery.eventId, delivery.webhookId),
  event_id: isTest(delivery) ? null : delivery.eventId,
  webhook_id: delivery.webhookId,
  addon_id: delivery.addonId,
  order_id: delivery.orderId,
  site_id: delivery.siteId,
  topic: delivery.topic,
  address: delivery.address,
  state: delivery.state,
  attempt_count: delivery.attempts,
  last_status: delivery.lastStatus,
  last_error: delivery.lastError,
  created_at: instant(delivery.createdAt),
  next_at: instant(delivery.nextAt),
  finished_at: instant(delivery.finishedAt),
  replay_of: delivery.replayOf,
});

export const DeliveryRowOut = z.object({
  id: outId,
  message_id: z.string().meta({ description: "The `webhook-id` that the receiver sees." }),
  event_id: outId.nullable().meta({ description: "Null for a test event." }),
  webhook_id: outId.nullable().meta({ description: "Null for a callback, and for what was replayed elsewhere." }),
  addon_id: outId.nullable(),
  order_id: outId.nullable(),
  site_id: outId.nullable(),
  topic: z.string().meta({ description: "`callback` is an order's own callback_uri." }),
  address: z.string(),
  state: z.enum(STATES),
  attempt_count: z.int(),
  last_status: z.int().nullable(),
  last_error: outText,
  created_at: z.string(),
  next_at: outText.meta({ description: "When it is tried (again)." }),
  finished_at: outText,
  replay_of: outId.nullable(),
});

const attemptShape = (attempt: Attempt) => ({
  number: attempt.number,
  started_at: instant(attempt.startedAt),
  took_ms: attempt.tookMs,
  status: attempt.status,
  error: attempt.error,
  request_headers: withoutValues(attempt.requestHeaders),
  response_headers: attempt.responseHeaders,
  answer: attempt.answer,
});

export const deliveryWithAttempts = (delivery: Delivery, attempts: readonly Attempt[]) => ({
  ...deliveryShape(delivery),
  attempts: attempts.map(attemptShape),
});

export const DeliveryOut = DeliveryRowOut.extend({
  attempts: z.array(
    z.object({
      number: z.int(),
      started_at: z.string(),
      took_ms: z.int(),
      status: z.int().nullable().meta({ description: "What the receiver answered; null when it did not." }),
      error: outText,
      request_headers: z.record(z.string(), z.string()),
      response_headers: z.record(z.string(), z.string()).nullable(),
      answer: outText.meta({ description: "The first 16 KiB of it." }),
    }),
  ),
});

export const noticeShape = ({ id, kind, data, createdAt, seenAt }: Notice) => ({
  id,
  kind,
  data,
  created_at: instant(createdAt),
  seen_at: instant(seenAt),
});

export const NoticeOut = z.object({
  id: outId,
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  seen_at: outText,
});
