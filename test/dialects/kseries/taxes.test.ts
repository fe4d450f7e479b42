import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { register, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK } from "./kseries.ts";
import { clientOf } from "./set-up-client.ts";

const AT_FITZROY = `/tax-configuration/v1/business-locations/${FITZROY}`;
const GST = 829;

const receiver = withReceiver();

onEveryEngine("K-Series tax configuration", (servery, engine) => {
  const client = () => clientOf(servery(), ["tax-configuration"], AT_FITZROY);

  test("LT-01 a tax is made, read, changed and deleted, and the other API and its webhooks hear of it", async () => {
    const ask = await client();
    const pathOf = (verb: string): string => `/${engine}-${verb}`;
    for (const verb of ["created", "updated", "deleted"]) {
      await register(servery(), { topic: `taxes/${verb}`, address: receiver.url + pathOf(verb) });
    }
    const vat = { code: "VAT20", name: "VAT 20%", rate: 1.2 };
    const made = await ask("POST", "/taxes", vat);
    const tax = made.json();
    expect([made.status, tax]).toEqual([201, { id: expect.any(Number), ...vat, taxIncluded: true }]);
    const one = `/taxes/${tax.id}`;
    expect((await ask("GET", one)).json()).toEqual(tax);
    expect((await ask("GET", "/taxes")).json().taxes).toContainEqual(tax);
    const kounta = (): Promise<Json> => servery().get(`taxes/${tax.id}`);
    expect((await kounta()).json()).toEqual({ id: tax.id, code: "VAT20", name: "VAT 20%", rate: 0.2 });
    const changed = await ask("PUT", one, { rate: 1.175 });
    expect([changed.status, changed.json()]).toEqual([200, { ...tax, rate: 1.175 }]);
    expect((await kounta()).json().rate).toBe(0.175);
    const removed = await ask("DELETE", one);
    expect([removed.status, removed.text]).toEqual([204, ""]);
    for (const answer of [
      await ask("GET", one),
      await ask("PUT", one, vat),
      await ask("DELETE", one),
      await kounta(),
    ]) {
      expect(answer.status).toBe(404);
    }
    const told = async (verb: string): Promise<Json> => (await receiver.soon(pathOf(verb)))[0]!.json;
    for (const verb of ["created", "updated", "deleted"]) expect((await told(verb)).id, verb).toBe(tax.id);
  });

  test("LT-01 what a tax cannot be, and who may not ask, is refused", async () => {
    const ask = await client();
    const vat = { code: "VAT5", name: "VAT 5%", rate: 1.05 };
    for (const [body, field] of [
      [{}, "code"],
      [{ ...vat, code: " " }, "code"],
      [{ ...vat, code: "x".repeat(17) }, "code"],
      [{ ...vat, name: "" }, "name"],
      [{ ...vat, rate: 0.05 }, "rate"],
      [{ ...vat, rate: 12 }, "rate"],
      [{ ...vat, rate: 1.0000001 }, "rate"],
      [{ ...vat, rate: "1.05" }, "rate"],
    ] as const) {
      const answer = await ask("POST", "/taxes", body);
      expect([answer.status, answer.json().message.split(":")[0]], JSON.stringify(body)).toEqual([400, field]);
    }
    const taken = await ask("POST", "/taxes", { ...vat, code: "GST" });
    expect([taken.status, taken.json().message]).toEqual([409, "The code GST is taken by 829"]);
    const carried = await ask("DELETE", `/taxes/${GST}`);
    expect([carried.status, carried.json().message]).toEqual([409, expect.stringMatching(/^It is in use: product/)]);
    const elsewhere = await clientOf(servery(), ["tax-configuration"], AT_FITZROY, 2, servery().other.company);
    expect((await elsewhere("POST", "/taxes", vat)).status).toBe(404);
    const home = await clientOf(
      servery(),
      ["tax-configuration"],
      "/tax-configuration/v1/business-locations/990",
      2,
      servery().other.company,
    );
    expect((await home("PUT", `/taxes/${GST}`, { rate: 1.5 })).status).toBe(404);
    const without = await clientOf(servery(), ["financial-api"], AT_FITZROY);
    expect((await without("POST", "/taxes", vat)).status).toBe(403);
  });

  test("LT-01 taxes are put in groups", async () => {
    const ask = await client();
    const facts = { code: "BAR", name: "Bar", taxIds: [GST, String(830)] };
    const made = await ask("POST", "/tax-groups", facts);
    const group = made.json();
    expect([made.status, group]).toEqual([201, { ...facts, id: expect.any(Number), taxIds: [GST, 830] }]);
    const one = `/tax-groups/${group.id}`;
    expect((await ask("GET", one)).json()).toEqual(group);
    expect((await ask("GET", "/tax-groups")).json().taxGroups).toContainEqual(group);
    expect((await servery().get(`taxes/groups/${group.id}`)).json()).toMatchObject({ code: "BAR", rate: 0.115 });
    expect((await ask("PUT", one, { name: "Counter" })).json()).toEqual({ ...group, name: "Counter" });
    for (const [body, status] of [
      [{ ...facts, code: "NEW", taxIds: [999_999] }, 400],
      [{ ...facts, code: "NEW", taxIds: "829" }, 400],
      [facts, 409],
      [{}, 400],
    ] as const) {
      expect((await ask("POST", "/tax-groups", body)).status, JSON.stringify(body)).toBe(status);
    }
    expect((await ask("DELETE", one)).status).toBe(204);
    expect([(await ask("GET", one)).status, (await ask("DELETE", one)).status]).toEqual([404, 404]);
  });

  test("LT-01 a location has taxes of its own for an item, and sales there carry them", async () => {
    const ask = await client();
    const path = `/items/${FLAT_WHITE}/taxes`;
    const whole = { businessLocationId: FITZROY, itemId: FLAT_WHITE };
    const before = (await ask("GET", path)).json();
    expect(before).toEqual({ ...whole, taxIds: [GST], ownTaxes: false });
    const set = await ask("PUT", path, { taxIds: [GST, 830] });
    expect([set.status, set.json()]).toEqual([200, { ...whole, taxIds: [GST, 830], ownTaxes: true }]);
    const order = (site: number) =>
      servery().order({ site_id: site, status: "PENDING", lines: [{ product_id: FLAT_WHITE }] });
    const taxesOf = async (site: number): Promise<number[]> =>
      (await order(site)).lines[0].taxes.map(({ id }: Json) => id);
    expect(await taxesOf(FITZROY)).toEqual([GST, 830]);
    expect(await taxesOf(SOUTHBANK)).toEqual([GST]);
    expect((await ask("PUT", path, { taxIds: [] })).json()).toEqual({ ...whole, taxIds: [], ownTaxes: true });
    expect((await ask("PUT", path, { taxIds: null })).json()).toEqual(before);
    expect((await ask("PUT", path, { taxIds: [999_999] })).status).toBe(400);
    expect((await ask("PUT", path, {})).status).toBe(400);
    expect((await ask("GET", "/items/9765040300495493/taxes")).status).toBe(404);
  });
});
