import { type Result, done } from "../kit/brand.ts";
import type { OrderId, Principal } from "../domain/ids.ts";
import { addLine, addOptionSet, removeLine, removeOptionSet, updateLine } from "../domain/order/edit-lines.ts";
import type { LineChange, LineInput, OptionInput, OrderFacts, PaymentInput } from "../domain/order/input.ts";
import type { Order } from "../domain/order/order.ts";
import { type PaymentChange, addPayment, updatePayment } from "../domain/order/payments.ts";
import type { OrderRefusal } from "../domain/order/refusals.ts";
import { deleteOrder, updateOrder } from "../domain/order/update.ts";
import type { Storage, Tx } from "../storage/storage.ts";
import type { Context } from "../domain/order/change.ts";
import { asChanged, changeOrder, contextOf, customerNamed, paymentIdOf } from "./orders.ts";
import { groupAt } from "./seat-order.ts";

type Changed = Result<{ order: Order }, OrderRefusal>;
type ChangedAt = Result<{ order: Order; number: number }, OrderRefusal>;
type At = Readonly<{ who: Principal; order: OrderId }>;

/** The commands that change an order: each loads it, lets the rule decide, and saves it whole with its events. */
export const orderCommands = (storage: Storage) => {
  const change = <T extends { order: Order }>(
    { who, order }: At,
    decide: (order: Order, context: Context, tx: Tx) => Promise<Result<T, OrderRefusal>> | Result<T, OrderRefusal>,
  ): Promise<Result<T, OrderRefusal>> =>
    storage.transact(who.company, (tx) =>
      changeOrder(tx, order, (found) => decide(found, contextOf(tx, who.actor), tx)),
    );

  return {
    update: (at: At, facts: OrderFacts): Promise<Changed> =>
      change(at, async (order, context, tx) => {
        const customer = await customerNamed(tx, facts.customerId);
        const updated = updateOrder(order, facts, context, { customer });
        if (!updated.ok) return updated;
        return done({ order: { ...updated.value, groupId: await groupAt(tx, order, updated.value) } });
      }),

    remove: (at: At): Promise<Changed> => change(at, (order, context) => asChanged(deleteOrder(order, context))),

    addLine: (at: At, line: LineInput, number: number | null): Promise<ChangedAt> =>
      change(at, (order, context) => addLine(order, line, number, context)),
    updateLine: (at: At, number: number, line: LineChange): Promise<ChangedAt> =>
      change(at, (order, context) => updateLine(order, number, line, context)),
    removeLine: (at: At, number: number): Promise<Changed> =>
      change(at, (order, context) => asChanged(removeLine(order, number, context))),

    addOptionSet: (at: At, option: OptionInput): Promise<ChangedAt> =>
      change(at, (order, context) => addOptionSet(order, option, context)),
    removeOptionSet: (at: At, number: number): Promise<Changed> =>
      change(at, (order, context) => asChanged(removeOptionSet(order, number, context))),

    addPayment: (at: At, payment: PaymentInput): Promise<ChangedAt> =>
      change(at, (order, context) =>
        addPayment(order, payment, paymentIdOf(order.id, order.payments.length + 1), context),
      ),
    updatePayment: (at: At, number: number, payment: PaymentChange): Promise<ChangedAt> =>
      change(at, (order, context) =>
        updatePayment(order, number, payment, paymentIdOf(order.id, order.payments.length + 1), context),
      ),
  };
};
export type OrderCommands = ReturnType<typeof orderCommands>;
