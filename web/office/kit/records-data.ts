import { type UseQueryResult, keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Paged, Query } from "../../common/api.ts";
import { useOffice } from "../app/office.ts";
import { api } from "../app/session.ts";

/** Records of a kind as the operator API shows them: `kind` is its path below the company, "price_lists". */
export type Rec = Readonly<{ id: number; version: number; created_at: string; updated_at: string }> &
  Readonly<Record<string, unknown>>;

/** What a record is called. */
export const nameOf = ({ id, name }: Rec): string => (typeof name === "string" && name !== "" ? name : String(id));

/** One page of a kind; the page before stays until the next is here. */
export const useRecords = <R = Rec>(kind: string, query: Query = {}): UseQueryResult<Paged<R>> => {
  const { at } = useOffice();
  return useQuery({
    queryKey: ["records", kind, "page", query],
    queryFn: ({ signal }) => api.list<R>(at(kind), query, { signal }),
    placeholderData: keepPreviousData,
  });
};

/** Names to choose from are good for a while; what is changed here is loaded again at once. */
const CHOICES_MS = 2 * 60_000;

/** All of a kind that is known to be short: for choices. */
export const useAll = <R = Rec>(
  kind: string,
  { query = {}, on = true }: Readonly<{ query?: Query; on?: boolean }> = {},
): UseQueryResult<R[]> => {
  const { at } = useOffice();
  return useQuery({
    queryKey: ["records", kind, "all", query],
    queryFn: () => api.all<R>(at(kind), { per_page: 200, sort: "name", ...query }),
    enabled: on,
    staleTime: CHOICES_MS,
  });
};

/** One record; none for undefined, which is one that is still to be made. */
export const useRecord = <R = Rec>(kind: string, id: number | undefined): UseQueryResult<R> => {
  const { at } = useOffice();
  return useQuery({
    queryKey: ["records", kind, "one", id],
    queryFn: ({ signal }) => api.get<R>(at(id === undefined ? kind : `${kind}/${id}`), undefined, { signal }),
    enabled: id !== undefined,
    // An editor that opens shows what is stored now.
    staleTime: 0,
  });
};

/** Forgets what was loaded of some kinds, after they were changed. */
export const useForget = (): ((...kinds: readonly string[]) => Promise<void>) => {
  const client = useQueryClient();
  return async (...kinds) => {
    // Lists of other kinds count and name what was changed.
    await client.invalidateQueries({
      predicate: ({ queryKey: [first, kind, what] }) =>
        (first === "records" && (kinds.includes(String(kind)) || what !== "one")) ||
        (first === "office" && kinds.some((changed) => changed === "sites" || changed === "company")),
    });
  };
};

/** Deletes a record. Throws ApiError, Unreachable. */
export const useRemove = (kind: string) => {
  const { at } = useOffice();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.delete(at(`${kind}/${id}`)),
    onSuccess: async (_, id) => {
      client.removeQueries({ queryKey: ["records", kind, "one", id] });
      await client.invalidateQueries({
        predicate: ({ queryKey: [first, , what] }) => first === "records" && what !== "one",
      });
    },
  });
};
