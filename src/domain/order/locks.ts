import { type Result, done } from "../../kit/brand.ts";
import { type Minor, plus } from "../../kit/money.ts";
import type { Actor } from "../ids.ts";
import type { Lock, Order } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";

/** What somebody is about to do to an order, as far as locks care. */
export type OperatorAct =
  | Readonly<{ kind: "create" | "status" | "facts" | "new_lines" | "lines" | "delete" }>
  | Readonly<{ kind: "payment"; byAddonMethod: boolean }>;

/**
 * Which act each flag of a lock keeps the operator from. ALL keeps from every act but saying yes or no to the order
 * and moving it along; the kitchen has to be able to work.
 */
const forbids: Record<Lock, (act: OperatorAct) => boolean> = {
  NEW_LINES: (act) => act.kind === "new_lines",
  PAYMENTS: (act) => act.kind === "payment",
  APP_PAYMENT: (act) => act.kind === "payment" && !act.byAddonMethod,
  DELETE: (act) => act.kind === "delete",
  ALL: (act) => act.kind !== "status" && act.kind !== "create",
};

/** What the add-on laid down for its order. The operator would be bound by nothing if it could be changed here. */
const fieldOf = {
  lock: "lock",
  priceLimit: "price_limit",
  promptForRejectReason: "prompt_for_reject_reason",
  callbackUri: "callback_uri",
} as const satisfies Partial<Record<keyof Order, string>>;
const terms = Object.keys(fieldOf) as (keyof typeof fieldOf)[];

const same = (a: Order[keyof typeof fieldOf], b: Order[keyof typeof fieldOf]): boolean => String(a) === String(b);

/**
 * Holds an operator to the order's lock and price limit. The add-on is bound by neither: it is its order. The limit is
 * on the payable amount (total + tip/service), and an order that is beyond it already may still come down.
 */
export const guardOperator = (
  actor: Actor,
  before: Order | null,
  after: Order,
  act: OperatorAct,
  text: (amount: Minor) => string,
): Result<null, OrderRefusal> => {
  if (actor.kind !== "operator" || before === null) return done(null);
  const lock = before.lock.find((flag) => forbids[flag](act));
  if (lock) return refusal({ kind: "locked", lock });
  const term = before.addonId === null ? undefined : terms.find((name) => !same(before[name], after[name]));
  if (term) return refusal({ kind: "set_by_addon", field: fieldOf[term] });
  const limit = before.priceLimit;
  const payable = payableOf(after);
  if (limit !== null && payable > limit && payable > payableOf(before)) {
    return refusal({ kind: "over_price_limit", limit: text(limit), payable: text(payable) });
  }
  return done(null);
};

const payableOf = ({ totals }: Order): Minor => plus(totals.total, totals.tipService);
