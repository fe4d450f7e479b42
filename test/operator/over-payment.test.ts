import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { METHOD, SITE, menu } from "../domain/menu.ts";
import { type Answer, type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

onEveryEngine("money that is more than what is left to pay", (servery) => {
  let asked: Promise<Operator> | undefined;
  const waiter = () => (asked ??= as(servery(), "waiter", "pin"));
  const POST = "POST";

  /** An ACCEPTED order of 20.00 that an app sent. */
  const accepted = async (): Promise<Json> => {
    const order = await servery().order({ lines: [{ product_id: menu.chips, quantity: 2 }] });
    const moved = await (await waiter())(`orders/${order.id}`, { method: "PUT", body: { status: "ACCEPTED" } });
    return moved.json();
  };
  const card = (amount: number, more: object = {}) => ({ method_id: METHOD.card, amount, ...more });
  const pay = async ({ id }: Json, body: object, headers: Record<string, string> = {}): Promise<Answer> =>
    (await waiter())(`orders/${id}/payments`, { method: POST, body, headers });
  const change = async ({ id }: Json, changes: object[], headers: Record<string, string> = {}): Promise<Answer> =>
    (await waiter())(`orders/${id}/changes`, { method: POST, body: { changes }, headers });
  const shown = async ({ id }: Json): Promise<Json> => (await (await waiter())(`orders/${id}`)).json();

  test("VU-01 two registers pay one order at the same time: one is taken, the other hears that nothing is left", async () => {
    const order = await accepted();
    const add = (): object[] => [{ do: "add_payment", payment: card(20) }];
    const answers = await Promise.all([
      change(order, add(), { "idempotency-key": randomUUID() }),
      change(order, add(), { "idempotency-key": randomUUID() }),
      pay(order, card(20)),
    ]);
    const taken = answers.filter(({ status }) => status < 300);
    expect(taken).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status >= 300)) {
      expect(answer.status).toBe(409);
      expect(answer.json()).toMatchObject({ error: "over_paid", amount: 20, due: 0 });
      expect(answer.json().error_description).toMatch(/^(?:changes\.0\.payment\.)?amount: nothing is left to pay$/);
    }
    expect(await shown(order)).toMatchObject({
      status: "ACCEPTED",
      paid: 20,
      remaining: 0,
      payments: [{ amount: 20 }],
    });
  });

  test("VU-01 more than the rest says how much that is, and nothing of the request is kept", async () => {
    const order = await accepted();
    expect((await pay(order, card(12.5))).status).toBe(201);
    const before = await shown(order);
    const refused = await change(order, [
      { do: "update", order: { notes: "window" } },
      { do: "add_payment", payment: card(7.51) },
    ]);
    expect(refused.status).toBe(409);
    expect(refused.json()).toMatchObject({
      error: "over_paid",
      error_description: "changes.1.payment.amount: must not be more than the 7.50 that is left to pay",
      field: "changes.1.payment.amount",
      index: 1,
      due: 7.5,
    });
    expect(await shown(order)).toEqual(before);
    expect((await pay(order, card(7.5, { tip: 2 }))).status).toBe(201);
    expect(await shown(order)).toMatchObject({ remaining: 0, tips: 2 });
  });

  test("VU-01 a retry of what was taken answers as the first time, and a refusal stays one", async () => {
    const order = await accepted();
    const first = { "idempotency-key": randomUUID() };
    const second = { "idempotency-key": randomUUID() };
    const add = [{ do: "add_payment", payment: card(20) }];
    expect((await change(order, add, first)).status).toBe(200);
    expect((await change(order, add, second)).status).toBe(409);
    expect((await change(order, add, first)).status).toBe(200);
    expect((await change(order, add, second)).json().error).toBe("over_paid");
    expect((await shown(order)).payments).toHaveLength(1);
  });

  test("VU-01 cash in coins, a deposit, and money back are as they were", async () => {
    const cash = { method_id: METHOD.cash };
    const rounded = await servery().order({
      status: "PENDING",
      lines: [{ product_id: menu.chips, unit_price_inc_tax: 10.03 }],
    });
    const due = (await (await waiter())(`orders/${rounded.id}/cash_due`)).json();
    expect(due.cash_due).toBe(10.05);
    expect((await pay(rounded, { ...cash, amount: 10.05 })).json()).toMatchObject({ error: "over_paid", due: 10.03 });
    expect((await pay(rounded, { ...cash, amount: 10.05, round: true })).status).toBe(201);
    expect(await shown(rounded)).toMatchObject({ status: "COMPLETE", remaining: 0 });

    const empty = await servery().order({ status: "ON_HOLD" });
    expect((await pay(empty, card(50))).status).toBe(201);
    const line = { product_id: menu.chips, quantity: 2 };
    expect((await change(empty, [{ do: "add_line", line }])).json()).toMatchObject({ remaining: -30 });
    expect((await pay(empty, card(1))).json()).toMatchObject({ error: "over_paid", due: 0 });
    expect((await pay(empty, card(-30))).status).toBe(201);
    expect(await shown(empty)).toMatchObject({ paid: 20, remaining: 0 });
  });

  test("KO-28 what an add-on took is written down as it was, also beyond what is left", async () => {
    const order = await accepted();
    expect((await pay(order, card(20))).status).toBe(201);
    const taken = await servery().post(`orders/${order.id}/payments`, { method_id: METHOD.card, amount: 5 });
    expect(taken.status, taken.text).toBe(201);
    expect(await shown(order)).toMatchObject({ paid: 25, remaining: -5 });
  });

  test("VU-01 an order is made with the money that was taken with it, whatever that is", async () => {
    const lines = [{ product_id: menu.chips }];
    const body = { site_id: SITE.fitzroy, status: "ON_HOLD", lines, payments: [card(12)] };
    const made = await (await waiter())("orders", { method: POST, body });
    expect(made.status, made.text).toBe(201);
    expect((await (await waiter())(made.headers.get("location")!)).json()).toMatchObject({ remaining: -2 });
  });
});
