import { beforeAll, expect, test } from "vitest";
import type { AddonId } from "../../../src/domain/ids.ts";
import { basic, onEveryEngine, testAddon } from "../../support/servery.ts";

const FLAT_WHITE = 730002;

onEveryEngine("payment methods", (servery) => {
  const second = basic("second-addon", "second-secret");
  beforeAll(async () => {
    await servery().storage.access.addons.add(
      testAddon(
        {
          id: 3 as AddonId,
          companyId: servery().company,
          clientId: "second-addon",
          permissions: ["*"],
          name: "Second add-on",
        },
        "second-secret",
        0,
      ),
    );
  });
  const methods = [
    { id: 1, name: "Cash", ledger_code: "1-1110", own: false },
    { id: 2, name: "EFTPOS", ledger_code: "1-1120", own: false },
    { id: 3, name: "Customer account", ledger_code: "1-1200", own: false },
    { id: 4, name: "Gift voucher", ledger_code: "2-1300", own: false },
    { id: 5, name: "Demo app", ledger_code: "1-1130", own: true },
    { id: 6, name: "Cash rounding", ledger_code: "6-1190", own: false },
  ];

  test("KR-09 the company's payment methods are listed, the caller's own is marked", async () => {
    expect((await servery().get("payment_methods.json")).json()).toEqual(methods);
    expect((await servery().get("payment_methods/5")).json()).toEqual(methods[4]);
    expect((await servery().get("payment_methods/998")).status).toBe(404);
    const seen = await servery().ask("payment_methods", { auth: second });
    expect(seen.json()).toEqual(methods.map((method) => ({ ...method, own: false })));
  });

  test("KR-09 an add-on that is a payment method pays without naming one", async () => {
    const order = await servery().order({ status: "PENDING", lines: [{ product_id: FLAT_WHITE }] });
    const paid = await servery().post(`orders/${String(order["id"])}/payments`, { amount: 4.9, ref: "app-1" });
    expect(paid.status).toBe(201);
    const after = (await servery().get(`orders/${String(order["id"])}`)).json();
    expect(after).toMatchObject({
      status: "COMPLETE",
      paid: 4.9,
      payments: [{ number: 1, method: { id: 5, name: "Demo app" }, amount: 4.9, ref: "app-1" }],
    });
    const atOnce = await servery().order({ lines: [{ product_id: FLAT_WHITE }], payments: [{ amount: 4.9 }] });
    expect(atOnce["payments"]).toMatchObject([{ method: { id: 5 } }]);
  });

  test("KR-09 an add-on that is none has to name the method", async () => {
    const order = await servery().order({ lines: [{ product_id: FLAT_WHITE }] }, { auth: second });
    const pay = (body: object) =>
      servery().ask(`orders/${String(order["id"])}/payments`, { method: "POST", body, auth: second });
    const refused = await pay({ amount: 4.9 });
    expect(refused.status).toBe(400);
    expect(refused.json()).toMatchObject({ error: "payment_method_required", field: "method_id" });
    expect((await pay({ amount: 4.9, method_id: 2 })).status).toBe(201);
    expect((await servery().get(`orders/${String(order["id"])}`)).json()["payments"]).toMatchObject([
      { method: { id: 2, name: "EFTPOS" } },
    ]);
  });
});
