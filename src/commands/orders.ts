import { type Result, done } from "../kit/brand.ts";
import type { Actor, OrderId, PaymentId } from "../domain/ids.ts";
import { orderCustomer } from "../domain/customer.ts";
import type { Context } from "../domain/order/change.ts";
import type { OutboxEvent, Tx } from "../storage/storage.ts";
import type { Order, OrderCustomer } from "../domain/order/order.ts";
import { eventsBetween } from "../domain/order/events.ts";
import { type OrderRefusal, refusal } from "../domain/order/refusals.ts";
import { notePaidAhead } from "./kitchen/paid-ahead.ts";
import { countTaken } from "./count-down.ts";
import { ofReservation } from "./sitting.ts";

/** What every order command shares: load, decide, save with its events. */
export const contextOf = (tx: Tx, actor: Actor): Context => ({ catalogue: tx.catalogue, actor, now: tx.now });

/** Payments are numbered within their order, so their ids follow from it. */
const PAYMENTS_OF_AN_ORDER = 1_000;
export const paymentIdOf = (order: OrderId, number: number): PaymentId =>
  (order * PAYMENTS_OF_AN_ORDER + number) as PaymentId;

export const customerNamed = async (tx: Tx, id: number | null | undefined): Promise<OrderCustomer | null> => {
  const customer = id === null || id === undefined ? undefined : await tx.customers.get(id as never);
  return customer ? orderCustomer(customer) : null;
};

export type Told = Readonly<{
  /** What happened besides, told before the rest. */
  also?: readonly OutboxEvent[];
  /** Told instead of what follows from the two versions. */
  between?: readonly OutboxEvent[];
  /** Who did it; absent for what the venue's rules did by themselves. */
  by?: Actor;
}>;

/** Saves an order with what is told of it. `before` is the order as it was stored, null for a new one. */
export const save = async (
  tx: Tx,
  before: Order | null,
  changed: Order,
  { also = [], between, by }: Told = {},
): Promise<void> => {
  const after = await ofReservation(tx, before, changed);
  const events: OutboxEvent[] = [...also, ...(between ?? eventsBetween(before, after))];
  const { groupId } = after;
  if (groupId !== null && after.status === "COMPLETE" && before?.status !== "COMPLETE") {
    const others = await tx.orders.ofGroup(after.siteId, groupId);
    const open = others.some(
      (o) => o.id !== after.id && !o.deleted && o.status !== "COMPLETE" && o.status !== "REJECTED",
    );
    if (!open) events.push({ type: "order.group_finalised", groupId });
  }
  const signed = by && { by: signatureOf(by) };
  notePaidAhead(tx, before, after);
  tx.orders.save(before, after, signed ? events.map((event) => ({ ...event, ...signed })) : events);
};

/** Who did something, as events keep it. */
export type Signature = Readonly<{ kind: "staff" | "addon"; id: number }>;
const signatureOf = (actor: Actor): Signature =>
  actor.kind === "addon" ? { kind: "addon", id: actor.addonId } : { kind: "staff", id: actor.staffId };

/** Loads an order, lets `decide` change it, and saves what came of it. Nothing is saved when nothing changed. */
export const changeOrder = async <T extends { order: Order }, R = OrderRefusal>(
  tx: Tx,
  id: OrderId,
  decide: (order: Order) => Promise<Result<T, R>> | Result<T, R>,
  by?: Actor,
): Promise<Result<T, R | OrderRefusal>> => {
  const before = await tx.orders.get(id);
  if (!before) return refusal({ kind: "order_not_found" });
  const decided = await decide(before);
  if (!decided.ok || decided.value.order === before) return decided;
  const soldOut = await countTaken(tx, before, decided.value.order);
  if (soldOut) return refusal(soldOut);
  await save(tx, before, decided.value.order, by && { by });
  return decided;
};

export const asChanged = (result: Result<Order, OrderRefusal>): Result<{ order: Order }, OrderRefusal> =>
  result.ok ? done({ order: result.value }) : result;
