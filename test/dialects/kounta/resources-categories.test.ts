import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";

type Rows = { id: number; name: string }[];

onEveryEngine("categories", (servery) => {
  test("KR-06 categories are listed for the company, a site and a product", async () => {
    const all = (await servery().get("categories")).json<Rows>();
    expect(all.map(({ id }) => id).slice(0, 15)).toEqual(Array.from({ length: 15 }, (_, i) => 5101 + i));
    expect(all[13]).toEqual({
      id: 5114,
      name: "Pantry",
      description: "To take home.",
      image: null,
      show_online: true,
      friendly_name: "Take home",
    });
    expect((await servery().get("products/730904/categories")).json()).toMatchObject([
      { id: 5108, name: "Pasta & risotto" },
      { id: 5110, name: "Sides" },
    ]);
    const made = await servery().post("categories", { name: "Nothing in it" });
    const ids = (await servery().get("sites/824/categories")).json<Rows>().map(({ id }) => id);
    expect(ids).toContain(5101);
    expect(ids).not.toContain((await servery().get(made.headers.get("location")!)).json()["id"]);
  });

  test("KR-06 one category counts its products, below a site that site's", async () => {
    expect((await servery().get("categories/5104")).json()).toEqual({
      id: 5104,
      name: "Pastries & cakes",
      description: "Baked every morning until they are gone.",
      image: null,
      show_online: true,
      friendly_name: null,
      products: { count: 8, updated_at: "2025-02-04T09:30:00+11:00" },
    });
    expect((await servery().get("sites/823/categories/5104")).json()["products"]).toMatchObject({ count: 8 });
    expect((await servery().get("sites/824/categories/5104")).json()["products"]).toMatchObject({ count: 7 });
    expect((await servery().get("categories/5104x")).status).toBe(404);
  });

  test("KR-06 categories are created and partially updated", async () => {
    const made = await servery().post("categories", { name: "Brunch", description: "Weekends.", show_online: false });
    expect([made.status, made.text]).toEqual([201, ""]);
    const location = made.headers.get("location")!;
    expect((await servery().get(location)).json()).toMatchObject({
      name: "Brunch",
      description: "Weekends.",
      show_online: false,
      products: { count: 0, updated_at: null },
    });
    const changed = await servery().put(location, { friendly_name: "Late breakfast", description: null });
    expect(changed.status).toBe(200);
    expect(changed.json()).toMatchObject({ name: "Brunch", description: null, friendly_name: "Late breakfast" });
    expect((await servery().get(location)).json()).toEqual(changed.json());

    const { id } = changed.json<{ id: number }>();
    await servery().put("products/730400", { category_ids: [5105, id] });
    expect((await servery().get(`categories/${id}/products`)).json()).toMatchObject([{ id: 730400 }]);
    expect((await servery().get(location)).json()["products"]).toMatchObject({ count: 1 });
  });

  test("KR-06 what a category may not be is refused with the field", async () => {
    const refused: [object, string][] = [
      [{}, "name"],
      [{ name: "" }, "name"],
      [{ name: "A", show_online: null }, "show_online"],
      [{ name: "A", image: "not an address" }, "image"],
      [{ name: "A", description: 5 }, "description"],
    ];
    for (const [body, field] of refused) {
      const answer = await servery().post("categories", body);
      expect([body, answer.status, answer.json()["field"]]).toEqual([body, 400, field]);
    }
    expect((await servery().put("categories/1", { name: "A" })).status).toBe(404);
  });

  test("KC-10 lists of categories are abridged, the record by id is full", async () => {
    expect((await servery().get("categories")).json<Rows>()[0]).not.toHaveProperty("products");
    expect((await servery().get("categories/5101")).json()).toHaveProperty("products.count", 12);
  });
});
