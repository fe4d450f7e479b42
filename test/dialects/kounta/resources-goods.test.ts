import { expect, test } from "vitest";
import { OTHER_COMPANY, onEveryEngine } from "../../support/servery.ts";

/** What another company has: none of it is there for the demo company's add-on, on any route. */
const there = [
  "categories/996",
  "categories/996/products",
  "sites/990/categories",
  "sites/990/categories/5101",
  "sites/823/categories/996",
  "sites/823/categories/996/products",
  "sites/990/categories/5101/products",
  "products/997",
  "products/997/categories",
  "products/997/modifiers",
  "sites/990/products",
  "sites/990/products/730002",
  "sites/823/products/997",
  "sites/823/products/997/availability",
  "sites/990/products/730002/availability",
  "price_lists/994",
  "taxes/995",
  "payment_methods/998",
  "sites/990/inventory",
  "sites/823/inventory/997",
  "sites/990/inventory/730204",
  "sites/990/shifts/2013-04-29",
  "sites/990/shifts/since/2013-04-29",
  "staff/991/shifts/2013-04-29",
  "staff/991/shifts/since/2013-04-29",
  "sites/990/reconciliations",
  "registers/992/reconciliations/unprocessed",
  "sites/990/cashups/since/2013-04-29",
  "registers/992/cashups",
  "sites/990/checkins",
];

const lists = [
  "categories",
  "products",
  "products?ids=997",
  "optionsets",
  "price_lists",
  "price_lists/base",
  "taxes",
  "taxes/groups",
  "payment_methods",
  "shifts/since/2013-04-29",
  "reconciliations",
  "cashups",
];

const writes: [method: string, path: string, body: object][] = [
  ["PUT", "categories/996", { name: "Mine" }],
  ["PUT", "products/997", { name: "Mine" }],
  ["PUT", "sites/990/products/730002", { is_available: false }],
  ["PUT", "sites/823/products/997", { is_available: false }],
  ["PUT", "sites/990/products/730002/availability", { is_available: false }],
  ["PUT", "taxes/995", { rate: 0 }],
  ["PUT", "sites/990/inventory/730002", { stock: 1 }],
  ["PUT", "sites/823/inventory/997", { stock: 1 }],
];

onEveryEngine("goods of another company", (servery) => {
  test("KC-16 another company's goods are not there to read", async () => {
    for (const path of there) expect([path, (await servery().get(path)).status]).toEqual([path, 404]);
    for (const path of [...there, ...lists]) {
      const answer = await servery().get(`/v1/companies/${OTHER_COMPANY}/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    for (const path of lists) {
      const answer = await servery().get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.text).not.toMatch(/"id":99\d\b/);
    }
  });

  test("KC-16 another company's goods are not there to change", async () => {
    for (const [method, path, body] of writes) {
      expect([path, (await servery().ask(path, { method, body })).status]).toEqual([path, 404]);
    }
    for (const path of ["categories", "products", "optionsets", "taxes"]) {
      const body = { name: "Mine", unit_price: 1, code: "M", rate: 0, options: [{ product_id: 997 }] };
      const answer = await servery().post(`/v1/companies/${OTHER_COMPANY}/${path}`, body);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const { auth } = servery().other;
    const theirs = await servery().ask("/v1/companies/me/products/997", { auth });
    expect(theirs.json()).toMatchObject({ name: "Siphon coffee", unit_price: 650, stock: null });
  });
});
