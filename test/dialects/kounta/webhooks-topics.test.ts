import { expect, test } from "vitest";
import { demoData } from "../../../src/demo/demo.ts";
import type { Reconciliation } from "../../../src/domain/back-office.ts";
import type { AddonId, CompanyId } from "../../../src/domain/ids.ts";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { register, settled, withReceiver } from "./webhooks-receiver.ts";

const SITE = 823;
const OTHER = 824;

onEveryEngine("what webhooks are about", (servery) => {
  const receiver = withReceiver();
  let paths = 0;
  /** Registers for a topic at a path of its own. */
  const listen = async (topic: string, more: Record<string, unknown> = {}, auth?: string): Promise<string> => {
    const path = `/${++paths}/${topic}`;
    await register(servery(), { topic, address: `${receiver.url}${path}`, ...more }, auth);
    return path;
  };
  const line = () => ({ product_id: servery().ids.product_ids[0], quantity: 1 });
  const whole = async (path: string): Promise<string> => (await servery().get(path)).text;
  const bodies = (path: string): string[] => receiver.at(path).map(({ body }) => body.toString());
  const customer = async (body: Record<string, unknown> = {}, auth?: string): Promise<number> => {
    const mobile = `04${Math.floor(Math.random() * 1e8)}`;
    const ask = { method: "POST", body: { first_name: "Ada", mobile, ...body }, ...(auth !== undefined && { auth }) };
    const made = await servery().ask("customers", ask);
    return Number(/(\d+)$/.exec(made.headers.get("location") ?? "")?.[1]);
  };

  test("KW-02 a completed order arrives whole, byte for byte as its GET, once for each registration", async () => {
    const first = await listen("orders/completed", { headers: { "X-Shop": "7", Authorization: "Bearer mine" } });
    const second = await listen("orders/completed");
    const order = await servery().order({ status: "PENDING", lines: [line()] });
    await settled(servery());
    expect(bodies(first)).toEqual([]);
    await servery().put(`orders/${order["id"]}`, { status: "COMPLETE" });
    await receiver.soon(first);
    await receiver.soon(second);
    const expected = await whole(`orders/${order["id"]}`);
    expect(JSON.parse(expected)).toMatchObject({ id: order["id"], status: "COMPLETE", lines: [{ quantity: 1 }] });
    await settled(servery());
    expect([bodies(first), bodies(second)]).toEqual([[expected], [expected]]);
    const [{ method, headers }] = receiver.at(first) as [Json];
    expect(method).toBe("POST");
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-shop": "7",
      authorization: "Bearer mine",
      "x-servery-topic": "orders/completed",
    });
    const ids = [first, second].map((path) => receiver.at(path)[0]!.headers["webhook-id"]);
    expect(new Set(ids).size).toBe(2);
  });

  test("KW-02 the filters customer and site_ids hold back what does not pass them", async () => {
    const known = await customer();
    const anybody = await listen("orders/completed", { filter: { customer: true } });
    const her = await listen("orders/completed", { filter: { customer: known } });
    const here = await listen("orders/completed", { filter: { site_ids: [SITE] } });
    const there = await listen("orders/completed", { filter: { site_ids: [OTHER], customer: true } });
    const complete = (body: Record<string, unknown>) =>
      servery().order({ status: "COMPLETE", lines: [line()], ...body });
    const guest = await complete({});
    const hers = await complete({ customer_id: known });
    const his = await complete({ customer_id: await customer(), site_id: OTHER });
    await settled(servery());
    const got = (path: string) => receiver.at(path).map(({ json }) => json.id as number);
    expect(got(anybody)).toEqual([hers["id"], his["id"]]);
    expect(got(her)).toEqual([hers["id"]]);
    expect(got(here)).toEqual([guest["id"], hers["id"]]);
    expect(got(there)).toEqual([his["id"]]);
  });

  test("KW-03 a customer with a reference is linked and unlinked: only who gave the reference hears of it", async () => {
    const neighbour = await servery().addon({ id: 81 as AddonId, clientId: "neighbour" });
    const linked = await listen("orders/customer_linked");
    const unlinked = await listen("orders/customer_unlinked");
    const deaf = await listen("orders/customer_linked", {}, neighbour);
    const mine = await customer({ reference_id: "my-1" });
    const nameless = await customer();
    const order = await servery().order({ lines: [line()] });
    const path = `orders/${order["id"]}`;
    await servery().put(path, { customer_id: nameless });
    await servery().put(path, { customer_id: mine });
    await receiver.soon(linked);
    expect(bodies(linked)).toEqual([await whole(path)]);
    expect(receiver.at(linked)[0]!.json).toMatchObject({ id: order["id"], customer: { id: mine } });
    await servery().put(path, { customer_id: null });
    await receiver.soon(unlinked);
    expect(bodies(unlinked)).toEqual([await whole(path)]);
    const born = await servery().order({ customer_id: mine });
    await settled(servery());
    expect(receiver.at(linked).map(({ json }) => json.id)).toEqual([order["id"], born["id"]]);
    expect([bodies(unlinked).length, bodies(deaf).length]).toEqual([1, 0]);
  });

  test("KW-04 a deleted order arrives whole", async () => {
    const path = await listen("orders/deleted");
    const order = await servery().order({ lines: [line()] });
    await servery().order({ lines: [line()] });
    await servery().delete(`orders/${order["id"]}`);
    await receiver.soon(path);
    await settled(servery());
    expect(bodies(path)).toEqual([await whole(`orders/${order["id"]}`)]);
    expect(receiver.at(path)[0]!.json).toMatchObject({ deleted: true, lines: [{ quantity: 1 }] });
  });

  test("KW-05 KO-28 whatever makes the kitchen print sends the whole order, and nothing else does", async () => {
    const path = await listen("orders/kitchen_print");
    const order = await servery().order({ lines: [line()], enable_alert_sound: false });
    const at = `orders/${order["id"]}`;
    await servery().post(`${at}/lines`, line());
    await servery().put(at, { notes: "by the window" });
    await settled(servery());
    expect(bodies(path)).toEqual([]);
    await servery().put(at, { status: "ON_HOLD" });
    await receiver.soon(path);
    expect(bodies(path)).toEqual([await whole(at)]);
    expect(receiver.at(path)[0]!.json).toMatchObject({ status: "ON_HOLD", enable_alert_sound: false });
    await servery().put(at, { notes: "at the bar" });
    await servery().post(`${at}/lines`, line());
    await receiver.soon(path, 2);
    expect(bodies(path)[1]).toBe(await whole(at));
    await servery().delete(`${at}/lines/1`);
    await receiver.soon(path, 3);
    await settled(servery());
    expect(bodies(path)[2]).toBe(await whole(at));
    expect(bodies(path)).toHaveLength(3);
  });

  test("KW-06 a group of orders is finalised when the last of it is paid: its ids and its orders", async () => {
    const path = await listen("orders/group_finalised");
    const operator = await servery().operator();
    const seat = async (): Promise<number> => {
      const made = await operator("orders", { method: "POST", body: { site_id: SITE, table: "12", lines: [line()] } });
      return Number(/(\d+)$/.exec(made.headers.get("location") ?? "")?.[1]);
    };
    const ids = [await seat(), await seat()];
    const { group_id } = (await servery().get(`orders/${ids[0]}`)).json();
    expect(group_id).toEqual(expect.any(String));
    await servery().put(`orders/${ids[0]}`, { status: "COMPLETE" });
    await settled(servery());
    expect(bodies(path)).toEqual([]);
    await servery().put(`orders/${ids[1]}`, { status: "COMPLETE" });
    await receiver.soon(path);
    await settled(servery());
    expect(receiver.at(path)).toHaveLength(1);
    const { orders, ...group } = receiver.at(path)[0]!.json;
    expect(group).toEqual({ group_id, company_id: 5678, site_id: SITE });
    const sorted = (orders as Json[]).toSorted((a, b) => a.id - b.id);
    expect(sorted).toEqual(await Promise.all(ids.map(async (id) => (await servery().get(`orders/${id}`)).json())));
  });

  test("KW-01 customers, products, categories, taxes, stock and registers arrive as their own GET shows them", async () => {
    const op = await servery().operator();
    const [customers, categories, taxes, products] = await Promise.all(
      ["customers", "categories", "taxes", "products"].map(async (kind) => ({
        created: await listen(`${kind}/created`),
        updated: await listen(`${kind}/updated`),
      })),
    );
    const below = (answer: { headers: Headers }): string =>
      /(\w+\/\d+)$/.exec(answer.headers.get("location") ?? "")![1]!;
    const made = async (kind: string, paths: { created: string; updated: string }, first: object, then: object) => {
      const path = below(await servery().post(kind, first));
      await receiver.soon(paths.created);
      expect(bodies(paths.created)).toEqual([await whole(path)]);
      await servery().put(path, then);
      await servery().put(path, then); // changes nothing, and tells nobody
      await receiver.soon(paths.updated);
      await settled(servery());
      expect(bodies(paths.updated)).toEqual([await whole(path)]);
    };
    await made(
      "customers",
      customers!,
      { first_name: "Bo", email: "bo@shop.example", reference_id: "b" },
      { last_name: "Li" },
    );
    expect(receiver.at(customers!.created)[0]!.json).toMatchObject({ first_name: "Bo", reference_id: "b" });
    await made("categories", categories!, { name: "Brunch" }, { description: "Weekends." });
    await made("taxes", taxes!, { code: "VAT", name: "Value added", rate: 0.2 }, { rate: 0.175 });
    await made("products", products!, { name: "Scone", unit_price: 5 }, { name: "Date scone" });

    const stock = await listen("inventory/updated", { filter: { site_ids: [OTHER] } });
    const product = servery().ids.product_ids[0];
    await servery().put(`sites/${SITE}/inventory/${product}`, { stock: 3 });
    await servery().put(`sites/${OTHER}/inventory/${product}`, { stock: 4.5 });
    await receiver.soon(stock);
    await settled(servery());
    const level = (await servery().get(`sites/${OTHER}/inventory/${product}`)).json<object>();
    expect(receiver.at(stock).map(({ json }) => json)).toEqual([{ ...level, site_id: OTHER }]);

    const registers = await listen("registers/updated", { filter: { online: true } });
    const renamed = await listen("registers/updated", { filter: { attributes: ["name"] } });
    const elsewhere = await listen("registers/updated", { filter: { site_ids: [OTHER] } });
    await op("registers/17", { method: "PUT", body: { online: false } });
    await op("registers/17", { method: "PUT", body: { online: true } });
    await receiver.soon(registers, 2);
    await settled(servery());
    expect(bodies(registers)).toEqual(Array(2).fill(await whole("registers/17")));
    expect([bodies(renamed), bodies(elsewhere)]).toEqual([[], []]);
  });

  test("KW-01 a cash-up that is processed arrives as its own GET shows it, filtered by its site", async () => {
    const company = 7777 as CompanyId;
    const count = { level: "register", registerId: 16, staffId: null, processed: false, version: 1 };
    const rest = { incomeAccounts: [], tenders: [], createdAt: 0, updatedAt: 0 };
    await servery().storage.companies.load(company, {
      records: demoData(0).records.map((change) =>
        change.kind === "company" ? { ...change, id: company, record: { ...change.record!, id: company } } : change,
      ),
      customers: [],
      references: [],
      stock: [],
      shifts: [],
      reconciliations: [
        { ...count, ...rest, id: 11, number: 1, siteId: SITE },
        { ...count, ...rest, id: 12, number: 2, siteId: OTHER },
      ] as unknown as Reconciliation[],
      checkins: [],
      counters: {},
      sequences: {},
    });
    const auth = await servery().addon({ id: 83 as AddonId, clientId: "ledger", companyId: company });
    const ask = (path: string, method = "GET", body?: object) =>
      servery().ask(`/v1/companies/7777/${path}`, { method, auth, ...(body && { body }) });
    const path = "/counts";
    const topic = "reconciliations/updated";
    const hook = { topic, address: `${receiver.url}${path}`, filter: { site_ids: [OTHER] } };
    expect((await ask("webhooks", "POST", hook)).status).toBe(201);
    for (const id of [11, 12]) await ask(`reconciliations/${id}`, "PUT", { processed: true });
    await receiver.soon(path);
    await settled(servery());
    expect(bodies(path)).toEqual([(await ask("reconciliations/12")).text]);
  });

  test("KW-01 a site's webhook hears of the attributes that it asks for", async () => {
    const any = await listen("sites/updated", { filter: { site_ids: [SITE] } });
    const name = await listen("sites/updated", { filter: { attributes: ["name"] } });
    const contact = await listen("sites/updated", { filter: { phone: true, address: true } });
    const other = await listen("sites/updated", { filter: { site_ids: [OTHER] } });
    const change = async (body: object): Promise<void> => {
      await servery().put(`sites/${SITE}`, body);
      await settled(servery());
    };
    await change({ name: "Tram" });
    expect(bodies(any)).toEqual([await whole(`sites/${SITE}`)]);
    await change({ phone: "03 9000 0000" });
    await change({ fax: "03 9000 0001" });
    await change({
      postal_address: { address: "1 Lane", city: "Fitzroy", state: "VIC", postal_code: "3065", country: "AU" },
    });
    expect([any, name, contact, other].map((path) => bodies(path).length)).toEqual([4, 1, 2, 0]);
    expect(bodies(contact)[1]).toBe(await whole(`sites/${SITE}`));
  });

  test("KW-01 each add-on is shown its own reference of a customer", async () => {
    const auth = await servery().addon({ id: 82 as AddonId, clientId: "second" });
    const mine = await listen("customers/updated");
    const mineToo = await listen("customers/updated");
    const theirs = await listen("customers/updated", {}, auth);
    const id = await customer({ reference_id: "mine" });
    await servery().ask(`customers/${id}`, { method: "PUT", body: { reference_id: "theirs" }, auth });
    await servery().put(`customers/${id}`, { last_name: "Lovelace" });
    for (const path of [mine, mineToo, theirs]) await receiver.soon(path);
    await settled(servery());
    expect(bodies(mine)).toEqual([await whole(`customers/${id}`)]);
    expect(bodies(mineToo)).toEqual(bodies(mine));
    expect(bodies(theirs)).toEqual([(await servery().ask(`customers/${id}`, { auth })).text]);
    expect(receiver.at(theirs)[0]!.json).toMatchObject({ reference_id: "theirs" });
  });

  test("KW-01 what happens in one company is not told in another", async () => {
    const path = `/elsewhere`;
    const made = await servery().ask("/v1/companies/6789/webhooks", {
      method: "POST",
      body: { topic: "orders/completed", address: `${receiver.url}${path}` },
      auth: servery().other.auth,
    });
    expect(made.status).toBe(201);
    await servery().order({ status: "COMPLETE", lines: [line()] });
    await settled(servery());
    expect(bodies(path)).toEqual([]);
    const order = { site_id: 990, status: "COMPLETE", lines: [{ product_id: 997 }] };
    const ask = { method: "POST", body: order, auth: servery().other.auth };
    expect((await servery().ask("/v1/companies/6789/orders", ask)).status).toBe(201);
    await receiver.soon(path);
    expect(receiver.at(path)[0]!.json).toMatchObject({ company_id: 6789, status: "COMPLETE" });
  });
});
