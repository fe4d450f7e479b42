import { expect, test } from "vitest";
import type { OrderId } from "../../../src/domain/ids.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, REGISTER, SITE, menu } from "../../domain/menu.ts";

onEveryEngine("creating orders", (servery) => {
  const refused = async (body: object): Promise<Record<string, unknown>> => {
    const answer = await servery().post("orders", { site_id: SITE.fitzroy, ...body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
    return answer.json();
  };
  const eventsOf = async (id: unknown): Promise<{ type: string; data: unknown }[]> =>
    (
      await servery()
        .storage.reads(servery().company)
        .events(id as OrderId)
    ).map(({ type, data }) => ({ type, data }));

  test("KO-20 a blank order needs a site or a register and nothing else", async () => {
    const { ids } = servery();
    const atSite = await servery().order();
    expect(atSite).toMatchObject({
      site_id: ids.site_id,
      register_id: null,
      status: "SUBMITTED",
      total: 0,
      total_tax: 0,
      paid: 0,
      lines: [],
      options: [],
      payments: [],
      price_variation: 1,
      price_fixed_variation: 0,
    });
    const made = await servery().post("orders", { register_id: ids.register_id });
    expect(made.status).toBe(201);
    expect(made.text).toBe("");
    const atRegister = (await servery().get(made.headers.get("location")!)).json();
    expect(atRegister).toMatchObject({ site_id: SITE.fitzroy, register_id: ids.register_id });
    const neither = await servery().post("orders", { notes: "nowhere" });
    expect(neither.status).toBe(400);
    expect(neither.json()).toMatchObject({ error: "site_or_register_required" });
  });

  test("KO-20 a register must stand at the site, and both must exist", async () => {
    expect(await refused({ register_id: REGISTER.southbankCounter })).toMatchObject({
      error: "register_of_other_site",
      field: "register_id",
    });
    expect(await refused({ site_id: 1 })).toMatchObject({ error: "unknown", field: "site_id", value: "1" });
    expect(await refused({ register_id: 1 })).toMatchObject({ error: "unknown", field: "register_id" });
    expect(await refused({ customer_id: 1 })).toMatchObject({ error: "unknown", field: "customer_id" });
    expect(await refused({ staff_member_id: 1 })).toMatchObject({ error: "unknown", field: "staff_member_id" });
    expect(await refused({ lines: [{ product_id: 1 }] })).toMatchObject({ error: "unknown", field: "product_id" });
  });

  test.each([
    [undefined, "SUBMITTED"],
    [null, "SUBMITTED"],
    ["SUBMITTED", "SUBMITTED"],
    ["ON_HOLD", "ON_HOLD"],
    ["PENDING", "PENDING"],
    ["COMPLETE", "COMPLETE"],
    ["REJECTED", "REJECTED"],
  ])("KO-21 an order created with status %s is %s", async (status, expected) => {
    const order = await servery().order({ status, lines: [{ product_id: menu.chips }] });
    expect(order["status"]).toBe(expected);
    const [first] = await eventsOf(order["id"]);
    expect(first).toMatchObject({ type: "order.created", data: { status: expected } });
  });

  test("KO-21 ACCEPTED is the venue's word, and others are no words", async () => {
    expect(await refused({ status: "ACCEPTED" })).toMatchObject({
      error: "status_not_for_new_orders",
      error_description: "An order cannot be created with status ACCEPTED.",
      field: "status",
    });
    for (const status of ["accepted", "COMPLETED", "", 1]) {
      expect(await refused({ status })).toMatchObject({ error: "bad_request", field: "status" });
    }
  });

  test("KO-22 the callback address is kept, and each change of status is told in the outbox", async () => {
    const callback_uri = "https://shop.example/orders.json?id=123582936748&x=%20y";
    const order = await servery().order({ callback_uri, lines: [{ product_id: menu.chips }] });
    expect(order["callback_uri"]).toBe(callback_uri);
    await servery().put(`orders/${order["id"]}`, { status: "ON_HOLD" });
    await servery().put(`orders/${order["id"]}`, { notes: "no move" });
    await servery().put(`orders/${order["id"]}`, { status: "REJECTED" });
    const moves = (await eventsOf(order["id"])).filter(({ type }) => type === "order.status_changed");
    expect(moves.map(({ data }) => data)).toMatchObject([
      { from: "SUBMITTED", to: "ON_HOLD", printed: true },
      { from: "ON_HOLD", to: "REJECTED", printed: false },
    ]);
    for (const wrong of ["shop.example", "ftp://shop.example/", "javascript:alert(1)", 5]) {
      expect(await refused({ callback_uri: wrong })).toMatchObject({ field: "callback_uri" });
    }
  });

  test.each([
    [{}, true],
    [{ enable_alert_sound: true }, true],
    [{ enable_alert_sound: null }, true],
    [{ enable_alert_sound: false }, false],
    [{ status: "ON_HOLD" }, false],
  ])("KO-28 %j: the event that makes the POS sound says %s", async (body, alert) => {
    const order = await servery().order(body);
    expect((await eventsOf(order["id"]))[0]).toMatchObject({ type: "order.created", data: { alert } });
    const { enable_alert_sound: wanted = true } = body as { enable_alert_sound?: boolean | null };
    expect(order["enable_alert_sound"]).toBe(wanted ?? true);
  });

  test.each(["Dine in", "Takeaway", "Pickup", "Delivery", "Catering", "Drive Thru"])(
    "KO-29 order type %s is kept",
    async (order_type) => expect((await servery().order({ order_type }))["order_type"]).toBe(order_type),
  );

  test("KO-29 any other order type is refused, and none at all is not shown", async () => {
    for (const order_type of ["dine in", "Eat in", 3]) {
      const said = await refused({ order_type });
      expect(said).toMatchObject({ error: "bad_request", field: "order_type" });
      expect(said["error_description"]).toContain(
        "must be one of Dine in, Takeaway, Pickup, Delivery, Catering, Drive Thru",
      );
    }
    for (const order_type of ["", null, undefined]) {
      expect(await servery().order({ order_type })).not.toHaveProperty("order_type");
    }
  });

  test("KO-32 what is said about an order comes back as it was said", async () => {
    const { ids } = servery();
    const original = await servery().order({ status: "COMPLETE", lines: [{ product_id: menu.chips }] });
    const facts = {
      sale_number: "0042-A/é",
      notes: "Ring twice 🛎️\n„Müller“, 0031 — leading zeros 007",
      guests: 23,
      placed_at: "2013-05-29T11:14:06+10:00",
      fulfil_at: "2013-05-29T03:00:00-03:30",
    };
    const order = await servery().order({ ...facts, customer_id: ids.customer_id, original_order_id: original["id"] });
    expect(order).toMatchObject({
      ...facts,
      customer: { id: ids.customer_id },
      original_order_id: original["id"],
      refunded_order_id: original["id"],
    });
    const again = (await servery().get(`orders/${order["id"]}`)).json();
    expect(again).toEqual(order);
    expect(await servery().order({ placed_at: "2024-01-15T09:30:00Z" })).toMatchObject({
      placed_at: "2024-01-15T09:30:00+00:00",
      fulfil_at: null,
      guests: null,
      notes: null,
      customer: null,
      original_order_id: null,
    });
    expect(await servery().order({ placed_at: "2024-07-15T09:30" })).toMatchObject({
      placed_at: "2024-07-15T09:30:00+10:00",
    });
  });

  test.each([
    ["placed_at", { placed_at: "2013-02-30T11:14:06Z" }],
    ["fulfil_at", { fulfil_at: "tomorrow" }],
    ["guests", { guests: -1 }],
    ["guests", { guests: 2.5 }],
    ["guests", { guests: 10_000 }],
    ["sale_number", { sale_number: "x".repeat(65) }],
    ["notes", { notes: "card 4111 1111 1111 1111" }],
    ["notes", { notes: 5 }],
    ["lines", { lines: "none" }],
    ["lines.0", { lines: [5] }],
    ["lines.0.quantity", { lines: [{ product_id: menu.chips, quantity: 0 }] }],
    ["lines.0.quantity", { lines: [{ product_id: menu.chips, quantity: 1e-7 }] }],
    ["lines.0.modifiers.0", { lines: [{ product_id: menu.chips, modifiers: [0] }] }],
    ["lines.0.modifiers", { lines: [{ product_id: menu.chips, modifiers: 5 }] }],
    ["lines.0.course_status", { lines: [{ product_id: menu.chips, course_status: "eaten" }] }],
    ["lines.0.course_ordinal", { lines: [{ product_id: menu.chips, course_ordinal: 1.5 }] }],
    ["lines", { lines: Array.from({ length: 1_001 }, () => ({ product_id: menu.chips })) }],
    ["payments.0.amount", { payments: [{ method_id: METHOD.cash }] }],
    ["lock", { lock: ["EVERYTHING"] }],
    ["complete_when_paid", { complete_when_paid: "yes" }],
    ["price_variation", { price_variation: -0.5 }],
    ["price_variation", { price_variation: 1_001 }],
  ])("KO-32 what makes no sense is refused by name: %s", async (field, body) => {
    const said = await refused(body);
    expect(said["error"]).toBe("bad_request");
    expect(String(said["field"]).startsWith(field)).toBe(true);
    expect(said["error_description"]).not.toMatch(/invalid|expired|Too big|Too small/);
  });

  test("KO-33 lines and payments come with the order or later, to the same end", async () => {
    const lines = [{ product_id: menu.chips, quantity: 2 }, { product_id: menu.croissant }];
    const payment = { method_id: METHOD.cash, amount: 5.5, ref: "9000768" };
    const whole = await servery().order({ lines, payments: [payment] });
    const blank = await servery().order();
    for (const line of lines) expect((await servery().post(`orders/${blank["id"]}/lines`, line)).status).toBe(201);
    expect((await servery().post(`orders/${blank["id"]}/payments`, payment)).status).toBe(201);
    const later = (await servery().get(`orders/${blank["id"]}`)).json();
    expect(whole).toMatchObject({ total: 25.5, total_tax: 2.32, paid: 5.5 });
    const content = ({ total, total_tax, paid, lines: all }: Record<string, unknown>) => ({
      total,
      total_tax,
      paid,
      lines: (all as Record<string, unknown>[]).map((line) => ({ ...line, line_id: null })),
    });
    expect(content(later as never)).toEqual(content(whole as never));
  });

  test.each(["ON_HOLD", "PENDING", "COMPLETE"])(
    "KO-34 %s with a product that is not to be had is refused, and nothing of it remains",
    async (status) => {
      const before = (await servery().get("orders")).text;
      const numbered = async (): Promise<number> => {
        const order = await servery().order({ site_id: undefined, register_id: REGISTER.southbankCounter });
        return Number(/^S1-(\d+)$/.exec(String(order["sale_number"]))![1]);
      };
      const last = await numbered();
      const list = (await servery().get("orders")).text;
      expect(list).not.toBe(before);
      const answer = await servery().post("orders", {
        register_id: REGISTER.southbankCounter,
        status,
        lines: [{ product_id: menu.chips }, { product_id: menu.crab }],
      });
      expect(answer.status).toBe(400);
      expect(answer.json()).toEqual({
        error: "out_of_stock",
        error_description: `Product (${menu.crab}) is out of stock.`,
        product_id: menu.crab,
        product_name: "Crab linguine",
        request_id: answer.headers.get("x-request-id"),
      });
      expect((await servery().get("orders")).text).toBe(list);
      expect(await numbered()).toBe(last + 1);
    },
  );

  test("KO-34 a submitted order may name it, and so may one that takes it back or leaves it out", async () => {
    const site_id = SITE.southbank;
    const held = (lines: object[]) => servery().post("orders", { site_id, status: "ON_HOLD", lines });
    expect((await servery().post("orders", { site_id, lines: [{ product_id: menu.crab }] })).status).toBe(201);
    expect((await held([{ product_id: menu.crab, quantity: -1 }])).status).toBe(201);
    expect((await held([{ product_id: menu.chips, modifiers: [-menu.crab] }])).status).toBe(201);
    expect((await held([{ product_id: menu.chips, modifiers: [menu.crab] }])).status).toBe(400);
    const atOther = await servery().post("orders", {
      site_id: SITE.fitzroy,
      status: "ON_HOLD",
      lines: [{ product_id: menu.crab }],
    });
    expect(atOther.status).toBe(201);
  });
});
