import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, menu } from "../../domain/menu.ts";

const lines = [{ product_id: menu.chips, quantity: 3 }];

onEveryEngine("payments of orders", (servery) => {
  const shown = async (id: unknown) => (await servery().get(`orders/${id}`)).json();

  test("KO-38 a payment is added with its reference and tip", async () => {
    const { id } = await servery().order({ lines });
    const made = await servery().post(`orders/${id}/payments`, {
      method_id: METHOD.card,
      amount: 12.34,
      ref: "9000768",
      tip: 1.5,
    });
    expect(made.status).toBe(201);
    expect(made.text).toBe("");
    expect(made.headers.get("location")).toBe(`${servery().url}/v1/companies/5678/orders/${id}/payments/1`);
    const order = await shown(id);
    expect(order).toMatchObject({ total: 30, paid: 12.34, tips: 1.5 });
    expect(order["payments"]).toMatchObject([
      { number: 1, method: { id: METHOD.card, name: "EFTPOS" }, amount: 12.34, tip: 1.5, ref: "9000768" },
    ]);
  });

  test("KO-38 without a method it is the add-on's own; money goes back by a negative amount", async () => {
    const { id } = await servery().order({ lines });
    await servery().post(`orders/${id}/payments`, { amount: 30 });
    await servery().post(`orders/${id}/payments`, { method_id: METHOD.cash, amount: -4.5 });
    expect(await shown(id)).toMatchObject({
      paid: 25.5,
      payments: [
        { number: 1, method: { id: METHOD.app, name: "Demo app" }, amount: 30, tip: 0, ref: null },
        { number: 2, method: { name: "Cash" }, amount: -4.5 },
      ],
    });
    const { other } = servery();
    const theirs = `/v1/companies/${other.company}/orders`;
    const made = await servery().ask(theirs, { method: "POST", body: { site_id: 990 }, auth: other.auth });
    const none = await servery().ask(`${made.headers.get("location")}/payments`, {
      method: "POST",
      body: { amount: 5 },
      auth: other.auth,
    });
    expect(none.status).toBe(400);
    expect(none.json()).toMatchObject({ error: "payment_method_required", field: "method_id" });
  });

  test("KO-38 a reference can be changed and cleared", async () => {
    const { id } = await servery().order({ lines, payments: [{ method_id: METHOD.cash, amount: 5, ref: "a" }] });
    const path = `orders/${id}/payments/1`;
    expect((await servery().put(path, { ref: "00042" })).json()).toMatchObject({ number: 1, ref: "00042", amount: 5 });
    expect((await servery().put(path, {})).json()).toMatchObject({ ref: "00042" });
    expect((await servery().put(path, { ref: null })).json()).toMatchObject({ ref: null });
    expect((await shown(id))["payments"]).toHaveLength(1);
  });

  test("KO-38 a tip that comes later is a payment of 0.00 with that tip", async () => {
    const { id } = await servery().order({
      lines,
      payments: [{ method_id: METHOD.card, amount: 5, tip: 1, ref: "a" }],
    });
    const answer = await servery().put(`orders/${id}/payments/1`, { tip: 2.5 });
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ number: 2, amount: 0, tip: 2.5, method: { id: METHOD.card }, ref: "a" });
    const order = await shown(id);
    expect(order).toMatchObject({
      paid: 5,
      tips: 3.5,
      payments: [
        { amount: 5, tip: 1 },
        { amount: 0, tip: 2.5 },
      ],
    });
    const [first, second] = order["payments"] as never as { id: number }[];
    expect(second!.id).not.toBe(first!.id);
    expect((await servery().put(`orders/${id}/payments/1`, { tip: 0 })).json()).toMatchObject({ number: 1 });
    expect((await shown(id))["payments"]).toHaveLength(2);
  });

  test("KO-38 a tip can be what completes the order: it counts towards the tip/service", async () => {
    const order = await servery().order({
      status: "PENDING",
      lines,
      tip_service_amount: 3,
      payments: [{ method_id: METHOD.card, amount: 30 }],
    });
    expect(order).toMatchObject({ status: "PENDING", tip_service_paid: 2.73 });
    await servery().put(`orders/${order["id"]}/payments/1`, { tip: 3 });
    expect(await shown(order["id"])).toMatchObject({ status: "COMPLETE", paid: 30, tips: 0, tip_service_paid: 3 });
  });

  test("KO-38 what cannot be is refused and leaves the order as it was", async () => {
    const { id } = await servery().order({ lines, payments: [{ method_id: METHOD.cash, amount: 5 }] });
    const before = (await servery().get(`orders/${id}`)).text;
    const rows: [string, string, object, number][] = [
      ["POST", "", {}, 400],
      ["POST", "", { method_id: 999, amount: 1 }, 400],
      ["POST", "", { method_id: METHOD.cash, amount: 1.005 }, 400],
      ["POST", "", { method_id: METHOD.cash, amount: 1, tip: "much" }, 400],
      ["POST", "", { method_id: METHOD.cash, amount: 1, ref: "4111 1111 1111 1111" }, 400],
      ["PUT", "/2", { ref: "x" }, 404],
      ["PUT", "/0", { ref: "x" }, 404],
      ["PUT", "/1", { tip: 0.001 }, 400],
    ];
    for (const [method, below, body, status] of rows) {
      const answer = await servery().ask(`orders/${id}/payments${below}`, { method, body });
      expect([below, body, answer.status]).toEqual([below, body, status]);
    }
    expect((await servery().get(`orders/${id}`)).text).toBe(before);
  });

  test("KO-38 a rejected order takes no money", async () => {
    const { id } = await servery().order({ lines, status: "REJECTED" });
    const answer = await servery().post(`orders/${id}/payments`, { method_id: METHOD.cash, amount: 1 });
    expect(answer.status).toBe(400);
    expect(answer.json()["error"]).toBe("order_is_rejected");
  });
});
