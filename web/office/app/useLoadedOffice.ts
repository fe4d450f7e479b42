import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Company, type Office, type SiteName } from "./office.ts";
import { api, loadSession } from "./session.ts";

type Asked = Readonly<{ data: Office | undefined; error: unknown; isPending: boolean; refetch: () => unknown }>;

/** Who is signed in, their company and its sites: what the frame needs before it can show a page. */
export const useLoadedOffice = (): Asked => {
  const { data: session } = useQuery({ queryKey: ["session"], queryFn: loadSession, staleTime: Infinity });
  const company = session?.company_id;
  const place = useQuery({
    queryKey: ["office", company],
    enabled: company !== undefined,
    queryFn: async () => {
      const base = `companies/${company}`;
      const [own, sites] = await Promise.all([
        api.get<Company>(`${base}/company`),
        api.all<SiteName>(`${base}/sites`, { sort: "name", per_page: 200 }),
      ]);
      return { company: own, sites };
    },
  });
  const { site: asked } = useSearch({ strict: false }) as { site?: string };
  const data = useMemo((): Office | undefined => {
    if (!session || !place.data) return undefined;
    const may = new Set(session.permissions);
    const { sites } = place.data;
    const site = sites.find(({ id }) => String(id) === asked);
    return {
      session,
      sites,
      site,
      company: { ...place.data.company, id: session.company_id },
      timezone: site?.timezone ?? place.data.company.timezone,
      may: (permission) => may.has(permission),
      at: (path) => `companies/${session.company_id}/${path}`,
    };
  }, [session, place.data, asked]);
  return { data, error: place.error, isPending: place.isPending, refetch: place.refetch };
};
