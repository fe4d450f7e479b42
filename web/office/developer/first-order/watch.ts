import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLive } from "../../../common/live.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { type LoggedRequest, requestsKey } from "../requests/data.ts";
import type { Step } from "./steps.ts";

const EVERY_MS = 1_500;

/** What the add-on asked since this page was opened, the newest first. */
export const useAsked = (addonId: number | undefined, since: number): readonly LoggedRequest[] => {
  const { at, may } = useOffice();
  const { data } = useQuery({
    queryKey: [...requestsKey, "of", addonId],
    queryFn: ({ signal }) => api.list<LoggedRequest>(at("requests"), { addon_id: addonId }, { signal }),
    enabled: addonId !== undefined && may("requests:read"),
    refetchInterval: EVERY_MS,
    // Without a request log there is nothing to see, and that is no reason to stop.
    retry: false,
    staleTime: 0,
  });
  return (data?.rows ?? []).filter(({ at: time }) => Date.parse(time) >= since);
};

const plain = (path: string): string => path.split("?")[0]!.replace(/\.json$/, "");

/** The requests that a step's code sent, the newest first. */
export const triesOf = (step: Step, asked: readonly LoggedRequest[]): readonly LoggedRequest[] => {
  const { request } = step;
  if (!request) return [];
  return asked.filter(({ method, path }) => method === request.method && plain(path) === plain(request.path));
};

export type Arrived = Readonly<{
  id: number;
  sale_number: string;
  status: string;
  total: number;
  addon: Readonly<{ id: number }> | null;
  site_id: number;
}>;

/** The newest order that the add-on placed since this page was opened, as soon as it is there. */
export const useArrived = (addonId: number | undefined): Arrived | undefined => {
  const { at } = useOffice();
  const [ids, setIds] = useState<readonly number[]>([]);
  const [orders, setOrders] = useState<readonly Arrived[]>([]);
  const take = async (id: number): Promise<void> => {
    const order = await api.get<Arrived>(at(`orders/${id}`));
    setOrders((before) => [order, ...before.filter((other) => other.id !== id)]);
  };
  useLive(api, undefined, {
    onEvent: ({ type, order_id: id }) => {
      if (id === null || !type.startsWith("order.")) return;
      if (type !== "order.created" && !ids.includes(id)) return;
      setIds((before) => [...before, id]);
      // An order that is gone again by then is no arrival.
      take(id).catch(() => undefined);
    },
    onReset: () => undefined,
  });
  return orders.find(({ addon }) => addon?.id === addonId);
};
