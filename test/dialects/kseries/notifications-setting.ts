import { expect } from "vitest";
import { createOrder } from "../../../src/commands/create-order.ts";
import { eventsBetween } from "../../../src/domain/order/events.ts";
import type { AddonId, ProductId, SiteId } from "../../../src/domain/ids.ts";
import type { NewOrder } from "../../../src/domain/order/input.ts";
import type { OnlineFacts, Order } from "../../../src/domain/order/order.ts";
import { done } from "../../../src/kit/brand.ts";
import type { OutboxEvent } from "../../../src/storage/storage.ts";
import type { Json, TestServery } from "../../support/servery.ts";
import { type Receiver, settled } from "../kounta/webhooks-receiver.ts";
import { FITZROY, FLAT_WHITE } from "./kseries.ts";
import { clientOf } from "./set-up-client.ts";

/** An app with endpoints at a receiver, and orders that it sent. */

export const APP = 2 as AddonId;

/** Makes an endpoint whose receiver's path is its name, associated with the locations named. */
export const endpoint = async (
  servery: TestServery,
  receiver: Receiver,
  endpointId: string,
  more: Record<string, unknown> = {},
  locations: readonly number[] = [],
): Promise<void> => {
  const ask = await clientOf(servery, ["orders-api"], "/o/wh/1/webhook");
  const made = await ask("PUT", "", { endpointId, url: `${receiver.url}/${endpointId}`, ...more });
  expect(made.status, made.text).toBe(200);
  for (const id of locations) {
    const associated = await ask("PUT", `/${endpointId}/business-locations/${id}`);
    expect(associated.status, associated.text).toBe(200);
  }
};

/** Everything that an endpoint was sent, once there is nothing more to come. */
export const bodies = async (servery: TestServery, receiver: Receiver, endpointId: string): Promise<Json[]> => {
  await settled(servery);
  return receiver.at(`/${endpointId}`).map(({ json }) => json);
};

export const applied = (endpointId: string, reference: string, kind = "ORDER", addonId = APP): OutboxEvent => ({
  type: "online.applied",
  kind,
  key: `${kind} ${FITZROY} ${reference}`,
  endpointId,
  addonId,
  reference,
});

/** An order that the app sent, taken by the venue: one flat white at 4.90. */
export const sent = async (
  servery: TestServery,
  endpointId: string,
  reference: string,
  { online, ...input }: Partial<Omit<NewOrder, "online">> & Readonly<{ online?: Partial<OnlineFacts> }> = {},
): Promise<Order> => {
  const facts: OnlineFacts = {
    api: "kseries",
    kind: "TO_GO",
    addonId: APP,
    endpointId,
    reference,
    collectionCode: null,
    collectAt: null,
    deliveryAddress: null,
    ...online,
  };
  const line = {
    productId: FLAT_WHITE as ProductId,
    quantity: "1",
    unitPriceExTax: null,
    unitPriceIncTax: null,
    priceVariation: "1",
    priceFixedVariation: "0",
    modifiers: [],
    notes: null,
    courseName: null,
    courseOrdinal: null,
    courseStatus: null,
  };
  const made = await createOrder(servery.storage).run(
    { company: servery.company, actor: { kind: "addon", addonId: APP } },
    {
      siteId: FITZROY as SiteId,
      lines: [line],
      options: [],
      payments: [],
      originalOrderId: null,
      passThruPrinting: false,
      passThruRegisterId: null,
      completeWhenPaid: false,
      ...input,
      online: facts,
    },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return change(servery, made.value, { status: "ACCEPTED" }, [applied(endpointId, reference)]);
};

/** Saves another version of an order, with what is told of it besides. */
export const change = async (
  servery: TestServery,
  { id }: Pick<Order, "id">,
  facts: Partial<Order>,
  also: readonly OutboxEvent[] = [],
): Promise<Order> => {
  const saved = await servery.storage.transact<Order, never>(servery.company, async (tx) => {
    const before = (await tx.orders.get(id))!;
    const after = { ...before, ...facts, version: before.version + 1 };
    tx.orders.save(before, after, [...also, ...eventsBetween(before, after)]);
    return done(after);
  });
  return (saved as { value: Order }).value;
};

/** An event of no order. */
export const emit = (servery: TestServery, event: OutboxEvent): Promise<unknown> =>
  servery.storage.transact(servery.company, (tx) => {
    tx.emit([event]);
    return Promise.resolve(done(null));
  });
