import { type Result, done } from "../../kit/brand.ts";
import type { AddonId } from "../ids.ts";
import { type Context, finish } from "./change.ts";
import type { Order } from "./order.ts";
import { isPaid } from "./pass-thru.ts";
import type { OrderRefusal } from "./refusals.ts";

/**
 * What becomes of a pass-thru order once everything it had to print is on paper:
 *
 * ON_HOLD, not paid in full   stays as it is
 * ON_HOLD, paid in full       PENDING, and on from there as below
 * PENDING, paid in full       COMPLETE if it completes when paid, else it stays
 *
 * The very same order when there is nothing to do: it was done before, or the order has moved on in another way.
 */
export const afterPrinting = (order: Order, context: Pick<Context, "now">): Result<Order, OrderRefusal> => {
  if (!order.passThruPrinting || order.passThruPrinted || order.deleted) return done(order);
  if (order.status !== "ON_HOLD" && order.status !== "PENDING" && order.status !== "ACCEPTED") return done(order);
  const status = order.status === "ON_HOLD" && isPaid(order) ? "PENDING" : order.status;
  // On behalf of the add-on that asked for it: what binds the venue's own people does not bind this.
  const actor = { kind: "addon", addonId: order.addonId ?? (0 as AddonId) } as const;
  return finish(order, { ...order, status, passThruPrinted: true }, { kind: "status" }, { actor, now: context.now });
};
