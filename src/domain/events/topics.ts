import type { Order } from "../order/order.ts";

/** What a webhook of the Kounta API can be about, and which of our events it hears. */
type Topic = Readonly<{
  events: readonly string[];
  /** What is sent: the complete record as its own GET shows it, or the group of orders. */
  sends: "order" | "group" | Resource;
  /** Attributes by which a registration can narrow what it hears. */
  attributes?: readonly string[];
  /** Only for customers that the registering add-on has given a reference of its own. */
  needsReference?: true;
}>;

/** Kinds of records besides orders, as their events name them. */
export type Resource =
  "customer" | "site" | "register" | "tax" | "product" | "category" | "inventory" | "reconciliation" | "shift";

const about = (sends: Resource, verb: string, attributes?: readonly string[]): Topic => ({
  events: [`${sends}.${verb}`],
  sends,
  ...(attributes && { attributes }),
});

export const topics = {
  "orders/completed": { events: ["order.completed"], sends: "order", attributes: ["customer"] },
  "orders/deleted": { events: ["order.deleted"], sends: "order" },
  "orders/customer_linked": { events: ["order.customer_linked"], sends: "order", needsReference: true },
  "orders/customer_unlinked": { events: ["order.customer_unlinked"], sends: "order", needsReference: true },
  "orders/kitchen_print": { events: ["order.kitchen_print"], sends: "order" },
  "orders/group_finalised": { events: ["order.group_finalised"], sends: "group" },
  "customers/created": about("customer", "created"),
  "customers/updated": about("customer", "updated"),
  "sites/created": about("site", "created"),
  "sites/updated": about("site", "updated", ["name", "email", "phone", "mobile", "website", "address"]),
  "registers/created": about("register", "created"),
  "registers/updated": about("register", "updated", ["name", "current_staff_member", "assigned_to_device", "online"]),
  "registers/deleted": about("register", "deleted"),
  "taxes/created": about("tax", "created"),
  "taxes/updated": about("tax", "updated"),
  "taxes/deleted": about("tax", "deleted"),
  "products/created": about("product", "created"),
  "products/updated": about("product", "updated"),
  "categories/created": about("category", "created"),
  "categories/updated": about("category", "updated"),
  "inventory/updated": about("inventory", "updated"),
  "reconciliations/created": about("reconciliation", "created"),
  "reconciliations/updated": about("reconciliation", "updated"),
  "shifts/start": about("shift", "started"),
  "shifts/end": about("shift", "ended"),
  "shifts/startbreak": about("shift", "break_started"),
  "shifts/endbreak": about("shift", "break_ended"),
} as const satisfies Readonly<Record<string, Topic>>;

export type WebhookTopic = keyof typeof topics;

/** Registrations of other APIs, which hear of more than one kind of thing: their own part of the product plans for them. */
export const otherTopics = ["kseries/orders", "kseries/staff", "kseries/reservations"] as const;
export type OtherTopic = (typeof otherTopics)[number];
export const isOther = (name: WebhookTopic | OtherTopic): name is OtherTopic =>
  (otherTopics as readonly string[]).includes(name);

export const topicOf = (name: WebhookTopic): Topic => topics[name];

/** Spelling differences that do not matter: case, dashes for underscores, the other side of the Atlantic. */
const plain = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "").replace("finaliz", "finalis");
const byPlainName = new Map(Object.keys(topics).map((name) => [plain(name), name as WebhookTopic]));

/** The topic that a text names; undefined when there is none. */
export const topicNamed = (name: string): WebhookTopic | undefined => byPlainName.get(plain(name));

/** What a registration is narrowed to; null is no bound. */
export type WebhookFilter = Readonly<{
  siteIds: readonly number[] | null;
  /** Only when one of these changed; for completed orders: only with a customer. */
  attributes: readonly string[] | null;
  customerIds: readonly number[] | null;
}>;

export const NO_FILTER: WebhookFilter = { siteIds: null, attributes: null, customerIds: null };

/** What a filter looks at. */
export type FilterFacts = Readonly<{
  siteId: number | null;
  changed: readonly string[] | null;
  customerId: number | null;
}>;

/** Whether a registration wants an event. An event that belongs to no site passes every filter by site. */
export const passes = (filter: WebhookFilter, { siteId, changed, customerId }: FilterFacts): boolean => {
  if (filter.siteIds && siteId !== null && !filter.siteIds.includes(siteId)) return false;
  if (filter.customerIds && (customerId === null || !filter.customerIds.includes(customerId))) return false;
  if (!filter.attributes) return true;
  return filter.attributes.some((name) =>
    name === "customer" ? customerId !== null : (changed?.includes(name) ?? true),
  );
};

export const factsOfOrder = (order: Order): FilterFacts => ({
  siteId: order.siteId,
  changed: null,
  customerId: order.customer?.id ?? null,
});
