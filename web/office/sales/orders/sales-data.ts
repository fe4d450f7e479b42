import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { businessDay } from "../../../../src/domain/business-day.ts";
import { ApiError, type Paged, type Query } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { useAll } from "../../kit/records-data.ts";
import { staffName } from "../../records/staff-name.ts";
import type { Order, OrderRow } from "../data.ts";
import { useBusinessClock } from "../parts/period.ts";
import { DELETED, type SalesFilter, fits, needsAll } from "./filters.ts";
import { type FileRow, type SaleRow, rowOf } from "./sale-row.ts";
import { type Scanned, scanOrders } from "./scan.ts";

export const PAGE_SIZE = 25;

/** The names that the history shows for ids. */
export const useNames = () => {
  const { sites } = useOffice();
  const registers = useAll("registers");
  const staff = useAll("staff");
  return useMemo(() => {
    const byId = (all: readonly Readonly<{ id: number }>[] | undefined, id: number | null) =>
      all?.find((one) => one.id === id);
    return {
      site: (id: number) => sites.find((site) => site.id === id)?.name ?? null,
      register: (id: number | null) => (byId(registers.data, id) as { name?: string } | undefined)?.name ?? null,
      staff: (id: number | null) => {
        const person = staff.data?.find((one) => one.id === id);
        return person ? staffName(person) : null;
      },
      registers: registers.data ?? [],
      people: staff.data ?? [],
    };
  }, [sites, registers.data, staff.data]);
};

/** The path of the server's list: `sites/823/orders/complete`. */
const listPath = ({ siteId, registerId, staffId, status }: SalesFilter): string =>
  [
    ...(siteId === undefined ? [] : ["sites", siteId]),
    ...(registerId === undefined ? [] : ["registers", registerId]),
    ...(staffId === undefined ? [] : ["staff", staffId]),
    "orders",
    ...(status === undefined ? [] : [status.toLowerCase()]),
  ].join("/");

/** A page of the orders that the server can filter by itself. */
export const useServerPage = (filter: SalesFilter, page: number, on: boolean) => {
  const { at } = useOffice();
  const names = useNames();
  const clock = useBusinessClock();
  const query: Query = {
    created_gte: new Date(businessDay(filter.from, clock).from).toISOString(),
    created_lt: new Date(businessDay(filter.to, clock).to).toISOString(),
    value_gte: filter.min,
    value_lte: filter.max,
    page,
  };
  const path = listPath(filter);
  return useQuery({
    queryKey: ["orders", "page", path, query],
    queryFn: ({ signal }) => api.list<OrderRow>(at(path), query, { signal }),
    placeholderData: keepPreviousData,
    enabled: on,
    select: (found): Paged<SaleRow> => ({ ...found, rows: found.rows.map((row) => rowOf(row, names)) }),
  });
};

/** What the file of orders is asked for. */
export const fileQuery = ({ from, to, siteId, registerId, staffId, status }: SalesFilter, exact = false): Query => ({
  from,
  to,
  site_id: siteId,
  register_id: registerId,
  staff_id: staffId,
  deleted: status === DELETED ? true : undefined,
  ...(exact && { status: status === DELETED ? undefined : status }),
});

/** All orders of the period, for what needs all of them: sums, words, order types. Those of other filters are asked once. */
export const useScanned = (filter: SalesFilter) => {
  const { at, may } = useOffice();
  const query = fileQuery(filter);
  return useQuery<Scanned>({
    queryKey: ["orders", "file", query],
    queryFn: ({ signal }) => scanOrders(at("orders.csv"), query, signal),
    enabled: may("reports:read"),
    gcTime: 60_000,
    retry: false,
  });
};

/** How many pages so many orders fill. */
const pagesOf = (total: number): Omit<Paged<SaleRow>, "rows"> => ({
  pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
  headers: new Headers({ "x-total": String(total) }),
});

/** One page of what was found among all orders of the period. */
const pageOfAll = (
  fitting: readonly FileRow[],
  { page, found }: Readonly<{ page: number; found: SaleRow | null | undefined }>,
): Paged<SaleRow> => {
  const all: SaleRow[] = [...fitting];
  // What was looked for by its own number is shown whenever it was.
  if (found && !all.some(({ id }) => id === found.id)) all.unshift(found);
  const from = (page - 1) * PAGE_SIZE;
  return { rows: all.slice(from, from + PAGE_SIZE), ...pagesOf(all.length) };
};

const SALE_ID = /^[a-z0-9]{8}$/i;
const ID = /^\d{4,16}$/;

/** The order of an id, or of the eight characters at the end of a receipt; null when there is none. */
export const useByNumber = (q: string | undefined) => {
  const { at } = useOffice();
  const names = useNames();
  const typed = q?.trim() ?? "";
  const path = ID.test(typed) ? typed : SALE_ID.test(typed) ? `saleid/${typed.toLowerCase()}` : undefined;
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
    select: (order) => (order ? rowOf(order, names) : null),
  });
};

/**
 * The list that the page shows: a page of the server's where it can filter, else one of all. The server tells of a long
 * list only how many pages it can have at the most until it has counted it; once all orders were read here, their
 * number is known. `fitting` are those of the period that the filter leaves, where they may be read.
 */
export const useSales = (filter: SalesFilter, page: number) => {
  const { company } = useOffice();
  const all = needsAll(filter);
  const server = useServerPage(filter, page, !all);
  const scanned = useScanned(filter);
  const byNumber = useByNumber(filter.q);
  const found = filter.q === undefined ? undefined : byNumber.data;
  const fitting = scanned.data?.rows.filter(fits(filter, company.currency));
  const local = all && fitting ? pageOfAll(fitting, { page, found }) : undefined;
  const paged = server.data && fitting ? { ...server.data, ...pagesOf(fitting.length) } : server.data;
  const list = all ? { ...scanned, data: local } : { ...server, data: paged };
  return { list, scanned, fitting };
};
