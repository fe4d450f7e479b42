import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, SITE, menu } from "../../domain/menu.ts";

const chips = [{ product_id: menu.chips }];
const cash = (amount: number, tip?: number) => ({ method_id: METHOD.cash, amount, ...(tip !== undefined && { tip }) });

onEveryEngine("tip and service", (servery) => {
  /** A $10 order with 10 % on top, then this payment; answers it and what is then left to pay. */
  const afterPaying = async (payment: object): Promise<Record<string, unknown>> => {
    const order = await servery().order({
      status: "PENDING",
      lines: chips,
      tip_service_percent: 10,
      payments: [payment],
    });
    expect(order).toMatchObject({ total: 10, tip_service_percent: 10, status: "PENDING" });
    return order as never;
  };
  /** Whether exactly this much more completes it, and a cent less does not. */
  const lacks = async (order: Record<string, unknown>, amount: number): Promise<void> => {
    const pay = async (part: number) => {
      expect((await servery().post(`orders/${order["id"]}/payments`, cash(part))).status).toBe(201);
      return (await servery().get(`orders/${order["id"]}`)).json()["status"];
    };
    expect(await pay(Math.round(amount * 100 - 1) / 100)).toBe("PENDING");
    expect(await pay(0.01)).toBe("COMPLETE");
    expect((await servery().get(`orders/${order["id"]}`)).json()).toMatchObject({ tip_service_paid: 1, total: 10 });
  };

  test("KO-18 5.00 of 11.00 puts 0.45 to the tip/service; 6.00 remain", async () => {
    const order = await afterPaying(cash(5));
    expect(order).toMatchObject({ paid: 5, tips: 0, tip_service_paid: 0.45 });
    await lacks(order, 6);
  });

  test("KO-18 4.00 with a tip of 0.10 puts 0.37 to it; 6.90 remain", async () => {
    const order = await afterPaying(cash(4, 0.1));
    expect(order).toMatchObject({ paid: 4, tips: 0, tip_service_paid: 0.37 });
    await lacks(order, 6.9);
  });

  test("KO-18 4.00 with a tip of 2.00 settles it and leaves a tip of 1.00; 6.00 remain", async () => {
    const order = await afterPaying(cash(4, 2));
    expect(order).toMatchObject({ paid: 4, tips: 1, tip_service_paid: 1 });
    await lacks(order, 6);
  });

  test("KO-18 an amount instead of a percentage, and never both", async () => {
    const order = await servery().order({ lines: chips, tip_service_amount: 2.45 });
    expect(order).toMatchObject({ tip_service_amount: 2.45, tip_service_paid: 0, total: 10 });
    expect(order).not.toHaveProperty("tip_service_percent");
    const both = await servery().post("orders", {
      site_id: SITE.fitzroy,
      tip_service_amount: 1,
      tip_service_percent: 10,
    });
    expect(both.status).toBe(400);
    expect(both.json()).toMatchObject({ error: "both_tip_services" });
    const path = `orders/${order["id"]}`;
    const percent = (await servery().put(path, { tip_service_percent: 12.5 })).json();
    expect(percent).toMatchObject({ tip_service_percent: 12.5 });
    expect(percent).not.toHaveProperty("tip_service_amount");
    const same = (await servery().put(path, { tip_service_amount: null })).json();
    expect(same).toMatchObject({ tip_service_percent: 12.5 });
    const none = (await servery().put(path, { tip_service_percent: null })).json();
    expect(none).not.toHaveProperty("tip_service_percent");
    expect(none).not.toHaveProperty("tip_service_amount");
    for (const body of [{ tip_service_percent: -1 }, { tip_service_percent: "ten" }, { tip_service_amount: 1.005 }]) {
      expect((await servery().put(path, body)).status).toBe(400);
    }
  });

  test("KO-18 a full payment covers it: the total alone does not complete the order", async () => {
    const body = { status: "PENDING", lines: chips, tip_service_amount: 2.45 };
    expect(await servery().order({ ...body, payments: [cash(10)] })).toMatchObject({
      status: "PENDING",
      tip_service_paid: 1.97,
    });
    expect(await servery().order({ ...body, payments: [cash(12.45)] })).toMatchObject({
      status: "COMPLETE",
      tip_service_paid: 2.45,
      paid: 12.45,
      tips: 0,
    });
    expect(await servery().order({ ...body, payments: [cash(10, 2.45)] })).toMatchObject({
      status: "COMPLETE",
      tip_service_paid: 2.45,
      paid: 10,
      tips: 0,
    });
  });

  test("KO-18 tips add to tips and never to the total", async () => {
    const order = await servery().order({ lines: chips, payments: [cash(3, 0.5), cash(4, 1)] });
    expect(order).toMatchObject({ total: 10, paid: 7, tips: 1.5, tip_service_paid: 0 });
  });

  test("KO-18 money given back takes its share of the tip/service along", async () => {
    const order = await servery().order({ lines: chips, tip_service_percent: 10, payments: [cash(11), cash(-11)] });
    expect(order).toMatchObject({ paid: 0, tip_service_paid: 0, tips: 0 });
  });

  test("KO-18 a percentage follows the total, and what was paid of it with it", async () => {
    const order = await afterPaying(cash(11 / 2));
    expect(order["tip_service_paid"]).toBe(0.5);
    await servery().post(`orders/${order["id"]}/lines`, { product_id: menu.chips });
    // 20.00 and 2.00 on top: a quarter is paid
    expect((await servery().get(`orders/${order["id"]}`)).json()).toMatchObject({
      total: 20,
      tip_service_paid: 0.5,
      paid: 5.5,
    });
  });
});
