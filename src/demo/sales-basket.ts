import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../domain/catalogue/records.ts";
import type { LineInput, OptionInput } from "../domain/order/input.ts";
import { instructions } from "../domain/order/order.ts";
import { productIdOf } from "./catalogue-products.ts";
import { CATEGORY, type CategoryKey } from "./ids.ts";
import type { Random } from "./random.ts";
import { lineOf, optionOf } from "./sales-inputs.ts";

export type Daypart = "morning" | "lunch" | "afternoon" | "dinner";

/** How much each category is asked for, by the time of the day: for eating and for drinking. */
const appetite: Record<Daypart, { food: [CategoryKey, number][]; drink: [CategoryKey, number][] }> = {
  morning: {
    food: [
      ["breakfast", 10],
      ["pastries", 8],
      ["retail", 1],
    ],
    drink: [
      ["coffee", 20],
      ["tea", 4],
      ["cold", 2],
    ],
  },
  lunch: {
    food: [
      ["lunch", 10],
      ["burgers", 8],
      ["pasta", 3],
      ["sides", 3],
      ["breakfast", 3],
      ["pastries", 1],
      ["retail", 1],
    ],
    drink: [
      ["cold", 8],
      ["coffee", 8],
      ["tea", 2],
      ["beer", 2],
      ["wine", 2],
    ],
  },
  afternoon: {
    food: [
      ["pastries", 10],
      ["sides", 3],
      ["desserts", 2],
      ["retail", 3],
    ],
    drink: [
      ["coffee", 12],
      ["tea", 5],
      ["cold", 4],
      ["beer", 2],
      ["wine", 2],
    ],
  },
  dinner: {
    food: [
      ["mains", 9],
      ["pasta", 8],
      ["burgers", 5],
      ["sides", 6],
      ["desserts", 4],
    ],
    drink: [
      ["wine", 9],
      ["beer", 7],
      ["cold", 4],
      ["coffee", 2],
      ["tea", 1],
    ],
  },
};

const courses: Partial<Record<CategoryKey, readonly [ordinal: number, name: string]>> = {
  sides: [1, "Entrées"],
  pasta: [2, "Mains"],
  mains: [2, "Mains"],
  burgers: [2, "Mains"],
  desserts: [3, "Desserts"],
};

const wishes = [
  "Extra hot",
  "Half strength",
  "No salt please",
  "Dressing on the side",
  "Allergic to nuts! 🥜",
  "To share",
];

/** What a site sells, by category; the best sellers stand in it three times. Read once for a whole month of sales. */
export type Menu = Readonly<{
  catalogue: Catalogue;
  site: Site;
  shelves: ReadonlyMap<CategoryKey, readonly Product[]>;
}>;

const dealId = productIdOf("Meal deal");
const platterId = productIdOf("Catering platter");

export const menuOf = (catalogue: Catalogue, site: Site): Menu => {
  const sold = catalogue
    .all("product")
    .filter((product) => !product.isModifier && product.id !== platterId)
    .filter((product) => catalogue.isAvailable(product, site.id) && catalogue.soldAt(product, site.id));
  const keys = Object.keys(CATEGORY) as CategoryKey[];
  const shelf = (key: CategoryKey): Product[] =>
    sold
      .filter((product) => product.categoryIds[0] === CATEGORY[key])
      .flatMap((product) => (product.topSeller ? [product, product, product] : [product]));
  return { catalogue, site, shelves: new Map(keys.map((key) => [key, shelf(key)])) };
};

/** A product with some of its options chosen, as deep as its sets go. */
const chosen = (product: Product, menu: Menu, random: Random): OptionInput =>
  optionOf(product.id, {
    optionSets: product.optionSetIds.flatMap((id) => {
      const set = menu.catalogue.optionSet(id);
      if (!set) return [];
      const most = Math.min(set.maxSelection ?? 4, set.options.length);
      const count = Math.max(set.minSelection, random.int(0, Math.min(most, 3)));
      const first = random.int(0, set.options.length - 1);
      const options = Array.from({ length: count }, (_, i) => set.options[(first + i) % set.options.length]!);
      if (count === 0) return [];
      return {
        optionSetId: set.id,
        options: options.flatMap(({ productId }) => {
          const option = menu.catalogue.product(productId);
          if (!option) return [];
          const nested = chosen(option, menu, random);
          return set.instructions && random.chance(0.3)
            ? { ...nested, instructions: random.pick(instructions) }
            : nested;
        }),
      };
    }),
  });

const modifiersFor = (product: Product, random: Random): number[] => {
  if (product.modifiers.length === 0 || !random.chance(0.35)) return [];
  const { productId } = random.pick(product.modifiers);
  return [random.chance(0.08) ? -productId : productId];
};

export type Basket = Readonly<{ lines: readonly LineInput[]; options: readonly OptionInput[] }>;

/** What so many guests order at that time of the day. Seated dinners come in courses. */
export const basketOf = (
  menu: Menu,
  random: Random,
  { daypart, guests, seated }: Readonly<{ daypart: Daypart; guests: number; seated: boolean }>,
): Basket => {
  const lines = new Map<string, LineInput>();
  const options: OptionInput[] = [];
  const courseOf = (key: CategoryKey): Partial<LineInput> => {
    const course = seated && daypart === "dinner" ? courses[key] : undefined;
    return course ? { courseOrdinal: course[0], courseName: course[1], courseStatus: "called" } : {};
  };
  const order = (wanted: readonly [CategoryKey, number][]): void => {
    const key = random.weighted(wanted);
    const product = random.pick(menu.shelves.get(key) ?? []);
    const asOption = product.optionSetIds.length > 0 && random.chance(key === "coffee" ? 0.3 : 0.5);
    if (product.id === dealId || (asOption && options.length < 4)) {
      options.push(chosen(product, menu, random));
      return;
    }
    const modifiers = modifiersFor(product, random);
    const notes = random.chance(0.03) ? random.pick(wishes) : null;
    const same = `${product.id} ${modifiers.join()} ${notes}`;
    const before = lines.get(same);
    const quantity = String(Number(before?.quantity ?? 0) + 1);
    lines.set(same, { ...lineOf(product.id, { modifiers, notes, ...courseOf(key) }), quantity });
  };
  const { food, drink } = appetite[daypart];
  for (let guest = 0; guest < guests; guest++) {
    const hungry = random.chance(daypart === "morning" || daypart === "afternoon" ? 0.55 : 0.92);
    if (hungry) order(food);
    if (!hungry || random.chance(seated ? 0.85 : 0.5)) order(drink);
    if (daypart === "dinner" && seated && random.chance(0.3)) order(food);
  }
  const inCourses = [...lines.values()].sort((a, b) => (a.courseOrdinal ?? 0) - (b.courseOrdinal ?? 0));
  return { lines: inCourses, options };
};
