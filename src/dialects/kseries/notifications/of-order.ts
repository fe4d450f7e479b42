import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { OnlineFacts, Order } from "../../../domain/order/order.ts";
import type { PendingEvent } from "../../../storage/deliveries.ts";
import type { StoredEvent } from "../../../storage/storage.ts";
import { Applied, Deleted, Moved } from "./events.ts";
import type { OrderStatusTold } from "./shape.ts";

/** Events of an order that an app may have to hear of after it was told that the order was taken. */
export const ORDER_EVENTS: ReadonlySet<string> = new Set([
  "order.changed",
  "order.status_changed",
  "order.completed",
  "order.deleted",
]);

const isDone = (status: string): boolean => status === "PENDING" || status === "COMPLETE";

export type Told = Readonly<{
  event: Pick<PendingEvent, "id" | "type" | "version" | "data">;
  /** As the event left it. */
  order: Order;
  online: OnlineFacts;
  /** All events of the order, the oldest first. */
  history: readonly StoredEvent[];
  isDelivery: boolean;
  subscribedToDelivered: boolean;
}>;

/**
 * What an event says to the app that sent the order; undefined is nothing. One event says one thing at the most: a
 * notification is known again by its event.
 */
export const statusTold = (told: Told): OrderStatusTold | undefined => {
  const { event, order } = told;
  switch (event.type) {
    case "order.changed":
      return order.deleted || order.status === "REJECTED" || wasAddedTo(told) ? undefined : "CHECK_WAS_UPDATED";
    case "order.status_changed":
      return afterMove(told);
    case "order.completed":
      return "CLOSED";
    case "order.deleted": {
      const deleted = Deleted.safeParse(event.data);
      return deleted.success && deleted.data.from === "REJECTED" ? undefined : "CANCELLED"; // that was told before
    }
    default:
      return undefined;
  }
};

/** Whether the change is what this very app asked for by another order: it hears of that one's success instead. */
const wasAddedTo = ({ event, online, history }: Told): boolean =>
  history.some(({ type, version, data }) => {
    if (type !== "online.applied" || version !== event.version) return false;
    const applied = Applied.safeParse(data);
    if (!applied.success || applied.data.kind !== "ORDER") return false;
    return applied.data.endpointId === online.endpointId && applied.data.addonId === online.addonId;
  });

const afterMove = (told: Told): OrderStatusTold | undefined => {
  const move = Moved.safeParse(told.event.data);
  if (!move.success) return undefined;
  const { from, to } = move.data;
  if (to === "REJECTED") return "CANCELLED";
  if (!isDone(to)) return undefined;
  if (!isDone(from)) return wasReady(told) || wasPaidUp(told) ? undefined : "READY_FOR_PICKUP";
  return to === "COMPLETE" && told.isDelivery && told.subscribedToDelivered ? "DELIVERED" : undefined;
};

/** Whether it was a payment of an app that closed the account: then nothing is waiting to be fetched. */
const wasPaidUp = ({ event, history }: Told): boolean =>
  history.some(({ type, version, data }) => {
    if (type !== "online.applied" || version !== event.version) return false;
    const applied = Applied.safeParse(data);
    return applied.success && applied.data.kind === "PAYMENT";
  });

/** Ready is told once, also when the venue took an order back to the kitchen in between. */
const wasReady = ({ event, history }: Told): boolean =>
  history.some(({ id, type, data }) => {
    if (id >= event.id || type !== "order.status_changed") return false;
    const move = Moved.safeParse(data);
    return move.success && isDone(move.data.to);
  });

/** Whether somebody brings the order to its guest. */
export const isDelivery = ({ orderType, profileCode }: Order, { deliveryAddress }: OnlineFacts, catalogue: Catalogue) =>
  orderType === "Delivery" ||
  deliveryAddress !== null ||
  catalogue
    .all("account_profile")
    .some(({ code, deliveryMode }) => code === profileCode && deliveryMode === "DELIVERY");
