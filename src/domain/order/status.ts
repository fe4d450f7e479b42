/**
 * The life of an order.
 *
 * SUBMITTED  sent by an add-on and waiting for the venue's yes or no; every order may begin here.
 * ON_HOLD    taken and kept for later, the kitchen may already have it; orders may begin here.
 * ACCEPTED   the venue said yes; never the beginning.
 * PENDING    fulfilled, waiting for its money; turns COMPLETE by itself once paid, unless `complete_when_paid` is off.
 * COMPLETE   fulfilled and paid: the sale. Nothing about it changes any more; money goes back by a new order.
 * REJECTED   turned down or called off. The end.
 */
export const orderStatuses = ["SUBMITTED", "ON_HOLD", "ACCEPTED", "REJECTED", "PENDING", "COMPLETE"] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** From each status, where it may go. Staying where one is is no move and always allowed. */
export const orderMoves = {
  SUBMITTED: ["ON_HOLD", "ACCEPTED", "REJECTED", "PENDING", "COMPLETE"],
  ON_HOLD: ["ACCEPTED", "REJECTED", "PENDING", "COMPLETE"],
  ACCEPTED: ["ON_HOLD", "REJECTED", "PENDING", "COMPLETE"],
  PENDING: ["ON_HOLD", "REJECTED", "COMPLETE"],
  REJECTED: [],
  COMPLETE: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** The statuses that a new order may have. */
export const firstStatuses: readonly OrderStatus[] = ["SUBMITTED", "ON_HOLD", "PENDING", "COMPLETE", "REJECTED"];

/** Statuses in which the goods leave the shelf, so every product must be available. */
export const needsStock: readonly OrderStatus[] = ["ON_HOLD", "PENDING", "COMPLETE"];

export const mayMove = (from: OrderStatus, to: OrderStatus): boolean =>
  from === to || (orderMoves[from] as readonly OrderStatus[]).includes(to);

/** Checks the table itself, once at start: every status is reached from a first one, and each non-final one ends. */
export const checkOrderMoves = (
  moves: Record<OrderStatus, readonly OrderStatus[]> = orderMoves,
  first: readonly OrderStatus[] = firstStatuses,
): void => {
  const reach = (from: readonly OrderStatus[]): Set<OrderStatus> => {
    const seen = new Set<OrderStatus>();
    const walk = (status: OrderStatus): void => {
      if (seen.has(status)) return;
      seen.add(status);
      moves[status].forEach(walk);
    };
    from.forEach(walk);
    return seen;
  };
  const reached = reach(first);
  for (const status of orderStatuses) {
    if (!reached.has(status)) throw new Error(`order status ${status} cannot be reached`);
    if (![...reach([status])].some((end) => moves[end].length === 0)) throw new Error(`${status} never ends`);
  }
};
