import { SET, aLine, made, menu, productIdOf } from "../domain/menu.ts";
import type { OptionInput } from "../../src/domain/order/input.ts";
import type { Order } from "../../src/domain/order/order.ts";

export const option = (name: string, facts: Partial<OptionInput> = {}): OptionInput => ({
  productId: productIdOf(name),
  unitPriceExTax: null,
  unitPriceIncTax: null,
  instructions: null,
  notes: null,
  optionSets: [],
  ...facts,
});

const chosen = (optionSetId: OptionInput["optionSets"][number]["optionSetId"], ...options: OptionInput[]) => ({
  optionSetId,
  options,
});

/** A table of four: a coffee with modifiers, two courses, and a deal three levels deep. */
export const tableOfFour: Order = made({
  saleNumber: "10482",
  table: "12",
  guests: 4,
  orderType: "Dine in",
  notes: "Nut allergy at seat 2",
  fulfilAt: "2023-11-16T12:30:00+11:00",
  lines: [
    aLine({ productId: menu.crab, courseName: "Mains", courseOrdinal: 2, courseStatus: "pending", notes: "no chilli" }),
    aLine({ productId: menu.longBlack, quantity: "2", modifiers: [menu.extraShot, -menu.sugar], notes: "extra hot" }),
    aLine({ productId: menu.chips, courseName: "Entree", courseOrdinal: 1, courseStatus: "called", quantity: "3" }),
    aLine({ productId: menu.milk, courseName: "Mains", courseOrdinal: 2, courseStatus: "pending", quantity: "0.5" }),
  ],
  options: [
    option("Meal deal", {
      optionSets: [
        chosen(
          SET.mealBurger,
          option("Fried chicken burger", {
            optionSets: [
              chosen(
                SET.toppings,
                option("Cheddar", { instructions: "Extra" }),
                option("Onion", { instructions: "No" }),
                option("Pickles", { instructions: "On Side", notes: "sliced" }),
              ),
            ],
          }),
        ),
        chosen(SET.mealSide, option("Sweet potato fries")),
        chosen(SET.mealDrink, option("Flat white", { optionSets: [chosen(SET.milk, option("Oat milk"))] })),
      ],
    }),
  ],
});

export const idOf = (name: string, order: Order = tableOfFour): string => {
  const line = order.lines.find((each) => each.name === name);
  if (!line) throw new Error(`no line ${name}`);
  return line.lineId;
};
