import { type Result, done } from "../../kit/brand.ts";
import { parseDateTime } from "../../kit/time.ts";
import type { RejectReason } from "../catalogue/records.ts";
import type { Context } from "./change.ts";
import type { OrderFacts } from "./input.ts";
import type { Order, OrderCustomer, RejectReasonGiven } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";

/** Other stored things that facts may point at, already looked up by the command. */
export type Surroundings = Readonly<{
  /** The customer named by `customerId`; null when there is none with that id. */
  customer: OrderCustomer | null;
}>;

/** The order with the given facts on it. Absent facts stay; null clears. Status is not a fact here: see status moves. */
export const withFacts = (
  order: Order,
  facts: OrderFacts,
  { catalogue }: Context,
  { customer }: Surroundings,
): Result<Order, OrderRefusal> => {
  const unknown = (field: string, what: string, value: unknown) =>
    refusal({ kind: "unknown", field, what, value: String(value) });

  if (facts.registerId !== undefined && facts.registerId !== null) {
    const register = catalogue.register(facts.registerId);
    if (!register) return unknown("register_id", "register", facts.registerId);
    if (register.siteId !== order.siteId) {
      return refusal({
        kind: "register_of_other_site",
        field: "register_id",
        register: register.id,
        site: order.siteId,
      });
    }
  }
  if (facts.staffId !== undefined && facts.staffId !== null && !catalogue.staff(facts.staffId)) {
    return unknown("staff_member_id", "staff member", facts.staffId);
  }
  if (facts.customerId !== undefined && facts.customerId !== null && !customer) {
    return unknown("customer_id", "customer", facts.customerId);
  }
  if (
    facts.tipServicePercent !== undefined &&
    facts.tipServicePercent !== null &&
    facts.tipServiceAmount !== undefined &&
    facts.tipServiceAmount !== null
  ) {
    return refusal({ kind: "both_tip_services" });
  }
  const rejectReason = reasonGiven(facts.rejectReason, (id) => catalogue.get("reject_reason", id));
  if (rejectReason === "unknown") return unknown("reject_reason", "reject reason", facts.rejectReason?.id);

  const priceVariation = facts.priceVariation ?? order.priceVariation;
  const priceFixedVariation = facts.priceFixedVariation ?? order.priceFixedVariation;
  if (priceVariation !== "1" && priceFixedVariation !== "0") return refusal({ kind: "both_variations" });

  return done({
    ...order,
    saleNumber: facts.saleNumber ?? order.saleNumber,
    notes: kept(facts.notes, order.notes),
    guests: kept(facts.guests, order.guests),
    orderType: kept(facts.orderType, order.orderType),
    registerId: kept(facts.registerId, order.registerId),
    staffId: kept(facts.staffId, order.staffId),
    customer: facts.customerId === undefined ? order.customer : customer,
    table: kept(facts.table, order.table),
    priceVariation,
    priceFixedVariation,
    tipService: tipServiceAfter(facts, order),
    callbackUri: kept(facts.callbackUri, order.callbackUri),
    lock: facts.lock ?? order.lock,
    priceLimit: kept(facts.priceLimit, order.priceLimit),
    completeWhenPaid: facts.completeWhenPaid ?? order.completeWhenPaid,
    enableAlertSound: facts.enableAlertSound ?? order.enableAlertSound,
    promptForRejectReason: facts.promptForRejectReason ?? order.promptForRejectReason,
    rejectReason: rejectReason === undefined ? order.rejectReason : rejectReason,
    placedAt: moment(facts.placedAt, order.placedAt, order.timezone),
    fulfilAt: moment(facts.fulfilAt, order.fulfilAt, order.timezone),
  });
};

const kept = <T>(given: T | null | undefined, before: T | null): T | null => (given === undefined ? before : given);

/** Date-times were checked on the way in; here they get the venue's offset when they came without one. */
const moment = (given: string | null | undefined, before: string | null, zone: string): string | null =>
  given === undefined ? before : given === null ? null : (parseDateTime(given, zone)?.text ?? null);

const tipServiceAfter = (facts: OrderFacts, order: Order): Order["tipService"] => {
  if (facts.tipServicePercent) return { percent: facts.tipServicePercent };
  if (facts.tipServiceAmount !== undefined && facts.tipServiceAmount !== null)
    return { amount: facts.tipServiceAmount };
  if (order.tipService === null) return null;
  const cleared = "percent" in order.tipService ? facts.tipServicePercent : facts.tipServiceAmount;
  return cleared === null ? null : order.tipService;
};

const reasonGiven = (
  given: OrderFacts["rejectReason"],
  find: (id: number) => RejectReason | undefined,
): RejectReasonGiven | null | undefined | "unknown" => {
  if (given === undefined || given === null) return given;
  const reason = find(given.id);
  return reason ? { id: reason.id, name: reason.name, notes: given.notes } : "unknown";
};
