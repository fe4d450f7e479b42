import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";

/** An add-on as the operator API shows it; `client_secret` in the answer that made it, or gave it a new one, alone. */
export type Addon = Readonly<{
  id: number;
  client_id: string;
  name: string;
  description: string;
  public: boolean;
  apis: readonly ("kounta" | "kseries")[];
  redirect_uris: readonly string[];
  scopes: readonly string[];
  permissions: readonly string[];
  grants: readonly string[];
  status: "active" | "revoked";
  old_secret_until: string | null;
  created_at: string;
  connected_companies: number;
  client_secret?: string | null;
}>;

export type Installation = Readonly<{
  base_url: string;
  version: string;
  engine: "sqlite" | "postgres";
  openapi: readonly string[];
  outgoing: "public" | "loopback" | "private";
  limits: readonly Readonly<{ name: string; value: number; says: string }>[];
}>;

export const addonsKey = ["addons"] as const;

/** All add-ons of the company. Only its owners see them; for others there are none. */
export const useAddons = (): UseQueryResult<Addon[]> => {
  const { at, may } = useOffice();
  return useQuery({
    queryKey: addonsKey,
    queryFn: () => api.all<Addon>(at("addons")),
    enabled: may("addons:read"),
  });
};

export const useInstallation = (): UseQueryResult<Installation> =>
  useQuery({ queryKey: ["installation"], queryFn: () => api.get<Installation>("installation"), staleTime: Infinity });

/** Add-ons to choose from in a filter: those that are connected, which everybody who manages may see. */
export const useAppNames = (): readonly Readonly<{ value: string; label: string }>[] => {
  const { at, may } = useOffice();
  const { data = [] } = useQuery({
    queryKey: ["connected-apps", "names"],
    queryFn: () => api.all<{ id: number; name: string }>(at("connected_apps")),
    enabled: may("apps:read"),
  });
  return data.map(({ id, name }) => ({ value: String(id), label: name }));
};
