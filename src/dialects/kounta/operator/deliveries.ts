import { z } from "zod";
import { type Route, route } from "../../../http/route.ts";
import { pageAsked, pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { noticeRoutes } from "./deliveries-notices.ts";
import { askFields, toAsk } from "./deliveries-ask.ts";
import { uncounted } from "./deliveries-paging.ts";
import { type ReplayParts, replayRoutes } from "./deliveries-replay.ts";
import { scheduleRoute } from "./deliveries-schedule.ts";
import { DeliveryOut, DeliveryRowOut, deliveryShape, deliveryWithAttempts } from "./deliveries-shape.ts";
import { addonWebhookRoutes } from "./addon-webhooks.ts";
import { webhookTestRoute } from "./webhooks-test.ts";
import { operatorWebhookRoutes } from "./webhooks.ts";
import { COMPANY, found } from "./wire.ts";

type Parts = ReplayParts & Readonly<{ pageSize: number }>;

/** What went out and what came of it, for the venue's own people. */
export const deliveryRoutes = (parts: Parts): readonly Route[] => [
  ...operatorWebhookRoutes(parts),
  ...addonWebhookRoutes(parts),
  webhookTestRoute(parts),
  ...readRoutes(parts),
  ...replayRoutes(parts),
  ...noticeRoutes(parts),
  scheduleRoute,
];

const readRoutes = ({ storage, pageSize }: Parts): readonly Route[] => {
  const { deliveries } = storage;
  const doc = { tag: "Deliveries", method: "GET", audience: "operator", permission: "deliveries:read" } as const;
  const path = `${COMPANY}/deliveries`;
  const one = z.object({ delivery: pathId() });
  return [
    route({
      ...doc,
      id: "operator.deliveries.list",
      summary: "List deliveries",
      description: "Newest first. There is no count of pages; `X-Next-Page` leads on.",
      path,
      query: z.object({ ...askFields, ...pageQuery }),
      responses: { 200: { description: "A page of deliveries.", schema: z.array(DeliveryRowOut) } },
      async handle(ask) {
        const { company } = ask.who;
        const zone = (await storage.reads(company).catalogue()).company.timezone;
        const page = await deliveries.list(company, toAsk(ask.query, zone), pageAsked(ask, pageSize));
        return uncounted(ask, page, pageSize, deliveryShape);
      },
    }),
    route({
      ...doc,
      id: "operator.deliveries.get",
      summary: "Get a delivery with its attempts",
      path: `${path}/:delivery`,
      params: one,
      responses: { 200: { description: "The full record.", schema: DeliveryOut } },
      async handle({ who: { company }, params }) {
        const delivery = found(await deliveries.get(company, params.delivery), "delivery");
        return { status: 200, body: deliveryWithAttempts(delivery, await deliveries.attempts(company, delivery.id)) };
      },
    }),
    route({
      ...doc,
      id: "operator.deliveries.payload",
      summary: "Get what a delivery carries",
      description: "Exactly the bytes that are sent and signed.",
      path: `${path}/:delivery/payload`,
      params: one,
      responses: { 200: { description: "The body.", type: "application/json" } },
      async handle({ who: { company }, params }) {
        const body = found(await deliveries.payload(company, params.delivery), "delivery");
        return { status: 200, bytes: { type: "application/json; charset=utf-8", content: Buffer.from(body) } };
      },
    }),
  ];
};
