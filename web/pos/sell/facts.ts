import { useQueryClient } from "@tanstack/react-query";
import { useRegister } from "../app/context.ts";
import type { Draft } from "../data/draft.ts";
import { factsBodyOf } from "../data/draft-body.ts";
import type { Drafts } from "../data/drafts.ts";
import { type Order, orderKey } from "../data/orders.ts";
import { mayOf } from "../order/may.ts";
import { useOrderWork } from "../order/work.ts";
import { customerName } from "../orders/order-lines.ts";

/** Where an order is eaten, by whom, and how. */
export type Facts = Pick<Draft, "table" | "guests" | "customer" | "orderType" | "notes">;

export type SaidFacts = Readonly<{
  facts: Facts;
  say: (change: Partial<Facts>) => void;
  /** Why nothing can be said now; null where it can. */
  why: string | null;
  /** A change is on its way to the server. */
  saving: boolean;
}>;

const factsOf = ({ table, guests, customer, order_type: orderType, notes }: Order): Facts => ({
  table,
  guests,
  customer: customer && { id: customer.id, name: customerName(customer) ?? "" },
  orderType: orderType || null,
  notes: notes || null,
});

/** An order at a table is eaten here, unless somebody said otherwise. */
export const seating = (
  { orderType }: Pick<Facts, "orderType">,
  table: string | null,
  orderTypes: readonly string[],
): Pick<Facts, "table" | "orderType"> => ({
  table,
  orderType: orderType ?? (table !== null && orderTypes.includes("Dine in") ? "Dine in" : null),
});

/** The facts of the order that is being taken; of one that the server has, they are changed there at once. */
export const useSaidFacts = ({ draft, change }: Drafts, order: Order | undefined): SaidFacts => {
  const { offline, snapshot } = useRegister();
  const client = useQueryClient();
  const work = useOrderWork(order?.id ?? 0);
  if (!order) return { facts: draft, say: (said) => change((now) => ({ ...now, ...said })), why: null, saving: false };
  // A table is one of the facts: what keeps from moving the order keeps from changing any of them.
  const { transfer } = mayOf(order, offline, snapshot.payment_methods);
  return {
    facts: factsOf(order),
    say: (said) =>
      work.mutate(
        { path: "changes", body: { changes: [{ do: "update", order: factsBodyOf(said) }] } },
        { onSuccess: (after) => client.setQueryData(orderKey(order.id), after) },
      ),
    why: transfer === true ? null : (transfer ?? ""),
    saving: work.isPending,
  };
};
