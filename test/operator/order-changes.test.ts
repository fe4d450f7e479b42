import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { METHOD, menu, productIdOf } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

const CHIPS = { product_id: menu.chips };
const FLAT_WHITE = { product_id: productIdOf("Flat white") };

onEveryEngine("an order changed in several ways at once", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const send = async (order: Json, changes: object[], more: object = {}, headers: Record<string, string> = {}) =>
    (await manager())(`orders/${order.id}/changes`, { method: "POST", body: { changes, ...more }, headers });
  const shown = async (order: Json): Promise<Json> => (await manager())(`orders/${order.id}`).then((a) => a.json());

  test("VU-01 lines, option sets, facts and a payment in one request, one version further", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS, { product_id: menu.croissant }] });
    const [chips, croissant] = order.lines;
    const answer = await send(order, [
      { do: "add_line", line: { product_id: menu.milk, number: 1 } },
      { do: "update_line", line_id: chips.line_id, line: { quantity: 3, notes: "hot" } },
      { do: "remove_line", line_id: croissant.line_id },
      { do: "add_option_set", option: FLAT_WHITE },
      { do: "update", order: { table: "T7", guests: 2, fulfil_at: "2026-01-15T19:30:00+11:00" } },
      { do: "add_payment", payment: { method_id: METHOD.cash, amount: 5, tip: 1 } },
    ]);
    expect(answer.status, answer.text).toBe(200);
    const after = answer.json();
    expect(after).toEqual(await shown(order));
    expect(after).toMatchObject({
      version: 2,
      table: "T7",
      guests: 2,
      fulfil_at: "2026-01-15T19:30:00+11:00",
      paid: 5,
    });
    expect(after.group_id).not.toBeNull();
    const lines = after.lines.map(({ product, quantity, line_id, notes }: Json) => [
      product.id,
      quantity,
      line_id,
      notes,
    ]);
    expect(lines.slice(0, 2)).toEqual([
      [menu.milk, 1, expect.any(String), null],
      [menu.chips, 3, chips.line_id, "hot"],
    ]);
    expect(after.options).toHaveLength(1);
    expect(after.remaining).toBeCloseTo(after.payable - 5);
    const set = after.lines.find(({ option_set }: Json) => option_set === 1);
    const without = await send(order, [{ do: "remove_option_set", line_id: set.line_id }], { version: 2 });
    expect(without.json()).toMatchObject({ version: 3, options: [] });
  });

  test("VU-01 all or nothing: the refusal names the change, and nothing of it is kept", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const add = { do: "add_line", line: CHIPS };
    const before = await shown(order);
    const rows: [object, string, object?][] = [
      [{ do: "add_line", line: { ...CHIPS, quantity: "many" } }, "changes.1.line.quantity: must be a number"],
      [{ do: "add_line", line: { product_id: 1 } }, "changes.1.line.product_id: There is no product 1."],
      [{ do: "update_line", line_id: "nothere", line: {} }, "changes.1.line_id: There is no line nothere."],
      [{ do: "remove_line", line_id: "nothere" }, "changes.1.line_id: There is no line nothere."],
      [
        { do: "add_payment", payment: { method_id: METHOD.cash, amount: 1.005 } },
        "changes.1.payment.amount: must not have more than 2 decimals",
      ],
      [
        { do: "add_payment", payment: { method_id: 1, amount: 1, round: 1 } },
        "changes.1.payment.round: must be true or false",
      ],
      [
        { do: "update", order: { price_variation: 0.5, price_fixed_variation: 1 } },
        "changes.1.order.price_fixed_variation: price_variation and price_fixed_variation cannot both be set on an order.",
      ],
      [{ do: "call_course", course_ordinal: 2, status: "called" }, "changes.1.course_ordinal: There is no course 2."],
      [
        { do: "call_course", course_ordinal: 2, status: "no status" },
        "changes.1.status: must be called, uncalled or pending",
      ],
    ];
    for (const [bad, says] of rows) {
      const refused = await send(order, [add, bad]);
      expect([refused.status, refused.json().error_description]).toEqual([400, says]);
      expect(refused.json().field).toBe(says.split(":")[0]);
    }
    const unknown = await send(order, [add, { do: "dance" }]);
    expect([unknown.status, unknown.json().error_description]).toEqual([
      400,
      expect.stringMatching(/^changes\.1(\.do)?: must have a "do"/),
    ]);
    for (const body of [{}, { changes: [] }, { changes: "x" }, { changes: Array.from({ length: 101 }, () => add) }]) {
      const refused = await (await manager())(`orders/${order.id}/changes`, { method: "POST", body });
      expect([refused.status, refused.json().field]).toEqual([400, "changes"]);
    }
    expect(await shown(order)).toEqual(before);
  });

  test("VU-01 an order that somebody else changed meanwhile: 409 with the version it has", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const add = { do: "add_line", line: CHIPS };
    expect((await send(order, [add], { version: 1 })).status).toBe(200);
    const late = await send(order, [add], { version: 1 });
    expect([late.status, late.json()]).toMatchObject([409, { error: "changed_meanwhile", version: 2 }]);
    expect((await shown(order)).lines).toHaveLength(2);
  });

  test("VU-01 the same key again: the same answer, and nothing is done twice; another body is refused", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const other = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const headers = { "idempotency-key": randomUUID() };
    const changes = [{ do: "add_line", line: CHIPS }];
    const first = await send(order, changes, {}, headers);
    const again = await send(order, changes, {}, headers);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await send(order, [...changes, ...changes], {}, headers)).status).toBe(422);
    expect((await send(other, changes, {}, headers)).status).toBe(422);
    // Whoever sends it again: keys are the company's registers'.
    const barista = await as(servery(), "barista", "pin");
    const sent = { method: "POST", body: { changes }, headers };
    expect((await barista(`orders/${order.id}/changes`, sent)).text).toBe(first.text);
    expect((await shown(order)).lines).toHaveLength(2);
    expect((await shown(other)).lines).toHaveLength(1);

    const bad = { "idempotency-key": randomUUID() };
    const refused = await send(order, [{ do: "add_payment", payment: { method_id: 1, amount: 0.001 } }], {}, bad);
    const still = await send(order, [{ do: "add_payment", payment: { method_id: 1, amount: 0.001 } }], {}, bad);
    expect([refused.status, still.status, still.text]).toEqual([400, 400, refused.text]);
  });

  test("VU-01 a line or payment that is sent twice with one key is added once", async () => {
    const operator = await manager();
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    for (const [path, body] of [
      ["lines", CHIPS],
      ["payments", { method_id: METHOD.cash, amount: 2 }],
    ] as const) {
      const sent = { method: "POST", body, headers: { "idempotency-key": randomUUID() } };
      const first = await operator(`orders/${order.id}/${path}`, sent);
      const again = await operator(`orders/${order.id}/${path}`, sent);
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.headers.get("location")).toBe(first.headers.get("location"));
    }
    const after = await shown(order);
    expect([after.lines.length, after.payments.length]).toEqual([2, 1]);
    const sent = {
      method: "POST",
      body: { site_id: servery().ids.site_id },
      headers: { "idempotency-key": randomUUID() },
    };
    const [one, two] = [await operator("orders", sent), await operator("orders", sent)];
    expect(two.headers.get("location")).toBe(one.headers.get("location"));
  });

  test("KO-26 the price limit binds each change, and an order beyond it may come down", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS, CHIPS], price_limit: 25 });
    const over = await send(order, [
      { do: "update", order: { notes: "x" } },
      { do: "add_line", line: CHIPS },
    ]);
    expect([over.status, over.json()]).toMatchObject([
      400,
      { error: "over_price_limit", price_limit: 25, payable: 30, index: 1, field: "changes.1" },
    ]);
    expect((await shown(order)).version).toBe(1);
    const swap = [
      { do: "remove_line", line_id: order.lines[0].line_id },
      { do: "add_line", line: CHIPS },
    ];
    expect((await send(order, swap)).status).toBe(200);
  });

  test.each([
    ["NEW_LINES", { do: "add_line", line: CHIPS }],
    ["PAYMENTS", { do: "add_payment", payment: { method_id: METHOD.cash, amount: 1 } }],
    ["APP_PAYMENT", { do: "add_payment", payment: { method_id: METHOD.cash, amount: 1 } }],
    ["ALL", { do: "update", order: { notes: "x" } }],
  ])("KO-31 the lock %s binds a change among others", async (lock, change) => {
    const order = await servery().order({ status: "ON_HOLD", lines: [{ ...CHIPS, course_ordinal: 1 }], lock: [lock] });
    const refused = await send(order, [{ do: "call_course", course_ordinal: 1, status: "called" }, change]);
    expect([refused.status, refused.json()]).toMatchObject([400, { error: "locked", lock, field: "changes.1" }]);
    const called = await send(order, [{ do: "call_course", course_ordinal: 1, status: "called" }]);
    expect(called.json().lines[0].course_status).toBe("called");
  });

  test("VU-01 courses are called and held, all their lines at once", async () => {
    const main = { ...CHIPS, course_name: "Mains", course_ordinal: 2, course_status: "uncalled" };
    const order = await servery().order({ status: "ON_HOLD", lines: [main, main, CHIPS] });
    const after = (await send(order, [{ do: "call_course", course_ordinal: 2, status: "called" }])).json();
    expect(after.lines.map(({ course_status }: Json) => course_status)).toEqual(["called", "called", "no status"]);
    const events = await servery().storage.reads(servery().company).events(order.id);
    expect(events.at(-1)).toMatchObject({
      type: "order.course_changed",
      data: { courses: [{ ordinal: 2, status: "called" }] },
    });
  });

  test("VU-01 operators see what a register needs; add-ons see what is documented", async () => {
    const order = await servery().order({
      lines: [{ product_id: menu.longBlack, modifiers: [menu.extraShot, -menu.sugar], course_name: "First" }],
      options: [FLAT_WHITE],
      payments: [{ method_id: METHOD.cash, amount: 1 }],
      tip_service_amount: 2,
      price_limit: 90,
      lock: ["DELETE"],
      prompt_for_reject_reason: true,
      enable_alert_sound: false,
    });
    const seen = await shown(order);
    expect(seen).toMatchObject({
      ...order,
      lines: order.lines,
      version: 1,
      table: null,
      tip_service: 2,
      payable: order.total + 2,
      remaining: order.total + 1,
      currency: "AUD",
      addon: { id: 1, name: expect.any(String) },
      delete_reason: null,
      reject_reason: null,
      lock: ["DELETE"],
      price_limit: 90,
      prompt_for_reject_reason: true,
      enable_alert_sound: false,
    });
    expect(seen.addon.name).not.toBe("");
    expect(seen.lines[0]).toMatchObject({
      unit_price_inc_tax: 5.2,
      line_total_inc_tax: 5.2,
      option_set: null,
      course_name: "First",
      modifier_details: [
        { product_id: menu.extraShot, name: "Extra shot", negated: false, price_inc_tax: 0.7 },
        { product_id: menu.sugar, name: "Sugar", negated: true, price_inc_tax: 0 },
      ],
    });
    expect(seen.payments[0].method.name).toBe("Cash");
    for (const name of ["version", "table", "remaining", "addon", "delete_reason"])
      expect(order).not.toHaveProperty(name);
    expect(order.lines[0]).not.toHaveProperty("option_set");
    const rows = (await (await manager())("orders")).json();
    expect(rows.find(({ id }: Json) => id === order.id)).toMatchObject({
      version: 1,
      table: null,
      remaining: order.total + 1,
      addon: seen.addon,
      prompt_for_reject_reason: true,
      enable_alert_sound: false,
    });
    const put = await (
      await manager()
    )(`orders/${order.id}`, {
      method: "PUT",
      body: { status: "ACCEPTED", fulfil_at: "2026-01-15T19:30:00+11:00" },
    });
    expect(put.json()).toMatchObject({ version: 2, status: "ACCEPTED", fulfil_at: "2026-01-15T19:30:00+11:00" });
  });

  test("VU-01 another company's order, and one that is not there, are 404", async () => {
    const operator = await manager();
    const body = { changes: [{ do: "add_line", line: CHIPS }] };
    expect((await operator("orders/99999999/changes", { method: "POST", body })).status).toBe(404);
    const elsewhere = `/admin/api/companies/${servery().other.company}/orders/1/changes`;
    expect((await operator(elsewhere, { method: "POST", body })).status).toBe(404);
  });
});
