import { expect, test } from "vitest";
import type { Caller } from "../../src/http/callers.ts";
import { RenderedOrders } from "../../src/http/rendered.ts";
import type { Order } from "../../src/domain/order/order.ts";

const order = (id: number, version = 1): Order => ({ id, version, companyId: 5678 }) as unknown as Order;
const json = Buffer.alloc(10_000, "x");
const caller = { live: true } as Caller;
const authorization = "Bearer t";

/** Renders an order and offers it to the fast path, as a GET does. */
const shown = (kept: RenderedOrders, id: number, version = 1): void => {
  const rendered = kept.put(order(id, version), json, `"${id}-${version}"`, kept.mark());
  kept.heat(`GET ${id}`, { rendered, caller, authorization, route: "orders.get" });
};
const etagOf = (kept: RenderedOrders, id: number): string | undefined =>
  kept.hotAnswer(`GET ${id}`, authorization)?.rendered.etag;

test("KC-11 a kept answer that had to make room is not given any more, so that no change of its order is missed", () => {
  const kept = new RenderedOrders(50_000);
  shown(kept, 1);
  expect(etagOf(kept, 1)).toBe('"1-1"');
  const rendered = kept.hotAnswer("GET 1", authorization)!;
  for (let id = 2; id <= 9; id++) kept.put(order(id), json, `"${id}-1"`, kept.mark());
  kept.end([order(1, 2)]);
  kept.heat("GET 1", rendered);
  expect(etagOf(kept, 1)).toBeUndefined();
});

test("KC-11 an answer that is asked for stays, however many others are kept beside it", () => {
  const kept = new RenderedOrders(50_000);
  shown(kept, 1);
  for (let id = 2; id <= 30; id++) {
    shown(kept, id);
    expect(etagOf(kept, 1), `after ${id}`).toBe('"1-1"');
  }
});

test("KC-11 an order that changed while it was read is shown once and not kept", () => {
  const kept = new RenderedOrders(50_000);
  const mark = kept.mark();
  kept.end([order(1, 2)]);
  const rendered = kept.put(order(1, 1), json, '"1-1"', mark);
  kept.heat("GET 1", { rendered, caller, authorization, route: "orders.get" });
  expect(etagOf(kept, 1)).toBeUndefined();
  expect(kept.get(order(1).companyId, order(1).id)).toBeUndefined();
});

test("KC-11 clearing ends everything", () => {
  const kept = new RenderedOrders(50_000);
  shown(kept, 1);
  const hot = kept.hotAnswer("GET 1", authorization)!;
  kept.clear();
  kept.heat("GET 1", hot);
  expect(etagOf(kept, 1)).toBeUndefined();
});
