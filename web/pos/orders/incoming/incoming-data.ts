import { createContext, useContext } from "react";
import type { Api } from "../../../common/api.ts";
import type { LiveEvent } from "../../../common/live.ts";
import { queries } from "../../../common/start.tsx";
import type { Device } from "../../app/context.ts";
import { type Order, orderKey } from "../../data/orders.ts";

/** Orders that wait for the venue's yes or no, and what the screen knows of them. */
export type Incoming = Readonly<{
  /** The oldest first. */
  orders: readonly Order[];
  /** Those that nobody looked at yet: they ring. */
  unseen: readonly Order[];
  /** The one that the sheet shows; null while it is closed. */
  shown: Order | null;
  /** Opens the sheet on an order, or on the first that nobody looked at. Whatever it lists has been seen then. */
  open: (id?: number) => void;
  close: () => void;
  /** Takes an order out of the list before the server's next list does: it was answered here. */
  answered: (order: Order) => void;
}>;

const NONE: Incoming = {
  orders: [],
  unseen: [],
  shown: null,
  open: () => undefined,
  close: () => undefined,
  answered: () => undefined,
};

export const IncomingContext = createContext<Incoming>(NONE);
/** Empty where nobody is signed in. */
export const useIncoming = (): Incoming => useContext(IncomingContext);

export const incomingKey = (siteId: number) => ["incoming", siteId] as const;

const orderOf = (api: Api, device: Device, id: number) => ({
  queryKey: orderKey(id),
  queryFn: () => api.get<Order>(`companies/${device.companyId}/orders/${id}`),
});

/**
 * Whether an order waits for an answer from here. Every register of the site may answer, whichever one the order names:
 * that one may be switched off, and an order that nobody hears of is worse than one that rings twice.
 */
const isForUs = (order: Order, { siteId, registerId }: Device): boolean =>
  order.status === "SUBMITTED" &&
  !order.deleted &&
  order.site_id === siteId &&
  !(order.register_id === registerId && order.addon === null);

/** All orders that wait, in full, the oldest first. */
export const loadIncoming = async (api: Api, device: Device): Promise<readonly Order[]> => {
  const path = `companies/${device.companyId}/sites/${device.siteId}/orders/submitted`;
  const rows = await api.all<{ id: number }>(path);
  const orders = await Promise.all(rows.map(({ id }) => queries.fetchQuery(orderOf(api, device, id))));
  return orders.filter((order) => isForUs(order, device)).sort((a, b) => a.id - b.id);
};

/**
 * Takes what the live feed says of an order. A new one is fetched by itself and stands on the screen after one request;
 * the list follows.
 */
export const incomingHears =
  (api: Api, device: Device) =>
  (event: LiveEvent): void => {
    const key = incomingKey(device.siteId);
    const id = event.order_id!;
    const isNew = event.type === "order.created" && event["status"] === "SUBMITTED";
    const has = queries.getQueryData<readonly Order[]>(key)?.some((order) => order.id === id) ?? false;
    if (!isNew && !has) return;
    const fetched = queries.fetchQuery({ ...orderOf(api, device, id), staleTime: 0 });
    fetched.then(
      (order) =>
        queries.setQueryData<readonly Order[]>(key, (orders = []) => {
          const others = orders.filter((other) => other.id !== id);
          return isForUs(order, device) ? [...others, order].sort((a, b) => a.id - b.id) : others;
        }),
      () => void queries.invalidateQueries({ queryKey: key }),
    );
  };
