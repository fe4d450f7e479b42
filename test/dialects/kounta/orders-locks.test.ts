import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, menu, productIdOf } from "../../domain/menu.ts";

const flat = { product_id: productIdOf("Flat white") };
const body = {
  status: "ON_HOLD",
  lines: [{ product_id: menu.chips }, { product_id: menu.croissant }],
  options: [flat],
  payments: [{ method_id: METHOD.cash, amount: 1 }],
};

type Act = readonly [name: string, method: string, below: string, body?: object];

/** Everything that an operator can do to an order. */
const acts: readonly Act[] = [
  ["add a line", "POST", "/lines", { product_id: menu.chips }],
  ["add an option set", "POST", "/optionsets", flat],
  ["change a line", "PUT", "/lines/1", { quantity: 2 }],
  ["move a line", "PUT", "/lines/1", { number: 2 }],
  ["remove a line", "DELETE", "/lines/1"],
  ["remove an option set", "DELETE", "/optionsets/1"],
  ["pay by cash", "POST", "/payments", { method_id: METHOD.cash, amount: 1 }],
  ["pay by the app", "POST", "/payments", { method_id: METHOD.app, amount: 1 }],
  ["change a payment", "PUT", "/payments/1", { ref: "x" }],
  ["change facts", "PUT", "", { notes: "x" }],
  ["move it along", "PUT", "", { status: "ACCEPTED" }],
  ["move it along and change facts", "PUT", "", { status: "ACCEPTED", guests: 3 }],
  ["reject it", "PUT", "", { status: "REJECTED", reject_reason: 11 }],
  ["delete it", "DELETE", ""],
];

const adding = ["add a line", "add an option set"];
const paying = ["pay by cash", "pay by the app", "change a payment"];
const forbidden: Record<string, readonly string[]> = {
  NEW_LINES: adding,
  PAYMENTS: paying,
  APP_PAYMENT: ["pay by cash", "change a payment"],
  DELETE: ["delete it"],
  ALL: acts.map(([name]) => name).filter((name) => name !== "move it along" && name !== "reject it"),
};

onEveryEngine("what binds the operator", (servery) => {
  let session: ReturnType<ReturnType<typeof servery>["operator"]> | undefined;
  /** Signing in is slow on purpose, so it is done once. */
  const signIn = () => (session ??= servery().operator());

  const rows = Object.keys(forbidden).flatMap((lock) => acts.map((act) => ({ lock, name: act[0], act })));

  test.each(rows)("KO-31 $lock and an operator who would $name", async ({ lock, act }) => {
    const [name, method, below, sent] = act;
    const operator = await signIn();
    const { id } = await servery().order({ ...body, lock: [lock] });
    const before = (await servery().get(`orders/${id}`)).text;
    const answer = await operator(`orders/${id}${below}`, { method, ...(sent && { body: sent }) });
    if (forbidden[lock]!.includes(name)) {
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({
        error: "locked",
        lock,
        error_description: `The order is locked (${lock}).`,
      });
      expect((await servery().get(`orders/${id}`)).text).toBe(before);
    } else {
      expect(answer.status).toBeLessThan(300);
    }
  });

  test("KO-31 the add-on that locked the order is not bound", async () => {
    for (const [name, method, below, sent] of acts) {
      const { id } = await servery().order({
        ...body,
        lock: ["ALL", "NEW_LINES", "PAYMENTS", "APP_PAYMENT", "DELETE"],
      });
      const answer = await servery().ask(`orders/${id}${below}`, { method, ...(sent && { body: sent }) });
      expect([name, answer.status < 300]).toEqual([name, true]);
    }
  });

  test("KO-31 the operator cannot take the lock off, nor lift the limit; the add-on can", async () => {
    const operator = await signIn();
    const { id } = await servery().order({
      ...body,
      lock: ["NEW_LINES"],
      price_limit: 30,
      callback_uri: "https://shop.example/",
    });
    const before = (await servery().get(`orders/${id}`)).text;
    for (const [field, value] of [
      ["lock", []],
      ["lock", null],
      ["lock", ["DELETE"]],
      ["price_limit", 1_000],
      ["price_limit", null],
      ["callback_uri", null],
    ] as const) {
      const answer = await operator(`orders/${id}`, { method: "PUT", body: { [field]: value } });
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ error: "set_by_addon", field });
    }
    expect((await servery().get(`orders/${id}`)).text).toBe(before);
    const same = await operator(`orders/${id}`, {
      method: "PUT",
      body: { lock: ["NEW_LINES"], price_limit: 30, notes: "ok" },
    });
    expect(same.status).toBe(200);
    const lifted = await servery().put(`orders/${id}`, { lock: "DELETE", price_limit: null });
    expect(lifted.json()).toMatchObject({ lock: ["DELETE"], price_limit: null });
    expect((await operator(`orders/${id}/lines`, { method: "POST", body: { product_id: menu.chips } })).status).toBe(
      201,
    );
  });

  test("KO-26 the operator cannot take the payable amount beyond the limit, the add-on can", async () => {
    const operator = await signIn();
    const { id } = await servery().order({ lines: [{ product_id: menu.chips, quantity: 2 }], price_limit: 25 });
    const before = (await servery().get(`orders/${id}`)).text;
    const beyond = [
      ["POST", "/lines", { product_id: menu.croissant }],
      ["POST", "/optionsets", { ...flat, unit_price_inc_tax: 5.01 }],
      ["PUT", "/lines/1", { quantity: 3 }],
      ["PUT", "/lines/1", { unit_price_inc_tax: 12.51 }],
      ["PUT", "", { tip_service_amount: 5.01 }],
      ["PUT", "", { tip_service_percent: 26 }],
      ["PUT", "", { price_variation: 1.26 }],
      ["PUT", "", { price_fixed_variation: 5.01 }],
    ] as const;
    for (const [method, below, sent] of beyond) {
      const answer = await operator(`orders/${id}${below}`, { method, body: sent });
      expect([sent, answer.status]).toEqual([sent, 400]);
      expect(answer.json()).toMatchObject({ error: "over_price_limit", price_limit: 25 });
    }
    const said = await operator(`orders/${id}/lines`, { method: "POST", body: { product_id: menu.croissant } });
    expect(said.json()["error_description"]).toBe("The order's price limit is 25.00; this would make it 25.50.");
    expect((await servery().get(`orders/${id}`)).text).toBe(before);

    const upTo = await operator(`orders/${id}`, { method: "PUT", body: { tip_service_amount: 5 } });
    expect(upTo.status).toBe(200);
    expect(
      (
        await operator(`orders/${id}/payments`, {
          method: "POST",
          body: { method_id: METHOD.cash, amount: 20, tip: 30 },
        })
      ).status,
    ).toBe(201);
    expect((await servery().post(`orders/${id}/lines`, { product_id: menu.chips, quantity: 5 })).status).toBe(201);
    const down = await operator(`orders/${id}/lines/2`, { method: "PUT", body: { quantity: 4 } });
    expect(down.status).toBe(200);
    expect((await operator(`orders/${id}/lines/2`, { method: "PUT", body: { quantity: 5 } })).status).toBe(400);
  });
});
