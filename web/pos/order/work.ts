import { type UseMutationResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { TimelineEvent } from "../../../src/dialects/kounta/operator/register-orders/timeline.ts";
import { useOnceEach } from "../../common/once.ts";
import { toastBad, toastGood } from "../../common/toast.ts";
import { ofCompany, useRegister } from "../app/context.ts";
import { type Order, orderKey, ordersKey } from "../data/orders.ts";

/** Changes of orders on the server, and what is asked about one. */

export type Work = Readonly<{
  /** Below the order: "changes", "split", … */
  path: string;
  body: object;
  /** What is said when it is done. */
  done?: string;
  /** Where the refusal is shown: in passing, unless the caller shows it itself. */
  quiet?: boolean;
}>;

/**
 * Does something with an order. The same thing asked for again after a lost answer goes out under the same key, so that
 * it is done once.
 */
export const useOrderWork = <T = Order>(id: number): UseMutationResult<T, unknown, Work> => {
  const register = useRegister();
  const client = useQueryClient();
  const once = useOnceEach();
  return useMutation({
    mutationFn: ({ path, body }: Work) =>
      once(`${path} ${JSON.stringify(body)}`, (key) =>
        register.api.post<T>(ofCompany(register, `orders/${id}/${path}`), body, { key }),
      ),
    onSuccess: (_, { done }) => {
      if (done !== undefined) toastGood(done);
    },
    onError: (error, { quiet }) => {
      if (!quiet) toastBad(error);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: orderKey(id) });
      void client.invalidateQueries({ queryKey: ordersKey });
    },
  });
};

/** What became of an order, the oldest first. Below the order's own key: it is loaded again with it. */
export const useTimeline = (id: number) => {
  const register = useRegister();
  return useQuery({
    queryKey: [...orderKey(id), "timeline"],
    queryFn: () => register.api.all<TimelineEvent>(ofCompany(register, `orders/${id}/timeline`)),
  });
};

export type Refundable = Readonly<{
  lines: readonly Readonly<{
    line_id: string;
    name: string;
    quantity: number;
    refunded: number;
    left: number;
    total_inc_tax_of_one: number;
    amount_left: number;
  }>[];
  total_left: number;
}>;

export const useRefundable = (id: number) => {
  const register = useRegister();
  return useQuery({
    queryKey: [...orderKey(id), "refundable"],
    queryFn: () => register.api.get<Refundable>(ofCompany(register, `orders/${id}/refundable`)),
    staleTime: 0,
  });
};

export type Printed = Readonly<{
  id: number;
  kind: string;
  state: "waiting" | "printing" | "printed" | "cancelled";
  last_error: string | null;
  created_at: string;
  /** Null when the printer is gone. */
  printer_name: string | null;
}>;

/** What was printed for an order, the newest first. Below the order's own key: it is loaded again with it. */
export const usePrints = (id: number) => {
  const register = useRegister();
  return useQuery({
    queryKey: [...orderKey(id), "prints"],
    queryFn: async () => {
      const path = ofCompany(register, "print_jobs");
      return (await register.api.list<Printed>(path, { order_id: id })).rows;
    },
  });
};

export const usePrinters = (enabled: boolean) => {
  const register = useRegister();
  const { siteId } = register.device;
  return useQuery({
    queryKey: ["printers", siteId],
    enabled,
    queryFn: async () => {
      type Printer = Readonly<{ id: number; name: string; site_id: number; active: boolean }>;
      const all = await register.api.all<Printer>(ofCompany(register, "printers"));
      return all.filter((printer) => printer.site_id === siteId && printer.active);
    },
  });
};
