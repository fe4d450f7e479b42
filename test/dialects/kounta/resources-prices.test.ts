import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";

type List = { id: number; products: { id: number; name: string; unit_price: number; own: boolean }[] };

onEveryEngine("price lists and taxes", (servery) => {
  test("KR-08 price lists are listed with their parents", async () => {
    const lists = (await servery().get("price_lists")).json();
    const products = { count: expect.any(Number), updated_at: "2025-02-04T09:30:00+11:00" };
    expect(lists).toEqual([
      { id: 301, name: "Base", parent_id: null, products },
      { id: 302, name: "Southbank", parent_id: 301, products },
      { id: 303, name: "Happy hour and events", parent_id: 302, products },
    ]);
    expect(lists[0]).toHaveProperty("products.count", 160);
  });

  test("KR-08 a list holds the prices in force, its own before its parents', without tax", async () => {
    const list = async (name: string | number): Promise<List> =>
      (await servery().get(`price_lists/${name}`)).json<List>();
    const of = ({ products }: List, id: number) => products.find((product) => product.id === id);
    const [base, southbank, happy] = [await list(301), await list(302), await list(303)];
    expect(await list("base")).toEqual(base);
    expect(base).toMatchObject({ id: 301, name: "Base", parent_id: null });
    expect(base.products.every(({ own }) => own)).toBe(true);
    expect(southbank.products).toHaveLength(base.products.length);

    const FLAT_WHITE = 730002;
    const name = "Flat white";
    expect(of(base, FLAT_WHITE)).toEqual({
      id: FLAT_WHITE,
      name,
      unit_price: 4.454545,
      unit_price_inc_tax: 4.9,
      own: true,
    });
    expect(of(southbank, FLAT_WHITE)).toEqual({
      id: FLAT_WHITE,
      name,
      unit_price: 4.727273,
      unit_price_inc_tax: 5.2,
      own: true,
    });
    expect(of(happy, FLAT_WHITE)).toMatchObject({ unit_price_inc_tax: 5.2, own: false });
    expect(of(happy, 730900)).toMatchObject({ name: "Hot chips", unit_price_inc_tax: 6, own: true });
    expect(of(southbank, 730900)).toMatchObject({ unit_price_inc_tax: 10, own: false });
    expect(of(southbank, 730507)).toMatchObject({ unit_price: 98, unit_price_inc_tax: 107.8, own: true });

    await servery().put("sites/824/products/730900", { unit_price: 11 });
    expect(of(await list(302), 730900)).toMatchObject({ unit_price: 10, unit_price_inc_tax: 11, own: true });
    expect(of(await list(301), 730900)).toMatchObject({ unit_price_inc_tax: 10 });
    expect((await servery().get("price_lists/9")).status).toBe(404);
  });

  test("KR-08 taxes are listed, read, created and updated", async () => {
    const gst = { id: 829, code: "GST", name: "GST", rate: 0.1 };
    expect((await servery().get("taxes")).json()).toMatchObject([
      gst,
      { id: 830, rate: 0.015 },
      { id: 831, rate: 0.29 },
    ]);
    expect((await servery().get("taxes/829")).json()).toEqual(gst);

    const made = await servery().post("taxes", { code: "VAT", name: "Value added", rate: 0.175 });
    expect([made.status, made.text]).toEqual([201, ""]);
    const location = made.headers.get("location")!;
    const tax = (await servery().get(location)).json<{ id: number }>();
    expect(tax).toEqual({ id: expect.any(Number), code: "VAT", name: "Value added", rate: 0.175 });

    const changed = await servery().put(location, { rate: "0.2" });
    expect([changed.status, changed.json()]).toEqual([200, { ...tax, rate: 0.2 }]);
    const product = await servery().post("products", { name: "Taxed", unit_price: 12, tax_ids: [tax.id] });
    expect((await servery().get(product.headers.get("location")!)).json()).toMatchObject({
      unit_price: 12,
      unit_price_ex_tax: 10,
      unit_tax: 2,
    });
    expect((await servery().get("taxes/995")).status).toBe(404);
  });

  test("KR-08 what a tax may not be is refused with the field", async () => {
    const refused: [object, string][] = [
      [{ name: "N", rate: 0.1 }, "code"],
      [{ code: "N", rate: 0.1 }, "name"],
      [{ code: "N", name: "N" }, "rate"],
      [{ code: "N", name: "N", rate: -0.1 }, "rate"],
      [{ code: "N", name: "N", rate: 10.5 }, "rate"],
      [{ code: "GST", name: "Again", rate: 0.1 }, "code"],
    ];
    for (const [body, field] of refused) {
      const answer = await servery().post("taxes", body);
      expect([body, answer.status, answer.json()["field"]]).toEqual([body, 400, field]);
    }
    expect((await servery().put("taxes/829", { code: "WET" })).status).toBe(400);
    expect((await servery().put("taxes/7", { name: "N" })).status).toBe(404);
  });

  test("KR-08 a tax group's rate is the sum of its taxes'", async () => {
    expect((await servery().get("taxes/groups")).json()).toEqual([
      { id: 41, code: "GST", name: "GST", rate: 0.1 },
      { id: 42, code: "GSTLIQ", name: "GST and liquor levy", rate: 0.115 },
      { id: 43, code: "GSTWET", name: "GST and WET", rate: 0.39 },
      { id: 44, code: "FRE", name: "GST free", rate: 0 },
    ]);
    const group = (await servery().get("taxes/groups/43")).json();
    expect(group).toMatchObject({
      id: 43,
      rate: 0.39,
      taxes: [
        { id: 829, rate: 0.1 },
        { id: 831, rate: 0.29 },
      ],
    });
    expect((await servery().get("taxes/groups/1")).status).toBe(404);
  });

  test("KC-10 lists of price lists and tax groups are abridged, the record by id is full", async () => {
    const [list] = (await servery().get("price_lists")).json<{ products: unknown }[]>();
    expect(Array.isArray(list!.products)).toBe(false);
    expect(Array.isArray((await servery().get("price_lists/302")).json()["products"])).toBe(true);
    expect((await servery().get("taxes/groups")).json<object[]>()[0]).not.toHaveProperty("taxes");
  });

  test("KC-11 a tax's ETag goes with its version", async () => {
    const path = "taxes/831";
    const etag = (await servery().get(path)).headers.get("etag")!;
    expect((await servery().get(path, { "if-none-match": etag })).status).toBe(304);
    await servery().put(path, { name: "Wine equalisation tax" }); // as it was
    expect((await servery().get(path, { "if-none-match": etag })).status).toBe(304);
    await servery().put(path, { name: "WET" });
    const after = await servery().get(path, { "if-none-match": etag });
    expect([after.status, after.json()["name"]]).toEqual([200, "WET"]);
    expect(after.headers.get("etag")).not.toBe(etag);
  });
});
