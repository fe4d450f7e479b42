import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Query } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import type { ReportRow } from "../data.ts";

/** All rows of a report: there are as many as days, products or people. */
export const useReport = (query: Query) => {
  const { at } = useOffice();
  return useQuery({
    queryKey: ["reports", "sales", query],
    queryFn: () => api.all<ReportRow>(at("reports/sales"), query),
    placeholderData: keepPreviousData,
  });
};
