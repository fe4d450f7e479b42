import { type Result, done } from "../../kit/brand.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Register, Site } from "../catalogue/records.ts";
import type { RegisterId } from "../ids.ts";
import type { Order, RejectReasonGiven } from "./order.ts";
import { isSettled } from "./paying.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import type { OrderStatus } from "./status.ts";

/**
 * Pass-thru printing: an order that goes to the kitchen without anybody at the venue touching it.
 *
 * sent       ON_HOLD, or PENDING and paid in full; held ones that are paid become PENDING.
 * register   the one named if it is online, else the site's default if that is; else the venue cannot be reached and
 *            the order is REJECTED in the moment it is made.
 * printed    by the site's print rules; then it moves on: see after-printing.ts.
 */
export const passThru = (
  order: Order,
  site: Site,
  { catalogue, now }: Readonly<{ catalogue: Catalogue; now: number }>,
): Result<Order, OrderRefusal> => {
  const { status } = order;
  const paid = isPaid(order);
  if (status !== "ON_HOLD" && status !== "PENDING") return refusal({ kind: "pass_thru_needs_held_or_pending", status });
  if (status === "PENDING" && !paid) return refusal({ kind: "pass_thru_pending_not_paid" });
  const sent: Order = { ...order, status: statusSent(order), updatedAt: wholeSecond(now) };
  const chosen = registerFor(order.passThruRegisterId, site, catalogue);
  return done(
    chosen.online
      ? { ...sent, passThruRegisterId: chosen.register.id }
      : { ...sent, status: "REJECTED", rejectReason: chosen.reason },
  );
};

/** Paid in full, by at least one payment: what costs nothing was not paid. */
export const isPaid = (order: Pick<Order, "totals" | "payments">): boolean =>
  isSettled(order.totals) && order.payments.length > 0;

const statusSent = (order: Order): OrderStatus => (isPaid(order) ? "PENDING" : "ON_HOLD");

/**
 * The status that a new order would have had if the venue could have been reached; undefined for all others. Nobody can
 * send a pass-thru order as REJECTED, so a new one that is was turned away.
 */
export const wasTurnedAway = (order: Order): OrderStatus | undefined =>
  order.passThruPrinting && order.status === "REJECTED" ? statusSent(order) : undefined;

type Chosen = Readonly<{ online: true; register: Register }> | Readonly<{ online: false; reason: RejectReasonGiven }>;

/** The register that handles a pass-thru order, or why there is none. */
export const registerFor = (named: RegisterId | null, site: Site, catalogue: Catalogue): Chosen => {
  const asked = named === null ? undefined : catalogue.register(named);
  if (asked?.online) return { online: true, register: asked };
  const usual = site.passThruRegisterId === null ? undefined : catalogue.register(site.passThruRegisterId);
  if (usual?.online) return { online: true, register: usual };
  const says = [
    ...(asked && asked.id !== usual?.id ? [`Register ${asked.name} (${asked.id}) is offline.`] : []),
    usual
      ? `The site's pass-thru register ${usual.name} (${usual.id}) is offline.`
      : "The site has no pass-thru register.",
  ];
  return { online: false, reason: { id: NO_RECORD, name: "Pass-thru printing is offline", notes: says.join(" ") } };
};

/** Stands for a reason that is none of the venue's own. */
const NO_RECORD = 0;
