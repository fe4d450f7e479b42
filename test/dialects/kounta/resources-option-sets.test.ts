import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";

onEveryEngine("option sets of the catalogue", (servery) => {
  test("KR-07 option sets are listed and one shows options, prices, bounds and nesting", async () => {
    const list = (await servery().get("optionsets")).json<{ id: number }[]>();
    expect(list.map(({ id }) => id).slice(0, 14)).toEqual(Array.from({ length: 14 }, (_, i) => 2100 + i));
    expect(list[0]).toEqual({
      id: 2100,
      name: "Burger toppings",
      instructions: true,
      min_selection: 0,
      max_selection: null,
    });

    const toppings = (await servery().get("optionsets/2100")).json();
    expect(toppings["options"]).toHaveLength(10);
    expect(toppings["options"]?.slice(3, 6)).toMatchObject([
      { name: "Pickles", price_ex_tax: 0, option_sets: [] },
      { name: "Beetroot", price_ex_tax: 0.454545, price_inc_tax: 0.5 }, // 1.00 by itself
      { name: "Cheddar", price_ex_tax: 1.363636, price_inc_tax: 1.5 },
    ]);
    expect(toppings["products_assigned"]).toMatchObject([
      { id: 730600, name: "Tram burger" },
      { id: 730601 },
      { id: 730602 },
      { id: 730603 },
      { id: 730604 },
    ]);
    const burger = (await servery().get("optionsets/2112")).json();
    expect(burger).toMatchObject({
      min_selection: 1,
      max_selection: 1,
      options: [
        { product_id: 730600, price_inc_tax: 0, option_sets: [{ id: 2100, name: "Burger toppings" }] },
        {},
        {},
        {},
        {},
      ],
      products_assigned: [{ id: 730605, name: "Meal deal" }],
    });
    expect((await servery().get("optionsets/1")).status).toBe(404);
  });

  test("KR-07 an option set is created, keeps the order of its options, and binds orders once assigned", async () => {
    const body = {
      name: "Spice",
      min_selection: 1,
      max_selection: 2,
      instructions: true,
      options: [
        { product_id: 731423, price_ex_tax: 2 },
        { product_id: 731424 },
        { product_id: 731415, price_ex_tax: 0 },
      ],
    };
    const made = await servery().post("optionsets", body);
    expect([made.status, made.text]).toEqual([201, ""]);
    const location = made.headers.get("location")!;
    const set = (await servery().get(location)).json<{ id: number }>();
    expect(set).toMatchObject({
      name: "Spice",
      instructions: true,
      min_selection: 1,
      max_selection: 2,
      options: [
        { product_id: 731423, name: "Jalapeños", price_ex_tax: 2, price_inc_tax: 2.2 },
        { product_id: 731424, price_inc_tax: 1.5 }, // the product's own price
        { product_id: 731415, price_ex_tax: 0 },
      ],
      products_assigned: [],
    });
    const assigned = await servery().put("products/730506", { option_sets: [set.id] });
    expect(assigned.json()["option_sets"]).toEqual([{ id: set.id, name: "Spice" }]);
    expect((await servery().get(location)).json()["products_assigned"]).toMatchObject([{ id: 730506 }]);

    const soup = (chosen: number[]) => ({
      site_id: 823,
      options: [
        {
          product_id: 730506,
          option_sets: [{ option_set_id: set.id, options: chosen.map((id) => ({ product_id: id })) }],
        },
      ],
    });
    expect(await servery().order(soup([731423]))).toMatchObject({ total: 18.2 });
    const none = await servery().post("orders", soup([]));
    expect([none.status, none.json()["error"]]).toEqual([400, "selection_out_of_bounds"]);
  });

  test("KR-07 an option set with nothing but a name and an option has its defaults", async () => {
    const made = await servery().post("optionsets", { name: "x".repeat(64), options: [{ product_id: 731424 }] });
    expect((await servery().get(made.headers.get("location")!)).json()).toMatchObject({
      instructions: false,
      min_selection: 0,
      max_selection: null,
    });
  });

  test("KR-07 what an option set may not be is refused with the field", async () => {
    const options = [{ product_id: 731424 }];
    const refused: [object, string][] = [
      [{ options }, "name"],
      [{ name: "x".repeat(65), options }, "name"],
      [{ name: "A" }, "options"],
      [{ name: "A", options: [] }, "options"],
      [{ name: "A", options: [{ product_id: 997 }] }, "options.0.product_id"],
      [{ name: "A", options: [...options, { price_ex_tax: 1 }] }, "options.1.product_id"],
      [{ name: "A", options, min_selection: -1 }, "min_selection"],
      [{ name: "A", options, max_selection: 0 }, "max_selection"],
      [{ name: "A", options, max_selection: 1.5 }, "max_selection"],
      [{ name: "A", options, min_selection: 3, max_selection: 2 }, "max_selection"],
      [{ name: "A", options, instructions: "yes" }, "instructions"],
    ];
    const before = (await servery().get("optionsets")).text;
    for (const [body, field] of refused) {
      const answer = await servery().post("optionsets", body);
      expect([body, answer.status, answer.json()["field"]]).toEqual([body, 400, field]);
    }
    expect((await servery().get("optionsets")).text).toBe(before);
  });

  test("KC-10 lists of option sets are abridged, the record by id is full", async () => {
    const [row] = (await servery().get("optionsets")).json<object[]>();
    expect(row).not.toHaveProperty("options");
    expect((await servery().get("optionsets/2100")).json()).toHaveProperty("options");
  });
});
