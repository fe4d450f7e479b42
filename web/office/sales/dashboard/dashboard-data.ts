import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLive } from "../../../common/live.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import type { Dashboard } from "../data.ts";

const KEY = ["reports", "dashboard"] as const;

/** A business day of the site that the office is set to, or of all. Without a day it is not asked for. */
export const useDashboard = (date: string | undefined) => {
  const { at, site } = useOffice();
  const query = { date, site_id: site?.id };
  return useQuery({
    queryKey: [...KEY, query],
    queryFn: ({ signal }) => api.get<Dashboard>(at("reports/dashboard"), query, { signal }),
    placeholderData: keepPreviousData,
    enabled: date !== undefined,
  });
};

/** Many orders change in one moment of a rush: the figures follow once in so long. */
const CALM_MS = 1_000;

/** Keeps the figures up by the live feed. Answers whether it is on. */
export const useKeptUp = () => {
  const { site } = useOffice();
  const client = useQueryClient();
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const soon = (): void => {
    if (timer.current !== undefined) return;
    timer.current = window.setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: KEY });
    }, CALM_MS);
  };
  return useLive(api, site?.id, {
    onEvent: ({ order_id: order }) => {
      if (order !== null) soon();
    },
    onReset: soon,
  });
};
