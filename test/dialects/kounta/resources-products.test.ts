import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";

const FITZROY = 823;
const SOUTHBANK = 824;
const FLAT_WHITE = 730002;
const GST = { id: 829, code: "GST", name: "GST", rate: 0.1 };

type Rows = { id: number; name: string }[];
const idsOf = (rows: Rows): number[] => rows.map(({ id }) => id);

onEveryEngine("products", (servery) => {
  const list = async (path: string): Promise<Rows> => {
    const answer = await servery().get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json<Rows>();
  };

  test("KR-06 products are listed by any of their filters", async () => {
    const all = await list("products");
    expect(all).toHaveLength(100);
    expect(idsOf(all)).toEqual(idsOf(all).toSorted((a, b) => a - b));

    expect(await list("products?sku=COF-FLW")).toEqual([
      { id: FLAT_WHITE, name: "Flat white", code: "COF-FLW", description: "Double shot, silky milk.", barcode: null },
    ]);
    expect(await list("products?sku=cof")).toEqual([]);
    expect(idsOf(await list(`products?ids=${FLAT_WHITE},730000,997,99999999999999999999`))).toEqual([
      730000,
      FLAT_WHITE,
    ]);
    expect(idsOf(await list("products?name=ESPRESSO"))).toEqual([730000, 731206]);
    expect(idsOf(await list("products?exactname=Espresso"))).toEqual([730000]);
    expect(await list("products?exactname=Espress")).toEqual([]);
    expect(idsOf(await list("products?tag=caffeine%20free"))).toEqual([730102, 730103]);
    expect(idsOf(await list("products?tag=hot&name=latte"))).toEqual([730003, 730105]);
    expect(await list("categories/5112/products?name=cider")).toMatchObject([{ id: 731104, name: "Orchard cider" }]);

    const refused = await servery().get("products?ids=1,x");
    expect(refused.status).toBe(400);
    expect(refused.json()).toMatchObject({ error: "bad_request", field: "ids" });
  });

  test("KR-06 a list pages beyond an id, by number and by header, and is empty past its end", async () => {
    const first = await servery().get("products");
    expect(first.headers.get("x-pages")).toBe("2");
    const next = new URL(first.headers.get("x-next-page")!);
    expect(next.searchParams.get("start")).toBe(String(first.json<Rows>().at(-1)!.id));
    const second = await servery().get(next.href);
    expect(second.json<Rows>()[0]!.id).toBeGreaterThan(first.json<Rows>().at(-1)!.id);
    expect(second.json<Rows>()).toHaveLength(60);
    expect(second.headers.get("x-next-page")).toBeNull();
    expect((await servery().get("products?page=2")).text).toBe(second.text);
    expect((await servery().get("products", { "x-page": "1" })).text).toBe(second.text);
    expect(await list("products?page=3")).toEqual([]);
    expect(await list(`products?start=${second.json<Rows>().at(-1)!.id}`)).toEqual([]);
    expect(idsOf(await list(`products?start=${FLAT_WHITE - 1}`))[0]).toBe(FLAT_WHITE);
  });

  test("KR-06 `fields` widens the rows by what it names", async () => {
    const [row] = await list(
      "products?ids=731300&fields=image,categories,option_sets,availability,unit_price,unit_price_ex_tax,unit_tax,variants,variant_parent_id,docket_name,nonsense",
    );
    expect(row).toEqual({
      id: 731300,
      name: "Night Shift beans 250g",
      code: "RET-NS-250",
      description: null,
      barcode: "2000823001015",
      image: null,
      categories: [{ id: 5114, name: "Pantry" }],
      option_sets: [],
      availability: [
        { site_id: FITZROY, is_available: true },
        { site_id: SOUTHBANK, is_available: true },
      ],
      unit_price: 19,
      unit_price_ex_tax: 17.272727,
      unit_tax: 1.727273,
      variants: [{ id: 731301, name: "Night Shift beans 1kg" }],
      variant_parent_id: null,
      docket_name: null,
    });
    expect(await list("products?ids=731301&fields=variant_parent_id")).toMatchObject([{ variant_parent_id: 731300 }]);
    // Entered without tax: the price with tax follows from it.
    expect(await list("products?sku=LUN-CAT&fields=unit_price,unit_price_ex_tax,unit_tax")).toMatchObject([
      { unit_price: 99, unit_price_ex_tax: 90, unit_tax: 9 },
    ]);
  });

  test("KR-06 below a site products show that site's price, taxes and flags, and only what it carries", async () => {
    const there = { is_available: true, sold: true, purchased: true };
    expect(await list(`sites/${SOUTHBANK}/products?ids=${FLAT_WHITE}`)).toEqual([
      {
        id: FLAT_WHITE,
        name: "Flat white",
        code: "COF-FLW",
        description: "Double shot, silky milk.",
        barcode: null,
        unit_price: 5.2,
        unit_price_ex_tax: 4.727273,
        unit_tax: 0.472727,
        taxes: [GST],
        ...there,
        inventoried: false,
      },
    ]);
    expect(await list(`sites/${FITZROY}/products?ids=${FLAT_WHITE}`)).toMatchObject([{ unit_price: 4.9 }]);
    // A bottle carries wine tax at one site only.
    const bottle = 731205;
    expect(await list(`sites/${FITZROY}/products?ids=${bottle}`)).toMatchObject([{ taxes: [GST] }]);
    expect(await list(`sites/${SOUTHBANK}/products?ids=${bottle}`)).toMatchObject([
      { unit_price: 58, unit_price_ex_tax: 41.726619, unit_tax: 16.273381, taxes: [GST, { id: 831, rate: 0.29 }] },
    ]);
    const lamington = 730307; // sold at Fitzroy only
    expect(idsOf(await list(`sites/${FITZROY}/products?ids=${lamington}`))).toEqual([lamington]);
    expect(await list(`sites/${SOUTHBANK}/products?ids=${lamington}`)).toEqual([]);
    expect(idsOf(await list(`sites/${SOUTHBANK}/products?is_available=false`))).toEqual([730703]);
    expect(await list(`sites/${FITZROY}/products?is_available=false`)).toEqual([]);
    expect(idsOf(await list(`sites/${FITZROY}/products?inventoried=true&name=bottle`))).toEqual([731204, bottle]);
    expect(await list(`sites/${FITZROY}/products?sold=0`)).toEqual([]);
    expect(await list(`sites/${SOUTHBANK}/categories/5101/products?exactname=Latte`)).toMatchObject([
      { id: 730003, unit_price: 5.2 },
    ]);
    expect((await servery().get(`sites/${FITZROY}/products?sold=perhaps`)).status).toBe(400);
  });

  test("KR-06 one product tells of every site, and below a site of that one at the top level", async () => {
    const whole = (await servery().get("products/731204")).json();
    expect(whole).toMatchObject({
      id: 731204,
      name: "Pinot noir bottle",
      sku: "WIN-PIN-750",
      number: "1205",
      measure: 0.75,
      unit_of_measure: "Litre",
      tags: ["18+"],
      cost_price: 24.5,
      is_sold: true,
      is_modifier: false,
      deleted: false,
      categories: [{ id: 5113, name: "Wine & cocktails" }],
      unit_price: 68,
      unit_price_ex_tax: 48.920863,
      unit_tax: 19.079137,
      stock: 42,
      created_at: "2025-02-04T09:30:00+11:00",
      sites: [
        { id: FITZROY, unit_price: 68, is_available: true, stock: 18 },
        { id: SOUTHBANK, unit_price: 68, is_available: true, stock: 24 },
      ],
    });
    const here = (await servery().get(`sites/${SOUTHBANK}/products/${FLAT_WHITE}`)).json();
    expect(here).toMatchObject({ id: FLAT_WHITE, unit_price: 5.2, stock: null, taxes: [GST], is_available: true });
    expect(here).not.toHaveProperty("sites");
    expect((await servery().get("products/4")).status).toBe(404);
    expect((await servery().get("products/99999999999999999999")).status).toBe(404);
    expect((await servery().get("products/latte")).status).toBe(404);
  });

  test("KR-06 a product's modifiers have their price on that product", async () => {
    const coldBrew = (await servery().get("products/730009/modifiers")).json();
    expect(coldBrew).toEqual([
      {
        id: 731403,
        name: "Oat milk",
        docket_name: "OAT",
        unit_price: 0.5,
        unit_price_ex_tax: 0.454545,
        unit_tax: 0.045455,
      },
    ]);
    const oatOnFlatWhite = (await servery().get(`products/${FLAT_WHITE}/modifiers`)).json<Rows>()[0];
    expect(oatOnFlatWhite).toMatchObject({ name: "Oat milk", unit_price: 0.8 });
  });

  test("KR-06 a product is created with a name and a price, and what it sells for follows", async () => {
    const made = await servery().post("products.json", { name: "Filter", unit_price: 4.4, tax_ids: [829] });
    expect(made.status).toBe(201);
    expect(made.text).toBe("");
    const location = made.headers.get("location")!;
    expect(location).toMatch(/\/v1\/companies\/5678\/products\/\d+\.json$/);
    const product = (await servery().get(location)).json();
    expect(product).toMatchObject({
      name: "Filter",
      sku: null,
      tags: [],
      show_online: true,
      is_sold: true,
      unit_price: 4.4,
      unit_price_ex_tax: 4,
      unit_tax: 0.4,
      sites: [{ id: FITZROY }, { id: SOUTHBANK }],
    });
    const order = await servery().order({ lines: [{ product_id: product["id"], quantity: 2 }] });
    expect(order).toMatchObject({ total: 8.8, total_tax: 0.8 });
  });

  test("KR-06 a product is created with everything it may carry", async () => {
    const body = {
      name: "Affogato 🍨",
      sku: "DES-AFF",
      code: "AFF",
      barcode: "0042",
      unit_price_ex_tax: 10,
      taxes: [{ id: 829 }],
      categories: [{ id: 5111 }, 5101, 5101],
      option_sets: [2101],
      modifiers: [731406, { id: 731403, unit_price: 0 }],
      tags: ["sweet", "hot"],
      description: "Ice cream, drowned.",
      docket_name: "AFFO",
      show_online: false,
      cost_price: "2.15",
      image: "https://images.example/affogato.jpg",
    };
    const made = await servery().post("products", body);
    expect(made.status).toBe(201);
    const location = made.headers.get("location")!;
    expect((await servery().get(location)).json()).toMatchObject({
      name: "Affogato 🍨",
      sku: "DES-AFF",
      barcode: "0042",
      unit_price: 11,
      unit_price_ex_tax: 10,
      taxes: [GST],
      categories: [{ id: 5111 }, { id: 5101 }],
      option_sets: [{ id: 2101, name: "Milk" }],
      modifiers: [{ id: 731406 }, { id: 731403 }],
      tags: ["sweet", "hot"],
      show_online: false,
      cost_price: 2.15,
      image: "https://images.example/affogato.jpg",
    });
    expect((await servery().get(`${location}/modifiers`)).json()).toMatchObject([
      { id: 731406, unit_price: 0.7 },
      { id: 731403, unit_price: 0 },
    ]);
  });

  test("KR-06 what a new product may not be is refused with the field", async () => {
    const refused: [object, string][] = [
      [{ unit_price: 1 }, "name"],
      [{ name: " ", unit_price: 1 }, "name"],
      [{ name: "x".repeat(256), unit_price: 1 }, "name"],
      [{ name: "No price" }, "unit_price"],
      [{ name: "Odd price", unit_price: "dear" }, "unit_price"],
      [{ name: "A", unit_price: 1, category_ids: [5101, 996] }, "category_ids"],
      [{ name: "A", unit_price: 1, tax_ids: [995] }, "tax_ids"],
      [{ name: "A", unit_price: 1, option_sets: [1] }, "option_sets"],
      [{ name: "A", unit_price: 1, modifiers: [997] }, "modifiers"],
      [{ name: "A", unit_price: 1, variant_parent_id: 997 }, "variant_parent_id"],
      [{ name: "A", unit_price: 1, variant_parent_id: 731301 }, "variant_parent_id"],
      [{ name: "A", unit_price: 1, image: "file:///etc/passwd" }, "image"],
      [{ name: "A", unit_price: 1, show_online: "yes" }, "show_online"],
      [{ name: "A", unit_price: 1, tags: [7] }, "tags.0"],
    ];
    const before = (await servery().get("products?page=2")).text;
    for (const [body, field] of refused) {
      const answer = await servery().post("products", body);
      expect([body, answer.status]).toEqual([body, 400]);
      expect([body, answer.json()["field"]]).toEqual([body, field]);
      expect(answer.json()["error_description"]).not.toMatch(/\b(invalid|expired)\b/);
    }
    expect((await servery().get("products?page=2")).text).toBe(before);
  });

  test("KR-06 an update is partial, null clears, and the answer is the whole record", async () => {
    const location = (
      await servery().post("products", { name: "Scone", unit_price: 6, sku: "SCO", tags: ["cabinet"], tax_ids: [829] })
    ).headers.get("location")!;
    const before = (await servery().get(location)).json();

    const renamed = await servery().put(location, { name: "Date scone" });
    expect(renamed.status).toBe(200);
    expect(renamed.json()).toEqual({ ...before, name: "Date scone", updated_at: expect.any(String) });
    expect((await servery().get(location)).json()).toEqual(renamed.json());

    const cleared = await servery().ask(location, {
      method: "PATCH",
      body: { sku: null, tags: null, unit_price: 6.6 },
    });
    expect(cleared.json()).toMatchObject({
      sku: null,
      tags: [],
      unit_price: 6.6,
      unit_price_ex_tax: 6,
      name: "Date scone",
    });

    const whole = await servery().put(location, cleared.json());
    expect(whole.json()).toEqual(cleared.json());

    const refused = await servery().put(location, { name: null });
    expect([refused.status, refused.json()["field"]]).toEqual([400, "name"]);
    const own = await servery().put(location, { variant_parent_id: before["id"] });
    expect([own.status, own.json()["error"]]).toEqual([400, "variant_of_itself"]);
    expect((await servery().put("products/4", { name: "Ghost" })).status).toBe(404);
    expect((await servery().get(location)).json()).toEqual(cleared.json());
  });

  test("KR-06 modifiers that are sent back as they were shown keep their price", async () => {
    const { modifiers } = (await servery().get("products/730009")).json();
    expect(modifiers).toEqual([{ id: 731403, name: "Oat milk" }]);
    await servery().put("products/730009", { modifiers });
    expect((await servery().get("products/730009/modifiers")).json()).toMatchObject([{ unit_price: 0.5 }]);
    await servery().put("products/730009", { modifiers: [{ id: 731403, unit_price: null }] });
    expect((await servery().get("products/730009/modifiers")).json()).toMatchObject([{ unit_price: 0.8 }]);
    await servery().put("products/730009", { modifiers: [{ id: 731403, unit_price: 0.5 }] });
  });

  test("KR-06 a site's own price and taxes are written below the site and hold there alone", async () => {
    const at = (site: number): string => `sites/${site}/products/730008`; // Batch brew, 4.00 everywhere
    const changed = await servery().put(at(SOUTHBANK), { unit_price: 4.6, taxes: [829, 830] });
    expect(changed.status).toBe(200);
    expect(changed.json()).toMatchObject({ unit_price: 4.6, taxes: [{ id: 829 }, { id: 830 }] });
    expect((await servery().get(at(SOUTHBANK))).json()).toEqual(changed.json());
    expect((await servery().get(at(FITZROY))).json()).toMatchObject({ unit_price: 4, taxes: [GST] });
    expect((await servery().get("products/730008")).json()).toMatchObject({
      unit_price: 4,
      sites: [
        { id: FITZROY, unit_price: 4 },
        { id: SOUTHBANK, unit_price: 4.6 },
      ],
    });
    const order = await servery().order({ site_id: SOUTHBANK, lines: [{ product_id: 730008 }] });
    expect(order).toMatchObject({ total: 4.6 });

    const back = await servery().put(at(SOUTHBANK), { unit_price: null, tax_ids: null });
    expect(back.json()).toMatchObject({ unit_price: 4, taxes: [GST] });

    // The first site sells by the base list: its prices are the products' own.
    const base = await servery().put(at(FITZROY), { unit_price_ex_tax: 4 });
    expect(base.json()).toMatchObject({ unit_price: 4.4, unit_price_ex_tax: 4 });
    expect((await servery().get(at(SOUTHBANK))).json()).toMatchObject({ unit_price: 4.4 });
    const none = await servery().put(at(FITZROY), { unit_price: null });
    expect([none.status, none.json()["error"]]).toEqual([400, "price_required"]);
    const tax = await servery().put(at(FITZROY), { tax_ids: [995] });
    expect([tax.status, tax.json()["field"]]).toEqual([400, "tax_ids"]);
    await servery().put(at(FITZROY), { unit_price: 4 });
  });

  test("KR-06 a site stops and starts to carry a product", async () => {
    const path = `sites/${SOUTHBANK}/products/730101`;
    expect((await servery().put(path, { sold: false, purchased: false })).json()).toMatchObject({ sold: false });
    expect(await list(`sites/${SOUTHBANK}/products?ids=730101`)).toEqual([]);
    expect((await servery().get("products/730101")).json()["sites"]).toMatchObject([{ id: FITZROY }]);
    await servery().put(path, { sold: null, purchased: null });
    expect(idsOf(await list(`sites/${SOUTHBANK}/products?ids=730101`))).toEqual([730101]);
  });

  test("KR-06 changes to one product at the same moment all hold", async () => {
    const location = (await servery().post("products", { name: "Busy", unit_price: 1 })).headers.get("location")!;
    const changes = [{ sku: "B-1" }, { tags: ["busy"] }, { barcode: "77" }, { description: "At once." }, { code: "B" }];
    const answers = await Promise.all(changes.map((change) => servery().put(location, change)));
    expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
    expect((await servery().get(location)).json()).toMatchObject(Object.assign({}, ...changes) as object);
  });

  test("KC-10 lists of products are abridged, the record by id is full", async () => {
    const [row] = await list(`products?ids=${FLAT_WHITE}`);
    expect(Object.keys(row!)).toEqual(["id", "name", "code", "description", "barcode"]);
    const whole = (await servery().get(`products/${FLAT_WHITE}`)).json<object>();
    expect(Object.keys(whole)).toEqual(
      expect.arrayContaining(["sites", "taxes", "option_sets", "unit_price", "stock"]),
    );
  });

  test("KC-11 a product's ETag changes with whatever it shows", async () => {
    const path = "products/730100";
    const first = await servery().get(path);
    const etag = first.headers.get("etag")!;
    expect((await servery().get(path, { "if-none-match": etag })).status).toBe(304);
    await servery().put(`sites/${FITZROY}/inventory/730100`, { stock: 3 });
    const counted = await servery().get(path, { "if-none-match": etag });
    expect(counted.status).toBe(200);
    expect(counted.json()).toMatchObject({ stock: 3 });
  });
});
