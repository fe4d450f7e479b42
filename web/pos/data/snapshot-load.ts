import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { type Api, ApiError, Unreachable } from "../../common/api.ts";
import { type Device, scopeOf } from "../app/context.ts";
import type { Snapshot } from "./snapshot.ts";
import { store } from "./store.ts";

const EVERY_MS = 3 * 60_000;

export const snapshotKey = (scope: string) => ["snapshot", scope] as const;

/** The site as the server has it; the kept one where that is the same. Throws ApiError, Unreachable. */
const load = async (api: Api, device: Device): Promise<Snapshot> => {
  const scope = scopeOf(device);
  const kept = await store.snapshots.get(scope);
  const headers = kept?.etag ? { "if-none-match": kept.etag } : {};
  try {
    const path = `companies/${device.companyId}/sites/${device.siteId}/snapshot`;
    const answer = await api.request("GET", path, undefined, { headers });
    const snapshot = (await answer.json()) as Snapshot;
    await store.snapshots.put({ scope, etag: answer.headers.get("etag"), snapshot, at: Date.now() });
    return snapshot;
  } catch (error) {
    if (kept && error instanceof ApiError && error.status === 304) return kept.snapshot;
    throw error;
  }
};

/**
 * The snapshot of the register's site. The kept one is there at once, with or without a network; the newest one follows
 * as soon as it is there, and again every few minutes. `refresh` asks for it now.
 */
export const useSnapshot = (api: Api, device: Device): { asked: UseQueryResult<Snapshot>; refresh: () => void } => {
  const client = useQueryClient();
  const scope = scopeOf(device);
  const asked = useQuery({
    queryKey: snapshotKey(scope),
    queryFn: async () => (await store.snapshots.get(scope))?.snapshot ?? load(api, device),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const refresh = useCallback((): void => {
    load(api, device).then(
      (snapshot) => client.setQueryData(snapshotKey(scope), snapshot),
      (error: unknown) => {
        // The kept one goes on being used; the next look may be luckier.
        if (!(error instanceof Unreachable) && !(error instanceof ApiError)) throw error;
      },
    );
  }, [api, device, client, scope]);
  useEffect(() => {
    refresh();
    const timer = window.setInterval(refresh, EVERY_MS);
    return () => window.clearInterval(timer);
  }, [refresh]);
  return { asked, refresh };
};
