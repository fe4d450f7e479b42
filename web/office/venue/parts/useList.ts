import { type UseQueryResult, keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Query } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";

type How = Readonly<{ on?: boolean; everyMs?: number }>;

/** All of a list that is short, kept up while it is looked at. Lists that are no records of the set-up. */
export const useList = <R>(path: string, query: Query = {}, { on = true, everyMs }: How = {}): UseQueryResult<R[]> => {
  const { at } = useOffice();
  return useQuery({
    queryKey: ["venue", path, query],
    queryFn: () => api.all<R>(at(path), query),
    enabled: on,
    placeholderData: keepPreviousData,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
};

/** Loads lists again after something was changed in them. */
export const useListsAgain = (): ((...paths: readonly string[]) => Promise<void>) => {
  const client = useQueryClient();
  return async (...paths) => {
    await Promise.all(paths.map((path) => client.invalidateQueries({ queryKey: ["venue", path] })));
  };
};
