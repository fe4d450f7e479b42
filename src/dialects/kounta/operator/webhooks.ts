import { z } from "zod";
import { webhookCommands } from "../../../commands/webhooks.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { listOf } from "../resources/venue-wire.ts";
import type { AddressCheck } from "../webhooks/addresses.ts";
import { mustWebhook } from "../webhooks/refusals.ts";
import { pathId } from "../wire.ts";
import { OperatorWebhookOut, webhookShapes } from "./webhooks-shape.ts";
import { COMPANY } from "./wire.ts";

type Parts = Readonly<{ storage: Storage; pageSize: number; outgoing: AddressCheck }>;

/** What is sent to whom, for the venue: the registrations of all add-ons, and how their receivers fare. */
export const operatorWebhookRoutes = ({ storage, pageSize, outgoing }: Parts): readonly Route[] => {
  const commands = webhookCommands({ storage, refuses: (address) => outgoing.check(address) });
  const doc = { tag: "Webhooks", audience: "operator" } as const;
  const path = `${COMPANY}/webhooks`;
  const shaping = webhookShapes(storage);

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
