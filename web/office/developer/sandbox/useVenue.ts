import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";

export type Product = Readonly<{
  id: number;
  name: string;
  price: number;
  available: boolean;
  left: number | null;
  is_modifier: boolean;
  open_price: boolean;
  option_set_ids: readonly number[];
}>;

export type Venue = Readonly<{
  products: readonly Product[];
  payment_methods: readonly Readonly<{ id: number; name: string; kind: string; active: boolean }>[];
  reject_reasons: readonly Readonly<{ id: number; name: string }>[];
}>;
export type Ordering = Readonly<{
  online_ordering: boolean;
  sales_period: "OPENED" | "CLOSED";
  ready: boolean;
}>;
export type Register = Readonly<{ id: number; name: string; site_id: number; online: boolean }>;

const EVERY_MS = 4_000;
const venueKey = ["sandbox"] as const;

export const useVenue = (site: number): UseQueryResult<Venue> => {
  const { at } = useOffice();
  return useQuery({
    queryKey: [...venueKey, "snapshot", site],
    queryFn: () => api.get<Venue>(at(`sites/${site}/snapshot`)),
    staleTime: 0,
  });
};

export const useOrdering = (site: number): UseQueryResult<Ordering> => {
  const { at } = useOffice();
  return useQuery({
    queryKey: [...venueKey, "ordering", site],
    queryFn: () => api.get<Ordering>(at(`sites/${site}/ordering`)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
};

export const useRegisters = (site: number): UseQueryResult<Register[]> => {
  const { at } = useOffice();
  return useQuery({
    queryKey: [...venueKey, "registers", site],
    queryFn: async () => {
      const all = await api.all<Register>(at("registers"), { per_page: 200 });
      return all.filter((register) => register.site_id === site);
    },
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
};

/** Changes something about the venue, and shows what it is then. Throws ApiError, Unreachable. */
export const useChange = () => {
  const { at } = useOffice();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: Readonly<{ path: string; body: object }>) => api.put(at(path), body),
    onSettled: () => client.invalidateQueries({ queryKey: venueKey }),
  });
};
