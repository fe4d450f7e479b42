import { beforeAll, expect, test } from "vitest";
import { METHOD, SITE, menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { done } from "../../src/kit/brand.ts";
import { type Operator, as } from "./support.ts";

onEveryEngine("cash that is rounded to coins", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  let rounds = 0;

  beforeAll(async () => {
    const { storage, company } = servery();
    const set = await storage.change(company, async (tx) => {
      const cash = tx.catalogue.get("payment_method", METHOD.cash)!;
      await tx.records.save("payment_method", { ...cash, rounding: "0.05" });
      const known = tx.catalogue.all("payment_method").find(({ kind }) => kind === "rounding");
      const { version: _, createdAt: __, updatedAt: ___, ...draft } = cash;
      const made =
        known ??
        (await tx.records.add("payment_method", {
          ...draft,
          id: tx.newId("catalogue") as typeof cash.id,
          name: "Cash rounding",
          kind: "rounding",
          code: null,
          rounding: null,
        }));
      return done(made.id);
    });
    if (set.ok) rounds = set.value;
  });

  const costing = async (price: number, more: object = {}): Promise<Json> => {
    const lines = [{ product_id: menu.chips, unit_price_inc_tax: price }];
    const body = { site_id: SITE.fitzroy, status: "PENDING", lines, ...more };
    const made = await (await manager())("orders", { method: "POST", body });
    expect(made.status, made.text).toBe(201);
    return (await (await manager())(made.headers.get("location")!)).json();
  };
  const due = async (order: Json, query = ""): Promise<Json> =>
    (await (await manager())(`orders/${order.id}/cash_due${query}`)).json();
  const pay = async (order: Json, body: object) =>
    (await manager())(`orders/${order.id}/payments`, {
      method: "POST",
      body: { method_id: METHOD.cash, round: true, ...body },
    });
  const shown = async ({ id }: Json): Promise<Json> => (await (await manager())(`orders/${id}`)).json();

  test.each([
    [10.01, 10, 0.01],
    [10.02, 10, 0.02],
    [10.03, 10.05, -0.02],
    [10.04, 10.05, -0.01],
    [10.05, 10.05, 0],
    [0.02, 0, 0.02],
  ])("VU-01 %f is paid with %f in cash, and %f is rounding", async (price, cash, rounding) => {
    const order = await costing(price);
    expect(await due(order)).toEqual({ remaining: price, cash_due: cash, rounding: 0.05, method_id: METHOD.cash });
    const paid = await pay(order, { amount: cash });
    expect(paid.status, paid.text).toBe(201);
    const after = await shown(order);
    expect(after).toMatchObject({ status: "COMPLETE", remaining: 0, paid: price });
    const payments = after.payments.map(({ method, amount }: Json) => [method.id, amount]);
    expect(payments).toEqual(
      rounding === 0
        ? [[METHOD.cash, cash]]
        : [
            [rounds, rounding],
            [METHOD.cash, cash],
          ],
    );
    expect(paid.headers.get("location")).toMatch(new RegExp(`/payments/${payments.length}$`));
  });

  test("VU-01 the rest in cash after a card, with all of the tip or service settled", async () => {
    const order = await costing(33.33, { tip_service_percent: 30 });
    const card = { method_id: METHOD.card, amount: 20, round: false };
    expect((await pay(order, card)).status).toBe(201);
    const { cash_due } = await due(order);
    expect((await pay(order, { amount: cash_due })).status).toBe(201);
    const after = await shown(order);
    expect(after).toMatchObject({ status: "COMPLETE", remaining: 0, tip_service_paid: after.tip_service });
  });

  test("VU-01 among other changes, and by what is due after them", async () => {
    const order = await costing(10, { complete_when_paid: false });
    const changes = (amount: number) => ({
      method: "POST",
      body: {
        changes: [
          { do: "update_line", line_id: order.lines[0].line_id, line: { unit_price_inc_tax: 7.77 } },
          { do: "add_payment", payment: { method_id: METHOD.cash, amount, round: true } },
        ],
      },
    });
    const refused = await (await manager())(`orders/${order.id}/changes`, changes(10));
    expect(refused.json()).toMatchObject({
      error: "not_the_cash_due",
      cash_due: 7.75,
      field: "changes.1.payment.amount",
    });
    const done = await (await manager())(`orders/${order.id}/changes`, changes(7.75));
    expect(done.json()).toMatchObject({ remaining: 0, paid: 7.77 });
  });

  test("VU-01 what is not the cash due, and methods that are not rounded, are refused", async () => {
    const order = await costing(10.02);
    const rows: [object, string][] = [
      [{ amount: 10.02 }, "not_the_cash_due"],
      [{ amount: 5 }, "not_the_cash_due"],
      [{ amount: 10, method_id: METHOD.card }, "not_rounded"],
      [{ amount: 10, round: "yes" }, "bad_request"],
    ];
    for (const [body, error] of rows) {
      const refused = await pay(order, body);
      expect([refused.status, refused.json().error], refused.text).toEqual([400, error]);
    }
    expect((await pay(order, { amount: 10.02, round: false })).status).toBe(201);
    const card = await (await manager())(`orders/${order.id}/cash_due?method_id=${METHOD.card}`);
    expect([card.status, card.json().field]).toEqual([400, "method_id"]);
    expect((await (await manager())(`orders/${order.id}/cash_due?method_id=x`)).status).toBe(400);
    expect((await (await manager())("orders/99999999/cash_due")).status).toBe(404);
    // Add-ons take no cash.
    const other = await servery().order({ status: "ON_HOLD", lines: [{ product_id: menu.chips }] });
    const byAddon = await servery().post(`orders/${other.id}/payments`, {
      method_id: METHOD.cash,
      amount: 3,
      round: true,
    });
    expect(byAddon.status).toBe(201);
    expect((await servery().get(`orders/${other.id}/payments`)).status).toBeLessThan(500);
  });

  test("VU-01 a refund in cash is rounded as well", async () => {
    const order = await costing(10.03);
    await pay(order, { amount: 10.05 });
    const [{ line_id }] = order.lines;
    const answer = await (
      await manager()
    )(`orders/${order.id}/refund`, {
      method: "POST",
      body: { lines: [{ line_id, quantity: 1 }], payments: [{ method_id: METHOD.cash, amount: 10.05, round: true }] },
    });
    expect(answer.status, answer.text).toBe(201);
    const amounts = answer.json().payments.map(({ method, amount }: Json) => [method.id, amount]);
    expect(amounts).toEqual([
      [rounds, 0.02],
      [METHOD.cash, -10.05],
    ]);
  });
});
