import { expect, test } from "vitest";
import { SITE } from "../../../src/demo/ids.ts";
import type { Catalogue, CatalogueChange } from "../../../src/domain/catalogue/catalogue.ts";
import type { Category, Product } from "../../../src/domain/catalogue/records.ts";
import { menuAt, menusAt } from "../../../src/domain/menus/of-site.ts";
import { catalogue as demo, productIdOf } from "../menu.ts";

const site = demo.site(SITE.fitzroy)!;
const chips = demo.product(productIdOf("Hot chips"))!;

const without = demo.after(
  demo.all("menu").map(({ id }): CatalogueChange => ({ kind: "menu", id, record: null })),
  2,
);
const withProduct = (facts: Partial<Product>): Catalogue =>
  without.after([{ kind: "product", id: chips.id, record: { ...chips, ...facts } }], 3);
const category = without.all("category").find(({ id }) => chips.categoryIds.includes(id))!;
const withCategory = (record: Category | null): Catalogue =>
  without.after([{ kind: "category", id: category.id, record }], 3);

const shown = (catalogue: Catalogue): string[] =>
  menusAt(catalogue, site)
    .flatMap(({ groups }) => groups)
    .filter(({ entries }) => entries.some((entry) => entry.kind === "product" && entry.productId === chips.id))
    .map(({ name }) => name);

test("a site with menus has these and no other", () => {
  expect(menusAt(demo, site).map(({ id }) => id)).toEqual(demo.all("menu").map(({ id }) => id));
  expect(menuAt(demo, site, site.id)).toBeUndefined();
});

test("a site without any has one of its categories, with its own id", () => {
  const [menu, ...others] = menusAt(without, site);
  expect([menu!.id, menu!.name, others]).toEqual([site.id, "Menu", []]);
  expect(menuAt(without, site, site.id)).toEqual(menu);
  expect(menuAt(without, site, SITE.southbank)).toBeUndefined();
  const names = menu!.groups.map(({ name }) => name);
  expect(names).toEqual(without.all("category").flatMap(({ name }) => (names.includes(name) ? name : [])));
  expect(menu!.groups.every(({ entries }) => entries.length > 0)).toBe(true);
  expect(shown(without)).toEqual([category.name]);
});

test.each<[string, Partial<Product>, string[]]>([
  ["is deleted", { deleted: true }, []],
  ["is not shown online", { showOnline: false }, []],
  ["goes onto others", { isModifier: true }, []],
  ["is not sold there", { sites: { [site.id]: { sold: false } } }, []],
  ["is out of stock", { sites: { [site.id]: { available: false } } }, [category.name]],
  ["is in no category", { categoryIds: [] }, ["Other"]],
])("what %s", (_, facts, screens) => expect(shown(withProduct(facts))).toEqual(screens));

test("a category that is not shown online, and one that is gone", () => {
  expect(shown(withCategory({ ...category, showOnline: false }))).toEqual([]);
  expect(shown(withCategory(null))).toEqual(["Other"]);
});
