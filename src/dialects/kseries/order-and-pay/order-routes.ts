import { z } from "zod";
import type { OnlineFacts } from "../../../domain/order/order.ts";
import { AHEAD_MAX_MS, TASK_TTL_MS } from "../../../domain/online/task.ts";
import type { Principal } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Answer, type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { bean, beanErrors } from "../validation.ts";
import { moneyIssues, orderAsked, timeIssues, tipIssues } from "./order-asked.ts";
import { type LocalBody, LocalIn, type ToGoBody, ToGoIn } from "./order-body.ts";
import { OK, OkOut, addonOf, mustHaveEndpoint, taken, usedBefore } from "./pay-accept.ts";

const doc = { tag: "Order and Pay: orders", method: "POST", audience: "addon", permission: "orders-api" } as const;
const RESPONSES = {
  200: { description: "Taken in. What becomes of it is told to the endpoint.", schema: OkOut },
  409: {
    description: "The reference was used before.",
    schema: z.object({ status: z.literal("fail"), msg: z.string() }),
  },
};

/** Orders from apps: looked at, taken in durably, and worked off by the venue when their time comes. */
export const orderWriteRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    ...doc,
    id: "kseries.orders.local",
    summary: "Place a local order",
    description: "For guests at the venue: at a table, or onto an account that is open already.",
    path: "/o/op/1/order/local",
    body: bean("localOrder", LocalIn),
    responses: RESPONSES,
    handle: ({ who, body }) => accept(storage, who, { kind: "LOCAL", objectName: "localOrder" }, body),
  }),
  route({
    ...doc,
    id: "kseries.orders.toGo",
    summary: "Place an order to go",
    description: "To be collected or delivered.",
    path: "/o/op/1/order/toGo",
    body: bean("toGoOrder", ToGoIn),
    responses: RESPONSES,
    handle: ({ who, body }) => accept(storage, who, { kind: "TO_GO", objectName: "toGoOrder" }, body),
  }),
];

type Sort = Readonly<{ kind: OnlineFacts["kind"]; objectName: string }>;

const accept = async (
  storage: Storage,
  who: Principal,
  { kind, objectName }: Sort,
  body: ToGoBody | LocalBody,
): Promise<Answer> => {
  const addonId = addonOf(who);
  const now = storage.clock();
  const catalogue = await storage.reads(who.company).catalogue();
  const { payment } = body;
  const issues = [
    ...timeIssues(body, now, AHEAD_MAX_MS),
    ...moneyIssues(
      { "payment.paymentAmount": payment?.paymentAmount, "payment.tipAmount": payment?.tipAmount },
      catalogue.company.currency,
    ),
    ...(payment ? tipIssues(payment) : []),
  ];
  if (issues.length > 0) throw beanErrors(objectName, issues);
  const site = locationOf(catalogue, body.businessLocationId);
  await mustHaveEndpoint(storage, { company: who.company, addonId }, body.endpointId);
  const dueAt = body.scheduledTimeForOrderAsIso8601?.ms ?? now;
  const task = {
    kind: "ORDER",
    siteId: site.id,
    addonId,
    endpointId: body.endpointId,
    reference: body.thirdPartyReference,
    asked: orderAsked(kind, site.id, body),
    dueAt,
    endsAt: dueAt + (body.maxTimeToAttemptOrderDeliverToPos ?? TASK_TTL_MS),
  } as const;
  if (await taken(storage, who, task)) return OK;
  throw new HttpError(409, "conflict", usedBefore(body.thirdPartyReference));
};
