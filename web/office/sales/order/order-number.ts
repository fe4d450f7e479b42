import { useQuery } from "@tanstack/react-query";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import type { Order } from "../data.ts";

/** The number of another order; undefined until it is known. */
export const useOrderNumber = (id: number | null) => {
  const { at } = useOffice();
  return useQuery({
    queryKey: ["orders", "one", String(id)],
    enabled: id !== null,
    queryFn: ({ signal }) => api.get<Order>(at(`orders/${id}`), undefined, { signal }),
    select: ({ sale_number: number }) => number,
  });
};
