import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ApiError, type Paged, type Query } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { nameOf, useAll } from "../../kit/records-data.ts";
import { staffName } from "../../records/staff-name.ts";
import type { FoundSums, Order, OrderRow } from "../data.ts";
import { type SaleRow, rowOf } from "./sale-row.ts";

const PAGE_SIZE = 25;

/** The names that the history shows for ids. */
export const useNames = () => {
  const { sites } = useOffice();
  const registers = useAll("registers");
  const staff = useAll("staff");
  return useMemo(
    () => ({
      site: (id: number) => sites.find((site) => site.id === id)?.name ?? null,
      register: (id: number | null) => {
        const register = registers.data?.find((one) => one.id === id);
        return register ? nameOf(register) : null;
      },
      staff: (id: number | null) => {
        const person = staff.data?.find((one) => one.id === id);
        return person ? staffName(person) : null;
      },
      registers: registers.data ?? [],
      people: staff.data ?? [],
    }),
    [sites, registers.data, staff.data],
  );
};

/** What all orders of the filter come to, for whoever may know. */
export const useSums = (filter: Query) => {
  const { at, may } = useOffice();
  return useQuery({
    queryKey: ["orders", "sums", filter],
    queryFn: ({ signal }) => api.get<FoundSums>(at("orders/sums"), filter, { signal }),
    placeholderData: keepPreviousData,
    enabled: may("reports:read"),
  });
};

const SALE_ID = /^[a-z0-9]{8}$/i;
const ID = /^\d{4,16}$/;

/** The order of an id, or of the eight characters at the end of a receipt, whenever it was; null when there is none. */
const useByNumber = (q: string) => {
  const { at } = useOffice();
  const path = ID.test(q) ? q : SALE_ID.test(q) ? `saleid/${q.toLowerCase()}` : undefined;
  return useQuery({
    queryKey: ["orders", "number", path],
    enabled: path !== undefined,
    queryFn: async ({ signal }) => {
      try {
        return await api.get<Order>(at(`orders/${path}`), undefined, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });
};

/** A page with one more order at its top. */
const withOneMore = (page: Paged<SaleRow>, row: SaleRow): Paged<SaleRow> => ({
  ...page,
  rows: [row, ...page.rows],
  headers: new Headers({ "x-total": String(Number(page.headers.get("x-total")) + 1) }),
});

/** The page that is shown. What was looked for by its own id comes first, whatever else is asked for. */
export const useSales = (filter: Query, page: number) => {
  const { at } = useOffice();
  const names = useNames();
  const query: Query = { ...filter, page, per_page: PAGE_SIZE };
  const list = useQuery({
    queryKey: ["orders", "page", query],
    queryFn: ({ signal }) => api.list<OrderRow>(at("orders/search"), query, { signal }),
    placeholderData: keepPreviousData,
    select: (found): Paged<SaleRow> => ({ ...found, rows: found.rows.map((row) => rowOf(row, names)) }),
  });
  const { data: one } = useByNumber(String(filter["q"] ?? "").trim());
  const { data } = list;
  const alone = one && page === 1 && data && !data.rows.some(({ id }) => id === one.id);
  return alone ? { ...list, data: withOneMore(data, rowOf(one, names)) } : list;
};
