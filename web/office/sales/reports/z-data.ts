import { useQuery } from "@tanstack/react-query";
import type { Paged } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { useAll } from "../../kit/records-data.ts";
import type { ZReport } from "../data.ts";

/** Of each till that are looked at when all tills are listed together. */
const NEWEST = 50;

/** The registers of the site that the office is set to, or of all. */
export const useTills = () => {
  const { site } = useOffice();
  const registers = useAll("registers");
  return {
    ...registers,
    data: registers.data?.filter(({ site_id: at }) => site === undefined || at === site.id),
  };
};

/** The Z reports of a till by pages; without one the newest of all tills, the newest first. */
export const useZReports = (register: string | undefined, page: number) => {
  const { at } = useOffice();
  const tills = useTills();
  const ids = register === undefined ? tills.data?.map(({ id }) => String(id)) : [register];
  return useQuery({
    queryKey: ["reports", "z", ids, page],
    enabled: ids !== undefined,
    queryFn: async ({ signal }): Promise<Paged<ZReport>> => {
      const path = (id: string): string => at(`registers/${id}/z_reports`);
      if (register !== undefined) return api.list<ZReport>(path(register), { page, per_page: 25 }, { signal });
      const all = await Promise.all(
        (ids ?? []).map((id) => api.list<ZReport>(path(id), { per_page: NEWEST }, { signal })),
      );
      const rows = all.flatMap((one) => one.rows).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
      return { rows, pages: 1, headers: new Headers() };
    },
  });
};

export const useZReport = (register: string, number: string) => {
  const { at } = useOffice();
  return useQuery({
    queryKey: ["reports", "z", register, "one", number],
    queryFn: ({ signal }) => api.get<ZReport>(at(`registers/${register}/z_reports/${number}`), undefined, { signal }),
    staleTime: Infinity, // a closed period does not change
  });
};
