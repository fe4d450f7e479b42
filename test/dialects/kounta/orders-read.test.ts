import { beforeAll, expect, test } from "vitest";
import { OrderOut, OrderRowOut } from "../../../src/dialects/kounta/orders/shape.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";

const cents = (amount: number): number => Math.round(amount * 100);
const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
const read = async (servery: TestServery, path: string): Promise<Json> => {
  const answer = await servery.get(path);
  expect(answer.status, answer.text).toBe(200);
  expect(() => OrderOut.strict().parse(answer.json())).not.toThrow();
  return answer.json();
};
const line = (body: object = {}) => ({ product_id: 730000, ...body });
/** What only an order that can still change is shown with. */
const transient = [
  "callback_uri",
  "lock",
  "price_limit",
  "complete_when_paid",
  "enable_alert_sound",
  "prompt_for_reject_reason",
  "pass_thru_printing",
  "pass_thru_printing_register",
];

onEveryEngine("reading an order", (servery) => {
  test("KO-10 the full record has everything, by its id with and without .json, as me too", async () => {
    const { ids } = servery();
    const order = await servery().order({
      register_id: ids.register_id,
      staff_member_id: ids.staff_ids[3],
      customer_id: ids.customer_id,
      notes: "No hurry",
      guests: 2,
      order_type: "Dine in",
      sale_number: "WEB-17",
      lines: [line({ quantity: 2, notes: "Extra hot" }), line({ product_id: 730001 })],
      payments: [{ method_id: 1, amount: 2.5, ref: "R-1" }],
      callback_uri: "https://example.com/hook",
      lock: ["DELETE"],
      price_limit: 99.5,
      placed_at: "2026-01-05T09:00:00+11:00",
      fulfil_at: "2026-01-05T09:30:00+11:00",
    });
    expect(OrderOut.strict().parse(order)).toMatchObject({
      id_str: String(order.id),
      company_id: 5678,
      sale_number: "WEB-17",
      sale_id: expect.stringMatching(/^[0-9a-z]{8}$/) as string,
      status: "SUBMITTED",
      notes: "No hurry",
      guests: 2,
      order_type: "Dine in",
      total:
        order.lines.reduce((all: number, l: Json) => all + cents(l.line_total_ex_tax) + cents(l.line_total_tax), 0) /
        100,
      paid: 2.5,
      tips: 0,
      tip_service_paid: 0,
      register_id: ids.register_id,
      site_id: ids.site_id,
      staff_member_id: ids.staff_ids[3],
      customer: {
        id: ids.customer_id,
        first_name: expect.any(String) as string,
        last_name: expect.any(String) as string,
      },
      price_variation: 1,
      price_fixed_variation: 0,
      group_id: null,
      deleted: false,
      options: [],
      original_order_id: null,
      callback_uri: "https://example.com/hook",
      lock: ["DELETE"],
      price_limit: 99.5,
      complete_when_paid: true,
      placed_at: "2026-01-05T09:00:00+11:00",
      fulfil_at: "2026-01-05T09:30:00+11:00",
    });
    expect(order.lines.map(({ number }: Json) => number)).toEqual([1, 2]);
    expect(order.lines[0]).toMatchObject({ quantity: 2, notes: "Extra hot", modifiers: [], part_of_option_set: false });
    expect(new Set(order.lines.map(({ line_id }: Json) => line_id)).size).toBe(2);
    expect(order.payments[0]).toMatchObject({
      number: 1,
      method: { id: 1, name: "Cash" },
      amount: 2.5,
      tip: 0,
      ref: "R-1",
    });
    for (const path of [`orders/${order.id}.json`, `orders/${order.id}/`, `/v1/companies/me/orders/${order.id}`]) {
      expect(await read(servery(), path)).toEqual(order);
    }
    for (const path of [
      "orders/1",
      "orders/0",
      "orders/9007199254740993",
      `orders/${order.id}x`,
      `orders/-${order.id}`,
    ]) {
      expect((await servery().get(path)).status, path).toBe(404);
    }
  });

  // One espresso is 3.80 with its tax; ten make the cents visible.
  for (const [what, body, total, seen] of [
    ["none", { lines: [line({ quantity: 10 })] }, 38, [1, 0, 1, 0]],
    ["a factor on the order", { lines: [line({ quantity: 10 })], price_variation: 0.9 }, 34.2, [0.9, 0, 1, 0]],
    ["a factor on the line", { lines: [line({ quantity: 10, price_variation: 0.95 })] }, 36.1, [1, 0, 0.95, 0]],
    [
      "both: they multiply",
      { lines: [line({ quantity: 10, price_variation: 0.95 })], price_variation: 0.9 },
      32.49,
      [0.9, 0, 0.95, 0],
    ],
    ["a surcharge", { lines: [line({ quantity: 10 })], price_variation: 1.15 }, 43.7, [1.15, 0, 1, 0]],
    ["a fixed one on the order", { lines: [line({ quantity: 10 })], price_fixed_variation: -2 }, 36, [1, -2, 1, 0]],
    ["a fixed one on the line", { lines: [line({ quantity: 10, price_fixed_variation: -2 })] }, 36, [1, 0, 1, -2]],
    ["a fixed surcharge", { lines: [line({ quantity: 10 })], price_fixed_variation: 1.15 }, 39.15, [1, 1.15, 1, 0]],
    [
      "fixed on order, factor below",
      { lines: [line({ quantity: 10, price_variation: 0.5 })], price_fixed_variation: -2 },
      17,
      [1, -2, 0.5, 0],
    ],
  ] as const) {
    test(`KO-11 KO-12 variations, ${what}: ${total}`, async () => {
      const order = await servery().order(body);
      const [only] = order.lines;
      expect(order.total).toBe(total);
      expect([
        order.price_variation,
        order.price_fixed_variation,
        only!.price_variation,
        only!.price_fixed_variation,
      ]).toEqual(seen);
      expect(cents(only!.line_total_ex_tax) + cents(only!.line_total_tax)).toBe(cents(total));
      expect(order.total_tax).toBe(only!.line_total_tax);
      expect(cents(order.total_tax)).toBe(Math.round(cents(total) / 11));
    });
  }

  test("KO-13 a completed order is returned without what only matters while it can change", async () => {
    const order = await servery().order({
      lines: [line()],
      callback_uri: "https://example.com/hook",
      lock: ["PAYMENTS"],
      price_limit: 50,
      status: "PENDING",
    });
    expect(transient.filter((key) => key in order)).toEqual(
      transient.filter((key) => key !== "pass_thru_printing_register"),
    );
    await servery().post(`orders/${order.id}/payments`, { method_id: 1, amount: order.total });
    const done = await read(servery(), `orders/${order.id}`);
    expect(done.status).toBe("COMPLETE");
    expect(transient.filter((key) => key in done)).toEqual([]);
    expect(done).toMatchObject({ total: order.total, paid: order.total, lines: order.lines });
  });

  test("KO-13 a completed order cannot be changed by anybody, in any way", async () => {
    const order = await servery().order({ lines: [line()], options: [line()], status: "COMPLETE" });
    const operator = await servery().operator();
    const attempts: readonly (readonly [method: string, path: string, body?: object])[] = [
      ["PUT", "", { notes: "late" }],
      ["PATCH", "", { notes: "late" }],
      ["PUT", "", { status: "PENDING" }],
      ["PUT", "", {}],
      ["DELETE", ""],
      ["POST", "/lines", line()],
      ["PUT", "/lines/1", { quantity: 2 }],
      ["DELETE", "/lines/1"],
      ["POST", "/payments", { method_id: 1, amount: 1 }],
      ["POST", "/optionsets", line()],
      ["DELETE", "/optionsets/1"],
    ];
    for (const [method, path, body] of attempts) {
      const ask = { method, ...(body && { body }) };
      for (const answer of [
        await servery().ask(`orders/${order.id}${path}`, ask),
        await operator(`orders/${order.id}${path}`, ask),
      ]) {
        expect([method, path, answer.status]).toEqual([method, path, 400]);
        expect(answer.json()).toMatchObject({ error_description: "Orders with COMPLETE status cannot be changed." });
      }
    }
    expect(await read(servery(), `orders/${order.id}`)).toEqual(order);
  });

  test("KO-14 the sale id on the receipt finds the order, however it was read off", async () => {
    const order = await servery().order({ lines: [line()] });
    const saleId: string = order.sale_id;
    expect(saleId).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
    const misread = saleId.replaceAll("0", "o").replaceAll("1", "l");
    for (const text of [saleId, saleId.toUpperCase(), misread, misread.toUpperCase(), `${saleId}.json`]) {
      expect(await read(servery(), `orders/saleid/${text}`), text).toEqual(order);
    }
    const same = await servery().get(`orders/saleid/${saleId}`);
    expect(same.headers.get("etag")).toBe((await servery().get(`orders/${order.id}`)).headers.get("etag"));
    await servery().put(`orders/${order.id}`, { notes: "changed" });
    expect((await read(servery(), `orders/saleid/${saleId}`)).notes).toBe("changed");
    for (const text of [
      "00000000",
      "zzzzzzzz",
      saleId.slice(1),
      `${saleId}0`,
      "tj4ds8n!",
      "tj4dsu8n",
      "%00%00%00%00",
    ]) {
      expect((await servery().get(`orders/saleid/${text}`)).status, text).toBe(404);
    }
    expect((await servery().get("orders/saleid")).status).toBe(404);
    const others = await servery().ask(`/v1/companies/6789/orders/saleid/${saleId}`, { auth: servery().other.auth });
    expect(others.status).toBe(404);
  });

  test("KO-14 sale ids are all different", async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => servery().order()));
    expect(new Set(made.map(({ sale_id }) => sale_id as string)).size).toBe(50);
  });

  test("KO-15 order_type is absent when it is empty, in the record and in lists; sku stands where there is one", async () => {
    for (const order_type of [undefined, null, ""]) {
      const order = await servery().order({ lines: [line()], ...(order_type !== undefined && { order_type }) });
      const [row] = (await servery().get("orders")).json<Json[]>();
      expect([order.id, "order_type" in order, "order_type" in row!]).toEqual([row!.id, false, false]);
    }
    const typed = await servery().order({ order_type: "Drive Thru", lines: [line()] });
    const [row] = (await servery().get("orders")).json<Json[]>();
    expect([typed.order_type, row!.order_type]).toEqual(["Drive Thru", "Drive Thru"]);
    const [product] = [typed.lines[0]!.product];
    expect(product).toEqual({ id: 730000, name: "Espresso", sku: "COF-ESP" });
    const { records } = { records: (await servery().storage.reads(servery().company).catalogue()).all("product") };
    const without = [...records].find((candidate) => candidate.sku === null && candidate.optionSetIds.length === 0)!;
    const plain = await servery().order({ lines: [line({ product_id: without.id })] });
    expect(Object.keys(plain.lines[0]!.product)).toEqual(["id", "name"]);
  });

  test("KO-16 orders seated at a table share a group, those that come after them have a new one", async () => {
    const operator = await servery().operator();
    const seat = async (order: Json, table: string | null): Promise<Json> => {
      const answer = await operator(`orders/${order.id}`, { method: "PUT", body: { table } });
      expect(answer.status, answer.text).toBe(200);
      return answer.json();
    };
    const [one, two, three, four] = [
      await servery().order(),
      await servery().order(),
      await servery().order(),
      await servery().order(),
    ];
    const elsewhere = await servery().order({ site_id: 824 });
    expect([one.group_id, two.group_id]).toEqual([null, null]);

    const group = (await seat(one, "12")).group_id;
    expect(group).toMatch(/^\d+$/);
    expect((await seat(two, "12")).group_id).toBe(group);
    const next = (await seat(three, "13")).group_id;
    expect((await seat(elsewhere, "12")).group_id).not.toBe(group);
    expect(new Set([group, next, null]).size).toBe(3);
    expect((await read(servery(), `orders/${one.id}`)).group_id).toBe(group);

    expect((await seat(two, "13")).group_id).toBe(next);
    expect((await seat(two, null)).group_id).toBeNull();
    expect((await seat(two, "12")).group_id).toBe(group);

    for (const { id } of [one, two]) await servery().put(`orders/${id}`, { status: "COMPLETE" });
    expect((await read(servery(), `orders/${one.id}`)).group_id).toBe(group);
    const later = (await seat(four, "12")).group_id;
    expect([group, next, null].includes(later)).toBe(false);
  });

  test("KO-16 an operator seats an order as it is taken; an add-on does not say where", async () => {
    const operator = await servery().operator();
    const taken = async (): Promise<Json> => {
      const made = await operator("orders", { method: "POST", body: { site_id: 823, table: "20" } });
      return (await operator(new URL(made.headers.get("location")!).pathname.split("/5678/")[1]!)).json();
    };
    const [one, two] = [await taken(), await taken()];
    expect(one.group_id).toMatch(/^\d+$/);
    expect(two.group_id).toBe(one.group_id);
    expect((await servery().order({ table: "20" })).group_id).toBeNull();
  });

  test("KO-17 lines carry their course", async () => {
    const order = await servery().order({
      lines: [
        line({ course_name: "Entrée", course_ordinal: 1, course_status: "called" }),
        line({ course_name: "Mains", course_ordinal: 2, course_status: "pending" }),
        line({ course_ordinal: 3, course_status: "uncalled" }),
        line({ course_status: "no status" }),
        line(),
      ],
    });
    expect(order.lines.map((l: Json) => [l.course_name, l.course_ordinal, l.course_status])).toEqual([
      ["Entrée", 1, "called"],
      ["Mains", 2, "pending"],
      [null, 3, "uncalled"],
      [null, null, "no status"],
      [null, null, "no status"],
    ]);
    const refused = await servery().post("orders", { site_id: 823, lines: [line({ course_status: "served" })] });
    expect([refused.status, refused.json().field]).toEqual([400, "lines.0.course_status"]);
  });

  for (const [what, body, seen] of [
    ["none", {}, [undefined, undefined]],
    ["a percent", { tip_service_percent: 12.5 }, [12.5, undefined]],
    ["an amount", { tip_service_amount: 2.45 }, [undefined, 2.45]],
  ] as const) {
    test(`KO-18 tip/service, ${what}: the one that was set, never both`, async () => {
      const order = await servery().order({ lines: [line({ quantity: 10 })], ...body });
      expect([order.tip_service_percent, order.tip_service_amount]).toEqual(seen);
      expect([order.total, order.tip_service_paid]).toEqual([38, 0]);
      const { id } = order;
      await servery().post(`orders/${id}/payments`, { method_id: 1, amount: 38 });
      const paid = await read(servery(), `orders/${id}`);
      expect(paid.tip_service_paid > 0).toBe(what !== "none");
    });
  }
});

onEveryEngine(
  "a month of sales",
  (servery) => {
    const all: Json[] = [];
    beforeAll(async () => {
      let next: string | null = "orders.json";
      while (next !== null) {
        const page = await servery().get(next);
        all.push(...page.json<Json[]>());
        next = page.headers.get("x-next-page");
      }
    }, 60_000);

    test("KO-12 lines, taxes and totals of every order add up to the cent, and the row says what the record says", async () => {
      expect(all.length).toBeGreaterThan(500);
      for (let i = 0; i < all.length; i += 50) {
        await Promise.all(
          all.slice(i, i + 50).map(async (row) => {
            OrderRowOut.strict().parse(row);
            const order = await read(servery(), `orders/${row.id}`);
            const { lines, payments } = order as unknown as { lines: Json[]; payments: Json[] };
            const ex = sum(lines.map((l) => cents(l.line_total_ex_tax)));
            const tax = sum(lines.map((l) => cents(l.line_total_tax)));
            expect([order.id, ex + tax, tax]).toEqual([order.id, cents(order.total), cents(order.total_tax)]);
            expect(cents(order.paid)).toBe(sum(payments.map((p) => cents(p.amount))));
            for (const key of [
              "id_str",
              "sale_number",
              "status",
              "notes",
              "total",
              "total_tax",
              "paid",
              "site_id",
              "register_id",
              "deleted",
              "created_at",
              "updated_at",
            ]) {
              expect(row[key], `${key} of ${order.id}`).toEqual(order[key]);
            }
            expect([row.staff_id, row.refunded_order_id]).toEqual([order.staff_member_id, order.refunded_order_id]);
            expect(transient.some((key) => key in order)).toBe(order.status !== "COMPLETE");
          }),
        );
      }
    }, 60_000);

    test("KO-12 the month has discounts, refunds, option sets and every kind of payment in it", () => {
      expect(new Set(all.map(({ status }) => status as string)).has("COMPLETE")).toBe(true);
      expect(all.some(({ is_refund }) => is_refund)).toBe(true);
    });
  },
  { env: { SERVERY_PAGE_SIZE_ORDERS: "500" }, history: true },
);
