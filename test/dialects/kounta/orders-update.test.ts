import { expect, test } from "vitest";
import { orderMoves, orderStatuses } from "../../../src/domain/order/status.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, REGISTER, SITE, menu } from "../../domain/menu.ts";

const chips = { product_id: menu.chips };
const tenDollars = { method_id: METHOD.cash, amount: 10 };
const lines = [chips];
const paid = [tenDollars];

onEveryEngine("updating orders", (servery) => {
  const bytes = async (id: unknown): Promise<string> => (await servery().get(`orders/${id}`)).text;

  /** An order in a status, whatever way leads there. */
  const inStatus = async (status: string): Promise<Record<string, unknown>> => {
    const first = status === "ACCEPTED" ? "SUBMITTED" : status;
    const order = await servery().order({ status: first, lines });
    if (first !== status) await servery().put(`orders/${order["id"]}`, { status });
    return order as never;
  };

  const attempts = orderStatuses.flatMap((from) => orderStatuses.map((to) => [from, to] as const));
  test.each(attempts)("KO-35 from %s to %s", async (from, to) => {
    const { id } = await inStatus(from);
    const before = await bytes(id);
    const allowed =
      from !== "COMPLETE" && from !== "REJECTED" && (from === to || orderMoves[from].includes(to as never));
    const answer = await servery().put(`orders/${id}`, { status: to, notes: "moved" });
    expect(answer.status).toBe(allowed ? 200 : 400);
    if (allowed) {
      expect(answer.json()).toMatchObject({ status: to, notes: "moved" });
      expect(answer.text).toBe(await bytes(id));
    } else {
      expect(answer.json()["error"]).toBe(
        from === "COMPLETE" ? "order_is_complete" : from === "REJECTED" ? "order_is_rejected" : "move_not_allowed",
      );
      expect(await bytes(id)).toBe(before);
    }
  });

  test("KO-35 an update is partial: what is not sent stays, null clears", async () => {
    const order = await servery().order({
      lines,
      notes: "Take away",
      guests: 4,
      order_type: "Pickup",
      customer_id: servery().ids.customer_id,
      fulfil_at: "2030-01-02T03:04:05+10:00",
      price_limit: 50,
      lock: ["DELETE"],
    });
    const path = `orders/${order["id"]}`;
    const changed = await servery().put(path, { guests: 5 });
    expect(changed.status).toBe(200);
    const { updated_at: _, ...rest } = changed.json<Record<string, unknown>>();
    expect({ ...rest, guests: 4 }).toEqual(
      Object.fromEntries(Object.entries(order).filter(([key]) => key !== "updated_at")),
    );
    const nulls = {
      notes: null,
      guests: null,
      order_type: null,
      customer_id: null,
      fulfil_at: null,
      price_limit: null,
      lock: null,
    };
    const cleared = (await servery().put(path, nulls)).json();
    expect(cleared).toMatchObject({
      notes: null,
      guests: null,
      customer: null,
      fulfil_at: null,
      price_limit: null,
      lock: [],
    });
    expect(cleared).not.toHaveProperty("order_type");
    expect(cleared["lines"]).toEqual(order["lines"]);
    const empty = await servery().put(path, {});
    expect(empty.status).toBe(200);
  });

  test("KO-35 PATCH is the same", async () => {
    const order = await servery().order({ lines });
    const answer = await servery().ask(`orders/${order["id"]}`, { method: "PATCH", body: { notes: "patched" } });
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ notes: "patched", total: 10 });
  });

  test("KO-35 a COMPLETE order refuses every way of changing it", async () => {
    const { id } = await servery().order({ status: "COMPLETE", lines, payments: paid });
    const before = await bytes(id);
    const ways: [string, string, object?][] = [
      ["PUT", "", { notes: "x" }],
      ["PUT", "", { status: "COMPLETE" }],
      ["DELETE", ""],
      ["POST", "/lines", chips],
      ["PUT", "/lines/1", { quantity: 2 }],
      ["DELETE", "/lines/1"],
      ["POST", "/payments", tenDollars],
      ["PUT", "/payments/1", { ref: "x" }],
      ["POST", "/optionsets", { product_id: menu.chips }],
      ["DELETE", "/optionsets/1"],
    ];
    for (const [method, below, body] of ways) {
      const answer = await servery().ask(`orders/${id}${below}`, { method, ...(body && { body }) });
      expect([method, below, answer.status]).toEqual([method, below, 400]);
      expect(answer.json()).toMatchObject({
        error: "order_is_complete",
        error_description: "Orders with COMPLETE status cannot be changed.",
      });
    }
    expect(await bytes(id)).toBe(before);
  });

  test("KO-35 nothing changes when a part of an update is refused", async () => {
    const { id } = await servery().order({ site_id: SITE.southbank, lines: [{ product_id: menu.crab }] });
    const before = await bytes(id);
    for (const body of [
      { notes: "x", status: "ON_HOLD" },
      { notes: "x", register_id: REGISTER.fitzroyCounter },
      { notes: "x", customer_id: 1 },
      { notes: "x", order_type: "Picnic" },
      { notes: "x", price_variation: 0.5, price_fixed_variation: 1 },
      { notes: "x", reject_reason: 999 },
      [],
      "text",
    ]) {
      expect((await servery().put(`orders/${id}`, body)).status).toBe(400);
      expect(await bytes(id)).toBe(before);
    }
    expect((await servery().put("orders/999999999", { notes: "x" })).status).toBe(404);
    expect((await servery().put("orders/99999999999999999999", { notes: "x" })).status).toBe(404);
  });

  test("KO-35 running out after the venue took an order does not keep it from being paid", async () => {
    const { company, storage } = servery();
    const product = (await storage.reads(company).catalogue()).product(menu.milk)!;
    const order = await servery().order({ status: "ON_HOLD", lines: [{ product_id: menu.milk }] });
    const submitted = await servery().order({ lines: [{ product_id: menu.milk }] });
    const available = (yes: boolean) =>
      storage.change(company, async (tx) => ({
        ok: true as const,
        value: await tx.records.save("product", { ...product, sites: { [SITE.fitzroy]: { available: yes } } }),
      }));
    await available(false);
    try {
      const moved = await servery().put(`orders/${order["id"]}`, { status: "PENDING" });
      expect(moved.json()).toMatchObject({ status: "PENDING" });
      const noted = await servery().put(`orders/${order["id"]}/lines/1`, { notes: "cold" });
      expect(noted.status).toBe(200);
      const more = await servery().put(`orders/${order["id"]}/lines/1`, { quantity: 2 });
      expect(more.json()).toMatchObject({ error: "out_of_stock", product_id: menu.milk });
      expect((await servery().put(`orders/${submitted["id"]}`, { status: "PENDING" })).status).toBe(400);
    } finally {
      await available(true);
    }
  });

  test("KO-27 complete_when_paid is true unless said otherwise; false leaves the end to the operator", async () => {
    const body = { status: "PENDING", lines, payments: paid };
    expect((await servery().order(body))["status"]).toBe("COMPLETE");
    expect((await servery().order({ ...body, complete_when_paid: null }))["status"]).toBe("COMPLETE");
    const kept = await servery().order({ ...body, complete_when_paid: false });
    expect(kept).toMatchObject({ status: "PENDING", complete_when_paid: false, paid: 10 });
    const operator = await servery().operator();
    const done = await operator(`orders/${kept["id"]}`, { method: "PUT", body: { status: "COMPLETE" } });
    expect(done.json()).toMatchObject({ status: "COMPLETE" });
    const unpaid = await servery().order({ status: "PENDING", lines, complete_when_paid: false });
    const early = await operator(`orders/${unpaid["id"]}`, { method: "PUT", body: { status: "COMPLETE" } });
    expect(early.status).toBe(400);
    expect(early.json()).toMatchObject({
      error: "not_fully_paid",
      error_description: "The order is not paid in full: 10.00 remaining.",
    });
  });

  test("KO-36 PENDING turns COMPLETE by itself with the payment that pays it", async () => {
    const order = await servery().order({ status: "PENDING", lines });
    const path = `orders/${order["id"]}`;
    await servery().post(`${path}/payments`, { method_id: METHOD.cash, amount: 9.99 });
    expect((await servery().get(path)).json()).toMatchObject({ status: "PENDING", paid: 9.99 });
    await servery().post(`${path}/payments`, { method_id: METHOD.cash, amount: 0.01 });
    expect((await servery().get(path)).json()).toMatchObject({ status: "COMPLETE", paid: 10 });
    const types = (
      await servery()
        .storage.reads(servery().company)
        .events(order["id"] as never)
    ).map(({ type }) => type);
    expect(types.slice(-3)).toEqual(["order.changed", "order.status_changed", "order.completed"]);
  });

  test("KO-36 paid first and moved to PENDING later, or the flag set later, comes to the same", async () => {
    const held = await servery().order({ status: "ON_HOLD", lines, payments: paid });
    expect(held["status"]).toBe("ON_HOLD");
    expect((await servery().put(`orders/${held["id"]}`, { status: "PENDING" })).json()["status"]).toBe("COMPLETE");
    const kept = await servery().order({ status: "PENDING", lines, payments: paid, complete_when_paid: false });
    expect((await servery().put(`orders/${kept["id"]}`, { complete_when_paid: true })).json()["status"]).toBe(
      "COMPLETE",
    );
  });

  test("KO-36 free lines count as paid; an empty order does not, even with money on it", async () => {
    const free = [{ product_id: menu.chips, price_variation: 0 }];
    expect((await servery().order({ status: "PENDING", lines: free }))["status"]).toBe("COMPLETE");
    expect((await servery().order({ status: "PENDING" }))["status"]).toBe("PENDING");
    const deposit = await servery().order({ status: "PENDING", payments: paid });
    expect(deposit).toMatchObject({ status: "PENDING", paid: 10, total: 0 });
    await servery().post(`orders/${deposit["id"]}/lines`, { product_id: menu.chips, quantity: 2 });
    expect((await servery().get(`orders/${deposit["id"]}`)).json()).toMatchObject({ status: "PENDING", total: 20 });
    await servery().post(`orders/${deposit["id"]}/payments`, paid[0]);
    expect((await servery().get(`orders/${deposit["id"]}`)).json()).toMatchObject({ status: "COMPLETE", paid: 20 });
  });

  test("KO-30 the operator must give a reason when the order asks for one, and it comes back", async () => {
    const operator = await servery().operator();
    const reject = (id: unknown, body: object = {}) =>
      operator(`orders/${id}`, { method: "PUT", body: { status: "REJECTED", ...body } });
    const order = await servery().order({ lines, prompt_for_reject_reason: true });
    const before = await bytes(order["id"]);
    const without = await reject(order["id"]);
    expect(without.status).toBe(400);
    expect(without.json()).toMatchObject({ error: "reject_reason_required", field: "reject_reason" });
    expect((await reject(order["id"], { reject_reason: { id: 999 } })).status).toBe(400);
    const lifted = await operator(`orders/${order["id"]}`, {
      method: "PUT",
      body: { prompt_for_reject_reason: false },
    });
    expect(lifted.json()).toMatchObject({ error: "set_by_addon", field: "prompt_for_reject_reason" });
    expect(await bytes(order["id"])).toBe(before);
    const notes = "Sorry, some products you chose are sold out";
    const done = await reject(order["id"], { reject_reason: { id: 11, notes } });
    expect(done.status).toBe(200);
    expect((await servery().get(`orders/${order["id"]}`)).json()).toMatchObject({
      status: "REJECTED",
      reject_reason: { id: 11, name: "Sold out", notes },
    });
    const bare = await servery().order({ lines, prompt_for_reject_reason: true });
    expect((await reject(bare["id"], { reject_reason: 12 })).json()["reject_reason"]).toEqual({
      id: 12,
      name: "Kitchen closed",
      notes: null,
    });
    const unasked = await servery().order({ lines });
    const plain = await reject(unasked["id"]);
    expect(plain.json()).toMatchObject({ status: "REJECTED" });
    expect(plain.json().reject_reason).toBeNull();
  });
});
