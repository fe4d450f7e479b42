import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, REGISTER, SITE, menu } from "../../domain/menu.ts";

type Line = {
  product: { id: number };
  quantity: number;
  unit_price: number;
  price_variation: number;
  price_fixed_variation: number;
};

onEveryEngine("refunds", (servery) => {
  const sale = (extra: object = {}) =>
    servery().order({
      register_id: REGISTER.fitzroyCounter,
      status: "COMPLETE",
      price_fixed_variation: -1.01,
      lines: [
        { product_id: menu.croissant, quantity: 3, price_variation: 0.9 },
        { product_id: menu.lagerPot, quantity: 2, price_fixed_variation: -0.33 },
        { product_id: menu.milk },
      ],
      ...extra,
    });

  test("KO-39 a refund is a new order that mirrors the sale, and both add up to nothing", async () => {
    const sold = await sale({ payments: [{ method_id: METHOD.cash, amount: 32.71 }] });
    const lines = (sold["lines"] as never as Line[]).map((line) => ({
      product_id: line.product.id,
      quantity: -line.quantity,
      price_variation: line.price_variation,
      price_fixed_variation: -line.price_fixed_variation,
    }));
    const back = await servery().order({
      register_id: REGISTER.fitzroyCounter,
      status: "PENDING",
      original_order_id: sold["id"],
      price_fixed_variation: 1.01,
      lines,
      payments: [{ method_id: METHOD.cash, amount: -Number(sold["total"]) }],
    });
    expect(back).toMatchObject({
      status: "COMPLETE",
      total: -Number(sold["total"]),
      total_tax: -Number(sold["total_tax"]),
      paid: -Number(sold["total"]),
      original_order_id: sold["id"],
    });
    expect(String(back["sale_number"])).toMatch(/^F1R-\d+$/);
    expect(String(sold["sale_number"])).toMatch(/^F1-\d+$/);
    const row = (await servery().get("orders")).json<Record<string, unknown>[]>().find(({ id }) => id === back["id"]);
    expect(row).toMatchObject({ is_refund: true, refunded_order_id: sold["id"] });
    expect((await servery().get(`orders/${sold["id"]}`)).json()).toEqual(sold);
  });

  test("KO-39 a part can be refunded, and a refund without its sale is possible", async () => {
    const sold = await sale();
    const part = await servery().order({
      original_order_id: sold["id"],
      lines: [{ product_id: menu.milk, quantity: -1 }],
    });
    expect(part).toMatchObject({ total: -5.2, status: "SUBMITTED" });
    const loose = await servery().order({
      status: "COMPLETE",
      lines: [{ product_id: menu.chips, quantity: -2 }],
      payments: [{ method_id: METHOD.cash, amount: -20 }],
    });
    expect(loose).toMatchObject({ total: -20, total_tax: -1.82, paid: -20, original_order_id: null });
  });

  test("KO-39 a pending refund completes when all of the money is back", async () => {
    const order = await servery().order({ status: "PENDING", lines: [{ product_id: menu.chips, quantity: -1 }] });
    const pay = async (amount: number) => {
      await servery().post(`orders/${order["id"]}/payments`, { method_id: METHOD.cash, amount });
      return (await servery().get(`orders/${order["id"]}`)).json()["status"];
    };
    expect(await pay(-9.99)).toBe("PENDING");
    expect(await pay(-0.01)).toBe("COMPLETE");
  });

  test("KO-39 the original must be a COMPLETE order of this company", async () => {
    const refused = async (original_order_id: unknown) => {
      const answer = await servery().post("orders", {
        site_id: SITE.fitzroy,
        original_order_id,
        lines: [{ product_id: menu.chips, quantity: -1 }],
      });
      expect(answer.status).toBe(400);
      expect(answer.json()["field"]).toBe("original_order_id");
      return answer.json()["error"];
    };
    for (const status of ["SUBMITTED", "ON_HOLD", "PENDING", "REJECTED"]) {
      const { id } = await servery().order({ status, lines: [{ product_id: menu.chips }] });
      expect(await refused(id)).toBe("original_order_not_complete");
    }
    expect(await refused(999_999_999)).toBe("original_order_not_found");
    expect(await refused("99999999999999999999")).toBe("original_order_not_found");
    expect(await refused(0)).toBe("bad_request");
    const { other } = servery();
    const theirs = await servery().ask(`/v1/companies/${other.company}/orders`, {
      method: "POST",
      body: { site_id: 990, status: "COMPLETE", lines: [{ product_id: 997 }] },
      auth: other.auth,
    });
    expect(theirs.status).toBe(201);
    expect(await refused(Number(theirs.headers.get("location")!.split("/").at(-1)))).toBe("original_order_not_found");
  });
});
