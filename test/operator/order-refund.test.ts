import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { METHOD, SITE, menu, productIdOf } from "../domain/menu.ts";
import { type Answer, type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

const CHIPS = { product_id: menu.chips };

onEveryEngine("refunding lines of a sale", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const back = async (order: Json, lines: [number, number][], body: object, headers: Record<string, string> = {}) =>
    (await manager())(`orders/${order.id}/refund`, {
      method: "POST",
      body: {
        lines: lines.map(([i, quantity]) => ({ line_id: order.lines[i]?.line_id ?? "nothere", quantity })),
        ...body,
      },
      headers,
    });
  const cash = (...amounts: number[]) => ({ payments: amounts.map((amount) => ({ method_id: METHOD.cash, amount })) });
  const refundable = async (order: Json): Promise<Json> =>
    (await manager())(`orders/${order.id}/refundable`).then((a: Answer) => a.json());
  const sale = async (body: object): Promise<Json> => {
    const made = await (await manager())("orders", { method: "POST", body: { site_id: SITE.fitzroy, ...body } });
    expect(made.status, made.text).toBe(201);
    const location = made.headers.get("location")!;
    const { payable } = (await (await manager())(location)).json();
    await (
      await manager()
    )(`${location}/payments`, { method: "POST", body: { method_id: METHOD.card, amount: payable } });
    const put = await (await manager())(location, { method: "PUT", body: { status: "COMPLETE" } });
    if (put.status !== 200) expect((await (await manager())(location)).json().status).toBe("COMPLETE");
    return (await (await manager())(location)).json();
  };

  test("VU-01 lines go back at the prices and taxes they were sold at, with what variations made of them", async () => {
    const order = await sale({
      status: "PENDING",
      customer_id: servery().ids.customer_id,
      price_variation: 0.9,
      lines: [
        { ...CHIPS, quantity: 2 },
        { product_id: menu.lagerPot, price_fixed_variation: -0.5 },
      ],
      options: [{ product_id: productIdOf("Flat white") }],
    });
    const [chips, lager] = order.lines;
    const total = Math.round((chips.line_total_inc_tax / 2 + lager.line_total_inc_tax) * 100) / 100;
    const answer = await back(
      order,
      [
        [0, 1],
        [1, 1],
      ],
      { ...cash(total), reason: "too cold" },
    );
    expect(answer.status, answer.text).toBe(201);
    const refund = answer.json();
    expect(answer.headers.get("location")).toBe(`${servery().url}/admin/api/companies/5678/orders/${refund.id}`);
    expect((await (await manager())(answer.headers.get("location")!)).json()).toEqual(refund);
    expect(refund).toMatchObject({
      status: "COMPLETE",
      original_order_id: order.id,
      notes: "too cold",
      total: -total,
      paid: -total,
      remaining: 0,
      customer: { id: order.customer.id },
    });
    expect(refund.lines.map(({ quantity, refund_of_line }: Json) => [quantity, refund_of_line])).toEqual([
      [-1, chips.line_id],
      [-1, lager.line_id],
    ]);
    expect(refund.lines[0]).toMatchObject({
      line_total_inc_tax: -chips.line_total_inc_tax / 2,
      unit_price: chips.unit_price,
    });
    expect(refund.lines[1]).toMatchObject({
      line_total_inc_tax: -lager.line_total_inc_tax,
      line_total_tax: -lager.line_total_tax,
      taxes: lager.taxes,
    });
    expect(refund.sale_number).not.toBe(order.sale_number);
    expect([order.refunds, refund.refunds]).toEqual([[], []]);
    const left = await refundable(order);
    expect(left.lines).toMatchObject([
      {
        line_id: chips.line_id,
        name: "Hot chips",
        quantity: 2,
        refunded: 1,
        left: 1,
        amount_left: 9,
        total_inc_tax_of_one: 9,
      },
      { line_id: lager.line_id, refunded: 1, left: 0, amount_left: 0 },
      { name: "Flat white", refunded: 0, left: 1 },
    ]);
    expect(left.total_left).toBe(Math.round((order.total - total) * 100) / 100);
  });

  test("VU-01 never more than was sold: what went back before counts, and parts add up to the cent", async () => {
    const order = await sale({ status: "PENDING", lines: [{ ...CHIPS, quantity: 3, price_fixed_variation: -20 }] });
    expect(order.total).toBe(10);
    const gone: number[] = [];
    for (const amount of [3.33, 3.33, 3.34]) {
      const wrong = await back(order, [[0, 1]], cash(amount + 0.01));
      expect([wrong.status, wrong.json()]).toMatchObject([400, { error: "refund_not_paid_back", total: amount }]);
      const answer = await back(order, [[0, 1]], cash(amount));
      expect(answer.status, answer.text).toBe(201);
      gone.push(answer.json().total);
    }
    expect(gone).toEqual([-3.33, -3.33, -3.34]);
    const { refunds } = (await (await manager())(`orders/${order.id}`)).json();
    expect(refunds.map(({ total }: Json) => total)).toEqual(gone);
    const more = await back(order, [[0, 1]], cash(3.33));
    expect([more.status, more.json()]).toMatchObject([400, { error: "refund_too_many", left: 0 }]);
    expect(await refundable(order)).toMatchObject({ total_left: 0, lines: [{ refunded: 3, left: 0, amount_left: 0 }] });
  });

  test("VU-01 what another order gave back of the sale counts as well", async () => {
    const order = await sale({ status: "PENDING", lines: [CHIPS, CHIPS] });
    const free = await servery().order({
      status: "COMPLETE",
      original_order_id: order.id,
      lines: [{ ...CHIPS, quantity: -1.5 }],
      payments: [{ method_id: METHOD.cash, amount: -15 }],
    });
    expect(free.status).toBe("COMPLETE");
    const mine = { id: free.id, sale_number: free.sale_number, status: "COMPLETE", total: -15 };
    const by = (path: string) => manager().then((ask) => ask(`orders/${path}`));
    for (const path of [order.id, `saleid/${order.sale_id}`]) expect((await by(path)).json().refunds).toEqual([mine]);
    const rows = (await by("complete")).json<Json[]>();
    expect(rows.find(({ id }) => id === order.id)).not.toHaveProperty("refunds");
    expect((await servery().get(`orders/${order.id}`)).json()).not.toHaveProperty("refunds");
    expect((await refundable(order)).total_left).toBe(5);
    const much = await back(order, [[0, 1]], cash(10));
    expect([much.status, much.json()]).toMatchObject([400, { error: "refund_too_much", left: 5 }]);
    expect((await back(order, [[0, 0.5]], cash(5))).status).toBe(201);
  });

  test("VU-01 what cannot be refunded is refused, and nothing is made", async () => {
    const order = await sale({ status: "PENDING", lines: [CHIPS] });
    const open = await servery().order({ status: "PENDING", lines: [CHIPS] });
    const rows: [Json, [number, number][], object, number, string][] = [
      [open, [[0, 1]], cash(10), 400, "refund_not_complete"],
      [order, [[0, 2]], cash(20), 400, "refund_too_many"],
      [order, [[9, 1]], cash(10), 400, "unknown"],
      [
        order,
        [
          [0, 1],
          [0, 1],
        ],
        cash(10),
        400,
        "line_twice",
      ],
      [order, [[0, 1]], cash(9), 400, "refund_not_paid_back"],
      [order, [[0, 1]], { payments: [] }, 400, "refund_not_paid_back"],
      [order, [[0, 1]], { payments: [{ method_id: 999_999, amount: 10 }] }, 400, "unknown"],
      [order, [[0, 0]], cash(10), 400, "bad_request"],
      [order, [], cash(10), 400, "bad_request"],
      [order, [[0, 1]], {}, 400, "bad_request"],
      [order, [[0, 1]], { ...cash(10), reason: 7 }, 400, "bad_request"],
      [{ id: 99_999_999, lines: order.lines }, [[0, 1]], cash(10), 404, "not_found"],
    ];
    for (const [of, lines, body, status, error] of rows) {
      const refused = await back(of, lines, body);
      expect([refused.status, refused.json().error], refused.text).toEqual([status, error]);
    }
    expect(await refundable(order)).toMatchObject({ total_left: 10 });
    expect(await refundable(open)).toMatchObject({ total_left: 0, lines: [{ left: 0, amount_left: 0 }] });
    expect((await (await manager())("orders/99999999/refundable")).status).toBe(404);
  });

  test("VU-01 a refund of a refund is not possible", async () => {
    const order = await sale({ status: "PENDING", lines: [CHIPS] });
    const refund = (await back(order, [[0, 1]], cash(10))).json();
    expect((await back(refund, [[0, 1]], cash(10))).json().error).toBe("refund_too_many");
  });

  test.each([
    ["ALL", METHOD.cash, "locked"],
    ["PAYMENTS", METHOD.cash, "locked"],
    ["APP_PAYMENT", METHOD.cash, "locked"],
    ["APP_PAYMENT", METHOD.app, undefined],
    ["DELETE", METHOD.cash, undefined],
  ])("KO-31 the lock %s binds a refund by method %i: %s", async (lock, method, error) => {
    const payments = [{ method_id: METHOD.app, amount: 10 }];
    const order = await servery().order({ status: "COMPLETE", lines: [CHIPS], payments, lock: [lock] });
    const answer = await back(order, [[0, 1]], { payments: [{ method_id: method, amount: 10 }] });
    expect([answer.status, answer.json().error]).toEqual([error ? 400 : 201, error]);
  });

  test("VU-01 the same key again gives back nothing more", async () => {
    const order = await sale({ status: "PENDING", lines: [{ ...CHIPS, quantity: 2 }] });
    const headers = { "idempotency-key": randomUUID() };
    const first = await back(order, [[0, 1]], cash(10), headers);
    const again = await back(order, [[0, 1]], cash(10), headers);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(await refundable(order)).toMatchObject({ total_left: 10 });
  });

  test("VU-01 two registers that refund the same line at once: one of them does", async () => {
    const order = await sale({ status: "PENDING", lines: [CHIPS] });
    const answers = await Promise.all(Array.from({ length: 5 }, () => back(order, [[0, 1]], cash(10))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400, 400, 400, 400]);
  });
});
