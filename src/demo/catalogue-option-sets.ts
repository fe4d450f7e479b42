import type { OptionSet } from "../domain/catalogue/records.ts";
import { productIdOf } from "./catalogue-products.ts";
import { SET, STAMP, type SetKey } from "./ids.ts";

/** An option: with its fixed price here, or following the product's price at the site. */
type Option = string | readonly [name: string, amount: string];

const set = (
  key: SetKey,
  name: string,
  limits: Readonly<{ min?: number; max?: number; instructions?: true }>,
  options: readonly Option[],
): OptionSet => ({
  ...STAMP,
  id: SET[key],
  name,
  minSelection: limits.min ?? 0,
  maxSelection: limits.max ?? null,
  instructions: limits.instructions ?? false,
  options: options.map((option) =>
    typeof option === "string"
      ? { productId: productIdOf(option), price: null }
      : { productId: productIdOf(option[0]), price: { amount: option[1], incTax: true } },
  ),
});

export const optionSets: readonly OptionSet[] = [
  set("toppings", "Burger toppings", { instructions: true }, [
    "Lettuce",
    "Tomato",
    "Onion",
    "Pickles",
    ["Beetroot", "0.50"],
    ["Cheddar", "1.50"],
    ["Bacon rasher", "3.00"],
    ["Fried egg", "2.50"],
    "Jalapeños",
    "Aioli",
  ]),
  set("milk", "Milk", { max: 1 }, [
    "Full cream milk",
    "Skim milk",
    "Soy milk",
    "Oat milk",
    "Almond milk",
    "Lactose free milk",
  ]),
  set("size", "Size", { max: 1 }, ["Regular size", "Large size"]),
  set("breakfastExtras", "Breakfast extras", { max: 6, instructions: true }, [
    "Bacon rasher",
    "Avocado",
    "Grilled halloumi",
    "Mushrooms",
    "Hash brown",
    "Fried egg",
    "Tomato relish",
  ]),
  set("eggs", "How would you like your eggs", { max: 1 }, ["Poached eggs", "Fried eggs", "Scrambled eggs"]),
  set("bread", "Bread", { max: 2 }, ["Sourdough", "Rye", "Gluten free bread"]),
  set("pastaExtras", "Pasta extras", { max: 4, instructions: true }, [
    ["Grilled chicken", "5.00"],
    "Prawns",
    "Gluten free pasta",
    "Parmesan",
  ]),
  set("doneness", "How would you like it cooked", { max: 1 }, ["Rare", "Medium rare", "Medium", "Well done"]),
  set("sauce", "Sauce", { max: 2, instructions: true }, [
    "Pepper sauce",
    "Mushroom sauce",
    ["Café de Paris butter", "2.50"],
  ]),
  set("dressing", "Dressing", { max: 1, instructions: true }, ["Caesar dressing", "Lemon vinaigrette"]),
  set("scoopToppings", "Scoop toppings", { max: 3 }, [
    "Chocolate sauce",
    "Salted caramel",
    "Crushed peanuts",
    ["Marshmallow", "0.00"],
  ]),
  set("mealSide", "Choose a side", { max: 1 }, [
    ["Hot chips", "0.00"],
    ["Sweet potato fries", "2.00"],
    ["Garden salad", "0.00"],
  ]),
  set("mealBurger", "Choose a burger", { min: 1, max: 1 }, [
    ["Tram burger", "0.00"],
    ["Fried chicken burger", "1.00"],
    ["Halloumi burger", "0.00"],
    ["Plant burger", "1.50"],
    ["Double tram burger", "5.00"],
  ]),
  // Options that are sets' owners themselves: a coffee out of a meal deal still asks for its milk.
  set("mealDrink", "Choose a drink", { min: 1, max: 1 }, [
    ["Flat white", "0.00"],
    ["Latte", "0.00"],
    ["Cappuccino", "0.00"],
    ["House lemonade", "0.00"],
    ["Cola", "0.00"],
    ["Lantern lager pint", "8.00"],
  ]),
];
