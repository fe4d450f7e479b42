import { type FilterFacts, type OtherTopic, factsOfOrder, passes, topicOf } from "../domain/events/topics.ts";
import type { AddonId, CompanyId, CustomerId, OrderId, SiteId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import {
  type FanOut,
  type KountaWebhook,
  type NewDelivery,
  type NewPrintJob,
  type PendingEvent,
  type Webhook,
  isKounta,
} from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";
import type { Interests } from "./interest.ts";

/** How a dialect shows things to those who are told of them; undefined when there is nothing to show any more. */
export type Shaper = Readonly<{
  order(order: Order): Promise<string>;
  group(company: CompanyId, site: SiteId, groupId: string, orders: readonly Order[]): Promise<string>;
  /** The record that an event of another kind is about, as its own GET shows it to an add-on. */
  resource(event: PendingEvent, addon: AddonId): Promise<string | undefined>;
}>;

/** Says what events lead to for registrations of another API. */
export type Planner = Readonly<{
  topic: OtherTopic;
  /** Whether an event is worth looking at; `webhooks` are the company's registrations with the planner's topic. */
  wants(type: string, order: Order | null, webhooks: readonly Webhook[]): boolean;
  plan(event: PendingEvent, order: Order | null, webhooks: readonly Webhook[]): Promise<readonly NewDelivery[]>;
}>;

export type PlanParts = Readonly<{
  storage: Storage;
  interests: Interests;
  shaper: Shaper;
  planners: readonly Planner[];
  failed: (error: unknown) => void;
  /** Work that an event leads to at once, besides deliveries and dockets. */
  follows: (event: PendingEvent) => FanOut["jobs"];
  /**
   * What an event means for the printers of its site, and for an order that goes on by itself once it is printed.
   * `planned` is what events before it led to that is not in the store yet.
   */
  prints: (
    event: PendingEvent,
    order: Order,
    planned: readonly NewPrintJob[],
  ) => Promise<Pick<FanOut, "prints" | "jobs">>;
}>;

/** What waiting events lead to: deliveries with the bytes to send, and dockets to print. Reads only. */
export const planFanOut =
  (parts: PlanParts) =>
  async (events: readonly PendingEvent[]): Promise<FanOut> => {
    const deliveries: NewDelivery[] = [];
    const prints: NewPrintJob[] = [];
    const jobs: FanOut["jobs"][number][] = [];
    const left: number[] = [];
    for (const event of events) {
      try {
        const planned = await planOne(parts, event, prints);
        deliveries.push(...planned.deliveries);
        prints.push(...planned.prints);
        jobs.push(...planned.jobs);
      } catch (error) {
        parts.failed(error); // one event that nothing can be made of holds up no other
        left.push(event.id);
      }
    }
    return { deliveries, prints, jobs, left };
  };

const planOne = async (parts: PlanParts, event: PendingEvent, planned: readonly NewPrintJob[]): Promise<FanOut> => {
  const order = event.orderId === null ? null : await orderOf(parts.storage, event);
  const deliveries = [...(await deliveriesOf(parts, event, order)), ...(await othersOf(parts, event, order))];
  const jobs = parts.follows(event);
  if (!order) return { deliveries, prints: [], jobs };
  const printing = await parts.prints(event, order, planned);
  return { deliveries, prints: printing.prints, jobs: [...jobs, ...printing.jobs] };
};

/** The order as the event left it; as it is now, when the commit did not know that anybody would ask. */
const orderOf = async (storage: Storage, { companyId, orderId, doc }: PendingEvent): Promise<Order | null> =>
  doc !== null ? (JSON.parse(doc) as Order) : ((await storage.reads(companyId).order(orderId as OrderId)) ?? null);

const othersOf = async (
  { interests, planners }: PlanParts,
  event: PendingEvent,
  order: Order | null,
): Promise<NewDelivery[]> => {
  const { webhooks } = await interests.of(event.companyId);
  const planned: NewDelivery[] = [];
  for (const { topic, wants, plan } of planners) {
    const own = webhooks.filter((webhook) => webhook.topic === topic);
    if (own.length > 0 && wants(event.type, order, own)) planned.push(...(await plan(event, order, own)));
  }
  return planned;
};

const deliveriesOf = async (parts: PlanParts, event: PendingEvent, order: Order | null): Promise<NewDelivery[]> => {
  const { interests, shaper } = parts;
  const { webhooks } = await interests.of(event.companyId);
  const wanting = webhooks.filter(isKounta).filter(({ topic }) => topicOf(topic).events.includes(event.type));
  const facts = order ? factsOfOrder(order) : factsOf(event);
  const listening: KountaWebhook[] = [];
  for (const webhook of wanting) {
    if (passes(webhook.filter, facts) && (await mayHear(parts.storage, webhook, event))) listening.push(webhook);
  }
  const stem = {
    companyId: event.companyId,
    eventId: event.id,
    orderId: event.orderId,
    siteId: order?.siteId ?? event.siteId,
  };
  const planned: NewDelivery[] = [];
  const bodyFor = bodies(parts, event, order);
  for (const webhook of listening) {
    const { id, addonId, topic, address, ordered } = webhook;
    const body = await bodyFor(webhook);
    if (body === undefined) continue;
    const key = ordered && event.orderId !== null ? `${id} ${event.orderId}` : undefined;
    planned.push({ ...stem, webhookId: id, addonId, topic, address, body, ...(key !== undefined && { key }) });
  }
  if (order?.callbackUri && event.type === "order.status_changed") {
    planned.push({
      ...stem,
      webhookId: null,
      addonId: order.addonId,
      topic: "callback",
      address: order.callbackUri,
      body: await shaper.order(order),
      key: `callback ${order.id}`,
    });
  }
  return planned;
};

const factsOf = ({ siteId, data }: PendingEvent): FilterFacts => ({
  siteId: siteId ?? (typeof data["siteId"] === "number" ? data["siteId"] : null),
  changed: Array.isArray(data["changed"]) ? (data["changed"] as string[]) : null,
  customerId: null,
});

/** Some topics are about customers that the add-on itself knows by a reference of its own. */
const mayHear = async (
  storage: Storage,
  webhook: KountaWebhook,
  { companyId, data }: PendingEvent,
): Promise<boolean> => {
  if (!topicOf(webhook.topic).needsReference) return true;
  const customer = data["customerId"];
  if (typeof customer !== "number") return false;
  const references = await storage.reads(companyId).references(webhook.addonId, [customer as CustomerId]);
  return references.has(customer);
};

/** Renders a body once for all who get the same: orders look the same to everybody, other records to each add-on. */
const bodies = (parts: PlanParts, event: PendingEvent, order: Order | null) => {
  const rendered = new Map<AddonId | null, Promise<string | undefined>>();
  return (webhook: KountaWebhook): Promise<string | undefined> => {
    const whose = order ? null : webhook.addonId;
    const body = rendered.get(whose) ?? bodyOf(parts, event, order, webhook);
    rendered.set(whose, body);
    return body;
  };
};

const bodyOf = async (
  { storage, shaper }: PlanParts,
  event: PendingEvent,
  order: Order | null,
  { topic, addonId }: KountaWebhook,
): Promise<string | undefined> => {
  const { sends } = topicOf(topic);
  if (sends === "order") return order ? shaper.order(order) : undefined;
  if (sends !== "group") return shaper.resource(event, addonId);
  const groupId = event.data["groupId"];
  if (!order || typeof groupId !== "string") return undefined;
  const orders = await storage.reads(event.companyId).ordersOfGroup(order.siteId, groupId);
  return shaper.group(event.companyId, order.siteId, groupId, orders);
};
