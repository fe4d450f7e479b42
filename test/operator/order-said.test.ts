import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { menu, productIdOf } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

onEveryEngine("what the venue's people say of a line or an option set that they add", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const shown = async ({ id }: Json): Promise<Json> => (await (await manager())(`orders/${id}`)).json();
  const add = async ({ id }: Json, what: "lines" | "optionsets", body: object, headers: Record<string, string> = {}) =>
    (await manager())(`orders/${id}/${what}`, { method: "POST", body, headers });
  const discount = async (): Promise<Json> => {
    const all: Json[] = (await (await manager())("discounts")).json();
    return all.find(({ active, percent }) => active && percent);
  };

  test("VU-01 a line with a discount by its code, with words for the kitchen, and a course", async () => {
    const order = await servery().order({ status: "ON_HOLD" });
    const { code, name } = await discount();
    const said = { discount_code: code, price_variation: 0.9, course_name: "Main", course_ordinal: 2 };
    const made = await add(order, "lines", { product_id: menu.chips, ...said });
    expect(made.status, made.text).toBe(201);
    expect((await shown(order)).lines).toMatchObject([
      { discount: { code, name }, price_variation: 0.9, course_name: "Main", course_ordinal: 2 },
    ]);
    const instructed = await add(order, "lines", { product_id: menu.chips, production_instruction_ids: [1] });
    expect(instructed.json()).toMatchObject({ field: "production_instruction_ids" });
    const nothing = await add(order, "lines", { product_id: menu.chips, discount_code: code });
    expect([nothing.status, nothing.json().field]).toEqual([400, "discount_code"]);
  });

  test("VU-01 an option set with modifiers, a discount and a course, once for a key", async () => {
    const order = await servery().order({ status: "ON_HOLD" });
    const { code } = await discount();
    const body = {
      product_id: productIdOf("Flat white"),
      modifiers: [menu.extraShot],
      price_variation: 0.9,
      discount_code: code,
      course_name: "Dessert",
      course_ordinal: 3,
      course_status: "uncalled",
    };
    const key = { "idempotency-key": randomUUID() };
    const made = await add(order, "optionsets", body, key);
    expect(made.status, made.text).toBe(201);
    expect((await add(order, "optionsets", body, key)).headers.get("location")).toBe(made.headers.get("location"));
    const after = await shown(order);
    expect(after.options).toHaveLength(1);
    expect(after.lines[0]).toMatchObject({
      modifiers: [menu.extraShot],
      discount: { code },
      course_name: "Dessert",
      course_status: "uncalled",
    });
  });

  test("VU-01 the reference shows these fields, and /v1 goes on without them", async () => {
    const order = await servery().order({ status: "ON_HOLD" });
    const sent = { product_id: menu.chips, price_variation: 0.9, discount_code: "NOT THERE" };
    expect((await servery().post(`orders/${order.id}/lines`, sent)).status).toBe(201);
    expect((await shown(order)).lines[0].discount).toBeNull();

    const schemaOf = async (file: string, path: string): Promise<string> => {
      const { paths } = (await servery().ask(`/openapi/${file}.json`, { auth: null })).json();
      return JSON.stringify(paths[path].post.requestBody);
    };
    for (const what of ["lines", "optionsets"]) {
      const operator = await schemaOf("operator", `/admin/api/companies/{company}/orders/{order}/${what}`);
      expect(operator).toContain("discount_code");
      const addon = await schemaOf("kounta", `/v1/companies/{company}/orders/{order}/${what}`);
      expect(addon).not.toContain("discount_code");
    }
  });
});
