import { describe, expect, test } from "vitest";
import { MENU, SITE } from "../../../src/demo/ids.ts";
import type { Catalogue } from "../../../src/domain/catalogue/catalogue.ts";
import type { Product, Site } from "../../../src/domain/catalogue/records.ts";
import type { OptionSetId } from "../../../src/domain/ids.ts";
import { profileAt, siteBy } from "../../../src/domain/menus/profiles.ts";
import { productsBySku, skuOf } from "../../../src/domain/menus/sku.ts";
import { type MenuNode, type MenuProduct, menuTree } from "../../../src/domain/menus/tree.ts";
import { pricedUnit } from "../../../src/domain/menus/unit.ts";
import { catalogue, productIdOf } from "../menu.ts";

const fitzroy = catalogue.site(SITE.fitzroy)!;
const southbank = catalogue.site(SITE.southbank)!;

const productsIn = (nodes: readonly MenuNode[]): MenuProduct[] =>
  nodes.flatMap((node) => (node.kind === "product" ? node.item : productsIn(node.nodes)));

const allDay = (site: Site, within = catalogue): Map<string, MenuProduct> =>
  new Map(
    productsIn(menuTree(within, within.get("menu", MENU.allDay)!, site)).map((item) => [item.product.name, item]),
  );

const changed = (name: string, facts: Partial<Product>): Catalogue => {
  const id = productIdOf(name);
  return catalogue.after([{ kind: "product", id, record: { ...catalogue.product(id)!, ...facts } }], 2);
};

describe("a menu's tree", () => {
  test("keeps screens within screens, in their order", () => {
    const [first, second] = menuTree(catalogue, catalogue.get("menu", MENU.allDay)!, fitzroy);
    expect([first!.name, first!.nodes.map((node) => node.kind === "group" && node.name)]).toEqual([
      "Coffee & tea",
      ["Coffee", "Tea & chocolate"],
    ]);
    expect([second!.name, second!.color]).toEqual(["Cold drinks", "blue"]);
  });

  test("leaves out what the site does not sell, and what is gone; what has run out stays", () => {
    expect(allDay(fitzroy).has("Lamington")).toBe(true);
    expect(allDay(southbank).has("Lamington")).toBe(false);
    expect(allDay(fitzroy, changed("Lamington", { deleted: true })).has("Lamington")).toBe(false);
    expect(allDay(southbank).has("Crab linguine")).toBe(true);
  });

  test("has the site's prices, and a profile's where it has its own", () => {
    const price = (site: Site, name: string) => allDay(site).get(name)!.unit.incTax;
    expect([price(fitzroy, "Flat white"), price(southbank, "Flat white")]).toEqual([490, 520]);
    const happy = siteBy(southbank, profileAt(catalogue, southbank, "HAPPYHOUR"));
    expect([price(southbank, "Lantern lager pot"), price(happy, "Lantern lager pot")]).toEqual([750, 500]);
    expect(price(happy, "Flat white")).toBe(520);
    expect(siteBy(southbank, profileAt(catalogue, southbank, "TOGOORDER"))).toBe(southbank);
    expect(profileAt(catalogue, fitzroy, "HAPPYHOUR")).toBeUndefined();
  });

  test("an option costs what its set says, or what it costs itself", () => {
    const [burger, side, drink] = allDay(fitzroy).get("Meal deal")!.choices;
    expect(burger!.items.map(({ product, unit }) => [product.name, unit.incTax])).toEqual([
      ["Tram burger", 0],
      ["Fried chicken burger", 100],
      ["Halloumi burger", 0],
      ["Plant burger", 150],
      ["Double tram burger", 500],
    ]);
    expect([side!.min, side!.max, drink!.min, drink!.max]).toEqual([0, 1, 1, 1]);
    const coffee = drink!.items[0]!;
    expect(coffee.choices.map(({ name }) => name)).toEqual(["Size", "Milk"]);
    const milk = coffee.choices[1]!.items.map(({ product, unit }) => [product.name, unit.incTax]);
    expect(milk.slice(0, 3)).toEqual([
      ["Full cream milk", 0],
      ["Skim milk", 0],
      ["Soy milk", 80],
    ]);
    expect(coffee.choices[0]!.items.every(({ choices, extras }) => choices.length + extras.length === 0)).toBe(true);
  });

  test("modifiers stand together by category, with their price on the product and its taxes", () => {
    const [extras, ...more] = allDay(fitzroy).get("Cold brew")!.extras;
    expect([extras!.name, extras!.min, extras!.max, more]).toEqual(["Modifiers", 0, null, []]);
    expect(extras!.items.map(({ product, unit }) => [product.name, unit.incTax])).toEqual([["Oat milk", 50]]);
    const taxed = allDay(
      fitzroy,
      changed("Cold brew", { taxIds: catalogue.product(productIdOf("Lantern lager pot"))!.taxIds }),
    );
    expect(taxed.get("Cold brew")!.extras[0]!.items[0]!.unit.taxes).toHaveLength(2);
  });

  test("products that offer each other come to an end", () => {
    const set = {
      ...catalogue.optionSet(2102 as OptionSetId)!,
      options: [{ productId: productIdOf("Cold brew"), price: null }],
    };
    const own = changed("Cold brew", { optionSetIds: [set.id] }).after(
      [{ kind: "option_set", id: set.id, record: set }],
      3,
    );
    const brew = allDay(fitzroy, own).get("Cold brew")!;
    expect(brew.choices[0]!.items[0]!.choices[0]!.items[0]!.choices).toEqual([]);
  });

  test("production instructions are those of the product, and those of every product", () => {
    const names = (within: Catalogue, name: string) =>
      allDay(fitzroy, within)
        .get(name)!
        .instructions.map((list) => list.name);
    expect(names(catalogue, "Barramundi")).toEqual(["Fish cooking", "Garnish"]);
    expect(names(catalogue, "Latte")).toEqual([]);
    const garnish = catalogue.get("production_instruction", 2630)!;
    const every = catalogue.after(
      [{ kind: "production_instruction", id: garnish.id, record: { ...garnish, productIds: null } }],
      2,
    );
    expect(names(every, "Latte")).toEqual(["Garnish"]);
  });
});

describe("one unit", () => {
  const taxes = (name: string) => catalogue.taxesAt(catalogue.product(productIdOf(name))!, SITE.fitzroy);

  test.each([
    ["with a tax in it", { amount: "5.50", incTax: true }, "Butter croissant", 550, [50]],
    ["entered without it", { amount: "98.00", incTax: false }, "Catering platter", 10_780, [980]],
    ["with two, whose shares add up", { amount: "7.00", incTax: true }, "Lantern lager pot", 700, [63, 9]],
    ["without any", { amount: "5.20", incTax: true }, "Milk 2L", 520, []],
  ] as const)("%s", (_, price, name, incTax, amounts) => {
    const unit = pricedUnit(price, taxes(name), 2);
    expect([unit.incTax, unit.taxes.map(({ amount }) => amount)]).toEqual([incTax, amounts]);
    expect(unit.tax).toBe(unit.taxes.reduce((sum, { amount }) => sum + amount, 0));
  });
});

describe("a SKU", () => {
  test("is the product's own, or its id", () => {
    const [croissant, muffin] = ["Butter croissant", "Blueberry muffin"].map((n) => catalogue.product(productIdOf(n))!);
    expect([skuOf(croissant!), skuOf(muffin!)]).toEqual(["PAS-CRO", String(muffin!.id)]);
    expect(productsBySku(catalogue).get("PAS-CRO")).toBe(croissant);
    expect(productsBySku(catalogue).get(String(muffin!.id))).toBe(muffin);
  });

  test("that was given goes before an id that reads the same; gone products have none", () => {
    const muffin = productIdOf("Blueberry muffin");
    const taken = changed("Lamington", { sku: String(muffin) });
    expect(productsBySku(taken).get(String(muffin))!.name).toBe("Lamington");
    expect(productsBySku(changed("Butter croissant", { deleted: true })).get("PAS-CRO")).toBeUndefined();
    expect(productsBySku(catalogue).get("0")).toBeUndefined();
  });
});
