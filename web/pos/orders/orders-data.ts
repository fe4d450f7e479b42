import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { businessDayAt, dayAfter } from "../../../src/domain/business-day.ts";
import { folded } from "../../../src/kit/text.ts";
import { ApiError, type Paged } from "../../common/api.ts";
import { ofCompany, useRegister } from "../app/context.ts";
import { type Order, type OrderRow, ordersKey } from "../data/orders.ts";
import { customerName } from "./order-lines.ts";

const OPEN = ["submitted", "on_hold", "accepted", "pending"] as const;

/** All open orders of the site, the newest first. */
export const useOpenOrders = () => {
  const register = useRegister();
  const { siteId } = register.device;
  return useQuery({
    queryKey: [...ordersKey, "open", siteId],
    queryFn: async (): Promise<readonly OrderRow[]> => {
      const lists = OPEN.map((status) =>
        register.api.all<OrderRow>(ofCompany(register, `sites/${siteId}/orders/${status}`)),
      );
      return (await Promise.all(lists)).flat().sort((a, b) => b.id - a.id);
    },
  });
};

const completeKey = (siteId: number) => [...ordersKey, "complete", siteId];

/** Completed sales of the site, page by page, the newest first. */
export const useCompletedOrders = () => {
  const register = useRegister();
  const { siteId } = register.device;
  return useInfiniteQuery({
    queryKey: completeKey(siteId),
    queryFn: ({ pageParam }) =>
      register.api.list<OrderRow>(ofCompany(register, `sites/${siteId}/orders/complete`), { page: pageParam }),
    initialPageParam: 1,
    getNextPageParam: ({ pages }, all) => (all.length < pages ? all.length + 1 : undefined),
  });
};

/** How far back a search looks: the server takes a year at once. */
const SEARCHED_DAYS = 360;
const SEARCH_MAX = 100;
const SALE_ID = /^[0-9a-z]{8}$/i;

/** Looks among the completed sales of a year, and everywhere for the id that is printed on a receipt. */
export const useFoundOrders = (q: string) => {
  const register = useRegister();
  const { siteId } = register.device;
  const { timezone } = register.snapshot.company;
  return useInfiniteQuery({
    queryKey: [...ordersKey, "find", siteId, q],
    enabled: !register.offline,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }) => {
      const today = businessDayAt(Date.now(), { zone: timezone, begins: "00:00" });
      const query = {
        site_id: siteId,
        status: "COMPLETE",
        from: dayAfter(today, -SEARCHED_DAYS),
        q: q.slice(0, SEARCH_MAX),
        page: pageParam,
      };
      const [part, byReceipt] = await Promise.all([
        register.api.list<OrderRow>(ofCompany(register, "orders/search"), query, { signal }),
        pageParam === 1 && SALE_ID.test(q) ? byId(register, q) : [],
      ]);
      const others = byReceipt.filter(({ id }) => !part.rows.some((row) => row.id === id));
      return { ...part, rows: [...others, ...part.rows] };
    },
    initialPageParam: 1,
    getNextPageParam: ({ pages }, all) => (all.length < pages ? all.length + 1 : undefined),
  });
};

/** What was typed among the completed sales that this page has shown: all that is known without the server. */
export const useKnownSales = (q: string): readonly OrderRow[] => {
  const { siteId } = useRegister().device;
  const known = useQueryClient().getQueryData<InfiniteData<Paged<OrderRow>>>(completeKey(siteId));
  return (known?.pages ?? []).flatMap(({ rows }) => rows).filter((row) => matches(row, q));
};

const byId = async (register: ReturnType<typeof useRegister>, saleId: string): Promise<readonly OrderRow[]> => {
  try {
    const order = await register.api.get<Order>(ofCompany(register, `orders/saleid/${encodeURIComponent(saleId)}`));
    const refund = order.original_order_id;
    const staff = order.staff_member_id;
    return [{ ...order, staff_id: staff, is_refund: refund !== null, refunded_order_id: refund }];
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return []; // no receipt has this id
    throw error;
  }
};

/** Whether an order's number, customer, table or app has what was typed in it. */
export const matches = (order: OrderRow, q: string): boolean => {
  const texts = [order.sale_number, customerName(order.customer), order.table, order.addon?.name, order.notes];
  return texts.some((text) => text && folded(text).includes(folded(q)));
};
