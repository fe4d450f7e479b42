import { z } from "zod";
import type { FeedEvent } from "../../../storage/feed.ts";
import { outId } from "../resources/venue-wire.ts";

/** What the `data` of an event says, besides small facts that depend on its type. */
export const LiveEventOut = z.looseObject({
  id: outId,
  type: z.string(),
  order_id: outId.nullable(),
  site_id: outId.nullable(),
  version: z.int().meta({ description: "The order's version that the event left; 0 where it is about no order." }),
  at: z.string().meta({ description: "UTC, with milliseconds." }),
});

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const eventShape = ({ id, type, orderId, siteId, version, data, createdAt }: FeedEvent) => ({
  ...Object.fromEntries(Object.entries(data as object).map(([name, value]: [string, unknown]) => [snake(name), value])),
  id,
  type,
  order_id: orderId ?? (data as { orderId?: unknown }).orderId ?? null,
  site_id: siteId,
  version,
  at: new Date(createdAt).toISOString(),
});

/** An event as the lines of one server-sent event (HTML Standard §9.2.5). JSON text has no line breaks. */
export const liveText = (event: FeedEvent): string =>
  `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(eventShape(event))}\n\n`;
