import { type Result, done } from "../kit/brand.ts";
import type { OrderId, Principal } from "../domain/ids.ts";
import { type NewIds, createOrder as decide } from "../domain/order/create.ts";
import type { NewOrder } from "../domain/order/input.ts";
import { type Order, isRefund } from "../domain/order/order.ts";
import { type OrderRefusal, refusal } from "../domain/order/refusals.ts";
import type { Once, Replay, Storage, Tx } from "../storage/storage.ts";
import { countTaken } from "./count-down.ts";
import { contextOf, customerNamed, paymentIdOf, save } from "./orders.ts";
import { noteRefund } from "./refunds-of.ts";
import { groupAt } from "./seat-order.ts";

type Outcome = Result<Order, OrderRefusal>;

/** Makes a new order. The sale number counts up per register (or site) when the caller gives none. */
export const createOrder = (storage: Storage) => ({
  run: (who: Principal, input: NewOrder): Promise<Outcome> =>
    storage.transact(who.company, (tx) => create(tx, who, input)),
  /** At most once for the key; the answer is stored with the order. */
  once: (who: Principal, input: NewOrder, once: Once<Order, OrderRefusal>): Promise<Replay> =>
    storage.transactOnce(who.company, once, (tx) => create(tx, who, input)),
  /** What `run` does inside its transaction. */
  work:
    (who: Principal, input: NewOrder) =>
    (tx: Tx): Promise<Outcome> =>
      create(tx, who, input),
});

const create = async (tx: Tx, { actor }: Principal, input: NewOrder): Promise<Outcome> => {
  const orderId = tx.newId("order") as OrderId;
  let payments = 0;
  const ids: NewIds = { orderId, paymentId: () => paymentIdOf(orderId, ++payments) };
  const original = input.originalOrderId === null ? null : await tx.orders.get(input.originalOrderId as OrderId);
  const customer = await customerNamed(tx, input.customerId);
  const made = decide(input, contextOf(tx, actor), { customer, original: original ?? null }, ids);
  if (!made.ok) return made;
  const soldOut = await countTaken(tx, null, made.value);
  if (soldOut) return refusal(soldOut);
  const order = {
    ...made.value,
    groupId: await groupAt(tx, null, made.value),
    saleNumber: made.value.saleNumber || (await saleNumber(tx, made.value)),
  };
  if (original) await noteRefund(tx, original.id, order.id);
  await save(tx, null, order, { by: actor });
  return done(order);
};

/** The next number of the order's register, or of its site while no register has it, behind the venue's prefix. */
export const saleNumber = async (tx: Tx, order: Order): Promise<string> => {
  const register = order.registerId === null ? undefined : tx.catalogue.register(order.registerId);
  const site = tx.catalogue.site(order.siteId);
  const prefix = register
    ? isRefund(order)
      ? register.returnPrefix
      : register.salePrefix
    : `${site?.code ?? order.siteId}-`;
  return `${prefix}${await tx.count(`sale ${prefix}`)}`;
};
