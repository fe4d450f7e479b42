import type { SiteId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import {
  type NotificationKind,
  type NotificationType,
  restaurantOfSite,
  siteOfRestaurant,
} from "../../../domain/reservations/platform.ts";
import { reservationKey } from "../../../domain/reservations/reservation.ts";
import type { PosStatus } from "../../../domain/reservations/status.ts";
import type { NewDelivery, PendingEvent, Webhook } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { Planner } from "../../../webhooks/plan.ts";
import { errorBody, integrationBody, onboardingBody, orderBody, posUpdateBody } from "./bodies.ts";
import { type Purpose, TOPIC, purposeOf } from "./registrations.ts";

/** Orders of the older service's endpoints are linked under this name, which no platform can have. */
export const legacyPlatform = (endpoint: string): string => `wh:${endpoint}`;

type Told = Readonly<{ kind: NotificationKind; type: NotificationType }>;

const orderTypes: Readonly<Record<string, NotificationType>> = {
  "order.created": "ORDER_OPENED",
  "order.changed": "ORDER_UPDATED",
  "order.completed": "ORDER_CLOSED",
  "order.deleted": "ORDER_CLOSED",
  "order.status_changed": "ORDER_CLOSED",
};
const otherEvents: Readonly<Record<string, Told>> = {
  "reservation.integration_activated": { kind: "integration", type: "INTEGRATION_ACTIVATED" },
  "reservation.integration_deactivated": { kind: "integration", type: "INTEGRATION_DEACTIVATED" },
  "reservation.onboarding_started": { kind: "onboarding", type: "ONBOARDING_STARTED" },
  "reservation.pos_updated": { kind: "reservation", type: "POS_RESERVATION_UPDATED" },
  "reservation.failed": { kind: "error", type: "ERROR" },
};

/** Whether an order is one that a registration is told of. */
const concerns = (purpose: Purpose, { reservation }: Order): boolean =>
  "platform" in purpose
    ? reservation?.platform === purpose.platform || !purpose.ownOnly
    : reservation?.platform === legacyPlatform(purpose.endpoint);

const isFor = (purpose: Purpose, kind: NotificationKind, type: NotificationType): boolean =>
  "platform" in purpose ? purpose.kind === kind && purpose.types.includes(type) : kind === "order";

type Kind = "OPEN" | "UPDATE" | "CLOSE" | "CANCEL";

/** What an event means for those who follow orders; undefined when another event of the same change says it better. */
const meaningOf = ({ type, data }: PendingEvent, order: Order): Kind | undefined => {
  const over = order.status === "COMPLETE" || order.status === "REJECTED" || order.deleted;
  switch (type) {
    case "order.created":
      return "OPEN";
    case "order.changed":
      return data["linked"] === true ? "OPEN" : over ? undefined : "UPDATE";
    case "order.completed":
      return "CLOSE";
    case "order.deleted":
      return "CANCEL";
    case "order.status_changed":
      return data["to"] === "REJECTED" ? "CANCEL" : undefined;
    default:
      return undefined;
  }
};

const typeOf: Readonly<Record<Kind, NotificationType>> = {
  OPEN: "ORDER_OPENED",
  UPDATE: "ORDER_UPDATED",
  CLOSE: "ORDER_CLOSED",
  CANCEL: "ORDER_CLOSED",
};

/** Says what platforms are told of reservations, of the orders of their guests, and of their sites. */
export const reservationPlanner = (storage: Storage): Planner => {
  const platformOf = (event: PendingEvent, code: string) =>
    storage.reads(event.companyId).documents.get("reservation_platform", code);

  const delivery = (
    event: PendingEvent,
    { id: webhookId, addonId, address }: Webhook,
    siteId: SiteId | null,
    body: object,
    key: string,
  ): NewDelivery => {
    const { companyId, id: eventId } = event;
    const orderId = event.orderId;
    const text = JSON.stringify(body);
    return { companyId, webhookId, addonId, eventId, topic: TOPIC, orderId, siteId, address, body: text, key };
  };

  /** What an order's platform calls its site; undefined when the site is none of its. */
  const restaurantFor = async (event: PendingEvent, order: Order, purpose: Purpose): Promise<string | undefined> => {
    if (!("platform" in purpose)) return order.reservation?.restaurant;
    const platform = await platformOf(event, purpose.platform);
    return platform && restaurantOfSite(platform, order.siteId);
  };

  const planOrder = async (event: PendingEvent, order: Order, webhooks: readonly Webhook[]): Promise<NewDelivery[]> => {
    const planned: NewDelivery[] = [];
    const meaning = meaningOf(event, order);
    const { reservation } = order;
    const reads = storage.reads(event.companyId);
    for (const webhook of meaning ? webhooks : []) {
      const purpose = purposeOf(webhook);
      if (!meaning || !isFor(purpose, "order", typeOf[meaning]) || !concerns(purpose, order)) continue;
      const restaurant = await restaurantFor(event, order, purpose);
      if (restaurant === undefined) continue;
      const own = reservation && concerns({ ...purpose, ownOnly: true }, order) ? reservation : undefined;
      const known = own && (await reads.documents.get("reservation", reservationKey(own)));
      const catalogue = await reads.catalogue();
      const code = "platform" in purpose ? purpose.platform : purpose.endpoint;
      const covers = known ? (known.covers ?? known.partySize) : null;
      const body = orderBody({ kind: meaning, order, catalogue, code, restaurant, reservation: own?.id, covers });
      planned.push(delivery(event, webhook, order.siteId, body, `${webhook.id} ${order.id}`));
    }
    if (event.type === "order.completed" && reservation) planned.push(...(await planPaid(event, order, webhooks)));
    return planned;
  };

  /** Once nothing of a reservation's table is left to pay, its platform is told so. */
  const planPaid = async (event: PendingEvent, order: Order, webhooks: readonly Webhook[]): Promise<NewDelivery[]> => {
    const reads = storage.reads(event.companyId);
    const reservation =
      order.reservation && (await reads.documents.get("reservation", reservationKey(order.reservation)));
    if (!reservation || reservation.paidAt !== null) return [];
    const others = order.groupId === null ? [] : await reads.ordersOfGroup(order.siteId, order.groupId);
    const open = others.some(
      ({ id, status, deleted }) => id !== order.id && !deleted && status !== "COMPLETE" && status !== "REJECTED",
    );
    if (open) return [];
    const { platform, restaurant, id, tables, covers, partySize, siteId } = reservation;
    const data = { platform, restaurant, reservation: id, status: "PAID", tables, covers: covers ?? partySize };
    return planOther({ ...event, siteId, type: "reservation.pos_updated", data }, webhooks);
  };

  const bodyFor = async (event: PendingEvent, code: string): Promise<object | undefined> => {
    const { data, type } = event;
    const siteId = event.siteId ?? (data["siteId"] as SiteId | undefined) ?? null;
    const restaurant = data["restaurant"] as string;
    if (type === "reservation.failed") return errorBody(code, data);
    if (siteId === null) return undefined;
    if (type === "reservation.onboarding_started") {
      const catalogue = await storage.reads(event.companyId).catalogue();
      return onboardingBody(code, catalogue, siteId, data);
    }
    if (type === "reservation.pos_updated") {
      const platform = await platformOf(event, code);
      if (!platform || siteOfRestaurant(platform, restaurant) !== siteId) return undefined; // no longer its site
      const { status, tables, covers } = data as { status: PosStatus; tables: string[]; covers: number };
      return posUpdateBody({ code, restaurant, id: data["reservation"] as string, siteId, status, tables, covers });
    }
    const active = type === "reservation.integration_activated";
    return integrationBody({ active, code, siteId, restaurant });
  };

  const planOther = async (event: PendingEvent, webhooks: readonly Webhook[]): Promise<NewDelivery[]> => {
    const told = otherEvents[event.type];
    const code = event.data["platform"];
    if (!told || typeof code !== "string") return [];
    const planned: NewDelivery[] = [];
    for (const webhook of webhooks) {
      const purpose = purposeOf(webhook);
      if (!("platform" in purpose) || purpose.platform !== code || !isFor(purpose, told.kind, told.type)) continue;
      const body = await bodyFor(event, code);
      if (!body) continue;
      const { restaurant = "", reservation = "" } = event.data as Record<string, string>;
      planned.push(delivery(event, webhook, event.siteId, body, `${webhook.id} ${restaurant} ${reservation}`.trim()));
    }
    return planned;
  };

  return {
    topic: TOPIC,
    wants(type, order, webhooks) {
      const told = otherEvents[type];
      if (told) return webhooks.some((webhook) => isFor(purposeOf(webhook), told.kind, told.type));
      if (!order || !Object.hasOwn(orderTypes, type)) return false;
      const tellsPaid = type === "order.completed" && order.reservation !== undefined;
      return (
        tellsPaid ||
        webhooks.some((webhook) => {
          const purpose = purposeOf(webhook);
          return ("endpoint" in purpose || purpose.kind === "order") && concerns(purpose, order);
        })
      );
    },
    plan: (event, order, webhooks) => (order ? planOrder(event, order, webhooks) : planOther(event, webhooks)),
  };
};
