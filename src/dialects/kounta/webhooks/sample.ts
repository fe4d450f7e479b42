import { type Resource, type WebhookTopic, topicOf } from "../../../domain/events/topics.ts";
import type { AddonId, CompanyId, OrderId, SiteId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import type { Reads, Storage } from "../../../storage/storage.ts";
import { kountaShaper } from "./shaper.ts";
import { recordShapes } from "./records.ts";

/** What a test event carries, and whose it is. */
export type Sample = Readonly<{ body: string; orderId: OrderId | null; siteId: SiteId | null }>;

/** How far back an order of a group is looked for. */
const ORDERS_LOOKED_AT = 50;

const everything = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false } as const;

/** The newest order that a topic would tell of; where there is none, the newest at all. */
const orderFor = async (reads: Reads, topic: WebhookTopic): Promise<Order | undefined> => {
  const narrowed = {
    ...everything,
    ...(topic === "orders/completed" && { status: "COMPLETE" as const }),
    deleted: topic === "orders/deleted",
    linkedCustomer: topic === "orders/customer_linked" || topic === "orders/customer_unlinked",
  };
  const [fitting] = (await reads.orders(narrowed, { size: 1 })).rows;
  return fitting ?? (await reads.orders(everything, { size: 1 })).rows[0];
};

const groupedOrder = async (reads: Reads): Promise<Order | undefined> => {
  const { rows } = await reads.orders(everything, { size: ORDERS_LOOKED_AT });
  return rows.find(({ groupId }) => groupId !== null) ?? rows[0];
};

type Newest = Readonly<{ id: number; data?: Readonly<Record<string, unknown>> }>;

const newestOf = (records: readonly Readonly<{ id: number; updatedAt: number }>[]): Newest | undefined =>
  records.reduce<(typeof records)[number] | undefined>(
    (newest, record) => (newest && newest.updatedAt >= record.updatedAt ? newest : record),
    undefined,
  );

/** The last of a list that is ascending by id. */
const lastOf = async (
  count: number,
  list: (page: { size: number; offset: number }) => Promise<{ rows: readonly Newest[] }>,
): Promise<Newest | undefined> => (await list({ size: 1, offset: Math.max(0, count - 1) })).rows[0];

const newest: Readonly<Record<Resource, (reads: Reads) => Promise<Newest | undefined>>> = {
  customer: async (reads) => lastOf(await reads.countCustomers(), (page) => reads.customers(page)),
  site: async (reads) => newestOf((await reads.catalogue()).all("site")),
  register: async (reads) => newestOf((await reads.catalogue()).all("register")),
  tax: async (reads) => newestOf((await reads.catalogue()).all("tax")),
  product: async (reads) => newestOf((await reads.catalogue()).all("product")),
  category: async (reads) => newestOf((await reads.catalogue()).all("category")),
  async inventory(reads) {
    for (const { id: siteId } of (await reads.catalogue()).all("site")) {
      const [level] = (await reads.stock(siteId, { size: 1 })).rows;
      if (level) return { id: level.productId, data: { stock: level.stock, siteId } };
    }
    return undefined;
  },
  async reconciliation(reads) {
    const ask = { unprocessed: false };
    return lastOf(await reads.countReconciliations(ask), (page) => reads.reconciliations(ask, page));
  },
  shift: async (reads) => lastOf(await reads.countShifts({ from: 0 }), (page) => reads.shifts({ from: 0 }, page)),
};

/** The sample says of itself what it is, for receivers that do not look at headers. */
const marked = (body: string): string => `${body.slice(0, -1)},"test":true}`;

/**
 * What a webhook of a topic is sent, made of the newest record of its kind, shaped as the real thing. Undefined while
 * there is no such record.
 */
export const samples = (storage: Storage) => {
  const shaper = kountaShaper(recordShapes(storage));
  return async (company: CompanyId, topic: WebhookTopic, addonId: AddonId): Promise<Sample | undefined> => {
    const reads = storage.reads(company);
    const { sends, events } = topicOf(topic);
    if (sends === "order" || sends === "group") {
      const order = sends === "order" ? await orderFor(reads, topic) : await groupedOrder(reads);
      if (!order) return undefined;
      const { id: orderId, siteId, groupId } = order;
      if (sends === "order") return { body: marked(await shaper.order(order)), orderId, siteId };
      const orders = groupId === null ? [order] : await reads.ordersOfGroup(siteId, groupId);
      const body = await shaper.group(company, siteId, groupId ?? String(orderId), orders);
      return { body: marked(body), orderId, siteId };
    }
    const record = await newest[sends](reads);
    if (!record) return undefined;
    const data = { id: record.id, ...record.data };
    const siteId = typeof record.data?.["siteId"] === "number" ? (record.data["siteId"] as SiteId) : null;
    const event = { id: 0, companyId: company, orderId: null, siteId, version: 0, type: events[0]!, data, doc: null };
    const body = await shaper.resource({ ...event, createdAt: storage.clock() }, addonId);
    return body === undefined ? undefined : { body: marked(body), orderId: null, siteId };
  };
};
