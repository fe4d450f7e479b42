import { z } from "zod";
import { topicNamed, topics } from "../../../domain/events/topics.ts";
import type { AddonId, OrderId } from "../../../domain/ids.ts";
import { parseDateTime } from "../../../kit/time.ts";
import type { DeliveryAsk } from "../../../storage/deliveries.ts";
import { given } from "../resources/venue-wire.ts";
import { dateTime, id } from "../wire.ts";
import { STATES } from "./deliveries-shape.ts";

/** Which deliveries a list or a replay is about, in a query or a body. All given parts hold together. */

const CALLBACK = "callback";
const topicNames = [...Object.keys(topics), CALLBACK];

const topic = z
  .string({ error: "must be a topic" })
  .transform((name, context): string => {
    const known = name.toLowerCase() === CALLBACK ? CALLBACK : topicNamed(name);
    if (known) return known;
    context.addIssue({ code: "custom", message: `must be one of ${topicNames.join(", ")}`, input: name });
    return z.NEVER;
  })
  .meta({ type: "string", enum: topicNames });

export const askFields = {
  webhook_id: id<number>().optional(),
  addon_id: id<AddonId>().optional(),
  order_id: id<OrderId>().optional(),
  topic: topic.optional(),
  state: z.enum(STATES, { error: `must be one of ${STATES.join(", ")}` }).optional(),
  from: dateTime.optional().meta({ description: "Made then or later." }),
  to: dateTime.optional().meta({ description: "Made before then." }),
};

type AskBody = z.output<z.ZodObject<typeof askFields>>;

/** A time without an offset is that of the company's clock. */
export const toAsk = (body: AskBody, zone: string): DeliveryAsk => {
  const ms = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : parseDateTime(text, zone)?.ms;
  return given({
    webhookId: body.webhook_id,
    addonId: body.addon_id,
    orderId: body.order_id,
    topic: body.topic,
    state: body.state,
    from: ms(body.from),
    to: ms(body.to),
  });
};
