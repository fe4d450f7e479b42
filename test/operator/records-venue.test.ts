import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { register, settled, withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { REGISTER, as } from "./support.ts";

const FITZROY = 823;
const FLAT_WHITE = 730000;

const receiver = withReceiver();

onEveryEngine("what a venue is", (servery) => {
  const owner = () => as(servery(), "owner");
  const put = async (path: string, body: unknown) => (await owner())(path, { method: "PUT", body });
  const post = async (path: string, body: unknown) => (await owner())(path, { method: "POST", body });
  const remove = async (path: string) => (await owner())(path, { method: "DELETE" });
  const order = (more: Record<string, unknown> = {}) =>
    servery().order({ site_id: FITZROY, status: "PENDING", lines: [{ product_id: FLAT_WHITE }], ...more });
  /** What a webhook of a topic was sent, when everything was sent. */
  const listen = async (topic: string, filter?: Record<string, unknown>) => {
    const path = `/${topic}/${Math.random()}`;
    await register(servery(), { topic, address: `${receiver.url}${path}`, ...(filter && { filter }) });
    return async (): Promise<Json[]> => {
      await settled(servery());
      return receiver.at(path).map(({ json }) => json);
    };
  };

  test("VU-03 company: read, changed in part, its addresses too; a stale version changes nothing", async () => {
    const before = (await (await owner())("company")).json();
    expect(before).toMatchObject({
      id: 5678,
      name: "Brindle & Tram",
      currency: "AUD",
      timezone: "Australia/Melbourne",
      business_number_label: "ABN",
      register_limit: 6,
      shipping_address: { city: "Fitzroy", postal_code: "3065" },
    });
    const change = { website: null, business_number_label: "VAT No.", postal_address: null };
    const changed = await put("company", { ...change, version: before.version });
    expect([changed.status, changed.json()]).toEqual([
      200,
      { ...before, ...change, version: before.version + 1, updated_at: changed.json().updated_at },
    ]);
    const late = await put("company", { name: "Other", version: before.version });
    expect([late.status, late.json().error]).toEqual([409, "changed"]);
    for (const [body, field] of [
      [{ name: "" }, "name"],
      [{ timezone: "Melbourne" }, "timezone"],
      [{ currency: "AUS" }, "currency"],
      [{ currency: null }, "currency"],
      [{ contact_staff_id: 990 }, "contact_staff_id"],
      [{ email: "here" }, "email"],
      [{ version: "1" }, "version"],
    ] as const) {
      const refused = await put("company", body);
      expect([refused.status, refused.json().field], JSON.stringify(body)).toEqual([400, field]);
    }
    const manager = await as(servery(), "manager");
    expect((await manager("company", { method: "PUT", body: { phone: "03 7010 0499" } })).status).toBe(200);
    const barista = await as(servery(), "barista");
    expect((await barista("company")).status).toBe(200);
    const staff = await barista("company", { method: "PUT", body: { name: "Mine" } });
    expect([staff.status, staff.json().permission]).toEqual([403, "setup:write"]);
    expect((await manager("/admin/api/companies/5679/company")).status).toBe(404);
    expect((await remove("company")).status).toBe(405);
  });

  test("VU-03 company: the currency can change until there is an order, and not after", async () => {
    expect((await put("company", { currency: "NZD" })).json().currency).toBe("NZD");
    expect((await put("company", { currency: "AUD" })).json().currency).toBe("AUD");
    await order();
    const refused = await put("company", { currency: "NZD" });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("currency stays AUD")]);
    expect((await put("company", { currency: "AUD" })).status).toBe(200);
  });

  test("VU-03 sites: add-ons hear of a new one and of changes, and a closed one takes no orders from apps", async () => {
    const [created, updated] = [await listen("sites/created"), await listen("sites/updated", { attributes: ["name"] })];
    const { id } = (await post("sites", { name: "Docklands", code: "DOCK", website: "https://d.example" })).json();
    expect((await servery().get(`sites/${id}`)).json()).toMatchObject({ name: "Docklands", code: "DOCK" });
    await put(`sites/${id}`, { name: "Docklands pier" });
    await put(`sites/${id}`, { phone: "03 7010 0460" });
    await put(`sites/${id}`, { sales_period: "CLOSED" });
    expect((await created()).map((site) => site.id)).toEqual([id]);
    expect((await updated()).map(({ name }) => name)).toEqual(["Docklands pier"]);
    const ordering = (await (await owner())(`sites/${id}/ordering`)).json();
    expect(ordering).toMatchObject({ sales_period: "CLOSED", ready: false });
  });

  test("VU-03 sites: one where an order was taken stays, and so does the last one", async () => {
    const { id } = (await post("sites", { name: "Kiosk", code: "KIO" })).json();
    const register = (await post("registers", { site_id: id, code: "K1", name: "Kiosk" })).json();
    const taken = await order({ site_id: id });
    expect((await remove(`sites/${id}`)).text).toContain(`register (${register.id})`);
    await servery().ask(`orders/${taken.id}`, { method: "DELETE" });
    expect((await remove(`registers/${register.id}`)).status).toBe(204);
    const refused = await remove(`sites/${id}`);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("Orders were taken there")]);
    expect((await servery().get(`orders/${taken.id}`)).status).toBe(200);
  });

  test("VU-03 registers: add-ons hear of a new one, of changes and of one that goes; the company has room for six", async () => {
    const topics = await Promise.all(["created", "updated", "deleted"].map((verb) => listen(`registers/${verb}`)));
    const name = { site_id: FITZROY, name: "Window" };
    const { id, ...shown } = (await post("registers", { ...name, code: "W1" })).json();
    expect(shown).toMatchObject({ sale_prefix: "W1-", return_prefix: "W1R-", site: { id: FITZROY } });
    await put(`registers/${id}`, { name: "Hatch" });
    await put(`registers/${id}`, { name: "Hatch" });
    expect((await post("registers", { ...name, code: "w1" })).json()).toMatchObject({ error: "taken", field: "code" });
    const second = (await post("registers", { ...name, code: "W2" })).json();
    const seventh = await post("registers", { ...name, code: "W3" });
    expect([seventh.status, seventh.text]).toEqual([409, expect.stringContaining("room for 6")]);
    const moved = await put(`registers/${id}`, { site_id: 824 });
    expect([moved.status, moved.json().field]).toEqual([400, "site_id"]);
    await remove(`registers/${id}`);
    await remove(`registers/${second.id}`);
    const told = await Promise.all(topics.map((heard) => heard()));
    expect(told.map((all) => all.filter((one) => one.id === id).length)).toEqual([1, 1, 1]);
    expect(told[2]!.find((one) => one.id === id)).toEqual({ id });
  });

  test("VU-03 registers: one with a device or an open order stays", async () => {
    const { id } = (await post("registers", { site_id: FITZROY, code: "D1", name: "Door" })).json();
    const device = (await post(`registers/${id}/devices`, { name: "Tablet" })).json();
    expect((await remove(`registers/${id}`)).text).toContain("device");
    expect((await remove(`devices/${device.id}`)).status).toBe(204);
    const open = await order({ register_id: id });
    expect((await remove(`registers/${id}`)).text).toContain("Orders are open at it");
    await servery().ask(`orders/${open.id}`, { method: "DELETE" });
    expect((await remove(`registers/${id}`)).status).toBe(204);
    expect((await servery().get(`orders/${open.id}`)).status).toBe(200);
  });

  test("VU-03 registers: whoever serves takes one online and offline and cannot rename it", async () => {
    const pin = await as(servery(), "owner", "pin");
    const path = `registers/${REGISTER}`;
    const before = (await pin(path)).json();
    const online = await pin(path, { method: "PUT", body: { online: !before.online, version: before.version } });
    expect([online.status, online.json().online]).toEqual([200, !before.online]);
    for (const body of [{ name: "Mine" }, { online: true, name: "Mine" }, { sale_prefix: "X" }]) {
      const refused = await pin(path, { method: "PUT", body });
      expect([refused.status, refused.json()]).toMatchObject([403, { permission: "setup:write" }]);
      expect(refused.headers.get("www-authenticate")).toContain('scope="setup:write"');
    }
    expect((await pin(path, { method: "PUT", body: { online: before.online } })).json().name).toBe(before.name);
    expect((await pin(path, { method: "DELETE" })).status).toBe(403);
  });

  test("VU-03 taxes and price lists: add-ons hear of them as when add-ons change them", async () => {
    const topics = await Promise.all(["created", "updated", "deleted"].map((verb) => listen(`taxes/${verb}`)));
    const products = await listen("products/updated");
    const tax = (await post("taxes", { name: "Bottle", code: "BTL", rate: 0.02 })).json();
    await put(`taxes/${tax.id}`, { rate: "0.03" });
    await remove(`taxes/${tax.id}`);
    const told = await Promise.all(topics.map((heard) => heard()));
    expect(told.map((all) => all.map(({ id }) => id))).toEqual([[tax.id], [tax.id], [tax.id]]);
    const list = (await post("price_lists", { name: "Fair" })).json();
    expect(list).toMatchObject({ parent_id: 301, prices: [] });
    const price = { product_id: FLAT_WHITE, amount: "3.5", inc_tax: true };
    await put(`price_lists/${list.id}`, { prices: [price] });
    await put(`price_lists/${list.id}`, { prices: [price], name: "Fairs" });
    expect((await products()).map(({ id }) => id)).toEqual([FLAT_WHITE]);
    await put(`sites/${FITZROY}`, { price_list_id: list.id });
    const sold = (await servery().get(`orders/${(await order({ lines: [{ product_id: FLAT_WHITE }] })).id}`)).json();
    expect(sold.total).toBe(3.5);
    expect((await remove(`price_lists/${list.id}`)).text).toContain(`site (${FITZROY})`);
    await put(`sites/${FITZROY}`, { price_list_id: 301 });
    expect((await remove(`price_lists/${list.id}`)).status).toBe(204);
  });

  test("VU-03 price lists: the base list stays and has no prices of its own; none stands above itself", async () => {
    const base = await remove("price_lists/301");
    expect([base.status, base.text]).toEqual([409, expect.stringContaining("base price list stays")]);
    const price = { product_id: FLAT_WHITE, amount: "1", inc_tax: true };
    for (const [path, body, field] of [
      ["price_lists/301", { prices: [price] }, "prices"],
      ["price_lists/301", { parent_id: 302 }, "parent_id"],
      ["price_lists/302", { parent_id: 303 }, "parent_id"],
      ["price_lists/302", { parent_id: 302 }, "parent_id"],
      ["price_lists/302", { parent_id: null }, "parent_id"],
    ] as const) {
      const refused = await put(path, body);
      expect([refused.status, refused.json().field], JSON.stringify(body)).toEqual([400, field]);
    }
    expect((await put("price_lists/301", { name: "Everywhere" })).json()).toMatchObject({ name: "Everywhere" });
    await put("price_lists/301", { name: "Base" });
  });

  test("VU-03 payment methods: one that was paid with stays, and can be switched off", async () => {
    const method = (await post("payment_methods", { name: "Beach card", kind: "card" })).json();
    await order({ status: "COMPLETE", payments: [{ method_id: method.id, amount: 100 }] });
    const refused = await remove(`payment_methods/${method.id}`);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("Switch it off")]);
    await put(`payment_methods/${method.id}`, { active: false });
    const listed = (await servery().get("payment_methods")).json<Json[]>();
    expect(listed.map(({ id }) => id)).not.toContain(method.id);
    const demo = (await (await owner())("payment_methods")).json<Json[]>();
    expect(demo.find(({ id }) => id === 1)).toMatchObject({ kind: "cash", rounding: "0.05" });
    expect(demo.find(({ id }) => id === 6)).toMatchObject({ name: "Cash rounding", kind: "rounding" });
  });

  test("VU-03 discounts: a percentage takes the amount back, and an amount the percentage", async () => {
    const { id } = (await post("discounts", { name: "Happy", code: "HAPPY", percent: 10 })).json();
    expect((await put(`discounts/${id}`, { amount: 5 })).json()).toMatchObject({ percent: null, amount: "5" });
    expect((await put(`discounts/${id}`, { percent: "15" })).json()).toMatchObject({ percent: "15", amount: null });
    const none = await put(`discounts/${id}`, { percent: null });
    expect([none.status, none.json().field]).toEqual([400, "percent"]);
  });

  test("VU-03 floor plans: tables keep their ids, are drawn anywhere, and stay while guests sit at them", async () => {
    const drawn = { x: 4, y: 0, w: 3, h: 3, shape: "round" };
    const table = { number: 61, reference: "T61", seats: 4, ...drawn };
    const plan = (
      await post("floor_plans", { site_id: FITZROY, name: "Roof", tables: [table, { number: 62 }] })
    ).json();
    const [first, second] = plan.tables as [Json, Json];
    expect(first).toEqual({ ...table, id: first.id, description: null, active: true });
    expect(second).toMatchObject({ number: 62, seats: 2, reference: null, x: null, shape: null });
    const at = `floor_plans/${plan.id}`;
    const moved = { ...first, x: 9 };
    const changed = (await put(at, { tables: [moved, { number: 63 }] })).json();
    expect(changed.tables).toEqual([moved, { ...second, id: changed.tables[1].id, number: 63 }]);
    expect(changed.tables[1].id).not.toBe(second.id);

    const seated = await as(servery(), "barista");
    const body = { site_id: FITZROY, status: "PENDING", table: "T61", lines: [{ product_id: FLAT_WHITE }] };
    const made = await seated("orders", { method: "POST", body });
    expect(made.status, made.text).toBe(201);
    for (const refused of [await put(at, { tables: [] }), await remove(at)]) {
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("Orders are open at table")]);
    }
    expect((await put(at, { name: "Roof terrace" })).status).toBe(200);
    const id = /orders\/(\d+)/.exec(made.headers.get("location")!)![1];
    await servery().ask(`orders/${id}`, { method: "DELETE" });
    expect((await remove(at)).status).toBe(204);
    const demo = (await (await owner())("floor_plans?site_id=823")).json<Json[]>();
    expect(demo.map(({ name }) => name)).toEqual(["Dining room", "Courtyard"]);
    for (const { x, y, w, h, shape } of demo.flatMap(({ tables }) => tables)) {
      expect([x, y, w, h, shape]).toEqual([
        ...Array(4).fill(expect.any(Number)),
        expect.stringMatching(/round|square/),
      ]);
    }
  });
});
