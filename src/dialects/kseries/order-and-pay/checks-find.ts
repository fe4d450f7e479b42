import type { OrderId, SiteId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import type { OrderStatus } from "../../../domain/order/status.ts";
import type { Reads } from "../../../storage/storage.ts";
import { tableNumberOf } from "./snapshot.ts";

/** Checks that were opened longer ago are of another day's business. */
export const CHECKS_KEPT_MS = 15 * 3_600_000;
const PAGE = 500;

const open: readonly OrderStatus[] = ["SUBMITTED", "ON_HOLD", "ACCEPTED", "PENDING"];

export const isOpen = ({ status, deleted }: Order): boolean => !deleted && open.includes(status);

/** Eaten here: said to be, or at a table and nothing else was said. */
const isDineIn = ({ orderType, table }: Order): boolean =>
  orderType === "Dine in" || (orderType === null && table !== null);

/** Open checks of guests who eat at a site, the oldest first. */
export const openChecks = async (reads: Reads, siteId: SiteId, now: number): Promise<Order[]> => {
  const found = await Promise.all(open.map((status) => inStatus(reads, siteId, status, now - CHECKS_KEPT_MS)));
  return found
    .flat()
    .filter(isDineIn)
    .sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
};

const inStatus = async (reads: Reads, siteId: SiteId, status: OrderStatus, createdFrom: number): Promise<Order[]> => {
  const filter = {
    siteId,
    status,
    createdFrom,
    deleted: false,
    discounted: false,
    linkedCustomer: false,
    onAccount: false,
  };
  const found: Order[] = [];
  for (let more = true; more;) {
    const last = found.at(-1);
    const page = await reads.orders(filter, { size: PAGE, ...(last && { beyondId: last.id }) });
    found.push(...page.rows);
    more = page.more;
  }
  return found;
};

/** The oldest open check at a table. */
export const checkAtTable = async (
  reads: Reads,
  siteId: SiteId,
  table: number,
  now: number,
): Promise<Order | undefined> => (await openChecks(reads, siteId, now)).find((order) => tableNumberOf(order) === table);

/** An open check of a site by its order. */
export const checkOf = async (reads: Reads, siteId: SiteId, id: OrderId, now: number): Promise<Order | undefined> => {
  const order = await reads.order(id);
  if (!order || order.siteId !== siteId || !isOpen(order)) return undefined;
  return order.createdAt >= now - CHECKS_KEPT_MS ? order : undefined;
};
