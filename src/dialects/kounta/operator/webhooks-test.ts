import { z } from "zod";
import { topicNamed, topics } from "../../../domain/events/topics.ts";
import { badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { isKounta } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import { outId } from "../resources/venue-wire.ts";
import { samples } from "../webhooks/sample.ts";
import { pathId } from "../wire.ts";
import type { JobsAdded } from "./deliveries-replay.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

const names = Object.keys(topics);
const topic = z
  .string({ error: "must be a topic" })
  .refine((name) => topicNamed(name) !== undefined, { error: `must be one of ${names.join(", ")}` })
  .transform((name) => topicNamed(name)!)
  .optional()
  .meta({ type: "string", enum: names, description: "Without it: the topic that the webhook is about." });

/** Trying a webhook out: the very machinery that sends real events sends a sample, and writes down what came of it. */
export const webhookTestRoute = ({ storage, events }: Readonly<{ storage: Storage; events: JobsAdded }>): Route => {
  const sampleFor = samples(storage);
  return route({
    id: "operator.webhooks.test",
    summary: "Send a test event",
    description:
      'A sample of a topic, shaped as the real thing from the newest record of its kind, with `"test": true` in it and the header `X-Servery-Test: true`. It is signed, tried again and listed like any other delivery; the webhook\'s filter is not asked.',
    tag: "Webhooks",
    method: "POST",
    path: `${COMPANY}/webhooks/:webhook/test`,
    audience: "operator",
    permission: "deliveries:write",
    params: z.object({ webhook: pathId() }),
    body: z.object({ topic }, { error: "must be an object" }),
    responses: {
      201: { description: "On its way.", schema: z.object({ id: outId }) },
      400: { description: "It is switched off, or there is nothing to make a sample of." },
    },
    async handle(ask) {
      const { company } = ask.who;
      const webhook = found(await storage.deliveries.webhooks.get(company, ask.params.webhook), "webhook");
      if (!webhook.active) throw badRequest("The webhook is switched off: switch it on first.", { field: "active" });
      if (!isKounta(webhook)) throw badRequest("There are samples for webhooks of the Kounta API only.");
      const about = ask.body.topic ?? webhook.topic;
      const sample = await sampleFor(company, about, webhook.addonId);
      if (!sample) {
        throw badRequest(`topic: there is no record yet that a sample of ${about} could show`, { field: "topic" });
      }
      const { id: webhookId, addonId, address } = webhook;
      const delivery = { companyId: company, webhookId, addonId, topic: about, address, ...sample };
      const id = await storage.deliveries.sendTest(delivery, storage.clock());
      events.kick();
      return { status: 201, body: { id }, headers: locationOf(ask, `deliveries/${id}`) };
    },
  });
};
