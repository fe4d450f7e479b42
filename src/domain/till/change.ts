import { type Minor, minor, negate } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PaymentMethodId } from "../ids.ts";
import { type Order, isRefund } from "../order/order.ts";

/**
 * What was handed back of the cash that was taken for a sale: all that is beyond what was owed, as its receipt says, and
 * never more than the cash. It went out of the drawer of the last payment in cash.
 */
export const changeOf = (
  order: Order,
  catalogue: Catalogue,
): Readonly<{ methodId: PaymentMethodId; amount: Minor }> | undefined => {
  const { payments, totals } = order;
  if (totals.remaining >= 0 || isRefund(order)) return undefined;
  const cash = payments.filter(({ methodId }) => catalogue.paymentMethod(methodId)?.kind === "cash");
  const last = cash.at(-1);
  const taken = cash.reduce((all, { amount, tip }) => all + amount + tip, 0);
  if (!last || taken <= 0) return undefined;
  return { methodId: last.methodId, amount: minor(Math.min(taken, negate(totals.remaining))) };
};
