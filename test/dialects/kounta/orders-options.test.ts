import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { SET, SITE, menu, productIdOf } from "../../domain/menu.ts";

type Json = Record<string, unknown>;
const option = (name: string, extra: Json = {}): Json => ({ product_id: productIdOf(name), ...extra });
const set = (option_set_id: number, ...options: Json[]): Json => ({ option_set_id, options });

const burger = (...toppings: Json[]): Json => option("Tram burger", { option_sets: [set(SET.toppings, ...toppings)] });

/** A deal whose burger and drink have option sets of their own: three levels. */
const deal = option("Meal deal", {
  option_sets: [
    set(
      SET.mealBurger,
      option("Fried chicken burger", {
        option_sets: [set(SET.toppings, option("Cheddar"), option("Onion", { instructions: "No" }))],
      }),
    ),
    set(SET.mealSide, option("Sweet potato fries")),
    set(
      SET.mealDrink,
      option("Flat white", { option_sets: [set(SET.milk, option("Oat milk")), set(SET.size, option("Large size"))] }),
    ),
  ],
});

onEveryEngine("option sets on orders", (servery) => {
  const linesOf = (order: unknown): Json[] => (order as { lines: Json[] }).lines;
  const names = (order: unknown): unknown[] => linesOf(order).map((line) => (line["product"] as Json)["name"]);
  const refused = async (options: Json[]): Promise<Json> => {
    const answer = await servery().post("orders", { site_id: SITE.fitzroy, options });
    expect(answer.status).toBe(400);
    return answer.json();
  };

  test("KS-01 every chosen product becomes a line beside the ordinary ones, to any depth", async () => {
    const order = await servery().order({ lines: [option("Hot chips")], options: [deal] });
    expect(names(order)).toEqual([
      "Hot chips",
      "Meal deal",
      "Fried chicken burger",
      "Cheddar",
      "Onion",
      "Sweet potato fries",
      "Flat white",
      "Oat milk",
      "Large size",
    ]);
    // 10.00 + 27.00 + 1.00 + 1.50 + 0 + 2.00 + 0 + 0.80 + 0.80
    expect(order["total"]).toBe(43.1);
    expect(linesOf(order).map((line) => line["part_of_option_set"])).toEqual([
      false,
      ...Array.from({ length: 8 }, () => true),
    ]);
  });

  test("KS-01 eight levels are enough for anybody", async () => {
    const nested = (levels: number): Json =>
      option("Flat white", levels === 1 ? {} : { option_sets: [set(SET.mealDrink, nested(levels - 1))] });
    expect(names(await servery().order({ options: [nested(8)] }))).toHaveLength(8);
    expect((await refused([nested(9)]))["error_description"]).toContain("nested 8 deep at the most");
    expect((await refused([nested(30)]))["error"]).toBe("bad_request");
  });

  test("KS-01 what does not exist or is no option of the set is refused by name", async () => {
    expect(await refused([{ product_id: 1 }])).toMatchObject({ error: "unknown", field: "product_id" });
    expect(await refused([option("Tram burger", { option_sets: [set(9_999)] })])).toMatchObject({
      error: "unknown",
      field: "option_set_id",
      value: "9999",
    });
    expect(await refused([burger(option("Oat milk"))])).toMatchObject({
      error: "not_an_option_of_set",
      error_description: `Product (${productIdOf("Oat milk")}) is not an option of Burger toppings (${SET.toppings}).`,
    });
    for (const options of [
      "none",
      [5],
      [option("Tram burger", { option_sets: 5 })],
      [option("Tram burger", { option_sets: [5] })],
    ]) {
      const said = await refused(options as never);
      expect(said["error"]).toBe("bad_request");
      expect(said["error_description"]).not.toMatch(/invalid|expired|Invalid input/);
    }
  });

  test("KS-02 several of an option are several entries; a quantity says nothing", async () => {
    const order = await servery().order({
      options: [burger(option("Cheddar"), option("Cheddar", { quantity: 5 })), burger()],
    });
    expect(names(order)).toEqual(["Tram burger", "Cheddar", "Cheddar", "Tram burger"]);
    expect(linesOf(order).map((line) => line["quantity"])).toEqual([1, 1, 1, 1]);
    expect(order["total"]).toBe(21 + 1.5 + 1.5 + 21);
    expect(order["options"]).toHaveLength(2);
  });

  test.each(["No", "Extra", "Only", "On Side"])(
    "KS-03 instruction %s is kept where the set takes instructions",
    async (instructions) => {
      const order = await servery().order({ options: [burger(option("Cheddar", { instructions }))] });
      const [first] = order["options"] as never as { option_sets: { options: Json[] }[] }[];
      expect(first!.option_sets[0]!.options[0]).toMatchObject({ instructions });
      expect(order["total"]).toBe(instructions === "No" ? 21 : 22.5);
    },
  );

  test("KS-03 any other instruction, and one where none is taken, is refused", async () => {
    expect(await refused([burger(option("Cheddar", { instructions: "no" }))])).toMatchObject({ error: "bad_request" });
    expect(await refused([burger(option("Cheddar", { instructions: "" }))])).toMatchObject({ error: "bad_request" });
    const milk = option("Flat white", { option_sets: [set(SET.milk, option("Oat milk", { instructions: "Extra" }))] });
    expect(await refused([milk])).toMatchObject({
      error: "instructions_not_supported",
      error_description: `Milk (${SET.milk}) does not take instructions.`,
    });
    expect(await refused([option("Tram burger", { instructions: "No" })])).toMatchObject({
      error: "instructions_outside_of_set",
    });
    const plain = await servery().order({ options: [burger(option("Cheddar"))] });
    expect(JSON.stringify(plain["options"])).not.toContain("instructions");
  });

  test("KS-04 unit_price or else unit_price_inc_tax overrides an option's price", async () => {
    const priced = async (price: Json): Promise<Json> =>
      linesOf(await servery().order({ options: [burger(option("Cheddar", price))] }))[1]!;
    expect(await priced({})).toMatchObject({ unit_price: 1.363636, line_total_ex_tax: 1.36, line_total_tax: 0.14 });
    expect(await priced({ unit_price: 2 })).toMatchObject({ unit_price: 2, unit_tax: 0.2, line_total_ex_tax: 2 });
    expect(await priced({ unit_price_inc_tax: 3.3 })).toMatchObject({ unit_price: 3, line_total_ex_tax: 3 });
    expect(await priced({ unit_price: 2, unit_price_inc_tax: 3.3 })).toMatchObject({ unit_price: 2 });
    expect(await priced({ unit_price: 0 })).toMatchObject({ unit_price: 0, line_total_ex_tax: 0 });
    const whole = await servery().order({ options: [option("Tram burger", { unit_price_inc_tax: 11 })] });
    expect(whole["total"]).toBe(11);
  });

  test("KS-05 the order returns option sets in their own form, pointing at their lines", async () => {
    const order = await servery().order({
      lines: [option("Hot chips")],
      options: [burger(option("Onion", { instructions: "No" }), option("Bacon rasher"))],
    });
    const gst = [{ id: 829, name: "GST", rate: 0.1 }];
    expect(order["options"]).toEqual([
      {
        product_id: productIdOf("Tram burger"),
        name: "Tram burger",
        unit_price: 19.090909,
        unit_tax: 1.909091,
        taxes: gst,
        line_number: 2,
        option_sets: [
          {
            option_set_id: SET.toppings,
            name: "Burger toppings",
            options: [
              {
                product_id: productIdOf("Onion"),
                name: "Onion",
                unit_price: 0,
                unit_tax: 0,
                taxes: gst,
                line_number: 3,
                instructions: "No",
                option_sets: [],
              },
              {
                product_id: productIdOf("Bacon rasher"),
                name: "Bacon rasher",
                unit_price: 2.727273,
                unit_tax: 0.272727,
                taxes: gst,
                line_number: 4,
                option_sets: [],
              },
            ],
          },
        ],
      },
    ]);
    // The numbers follow the lines wherever they go.
    await servery().post(`orders/${order["id"]}/lines`, { product_id: menu.chips, number: 1 });
    const after = (await servery().get(`orders/${order["id"]}`)).json();
    expect(after["options"]).toMatchObject([
      { line_number: 3, option_sets: [{ options: [{ line_number: 4 }, { line_number: 5 }] }] },
    ]);
  });

  test("KS-06 lines of an option set cannot be changed or removed directly", async () => {
    const order = await servery().order({ options: [burger(option("Cheddar"))] });
    const before = (await servery().get(`orders/${order["id"]}`)).text;
    for (const number of [1, 2]) {
      for (const [method, body] of [
        ["PUT", { quantity: 2 }],
        ["PUT", { modifiers: [menu.sugar] }],
        ["PUT", { unit_price: 0 }],
        ["DELETE", undefined],
      ] as const) {
        const answer = await servery().ask(`orders/${order["id"]}/lines/${number}`, { method, ...(body && { body }) });
        expect(answer.status).toBe(400);
        expect(answer.json()).toMatchObject({
          error: "line_is_part_of_option_set",
          error_description: `Line ${number} is part of an option set; change the option set instead.`,
        });
      }
    }
    expect((await servery().get(`orders/${order["id"]}`)).text).toBe(before);
  });

  test("KS-07 option sets are read, added and deleted by their number from 1", async () => {
    const order = await servery().order({
      lines: [option("Hot chips")],
      options: [burger(option("Cheddar")), option("Two scoops")],
    });
    const path = `orders/${order["id"]}/optionsets`;
    expect((await servery().get(path)).json()).toEqual(order["options"]);
    expect((await servery().get(`${path}/1`)).json()).toEqual((order["options"] as never as Json[])[0]);

    const made = await servery().post(path, deal);
    expect(made.status).toBe(201);
    expect(made.text).toBe("");
    expect(made.headers.get("location")).toBe(`${servery().url}/v1/companies/5678/${path}/3`);
    expect((await servery().get(made.headers.get("location")!)).json()).toMatchObject({
      name: "Meal deal",
      line_number: 5,
    });

    expect((await servery().delete(`${path}/1`)).status).toBe(204);
    const after = (await servery().get(`orders/${order["id"]}`)).json();
    expect(names(after).slice(0, 3)).toEqual(["Hot chips", "Two scoops", "Meal deal"]);
    expect(after["options"]).toMatchObject([
      { name: "Two scoops", line_number: 2 },
      { name: "Meal deal", line_number: 3 },
    ]);
    expect(linesOf(after).map((line) => line["number"])).toEqual(linesOf(after).map((_, i) => i + 1));
    expect(after["total"]).toBe(10 + 9 + 33.1);
    // The second is now the deal, with all of its lines.
    expect((await servery().delete(`${path}/2`)).status).toBe(204);
    expect(names((await servery().get(`orders/${order["id"]}`)).json())).toEqual(["Hot chips", "Two scoops"]);
  });

  test("KS-07 what is not there is not found, and a refusal changes nothing", async () => {
    const { id } = await servery().order({ options: [burger()] });
    const before = (await servery().get(`orders/${id}`)).text;
    for (const number of ["2", "0", "x", "99999999"]) {
      expect((await servery().get(`orders/${id}/optionsets/${number}`)).status).toBe(404);
      expect((await servery().delete(`orders/${id}/optionsets/${number}`)).status).toBe(404);
    }
    expect((await servery().get("orders/999999999/optionsets")).status).toBe(404);
    expect((await servery().post(`orders/${id}/optionsets`, burger(option("Oat milk")))).status).toBe(400);
    expect((await servery().post(`orders/${id}/optionsets`, {})).status).toBe(400);
    expect((await servery().get(`orders/${id}`)).text).toBe(before);
  });

  test("KS-08 the set's smallest and largest selection hold", async () => {
    const none = await refused([option("Meal deal", { option_sets: [set(SET.mealDrink, option("Cola"))] })]);
    expect(none).toMatchObject({
      error: "selection_out_of_bounds",
      error_description: `Choose a burger (${SET.mealBurger}) takes exactly 1 options, but 0 were chosen.`,
      option_set_id: SET.mealBurger,
      min_selection: 1,
      max_selection: 1,
      selected: 0,
    });
    expect(await refused([option("Meal deal")])).toMatchObject({ option_set_id: SET.mealBurger });
    const two = [option("Cola"), option("Latte")];
    const both = await refused([
      option("Meal deal", { option_sets: [set(SET.mealBurger, option("Plant burger")), set(SET.mealDrink, ...two)] }),
    ]);
    expect(both).toMatchObject({ option_set_id: SET.mealDrink, selected: 2 });
    const twice = await refused([
      option("Meal deal", {
        option_sets: [set(SET.mealBurger, option("Plant burger")), ...two.map((drink) => set(SET.mealDrink, drink))],
      }),
    ]);
    expect(twice).toMatchObject({ option_set_id: SET.mealDrink, selected: 2 });
    const milks = await refused([
      option("Flat white", { option_sets: [set(SET.milk, option("Oat milk"), option("Soy milk"))] }),
    ]);
    expect(milks["error_description"]).toBe(`Milk (${SET.milk}) takes between 0 and 1 options, but 2 were chosen.`);
  });

  test("KS-08 an option that is left out is not counted, and a set without a largest has none", async () => {
    const { company, storage } = servery();
    const catalogue = await storage.reads(company).catalogue();
    const toppings = catalogue.optionSet(SET.toppings)!;
    const save = (minSelection: number) =>
      storage.change(company, async (tx) => ({
        ok: true as const,
        value: await tx.records.save("option_set", { ...toppings, minSelection }),
      }));
    await save(2);
    try {
      expect(await refused([burger(option("Cheddar"), option("Onion", { instructions: "No" }))])).toMatchObject({
        error_description: `Burger toppings (${SET.toppings}) takes at least 2 options, but 1 were chosen.`,
      });
      const many = Array.from({ length: 30 }, () => option("Lettuce"));
      expect(names(await servery().order({ options: [burger(...many)] }))).toHaveLength(31);
    } finally {
      await save(0);
    }
  });
});
