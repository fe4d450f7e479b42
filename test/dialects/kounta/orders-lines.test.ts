import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, SITE, menu, productIdOf } from "../../domain/menu.ts";

type Line = { number: number; line_id: string; product: { id: number }; part_of_option_set: boolean } & Record<
  string,
  unknown
>;

onEveryEngine("lines of orders", (servery) => {
  const linesOf = async (id: unknown): Promise<Line[]> =>
    (await servery().get(`orders/${id}`)).json()["lines"] as never;
  const ids = (lines: Line[]): string[] => lines.map(({ line_id }) => line_id);
  const threeLines = async (): Promise<{ path: string; id: unknown; abc: string[] }> => {
    const lines = [menu.chips, menu.croissant, menu.milk].map((product_id) => ({ product_id }));
    const order = await servery().order({ lines });
    return { id: order["id"], path: `orders/${order["id"]}`, abc: ids(order["lines"] as never) };
  };
  const numbered = (lines: Line[]): void =>
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_, i) => i + 1));

  test("KO-37 a line is added at the end, and its address takes PUT and DELETE", async () => {
    const { id, path, abc } = await threeLines();
    const made = await servery().post(`${path}/lines`, { product_id: menu.teaTowel, quantity: 2, notes: "blue" });
    expect(made.status).toBe(201);
    expect(made.text).toBe("");
    const location = made.headers.get("location")!;
    expect(location).toBe(`${servery().url}/v1/companies/5678/orders/${id}/lines/4`);
    const lines = await linesOf(id);
    expect(ids(lines).slice(0, 3)).toEqual(abc);
    expect(lines[3]).toMatchObject({ number: 4, product: { id: menu.teaTowel }, quantity: 2, notes: "blue" });
    const changed = await servery().put(location, { quantity: 3 });
    expect(changed.json()).toMatchObject({ number: 4, quantity: 3, notes: "blue", line_total_ex_tax: 54 });
    expect((await servery().delete(location)).status).toBe(204);
    expect(ids(await linesOf(id))).toEqual(abc);
  });

  test.each([
    [1, ["new", "a", "b", "c"]],
    [2, ["a", "new", "b", "c"]],
    [4, ["a", "b", "c", "new"]],
    [99, ["a", "b", "c", "new"]],
    [null, ["a", "b", "c", "new"]],
  ])("KO-37 a line added at number %s moves the rest down", async (number, expected) => {
    const { id, path, abc } = await threeLines();
    const made = await servery().post(`${path}/lines`, { product_id: menu.teaTowel, number });
    expect(made.headers.get("location")).toMatch(new RegExp(`/lines/${expected.indexOf("new") + 1}$`));
    const lines = await linesOf(id);
    numbered(lines);
    const names = new Map(abc.map((line, i) => [line, "abc"[i]]));
    expect(lines.map(({ line_id }) => names.get(line_id) ?? "new")).toEqual(expected);
  });

  test.each([
    [1, 3, "bca"],
    [3, 1, "cab"],
    [2, 2, "abc"],
    [1, 50, "bca"],
  ])("KO-37 line %i moved to %i makes %s, every line with the id it had", async (from, to, expected) => {
    const { id, path, abc } = await threeLines();
    const moved = await servery().put(`${path}/lines/${from}`, { number: to });
    expect(moved.json()).toMatchObject({ number: Math.min(to, 3), line_id: abc[from - 1] });
    const lines = await linesOf(id);
    numbered(lines);
    expect(ids(lines)).toEqual([...expected].map((letter) => abc["abc".indexOf(letter)]));
  });

  test("KO-37 an update changes what it names and keeps the price the line was sold at", async () => {
    const order = await servery().order({
      lines: [
        {
          product_id: menu.longBlack,
          unit_price: 7,
          notes: "hot",
          modifiers: [menu.sugar],
          course_name: "Mains",
          course_ordinal: 2,
          course_status: "uncalled",
        },
        { product_id: menu.longBlack, unit_price_inc_tax: 5.5 },
        { product_id: menu.longBlack },
      ],
    });
    const put = async (number: number, body: object): Promise<unknown> => {
      const answer = await servery().put(`orders/${order["id"]}/lines/${number}`, body);
      expect(answer.status).toBe(200);
      expect((await linesOf(order["id"]))[number - 1]).toEqual(answer.json());
      return answer.json();
    };
    expect(await put(1, { quantity: 2 })).toMatchObject({
      quantity: 2,
      unit_price: 7,
      notes: "hot",
      modifiers: [menu.sugar],
      course_name: "Mains",
      course_ordinal: 2,
      course_status: "uncalled",
      line_total_ex_tax: 14,
    });
    expect(await put(1, { unit_price_inc_tax: null, notes: null })).toMatchObject({ unit_price: 7, notes: null });
    expect(await put(1, { modifiers: [menu.extraShot] })).toMatchObject({ unit_price: 7, modifiers: [menu.extraShot] });
    expect(await put(1, { unit_price: null })).toMatchObject({ unit_price: 4.727273, line_total_ex_tax: 9.45 });
    expect(await put(1, { quantity: null, modifiers: null, course_status: "called" })).toMatchObject({
      quantity: 1,
      modifiers: [],
      course_status: "called",
      line_total_ex_tax: 4.09,
    });
    expect(await put(2, { price_variation: 0.5 })).toMatchObject({ unit_price: 5, line_total_ex_tax: 2.5 });
    expect(await put(2, { price_variation: null, price_fixed_variation: -1.1 })).toMatchObject({
      price_variation: 1,
      line_total_ex_tax: 4,
    });
    expect(await put(2, { unit_price: 6 })).toMatchObject({ unit_price: 6 });
    expect(await put(2, { unit_price_inc_tax: 7.7 })).toMatchObject({ unit_price: 7 });
    expect(await put(3, { product_id: menu.croissant })).toMatchObject({
      product: { id: menu.croissant },
      unit_price: 5,
      line_id: (order["lines"] as never as Line[])[2]!.line_id,
    });
    expect(await put(3, { product_id: menu.croissant, unit_price: 1 })).toMatchObject({ unit_price: 1 });
    expect(await put(3, { product_id: menu.croissant, quantity: 4 })).toMatchObject({ unit_price: 1, quantity: 4 });
    expect(await put(3, { product_id: menu.milk })).toMatchObject({ unit_price: 5.2, unit_tax: 0 });
    const after = (await servery().get(`orders/${order["id"]}`)).json();
    expect(after["total"]).toBe(4.5 + 6.6 + 20.8);
  });

  test("KO-37 removing a line moves the rest up, and its id is never used again", async () => {
    const { id, path, abc } = await threeLines();
    expect((await servery().delete(`${path}/lines/2`)).status).toBe(204);
    let lines = await linesOf(id);
    numbered(lines);
    expect(ids(lines)).toEqual([abc[0], abc[2]]);
    for (let i = 0; i < 3; i++) await servery().post(`${path}/lines`, { product_id: menu.chips });
    lines = await linesOf(id);
    expect(ids(lines)).not.toContain(abc[1]);
    expect(new Set(ids(lines)).size).toBe(5);
    expect((await servery().get(path)).json()["total"]).toBe(45.2);
  });

  test("KO-37 what cannot be is refused and leaves the order as it was", async () => {
    const { path } = await threeLines();
    const before = (await servery().get(path)).text;
    const rows: [string, string, object | undefined, number][] = [
      ["PUT", "/lines/4", { quantity: 1 }, 404],
      ["PUT", "/lines/0", { quantity: 1 }, 404],
      ["DELETE", "/lines/4", undefined, 404],
      ["DELETE", "/lines/one", undefined, 404],
      ["POST", "/lines", {}, 400],
      ["POST", "/lines", { product_id: 1 }, 400],
      ["POST", "/lines", { product_id: menu.chips, number: 0 }, 400],
      ["POST", "/lines", { product_id: menu.chips, number: 1.5 }, 400],
      ["POST", "/lines", { product_id: menu.chips, quantity: 0 }, 400],
      ["POST", "/lines", { product_id: menu.chips, quantity: "many" }, 400],
      ["PUT", "/lines/1", { number: -1 }, 400],
      ["PUT", "/lines/1", { product_id: 1 }, 400],
      ["PUT", "/lines/1", { price_variation: -1 }, 400],
      ["PUT", "/lines/1", { notes: "4111111111111111" }, 400],
    ];
    for (const [method, below, body, status] of rows) {
      const answer = await servery().ask(`${path}${below}`, { method, ...(body && { body }) });
      expect([method, below, body, answer.status]).toEqual([method, below, body, status]);
      expect(answer.json()["error_description"]).not.toMatch(/invalid|expired/);
    }
    expect((await servery().get(path)).text).toBe(before);
  });

  test("KO-37 a held order takes no line that is not to be had", async () => {
    const held = await servery().order({
      site_id: SITE.southbank,
      status: "ON_HOLD",
      lines: [{ product_id: menu.chips }],
    });
    const path = `orders/${held["id"]}`;
    const before = (await servery().get(path)).text;
    for (const [method, below, body] of [
      ["POST", "/lines", { product_id: menu.crab }],
      ["PUT", "/lines/1", { product_id: menu.crab }],
      ["PUT", "/lines/1", { modifiers: [menu.crab] }],
      ["POST", "/optionsets", { product_id: menu.crab }],
    ] as const) {
      const answer = await servery().ask(`${path}${below}`, { method, body });
      expect(answer.status).toBe(400);
      expect(answer.json()["error_description"]).toBe(`Product (${menu.crab}) is out of stock.`);
    }
    expect((await servery().get(path)).text).toBe(before);
  });

  test("KO-37 lines of an option set can be moved, but not changed or removed", async () => {
    const order = await servery().order({
      lines: [{ product_id: menu.chips }],
      options: [
        {
          product_id: productIdOf("Flat white"),
          option_sets: [{ option_set_id: 2101, options: [{ product_id: productIdOf("Oat milk") }] }],
        },
      ],
    });
    const path = `orders/${order["id"]}`;
    for (const [method, body] of [
      ["PUT", { quantity: 2 }],
      ["PUT", { number: 1, notes: "x" }],
      ["DELETE", undefined],
    ] as const) {
      const answer = await servery().ask(`${path}/lines/2`, { method, ...(body && { body }) });
      expect(answer.status).toBe(400);
      expect(answer.json()["error"]).toBe("line_is_part_of_option_set");
    }
    expect((await servery().put(`${path}/lines/2`, { number: 1 })).status).toBe(200);
    const after = (await servery().get(path)).json();
    expect((after["lines"] as never as Line[]).map(({ part_of_option_set }) => part_of_option_set)).toEqual([
      true,
      false,
      true,
    ]);
    expect(after["options"]).toMatchObject([{ line_number: 1, option_sets: [{ options: [{ line_number: 3 }] }] }]);
  });

  test("KO-37 a line taken off may be what completes a pending order", async () => {
    const order = await servery().order({
      status: "PENDING",
      lines: [{ product_id: menu.chips }, { product_id: menu.croissant }],
      payments: [{ method_id: METHOD.cash, amount: 10 }],
    });
    expect(order["status"]).toBe("PENDING");
    expect((await servery().delete(`orders/${order["id"]}/lines/2`)).status).toBe(204);
    expect((await servery().get(`orders/${order["id"]}`)).json()).toMatchObject({ status: "COMPLETE", total: 10 });
  });
});
