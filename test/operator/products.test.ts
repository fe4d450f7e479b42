import { expect, test } from "vitest";
import { setAvailability } from "../../src/commands/set-availability.ts";
import type { ProductId, SiteId } from "../../src/domain/ids.ts";
import { register, settled, withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { FITZROY, FLAT_WHITE, LATTE, SOUTHBANK, toldDuring } from "./goods-support.ts";
import { as } from "./support.ts";

const price = (amount: string) => ({ amount, inc_tax: true });

onEveryEngine("products of the back office", (servery) => {
  const receiver = withReceiver();
  const ask = async (path: string, method = "GET", body?: unknown) =>
    (await as(servery(), "manager"))(path, { method, ...(body !== undefined && { body }) });
  const made = async (facts: Json = {}): Promise<number> => {
    const answer = await ask("products", "POST", { name: "Special", price: price("10"), ...facts });
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.json().id;
  };
  const shown = async (id: number) => (await ask(`products/${id}`)).json();

  test("VU-03 a product made and changed in the back office is what /v1 shows and tells webhooks of", async () => {
    await register(servery(), { topic: "products/created", address: `${receiver.url}/made` });
    await register(servery(), { topic: "products/updated", address: `${receiver.url}/changed` });
    const id = await made({ name: "Affogato", price: price("7.5"), tax_ids: [829], category_ids: [5101] });
    await receiver.soon("/made");
    expect(receiver.at("/made")[0]!.json).toEqual((await servery().get(`products/${id}`)).json());
    expect(receiver.at("/made")[0]!.json).toMatchObject({ name: "Affogato", unit_price: 7.5 });
    await ask(`products/${id}`, "PUT", { price: price("8") });
    await receiver.soon("/changed");
    await ask(`products/${id}`, "PUT", { price: price("8") }); // what is said again tells nobody
    await settled(servery());
    expect(receiver.at("/changed").map(({ json }) => json.unit_price)).toEqual([8]);
  });

  test("VU-03 what one site says of a product: said, shown, taken back; a count-down goes on beside it", async () => {
    const id = await made();
    const at = async () =>
      (await servery().storage.reads(servery().company).catalogue()).product(id as ProductId)!.sites;
    const set = setAvailability(servery().storage);
    await set(servery().company, id as ProductId, FITZROY as SiteId, 5);
    const counted = (await at())[FITZROY];
    expect(counted?.countdown).toMatchObject({ count: 5 });
    const put = (sites: Json) => ask(`products/${id}`, "PUT", { sites });
    await put([{ site_id: FITZROY, available: true, tax_ids: [830], sold: null }]);
    expect((await at())[FITZROY]).toEqual({ ...counted, taxIds: [830] });
    const told = await toldDuring(servery(), () => put([{ site_id: FITZROY, available: false, tax_ids: null }]));
    expect(told).toEqual(["item.restriction", "product.updated"]);
    expect(await at()).toEqual({ [FITZROY]: { available: false } });
    await put([{ site_id: SOUTHBANK, sold: false }]); // the other site's word stays
    expect((await shown(id)).sites).toMatchObject([
      { site_id: FITZROY, available: false, sold: null },
      { site_id: SOUTHBANK, available: true, sold: false },
    ]);
    await put([
      { site_id: FITZROY, available: true },
      { site_id: SOUTHBANK, sold: null },
    ]);
    expect(await at()).toEqual({});
  });

  test("VU-03 a product that is removed is nowhere on sale, and stays for the orders it was sold on", async () => {
    const id = await made({ sku: "GONE-1" });
    const order = await servery().order({ lines: [{ product_id: id }] });
    expect((await ask(`products/${id}`, "DELETE")).status).toBe(204);
    expect((await ask(`products/${id}`)).status).toBe(404);
    expect((await ask("products?q=GONE-1")).json()).toEqual([]);
    expect((await ask(`products/${id}`, "PUT", { name: "Back" })).status).toBe(404);
    expect((await servery().get(`orders/${order["id"]}`)).json().lines).toMatchObject([{ product: { id } }]);
    await made({ sku: "GONE-1" }); // its SKU is free again
  });

  test.each<[name: string, query: string, names: string[]]>([
    ["words of its name", "q=flat+WHITE", ["Flat white"]],
    ["its SKU", "q=cof-flw", ["Flat white"]],
    ["accents left away", "q=creme+brulee", []],
    [
      "several things at once",
      "category_id=5101&tag=COLD&sort=name&site_id=823&sold=true",
      ["Cold brew", "Iced latte"],
    ],
  ])("VU-03 products are found by %s", async (_, query, names) => {
    expect((await ask(`products?${query}`)).json<Json[]>().map(({ name }) => name)).toEqual(names);
  });

  test("VU-03 products are listed page by page, by name and by when they changed", async () => {
    const first = await ask("products?per_page=2&sort=name");
    expect(first.headers.get("x-page") ?? first.headers.get("x-pages")).not.toBe(null);
    const second = await (await as(servery(), "manager"))(first.headers.get("x-next-page")!);
    const names = [...first.json<Json[]>(), ...second.json<Json[]>()].map(({ name }) => name);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })));
    await ask(`products/${LATTE}`, "PUT", { description: `Changed ${names[0]}` });
    expect((await ask("products?sort=-updated_at&per_page=1")).json<Json[]>()[0]!.id).toBe(LATTE);
  });

  test("VU-03 many products are changed alike: fields, tags and prices, in one go, each told of once", async () => {
    const ids = [await made({ tags: ["Hot"], price: price("4.55") }), await made({ price: price("3") }), await made()];
    const body = {
      ids,
      set: { show_online: false, category_ids: [5102], sites: [{ site_id: FITZROY, sold: false }] },
      add_tags: ["Winter"],
      remove_tags: ["hot"],
      price_percent: 10,
    };
    const told = await toldDuring(servery(), async () => {
      const changed = await ask("products/bulk", "POST", body);
      expect([changed.status, changed.json()]).toEqual([200, { changed: 3 }]);
    });
    expect(told).toEqual(["product.updated", "product.updated", "product.updated"]);
    const after = await Promise.all(ids.map(shown));
    expect(after.map(({ price: { amount } }) => amount)).toEqual(["5.01", "3.3", "11"]);
    for (const one of after) {
      expect(one).toMatchObject({ tags: ["Winter"], show_online: false, category_ids: [5102], version: 2 });
      expect(one.sites).toMatchObject([{ site_id: FITZROY, sold: false }]);
    }
    const { price_percent: _, ...again } = body;
    expect((await ask("products/bulk", "POST", again)).json()).toEqual({ changed: 0 });
  });

  test("VU-03 a bulk change that one product refuses changes none, and names it", async () => {
    const [good, variant] = [await made(), await made({ variant_parent_id: FLAT_WHITE })];
    const bulk = (body: Json) => ask("products/bulk", "POST", body);
    const refused = await bulk({ ids: [good, variant], set: { variant_parent_id: variant } });
    expect([refused.status, refused.json().product_id]).toEqual([400, good]);
    const gone = await bulk({ ids: [good, 990], set: { sold: false } });
    expect([gone.status, gone.json().field]).toEqual([400, "ids.1"]);
    const category = await bulk({ ids: [good], set: { category_ids: [990] } });
    expect(category.json()).toMatchObject({ product_id: good, field: "category_ids" });
    expect(category.json().error_description).toBe(`Product ${good}: category_ids: there is no category 990`);
    expect((await shown(good)).version).toBe(1);
  });

  test.each<[field: string, body: Json]>([
    ["ids", { ids: [] }],
    ["ids", { ids: Array.from({ length: 1_001 }, (_, i) => i + 1) }],
    ["ids", {}],
    ["set.name", { ids: [FLAT_WHITE], set: { name: "All the same" } }],
    ["set.sku", { ids: [FLAT_WHITE], set: { sku: null } }],
    ["price_percent", { ids: [FLAT_WHITE], price_percent: -101 }],
    ["price_percent", { ids: [FLAT_WHITE], price_percent: 5, set: { price: price("1") } }],
    ["set.tags", { ids: [FLAT_WHITE], add_tags: ["a"], set: { tags: [] } }],
  ])("VU-03 a bulk change says what is wrong with %s", async (field, body) => {
    const refused = await ask("products/bulk", "POST", body);
    expect([refused.status, refused.json().field]).toEqual([400, field]);
  });

  test("VU-03 who may not change products can read them, and change none", async () => {
    const barista = await as(servery(), "barista");
    expect((await barista("products?per_page=1")).status).toBe(200);
    for (const path of ["products/bulk", "products/import"]) {
      expect((await barista(path, { method: "POST", body: {} })).status).toBe(403);
    }
  });
});
