import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLive } from "../../../common/live.ts";
import type { Query } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import type { Explained, Order } from "../data.ts";

const keyOf = (id: string) => ["orders", "one", id] as const;

/** An order and what hangs on it; changed orders are loaded again as the live feed tells of them. */
export const useOrder = (id: string) => {
  const { at } = useOffice();
  const client = useQueryClient();
  useLive(api, undefined, {
    onEvent: ({ order_id: changed }) => {
      if (String(changed) === id) void client.invalidateQueries({ queryKey: keyOf(id) });
    },
    onReset: () => void client.invalidateQueries({ queryKey: keyOf(id) }),
  });
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api.get<Order>(at(`orders/${id}`), undefined, { signal }),
  });
};

/** Something of an order: its steps, its receipt. It is loaded again when the order changed. */
export const useOfOrder = <T>(order: Pick<Order, "id">, what: string) => {
  const { at } = useOffice();
  return useQuery({
    queryKey: [...keyOf(String(order.id)), what],
    queryFn: ({ signal }) => api.get<T>(at(`orders/${order.id}/${what}`), undefined, { signal }),
  });
};

export const useExplained = (order: Pick<Order, "id">) => useOfOrder<Explained>(order, "explain");

/** A short list of things about an order: its deliveries, its prints, its time line. */
export const useListOfOrder = <T>(id: number, path: string, query: Query = {}) => {
  const { at } = useOffice();
  return useQuery({
    queryKey: [...keyOf(String(id)), path, query],
    queryFn: ({ signal }) => api.list<T>(at(path), query, { signal }),
  });
};
