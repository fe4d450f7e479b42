import { type Endpoint, endpointNamed, isEndpoint, locationOf } from "../../../commands/order-endpoints.ts";
import type { SiteId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import type { NewDelivery, PendingEvent, Webhook } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { Planner } from "../../../webhooks/plan.ts";
import { Applied, Failed, Restricted, Turned } from "./events.ts";
import { ORDER_EVENTS, isDelivery, statusTold } from "./of-order.ts";
import { failureNews, itemNews, orderNews, paymentNews, readinessNews } from "./shape.ts";

const SUBSCRIPTIONS = {
  delivered: { resource: "order", name: "DELIVERED" },
  items: { resource: "item", name: "SALES_RESTRICTION_UPDATED" },
  readiness: { resource: "order_api", name: "ONLINE_ORDER_READINESS" },
} as const;
type Subscribed = keyof typeof SUBSCRIPTIONS;

const isSubscribed = ({ settings }: Endpoint, to: Subscribed): boolean => {
  const { resource, name } = SUBSCRIPTIONS[to];
  return settings.subscribeTo.some((asked) => asked.resource === resource && asked.name === name);
};

/** Endpoints that asked for news of a site. */
const listening = (webhooks: readonly Webhook[], to: Subscribed, siteId: SiteId): Endpoint[] =>
  webhooks.filter(isEndpoint).filter((endpoint) => isSubscribed(endpoint, to) && locationOf(endpoint, siteId));

const ofOrder = ({ online }: Order, webhooks: readonly Webhook[]): Endpoint | undefined =>
  online && endpointNamed(webhooks, online.addonId, online.endpointId);

type News = Readonly<{
  endpoint: Endpoint;
  body: object;
  /** What arrives one after another: news of one order, item or site. */
  about: string;
  siteId: SiteId;
}>;

/** Tells ordering apps what became of what they sent, and of what happens where they sell. */
export const orderPlanner = (storage: Storage): Planner => {
  const afterOrder = async (event: PendingEvent, order: Order, webhooks: readonly Webhook[]): Promise<News[]> => {
    const { online } = order;
    const endpoint = ofOrder(order, webhooks);
    if (!online || !endpoint) return [];
    const reads = storage.reads(event.companyId);
    const [catalogue, history] = await Promise.all([reads.catalogue(), reads.events(order.id)]);
    const status = statusTold({
      event,
      order,
      online,
      history,
      isDelivery: isDelivery(order, online, catalogue),
      subscribedToDelivered: isSubscribed(endpoint, "delivered"),
    });
    if (!status) return [];
    const body = orderNews(status, order, online.reference, endpoint.settings, catalogue);
    return [{ endpoint, body, about: `${order.id}`, siteId: order.siteId }];
  };

  const applied = async (event: PendingEvent, order: Order, webhooks: readonly Webhook[]): Promise<News[]> => {
    const read = Applied.safeParse(event.data);
    const endpoint = read.data && endpointNamed(webhooks, read.data.addonId, read.data.endpointId);
    if (!read.success || !endpoint) return [];
    const { kind, reference } = read.data;
    const catalogue = await storage.reads(event.companyId).catalogue();
    const body =
      kind === "ORDER"
        ? orderNews("SUCCESS", order, reference, endpoint.settings, catalogue)
        : paymentNews(order, reference);
    return [{ endpoint, body, about: `${order.id}`, siteId: order.siteId }];
  };

  const failed = ({ data }: PendingEvent, webhooks: readonly Webhook[]): News[] => {
    const read = Failed.safeParse(data);
    const endpoint = read.data && endpointNamed(webhooks, read.data.addonId, read.data.endpointId);
    if (!read.success || !endpoint) return [];
    const { errors, accountIdentifier, ...failure } = read.data;
    const body = failureNews({
      ...failure,
      errors: errors ?? undefined,
      accountIdentifier: accountIdentifier ?? undefined,
    });
    return [{ endpoint, body, about: `${failure.kind} ${failure.reference}`, siteId: failure.siteId }];
  };

  const restricted = ({ data, createdAt }: PendingEvent, webhooks: readonly Webhook[]): News[] => {
    const read = Restricted.safeParse(data);
    if (!read.success) return [];
    const { siteId, sku, count } = read.data;
    const body = itemNews(siteId, sku, count, createdAt);
    const about = `item ${siteId} ${sku}`;
    return listening(webhooks, "items", siteId).map((endpoint) => ({ endpoint, body, about, siteId }));
  };

  const turned = ({ data }: PendingEvent, webhooks: readonly Webhook[]): News[] => {
    const read = Turned.safeParse(data);
    if (!read.success) return [];
    const { siteId, readiness } = read.data;
    const body = readinessNews(siteId, readiness);
    const about = `readiness ${siteId}`;
    return listening(webhooks, "readiness", siteId).map((endpoint) => ({ endpoint, body, about, siteId }));
  };

  const newsOf = async (event: PendingEvent, order: Order | null, webhooks: readonly Webhook[]): Promise<News[]> => {
    if (event.type === "online.failed") return failed(event, webhooks);
    if (event.type === "item.restriction") return restricted(event, webhooks);
    if (event.type === "online.readiness") return turned(event, webhooks);
    if (!order) return [];
    return event.type === "online.applied" ? applied(event, order, webhooks) : afterOrder(event, order, webhooks);
  };

  return {
    topic: "kseries/orders",

    wants(type, order, webhooks) {
      if (type === "online.applied" || type === "online.failed") return true;
      const asked = (to: Subscribed): boolean => webhooks.some((one) => isEndpoint(one) && isSubscribed(one, to));
      if (type === "item.restriction") return asked("items");
      if (type === "online.readiness") return asked("readiness");
      return order !== null && ORDER_EVENTS.has(type) && ofOrder(order, webhooks) !== undefined;
    },

    async plan(event, order, webhooks) {
      const news = await newsOf(event, order, webhooks);
      return news.map(({ endpoint, body, about, siteId }): NewDelivery => ({
        companyId: event.companyId,
        webhookId: endpoint.id,
        addonId: endpoint.addonId,
        eventId: event.id,
        topic: endpoint.topic,
        orderId: event.orderId,
        siteId,
        address: endpoint.address,
        body: JSON.stringify(body),
        key: `${endpoint.id} ${about}`,
      }));
    },
  };
};
