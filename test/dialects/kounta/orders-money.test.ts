import { expect, test } from "vitest";
import { OTHER_SITE, onEveryEngine } from "../../support/servery.ts";
import { METHOD, SITE, menu, productIdOf } from "../../domain/menu.ts";

type Line = Record<string, number>;

onEveryEngine("money of orders", (servery) => {
  const linesOf = (order: Record<string, unknown>): Line[] => order["lines"] as Line[];
  const cents = (amount: number): number => Math.round(amount * 100);
  const line = async (facts: object, order: object = {}): Promise<Line> =>
    linesOf((await servery().order({ ...order, lines: [{ product_id: menu.chips, ...facts }] })) as never)[0]!;

  test("KO-12 lines and taxes add up to the order's totals to the cent", async () => {
    const order = await servery().order({
      price_fixed_variation: -3.33,
      lines: [
        { product_id: menu.longBlack, quantity: 3, modifiers: [menu.extraShot] },
        { product_id: menu.croissant, quantity: 7, price_variation: 0.85 },
        { product_id: menu.lagerPot, quantity: 3 },
        { product_id: menu.milk, quantity: 1.234 },
        { product_id: menu.teaTowel, price_fixed_variation: -0.99 },
        { product_id: menu.chips, unit_price: 1.3636, quantity: 6 },
      ],
    });
    const lines = linesOf(order as never);
    const ex = lines.reduce((sum, { line_total_ex_tax = NaN }) => sum + cents(line_total_ex_tax), 0);
    const tax = lines.reduce((sum, { line_total_tax = NaN }) => sum + cents(line_total_tax), 0);
    expect(tax).toBe(cents(order["total_tax"]));
    expect(ex + tax).toBe(cents(order["total"]));
    // 15.60 + 32.73 + 21.00 + 6.42 + 18.81 + 9.00 − 3.33
    expect(order["total"]).toBe(100.23);
  });

  test("KO-12 the final line price counts both levels of variation", async () => {
    const order = await servery().order({
      price_variation: 0.9,
      lines: [{ product_id: menu.chips, quantity: 2, price_variation: 0.95, price_fixed_variation: 0.5 }],
    });
    // 2 × 10.00 × 0.95 × 0.9 + 0.50 = 17.60, of which 1.60 is tax
    expect(linesOf(order as never)[0]).toMatchObject({
      line_total_ex_tax: 16,
      line_total_tax: 1.6,
      unit_price: 9.090909,
    });
    expect(order).toMatchObject({ total: 17.6, total_tax: 1.6, price_variation: 0.9 });
  });

  test("KO-12 half a cent goes up, a coefficient of zero gives away", async () => {
    expect(await line({ unit_price_inc_tax: 0.05, quantity: 0.1 })).toMatchObject({ line_total_ex_tax: 0.01 });
    expect(await line({ unit_price_inc_tax: 0.05, quantity: -0.1 })).toMatchObject({ line_total_ex_tax: -0.01 });
    expect(await line({ price_variation: 0 })).toMatchObject({
      price_variation: 0,
      line_total_ex_tax: 0,
      line_total_tax: 0,
    });
    expect(await servery().order({ price_variation: 0, lines: [{ product_id: menu.chips }] })).toMatchObject({
      total: 0,
    });
  });

  test("KO-12 a currency without cents has none, on the way in and out", async () => {
    const { other } = servery();
    const orders = `/v1/companies/${other.company}/orders`;
    const ask = (body: object) =>
      servery().ask(orders, { method: "POST", body: { site_id: OTHER_SITE, ...body }, auth: other.auth });
    const made = await ask({
      price_variation: 0.905,
      lines: [{ product_id: 997, quantity: 3 }],
      payments: [{ method_id: 998, amount: 1765 }],
    });
    expect(made.status).toBe(201);
    const order = await servery().ask(made.headers.get("location")!, { auth: other.auth });
    expect(order.json()).toMatchObject({
      total: 1765,
      total_tax: 160,
      paid: 1765,
      lines: [{ line_total_ex_tax: 1605 }],
    });
    for (const body of [
      { payments: [{ method_id: 998, amount: 10.5 }] },
      { payments: [{ method_id: 998, amount: 10, tip: 0.5 }] },
      { price_limit: 99.9 },
      { tip_service_amount: 0.5 },
    ]) {
      const refused = await ask(body);
      expect(refused.status).toBe(400);
      expect(refused.json()["error_description"]).toContain("must not have more than 0 decimals");
    }
  });

  test("KO-12 amounts that no till can count are refused, not miscounted", async () => {
    const refused = async (body: object): Promise<unknown> => {
      const answer = await servery().post("orders", { site_id: SITE.fitzroy, ...body });
      expect(answer.status).toBe(400);
      return answer.json();
    };
    const most = 99_999_999;
    const huge = { product_id: menu.chips, unit_price: most, quantity: most };
    expect(await refused({ lines: [huge] })).toMatchObject({ error: "amount_too_large" });
    expect(await refused({ lines: [{ ...huge, quantity: -most }] })).toMatchObject({ error: "amount_too_large" });
    expect(await refused({ lines: [huge, { ...huge, quantity: -most }] })).toMatchObject({ error: "amount_too_large" });
    expect(await refused({ price_variation: 1_000, lines: [{ ...huge, quantity: 1 }] })).toMatchObject({
      error: "amount_too_large",
    });
    expect(await refused({ lines: [{ product_id: menu.chips, unit_price: most + 1 }] })).toMatchObject({
      error: "bad_request",
    });
    expect(await refused({ payments: [{ method_id: METHOD.cash, amount: 1e300 }] })).toMatchObject({
      error: "bad_request",
    });
    const order = await servery().order({ lines: [{ product_id: menu.milk, unit_price: most }] });
    expect(order["total"]).toBe(most);
    const more = await servery().put(`orders/${order["id"]}/lines/1`, { quantity: 50_000_000 });
    expect(more.status).toBe(400);
    expect((await servery().get(`orders/${order["id"]}`)).json()).toEqual(order);
  });

  test("KO-23 modifiers may come twice and may be negated; a negated one costs nothing", async () => {
    const modifiers = [menu.extraShot, menu.extraShot, -menu.sugar];
    // 4.50 + 2 × 0.70 = 5.90
    expect(await line({ product_id: menu.longBlack, modifiers })).toMatchObject({
      modifiers,
      line_total_ex_tax: 5.36,
      line_total_tax: 0.54,
    });
    const total = async (signed: number[]): Promise<unknown> =>
      (await servery().order({ lines: [{ product_id: menu.longBlack, quantity: 2, modifiers: signed }] }))["total"];
    expect(await total([])).toBe(9);
    expect(await total([-menu.extraShot])).toBe(9);
    expect(await total([menu.extraShot, -menu.extraShot])).toBe(10.4);
    const unknown = await servery().post("orders", {
      site_id: SITE.fitzroy,
      lines: [{ product_id: menu.longBlack, modifiers: [-12] }],
    });
    expect(unknown.status).toBe(400);
    expect(unknown.json()).toMatchObject({ error: "unknown", field: "modifiers", value: "-12" });
  });

  test("KO-24 a price is the ex one given, else the inclusive one given, else the site's", async () => {
    expect(await line({ unit_price: 10, unit_price_inc_tax: 99 })).toMatchObject({
      unit_price: 10,
      unit_tax: 1,
      line_total_ex_tax: 10,
      line_total_tax: 1,
    });
    expect(await line({ unit_price_inc_tax: 9.9 })).toMatchObject({
      unit_price: 9,
      unit_tax: 0.9,
      line_total_ex_tax: 9,
      line_total_tax: 0.9,
    });
    expect(await line({ unit_price: null, unit_price_inc_tax: 4.9 })).toMatchObject({
      unit_price: 4.454545,
      unit_tax: 0.445455,
      line_total_ex_tax: 4.45,
      line_total_tax: 0.45,
    });
    expect(await line({})).toMatchObject({ unit_price: 9.090909, line_total_ex_tax: 9.09, line_total_tax: 0.91 });
    expect(await line({ product_id: menu.teaTowel })).toMatchObject({
      unit_price: 18,
      unit_tax: 1.8,
      line_total_ex_tax: 18,
    });
    expect(await line({ unit_price: 0 })).toMatchObject({ unit_price: 0, line_total_ex_tax: 0 });
    expect(await line({ unit_price: 16.650000000000002 })).toMatchObject({ unit_price: 16.65 });
    // The second site has a price list of its own.
    const latte = { product_id: productIdOf("Latte") };
    expect(await servery().order({ site_id: SITE.fitzroy, lines: [latte] })).toMatchObject({ total: 4.9 });
    expect(await servery().order({ site_id: SITE.southbank, lines: [latte] })).toMatchObject({ total: 5.2 });
  });

  test("KO-24 a given price has its modifiers in it", async () =>
    expect(await line({ product_id: menu.longBlack, unit_price: 10, modifiers: [menu.extraShot] })).toMatchObject({
      line_total_ex_tax: 10,
    }));

  test("KO-25 an order has a coefficient or a fixed variation, not both", async () => {
    const lines = [{ product_id: menu.chips }];
    const both = await servery().post("orders", {
      site_id: SITE.fitzroy,
      lines,
      price_variation: 0.9,
      price_fixed_variation: -2,
    });
    expect(both.status).toBe(400);
    expect(both.json()).toMatchObject({ error: "both_variations", field: "price_fixed_variation" });
    expect(await servery().order({ lines, price_variation: 0.9 })).toMatchObject({
      total: 9,
      price_variation: 0.9,
      price_fixed_variation: 0,
    });
    const order = await servery().order({ lines, price_fixed_variation: -2 });
    expect(order).toMatchObject({ total: 8, price_variation: 1, price_fixed_variation: -2 });
    const path = `orders/${order["id"]}`;
    expect((await servery().put(path, { price_variation: 0.9 })).status).toBe(400);
    expect((await servery().get(path)).json()).toEqual(order);
    const other = await servery().put(path, { price_variation: 0.9, price_fixed_variation: null });
    expect(other.json()).toMatchObject({ total: 9, price_variation: 0.9, price_fixed_variation: 0 });
    expect(await line({ price_variation: 0.9, price_fixed_variation: -1 })).toMatchObject({ line_total_ex_tax: 7.27 });
  });
});
