import { z } from "zod";
import { topicNamed, topics } from "../../../domain/events/topics.ts";
import type { AddonId, OrderId } from "../../../domain/ids.ts";
import { given } from "../../../kit/given.ts";
import { parseDateTime } from "../../../kit/time.ts";
import type { DeliveryAsk, StatusAsk } from "../../../storage/deliveries.ts";
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

const STATUS = "must be a status such as 404, 4xx, or none";
const status = z.string({ error: STATUS }).regex(/^(?:[1-5](?:\d\d|xx)|none)$/i, { error: STATUS });

const toStatus = (said: string): StatusAsk => {
  if (said.toLowerCase() === "none") return "none";
  return /x/i.test(said) ? { class: Number(said[0]) } : { exact: Number(said) };
};

export const askFields = {
  webhook_id: id<number>().optional(),
  addon_id: id<AddonId>().optional(),
  order_id: id<OrderId>().optional(),
  topic: topic.optional(),
  state: z.enum(STATES, { error: `must be one of ${STATES.join(", ")}` }).optional(),
  status: status.optional().meta({
    description:
      "What the receiver answered last: a status, a hundred of them (`4xx`), or `none` where nobody answered.",
  }),
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
    status: body.status === undefined ? undefined : toStatus(body.status),
    from: ms(body.from),
    to: ms(body.to),
  });
};
