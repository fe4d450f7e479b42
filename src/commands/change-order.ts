import { type Result, done } from "../kit/brand.ts";
import type { OrderId, Principal } from "../domain/ids.ts";
import { addLine, addOptionSet, removeLine, removeOptionSet, updateLine } from "../domain/order/edit-lines.ts";
import type { LineChange, LineInput, OptionInput, OrderFacts, PaymentInput } from "../domain/order/input.ts";
import { type ChangesRefusal, type OrderChange, applyChanges } from "../domain/order/changes.ts";
import type { Order, OrderCustomer } from "../domain/order/order.ts";
import { type PaymentChange, updatePayment } from "../domain/order/payments.ts";
import { type OrderRefusal, refusal } from "../domain/order/refusals.ts";
import { takePayment } from "../domain/order/take-payment.ts";
import { deleteOrder, updateOrder } from "../domain/order/update.ts";
import type { Storage, Tx } from "../storage/storage.ts";
import type { Context } from "../domain/order/change.ts";
import { asChanged, changeOrder, contextOf, customerNamed, paymentIdOf } from "./orders.ts";
import { groupAt } from "./seat-order.ts";

type Changed = Result<{ order: Order }, OrderRefusal>;
type ChangedAt = Result<{ order: Order; number: number }, OrderRefusal>;
type At = Readonly<{ who: Principal; order: OrderId }>;

type Decide<T extends { order: Order }, R> = (
  order: Order,
  context: Context,
  tx: Tx,
) => Promise<Result<T, R>> | Result<T, R>;

const change =
  <T extends { order: Order }, R = OrderRefusal>({ who, order }: At, decide: Decide<T, R>) =>
  (tx: Tx): Promise<Result<T, R | OrderRefusal>> =>
    changeOrder(tx, order, (found) => decide(found, contextOf(tx, who.actor), tx), who.actor);

/** What each command does inside its transaction: loads the order, lets the rule decide, saves it with its events. */
export const orderWork = {
  update: (at: At, facts: OrderFacts) =>
    change<{ order: Order }>(at, async (order, context, tx) => {
      const customer = await customerNamed(tx, facts.customerId);
      const updated = updateOrder(order, facts, context, { customer });
      if (!updated.ok) return updated;
      return done({ order: { ...updated.value, groupId: await groupAt(tx, order, updated.value) } });
    }),

  remove: (at: At, reason?: string) =>
    change<{ order: Order }>(at, (order, context) => asChanged(deleteOrder(order, context, reason))),

  addLine: (at: At, line: LineInput, number: number | null) =>
    change(at, (order, context) => addLine(order, line, number, context)),
  updateLine: (at: At, number: number, line: LineChange) =>
    change(at, (order, context) => updateLine(order, number, line, context)),
  removeLine: (at: At, number: number) =>
    change<{ order: Order }>(at, (order, context) => asChanged(removeLine(order, number, context))),

  addOptionSet: (at: At, option: OptionInput) => change(at, (order, context) => addOptionSet(order, option, context)),
  removeOptionSet: (at: At, number: number) =>
    change<{ order: Order }>(at, (order, context) => asChanged(removeOptionSet(order, number, context))),

  /** With `round`, cash that was rounded to coins pays all that is left. */
  addPayment: (at: At, payment: PaymentInput, round = false) =>
    change(at, (order, context) =>
      takePayment(order, { payment, round, paymentId: (number) => paymentIdOf(order.id, number) }, context),
    ),
  updatePayment: (at: At, number: number, payment: PaymentChange) =>
    change(at, (order, context) =>
      updatePayment(order, number, payment, paymentIdOf(order.id, order.payments.length + 1), context),
    ),

  /** Several changes, all or none. With `version`, only of the order as it was then. */
  changes: (at: At, changes: readonly OrderChange[], version: number | undefined) =>
    change<{ order: Order }, OrderRefusal | ChangesRefusal>(at, async (order, context, tx) => {
      if (version !== undefined && version !== order.version) {
        return refusal({ kind: "changed_meanwhile", version: order.version });
      }
      const customers = new Map<number, OrderCustomer | null>();
      for (const [index, made] of changes.entries()) {
        if (made.do === "update") customers.set(index, await customerNamed(tx, made.facts.customerId));
      }
      const changed = applyChanges(order, changes, context, {
        around: (index) => ({ customer: customers.get(index) ?? null }),
        paymentId: (number) => paymentIdOf(order.id, number),
      });
      if (!changed.ok || changed.value === order) return asMade(changed);
      return done({ order: { ...changed.value, groupId: await groupAt(tx, order, changed.value) } });
    }),
};

const asMade = <R>(result: Result<Order, R>): Result<{ order: Order }, R> =>
  result.ok ? done({ order: result.value }) : result;

/** The commands that change an order, each in a transaction of its own. */
export const orderCommands = (storage: Storage) => {
  const run = <T, R>({ who }: At, work: (tx: Tx) => Promise<Result<T, R>>): Promise<Result<T, R>> =>
    storage.transact(who.company, work);
  return {
    update: (at: At, facts: OrderFacts): Promise<Changed> => run(at, orderWork.update(at, facts)),
    remove: (at: At): Promise<Changed> => run(at, orderWork.remove(at)),
    addLine: (at: At, line: LineInput, number: number | null): Promise<ChangedAt> =>
      run(at, orderWork.addLine(at, line, number)),
    updateLine: (at: At, number: number, line: LineChange): Promise<ChangedAt> =>
      run(at, orderWork.updateLine(at, number, line)),
    removeLine: (at: At, number: number): Promise<Changed> => run(at, orderWork.removeLine(at, number)),
    addOptionSet: (at: At, option: OptionInput): Promise<ChangedAt> => run(at, orderWork.addOptionSet(at, option)),
    removeOptionSet: (at: At, number: number): Promise<Changed> => run(at, orderWork.removeOptionSet(at, number)),
    addPayment: (at: At, payment: PaymentInput): Promise<ChangedAt> => run(at, orderWork.addPayment(at, payment)),
    updatePayment: (at: At, number: number, payment: PaymentChange): Promise<ChangedAt> =>
      run(at, orderWork.updatePayment(at, number, payment)),
  };
};
export type OrderCommands = ReturnType<typeof orderCommands>;
