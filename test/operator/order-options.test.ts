import { expect, test } from "vitest";
import { SET, SITE, menu, productIdOf } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { Screen } from "./kitchen-support.ts";
import { type Operator, as } from "./support.ts";

const toppings = (...options: object[]) => [{ option_set_id: SET.toppings, options }];
const BACON = { product_id: productIdOf("Bacon rasher") };
const NO_ONION = { product_id: productIdOf("Onion"), instructions: "No" };
const BURGER = { product_id: productIdOf("Tram burger"), option_sets: toppings(BACON, NO_ONION) };
const SAUCE = productIdOf("BBQ sauce");
const AIOLI = productIdOf("Aioli");
const MAIN = { course_name: "Main", course_ordinal: 2, course_status: "uncalled" };

const coursesOf = ({ lines }: Json) =>
  lines.map(({ course_name, course_ordinal, course_status }: Json) => [course_name, course_ordinal, course_status]);
const discountsOf = ({ lines }: Json) => lines.map(({ discount }: Json) => discount?.name ?? null);

onEveryEngine("products with options as the venue's own people order them", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const order = async (body: object): Promise<Json> => {
    const ask = await manager();
    const made = await ask("orders", { method: "POST", body: { site_id: SITE.fitzroy, status: "ON_HOLD", ...body } });
    expect(made.status, made.text).toBe(201);
    return (await ask(made.headers.get("location")!)).json();
  };
  const refused = async (body: object) => {
    const sent = { method: "POST", body: { site_id: SITE.fitzroy, status: "ON_HOLD", ...body } };
    const answer = await (await manager())("orders", sent);
    return [answer.status, answer.json().error_description];
  };
  const change = async ({ id }: Json, ...changes: object[]) =>
    (await manager())(`orders/${id}/changes`, { method: "POST", body: { changes } });

  test("VU-01 a product with options in a held course is held in the kitchen with its modifiers, and called with it", async () => {
    const kitchen = new Screen(await manager());
    const made = await order({
      lines: [{ product_id: menu.chips, ...MAIN }],
      options: [{ ...BURGER, ...MAIN, modifiers: [SAUCE, -AIOLI], notes: "well done" }],
    });
    expect(coursesOf(made)).toEqual(made.lines.map(() => ["Main", 2, "uncalled"]));
    expect(made.lines).toHaveLength(4);
    const [main] = (await kitchen.ticket(made)).courses;
    expect(main).toMatchObject({ ordinal: 2, name: "Main", status: "uncalled", held: true });
    expect(main.lines.find(({ name }: Json) => name === "TRAM B")).toMatchObject({
      modifiers: [
        { name: "BBQ sauce", negated: false },
        { name: "Aioli", negated: true },
      ],
      options: [
        { name: "BACON", instruction: null },
        { name: "Onion", instruction: "No" },
      ],
      notes: "well done",
    });
    const called = await change(made, { do: "call_course", course_ordinal: 2, status: "called" });
    expect(called.status, called.text).toBe(200);
    expect(coursesOf(called.json())).toEqual(made.lines.map(() => ["Main", 2, "called"]));
    const [after] = (await kitchen.ticket(made)).courses;
    expect(after).toMatchObject({ ordinal: 2, status: "called", held: false });
    expect(after.lines).toHaveLength(2);
  });

  test("VU-01 an option set that is added to an order has a course of its own, and is held and called with it", async () => {
    const made = await order({ lines: [{ product_id: menu.chips, course_ordinal: 1, course_status: "called" }] });
    const added = await change(made, { do: "add_option_set", option: { ...BURGER, ...MAIN, modifiers: [SAUCE] } });
    expect(added.status, added.text).toBe(200);
    expect(coursesOf(added.json()).slice(1)).toEqual(Array.from({ length: 3 }, () => ["Main", 2, "uncalled"]));
    expect(added.json().lines[1].modifiers).toEqual([SAUCE]);
    const called = await change(made, { do: "call_course", course_ordinal: 2, status: "called" });
    expect(coursesOf(called.json()).slice(1)).toEqual(Array.from({ length: 3 }, () => ["Main", 2, "called"]));
  });

  test("KO-26 a percentage is on the product and its options, an amount on the product; the discount keeps its name", async () => {
    const usual = await order({ options: [{ ...BURGER, modifiers: [SAUCE] }] });
    const [burger, bacon] = usual.lines.map((line: Json) => line.line_total_inc_tax);
    const less = await order({
      lines: [{ product_id: menu.chips, price_variation: 0.5, discount_code: "STAFF" }],
      options: [
        { ...BURGER, modifiers: [SAUCE], price_variation: 0.9, discount_code: "FRIENDS" },
        { ...BURGER, modifiers: [SAUCE], price_fixed_variation: -5, discount_code: "FIVE_OFF" },
      ],
    });
    const cents = (value: number) => Math.round(value * 100);
    expect(less.lines.map((line: Json) => cents(line.line_total_inc_tax))).toEqual([
      500,
      ...[burger * 0.9, bacon * 0.9, 0, burger - 5, bacon, 0].map(cents),
    ]);
    const friends = "Friends of the tram";
    expect(discountsOf(less)).toEqual(["Staff meal", friends, friends, friends, "Five dollars off", null, null]);
  });

  test("VU-01 words to the kitchen go by their ids, and stand in the notes", async () => {
    const fish = { product_id: productIdOf("Barramundi"), production_instruction_ids: [2611, 2632], notes: "no skin" };
    const made = await order({ lines: [fish] });
    expect(made.lines[0].notes).toBe("Seared, Salad, no skin");
    const added = await change(made, { do: "add_line", line: fish });
    expect(added.json().lines[1].notes).toBe("Seared, Salad, no skin");
    const [course] = (await new Screen(await manager()).ticket(made)).courses;
    expect(course.lines[0].instructions).toEqual(["Seared", "Salad"]);
  });

  test("VU-01 what the venue does not have, and discounts that take nothing off, are refused by name", async () => {
    const half = { price_variation: 0.5 };
    const chips = { product_id: menu.chips };
    const rows: [object, string][] = [
      [{ lines: [{ ...chips, ...half, discount_code: "NOBODY" }] }, "There is no discount NOBODY."],
      [{ options: [{ ...BURGER, ...half, discount_code: "NOBODY" }] }, "There is no discount NOBODY."],
      [
        { lines: [{ ...chips, production_instruction_ids: [2641] }] },
        "There is no production instruction of Hot chips with the id 2641.",
      ],
      [{ options: [{ ...BURGER, modifiers: [1] }] }, "There is no product 1."],
      [
        { lines: [{ ...chips, discount_code: "STAFF" }] },
        "lines.0.discount_code: needs a price_variation or a price_fixed_variation",
      ],
      [
        { options: [{ ...BURGER, discount_code: "STAFF", price_variation: 1 }] },
        "options.0.discount_code: needs a price_variation or a price_fixed_variation",
      ],
      [
        { options: [{ ...BURGER, course_status: "soon" }] },
        "options.0.course_status: must be one of no status, uncalled, pending, called",
      ],
    ];
    for (const [body, says] of rows) expect(await refused(body)).toEqual([400, expect.stringContaining(says)]);
    const made = await order({ lines: [chips] });
    const late = await change(made, { do: "add_line", line: { ...chips, ...half, discount_code: "NOBODY" } });
    expect([late.status, late.json().field]).toEqual([400, "changes.0.line.discount_code"]);
  });

  test("KO-26 add-ons' option sets are what they were: what only the venue may say is not read", async () => {
    const made = await servery().order({
      status: "ON_HOLD",
      lines: [{ product_id: menu.chips, discount_code: "NOBODY", production_instruction_ids: [1] }],
      options: [{ ...BURGER, ...MAIN, modifiers: [SAUCE], price_variation: 0.5 }],
    });
    expect(coursesOf(made).every((course: unknown[]) => course[0] === null && course[1] === null)).toBe(true);
    expect(made.lines.map(({ modifiers }: Json) => modifiers)).toEqual([[], [], [], []]);
    expect(made.lines[1].price_variation).toBe(1);
  });
});
