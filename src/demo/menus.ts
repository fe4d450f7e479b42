import type { Menu, MenuEntry, MenuGroup } from "../domain/catalogue/ordering-records.ts";
import type { ProductId } from "../domain/ids.ts";
import { productIdOf, productRows } from "./catalogue-products.ts";
import { type CategoryKey, MENU, SITE, STAMP } from "./ids.ts";

const product = (productId: ProductId, color: string | null = null): MenuEntry => ({
  kind: "product",
  productId,
  color,
});

/** Everything that the demo sells of a category. */
const allOf = (category: CategoryKey): MenuEntry[] =>
  productRows.flatMap((row) => (row.category === category && row.online !== false ? product(row.id as ProductId) : []));

const named = (...names: readonly string[]): MenuEntry[] => names.map((name) => product(productIdOf(name)));

const screen = (
  id: number,
  name: string,
  color: string,
  ...entries: readonly (MenuEntry | MenuGroup)[]
): MenuGroup => ({
  id,
  name,
  color,
  entries: entries.map((entry) => ("kind" in entry ? entry : { kind: "group", group: entry })),
});

export const menus: readonly Menu[] = [
  {
    ...STAMP,
    id: MENU.allDay,
    name: "All day",
    siteIds: null,
    groups: [
      screen(
        2320,
        "Coffee & tea",
        "brown",
        screen(2321, "Coffee", "brown", ...allOf("coffee")),
        screen(2322, "Tea & chocolate", "green", ...allOf("tea")),
      ),
      screen(2323, "Cold drinks", "blue", ...allOf("cold")),
      screen(2324, "Cabinet", "orange", ...allOf("pastries")),
      screen(2325, "Breakfast", "yellow", ...allOf("breakfast")),
      screen(
        2326,
        "Lunch",
        "green",
        product(productIdOf("Meal deal"), "red"),
        ...allOf("lunch"),
        screen(2327, "Burgers", "red", ...allOf("burgers")),
      ),
      screen(
        2328,
        "Dinner",
        "purple",
        screen(2329, "Pasta & risotto", "yellow", ...allOf("pasta")),
        screen(2330, "Mains", "purple", ...allOf("mains")),
        screen(2331, "Sides", "green", ...allOf("sides")),
        screen(2332, "Desserts", "pink", ...allOf("desserts")),
      ),
      screen(
        2333,
        "Bar",
        "black",
        screen(2334, "Beer & cider", "yellow", ...allOf("beer")),
        screen(2335, "Wine & cocktails", "red", ...allOf("wine")),
      ),
    ],
  },
  {
    ...STAMP,
    id: MENU.takeaway,
    name: "Takeaway",
    siteIds: [SITE.fitzroy],
    groups: [
      screen(2340, "Coffee", "brown", ...named("Flat white", "Latte", "Cappuccino", "Long black", "Hot chocolate")),
      screen(
        2341,
        "Food",
        "red",
        ...named("Meal deal", "Tram burger", "Reuben toastie", "Poke bowl", "Hot chips"),
        screen(2342, "Something sweet", "pink", ...named("Butter croissant", "Banana bread", "Lamington")),
      ),
      screen(2343, "Drinks", "blue", ...named("Cola", "Ginger beer", "House lemonade")),
    ],
  },
];
