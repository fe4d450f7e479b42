import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { METHOD, SITE, menu, productIdOf } from "../domain/menu.ts";
import { type Answer, type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

const CHIPS = { product_id: menu.chips };
const sum = (amounts: number[]): number => Math.round(amounts.reduce((a, b) => a + b, 0) * 100) / 100;

onEveryEngine("splitting an order", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const split = async (order: Json, parts: object[], headers: Record<string, string> = {}): Promise<Answer> =>
    (await manager())(`orders/${order.id}/split`, { method: "POST", body: { parts }, headers });
  const shown = async (id: number): Promise<Json> => (await manager())(`orders/${id}`).then((a) => a.json());
  const line = (order: Json, i: number, quantity?: number) => ({ line_id: order.lines[i].line_id, quantity });
  /** Made at the venue: at a table, with a customer. */
  const table = async (body: object): Promise<Json> => {
    const facts = { site_id: SITE.fitzroy, status: "ON_HOLD", customer_id: servery().ids.customer_id, ...body };
    const made = await (await manager())("orders", { method: "POST", body: facts });
    expect(made.status, made.text).toBe(201);
    return (await (await manager())(made.headers.get("location")!)).json();
  };
  const eventsOf = async (id: number) =>
    (
      await servery()
        .storage.reads(servery().company)
        .events(id as never)
    ).map(({ type }) => type);

  test("VU-01 by item: lines keep their ids and prices, and the parts stand at the same table", async () => {
    const order = await table({
      table: "T40",
      guests: 5,
      lines: [CHIPS, { product_id: menu.milk }, { product_id: menu.lagerPot, quantity: 2, notes: "cold" }],
      options: [{ product_id: productIdOf("Flat white") }],
    });
    const answer = await split(order, [
      { lines: [line(order, 1)], guests: 2 },
      { lines: [line(order, 2), line(order, 3)] },
    ]);
    expect(answer.status, answer.text).toBe(201);
    const { orders } = answer.json();
    expect(orders.map(({ id }: Json) => id)[0]).toBe(order.id);
    expect(new Set(orders.map(({ sale_number }: Json) => sale_number)).size).toBe(3);
    const [kept, milk, rest] = orders;
    for (const one of orders) {
      expect(one).toMatchObject({ table: "T40", group_id: order.group_id, status: "ON_HOLD", site_id: SITE.fitzroy });
      expect(one).toEqual(await shown(one.id));
    }
    expect([kept.guests, milk.guests, rest.guests]).toEqual([3, 2, null]);
    expect([kept.customer?.id, milk.customer, rest.customer]).toEqual([order.customer.id, null, null]);
    expect(rest.options).toEqual([{ ...order.options[0], line_number: 2 }]);
    const now = orders.flatMap(({ lines }: Json) => lines);
    for (const { number: _, option_set: __, ...before } of order.lines) {
      expect(now.find(({ line_id }: Json) => line_id === before.line_id)).toMatchObject(before);
    }
    for (const name of ["total", "total_tax", "remaining"]) {
      expect(sum(orders.map((one: Json) => one[name]))).toBe(order[name]);
    }
    expect(await eventsOf(kept.id)).toEqual(expect.not.arrayContaining(["order.deleted"]));
    expect((await eventsOf(kept.id)).at(-1)).toBe("order.changed");
    expect(await eventsOf(milk.id)).toEqual(["order.created"]);
  });

  test("VU-01 by quantity: a third of 10.00 each, to the cent", async () => {
    const order = await table({ lines: [{ ...CHIPS, quantity: 3, price_fixed_variation: -20 }] });
    expect(order.total).toBe(10);
    const answer = await split(order, [{ lines: [line(order, 0, 1)] }, { lines: [line(order, 0, 1)] }]);
    const { orders } = answer.json();
    expect(orders.map(({ total }: Json) => total).sort()).toEqual([3.33, 3.33, 3.34]);
    expect(orders.map(({ lines }: Json) => lines[0].quantity)).toEqual([1, 1, 1]);
    expect(new Set(orders.map(({ lines }: Json) => lines[0].line_id)).size).toBe(3);
    expect(orders[0].lines[0].line_id).toBe(order.lines[0].line_id);
    // A line that is sold anew owes the others nothing.
    const again = await (
      await manager()
    )(`orders/${orders[1].id}/lines/1`, {
      method: "PUT",
      body: { price_fixed_variation: 0 },
    });
    expect(again.status).toBe(200);
    expect((await shown(orders[1].id)).total).toBe(10);
    const explained = await (await manager())(`orders/${orders[0].id}/explain`);
    expect(explained.status).toBe(200);
  });

  test("VU-01 what stands on the whole order is shared: fixed variation, tip amount; a percentage is not", async () => {
    const lines = [CHIPS, { product_id: menu.milk }, { product_id: menu.lagerPot }];
    const fixed = await table({ lines, price_fixed_variation: -3.35, tip_service_amount: 2.01 });
    const parts = (await split(fixed, [{ lines: [line(fixed, 1)] }, { lines: [line(fixed, 2)] }])).json().orders;
    expect(sum(parts.map(({ price_fixed_variation }: Json) => price_fixed_variation))).toBe(-3.35);
    expect(sum(parts.map(({ tip_service }: Json) => tip_service))).toBe(2.01);
    expect(sum(parts.map(({ payable }: Json) => payable))).toBe(fixed.payable);
    const percent = await table({ lines, price_variation: 0.9, tip_service_percent: 10 });
    for (const part of (await split(percent, [{ lines: [line(percent, 1)] }])).json().orders) {
      expect(part).toMatchObject({ price_variation: 0.9, tip_service_percent: 10 });
    }
  });

  test("VU-01 payments stay on the order; what stays must be worth them, and may be paid by them", async () => {
    const pays = (amount: number) => [{ method_id: METHOD.cash, amount }];
    const part = await table({ lines: [CHIPS, CHIPS], payments: pays(12) });
    const refused = await split(part, [{ lines: [line(part, 1)] }]);
    expect([refused.status, refused.json()]).toMatchObject([400, { error: "part_overpaid", paid: 12, payable: 10 }]);
    expect((await shown(part.id)).lines).toHaveLength(2);
    const order = await table({ status: "PENDING", lines: [CHIPS, CHIPS], payments: pays(10) });
    const { orders } = (await split(order, [{ lines: [line(order, 1)] }])).json();
    expect(orders[0]).toMatchObject({ status: "COMPLETE", remaining: 0, paid: 10 });
    expect(orders[1]).toMatchObject({ status: "PENDING", remaining: 10, payments: [] });
    expect(await eventsOf(order.id)).toContain("order.completed");
  });

  test("VU-01 what cannot be split is refused, and nothing is changed", async () => {
    const order = await table({
      lines: [{ ...CHIPS, quantity: 2 }],
      options: [{ product_id: productIdOf("Flat white") }],
    });
    const rows: [object[], string][] = [
      [[{ lines: [{ line_id: "nothere" }] }], "unknown"],
      [[{ lines: [line(order, 0), line(order, 0)] }], "line_twice"],
      [[{ lines: [line(order, 0, 3)] }], "split_quantity"],
      [[{ lines: [line(order, 0, -1)] }], "split_quantity"],
      [[{ lines: [line(order, 0)] }, { lines: [line(order, 0, 1)] }], "split_quantity"],
      [[{ lines: [line(order, 1, 0.5)] }], "split_option_set"],
      [[{ lines: [line(order, 1)] }, { lines: [line(order, 1)] }], "split_quantity"],
      [[{ lines: [line(order, 0), line(order, 1)] }], "nothing_left_to_split"],
      [[], "bad_request"],
      [[{ lines: [] }], "bad_request"],
      [[{ lines: [line(order, 0, 0)] }], "bad_request"],
      [[{ lines: [line(order, 0)], guests: -1 }], "bad_request"],
    ];
    for (const [parts, error] of rows) {
      const refused = await split(order, parts);
      expect([refused.status, refused.json().error], refused.text).toEqual([400, error]);
    }
    expect(await shown(order.id)).toMatchObject({ version: 1 });
    const done = await table({ status: "REJECTED", lines: [CHIPS, CHIPS] });
    expect((await split(done, [{ lines: [line(done, 0)] }])).json().error).toBe("order_is_rejected");
    expect((await (await manager())("orders/99999999/split", { method: "POST", body: { parts: [] } })).status).toBe(
      400,
    );
    const body = { parts: [{ lines: [line(order, 0)] }] };
    expect((await (await manager())("orders/99999999/split", { method: "POST", body })).status).toBe(404);
  });

  test("KO-31 an order locked with ALL is not split; other locks go with the parts", async () => {
    const all = await servery().order({ status: "ON_HOLD", lines: [CHIPS, CHIPS], lock: ["ALL"] });
    expect((await split(all, [{ lines: [line(all, 1)] }])).json()).toMatchObject({ error: "locked", lock: "ALL" });
    const some = await servery().order({ status: "ON_HOLD", lines: [CHIPS, CHIPS], lock: ["PAYMENTS", "DELETE"] });
    const { orders } = (await split(some, [{ lines: [line(some, 1)] }])).json();
    for (const one of orders) expect(one.lock).toEqual(["PAYMENTS", "DELETE"]);
    const pay = { method: "POST", body: { method_id: METHOD.cash, amount: 1 } };
    expect((await (await manager())(`orders/${orders[1].id}/payments`, pay)).json()).toMatchObject({ error: "locked" });
  });

  test("KO-26 the price limit is shared by the parts: splitting is no way around it", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS, CHIPS, CHIPS], price_limit: 33 });
    const { orders } = (await split(order, [{ lines: [line(order, 2)] }])).json();
    expect(orders.map(({ price_limit }: Json) => price_limit)).toEqual([22, 11]);
    const add = { method: "POST", body: CHIPS };
    for (const { id } of orders) {
      expect((await (await manager())(`orders/${id}/lines`, add)).json()).toMatchObject({ error: "over_price_limit" });
    }
  });

  test("VU-01 the same key again makes no more orders", async () => {
    const order = await table({ lines: [CHIPS, CHIPS] });
    const headers = { "idempotency-key": randomUUID() };
    const first = await split(order, [{ lines: [line(order, 1)] }], headers);
    const again = await split(order, [{ lines: [line(order, 1)] }], headers);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect((await shown(order.id)).version).toBe(2);
  });

  test("VU-01 K-Series reports name the lines of a part by numbers that no other line has", async () => {
    const { lineLongOf } = await import("../../src/dialects/kseries/ids.ts");
    const order = await table({ lines: [CHIPS, { ...CHIPS, quantity: 2 }] });
    const { orders } = (await split(order, [{ lines: [line(order, 0), line(order, 1, 1)] }])).json();
    const reads = servery().storage.reads(servery().company);
    const numbers = [];
    for (const { id } of orders) {
      const stored = (await reads.order(id))!;
      numbers.push(...stored.lines.map((one) => lineLongOf(stored, one)));
    }
    expect(numbers).toEqual([order.id * 10_000 + 2, order.id * 10_000 + 1, orders[1].id * 10_000 + 1]);
  });
});
