import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ApiError } from "../../common/api.ts";
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

/** Completed sales of the site, page by page, the newest first. */
export const useCompletedOrders = () => {
  const register = useRegister();
  const { siteId } = register.device;
  return useInfiniteQuery({
    queryKey: [...ordersKey, "complete", siteId],
    queryFn: ({ pageParam }) =>
      register.api.list<OrderRow>(ofCompany(register, `sites/${siteId}/orders/complete`), { page: pageParam }),
    initialPageParam: 1,
    getNextPageParam: ({ pages }, all) => (all.length < pages ? all.length + 1 : undefined),
  });
};

/** How far back a search looks: pages of completed sales. */
const SEARCHED_PAGES = 20;
const SALE_ID = /^[0-9a-z]{8}$/i;

export type Found = Readonly<{ rows: readonly OrderRow[]; searched: number; all: boolean }>;

/** Looks among the newest completed sales, and everywhere for the id that is printed on a receipt. */
export const useFoundOrders = (q: string) => {
  const register = useRegister();
  const { siteId } = register.device;
  return useQuery({
    queryKey: [...ordersKey, "find", siteId, q],
    enabled: q !== "",
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Found> => {
      const path = ofCompany(register, `sites/${siteId}/orders/complete`);
      const byReceipt = SALE_ID.test(q) ? byId(register, q) : Promise.resolve([]);
      const rows: OrderRow[] = [];
      let searched = 0;
      let pages = 1;
      for (let page = 1; page <= Math.min(pages, SEARCHED_PAGES); page += 1) {
        const part = await register.api.list<OrderRow>(path, { page }, { signal });
        rows.push(...part.rows.filter((row) => matches(row, q)));
        searched += part.rows.length;
        pages = part.pages;
      }
      const others = (await byReceipt).filter(({ id }) => !rows.some((row) => row.id === id));
      return { rows: [...others, ...rows], searched, all: pages <= SEARCHED_PAGES };
    },
  });
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

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether an order's number, customer, table or app has what was typed in it. */
export const matches = (order: OrderRow, q: string): boolean => {
  const texts = [order.sale_number, customerName(order.customer), order.table, order.addon?.name, order.notes];
  return texts.some((text) => text && folded(text).includes(folded(q)));
};
