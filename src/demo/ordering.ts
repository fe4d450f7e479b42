import type {
  AccountProfile,
  Discount,
  FloorPlan,
  ProductionInstruction,
  Table,
} from "../domain/catalogue/ordering-records.ts";
import { productIdOf } from "./catalogue-products.ts";
import { PRICE_LIST, SITE, STAMP } from "./ids.ts";

type Place = readonly [number: number, seats: number, description?: string];

const FIRST_TABLE = 2_400;

/** On the picture, tables stand in rows of four, each in a square of its own; small ones are round. */
const COLUMNS = 4;
const CELL = 6;

const standing = (at: number, seats: number): Pick<Table, "x" | "y" | "w" | "h" | "shape"> => ({
  x: (at % COLUMNS) * CELL + 1,
  y: Math.floor(at / COLUMNS) * CELL + 1,
  w: seats > 4 ? 5 : seats > 2 ? 4 : 3,
  h: seats > 2 ? 4 : 3,
  shape: seats > 2 ? "square" : "round",
});

/** A plan with its tables, which are numbered from its own first id. */
const plan = (
  facts: Pick<FloorPlan, "id" | "siteId" | "name">,
  prefix: string,
  places: readonly Place[],
): FloorPlan => ({
  ...STAMP,
  ...facts,
  tables: places.map(([number, seats, description], at): Table => ({
    id: FIRST_TABLE + (facts.id % 10) * 50 + number,
    number,
    reference: `${prefix}${number}`,
    description: description ?? `Table ${number}`,
    seats,
    active: true,
    ...standing(at, seats),
  })),
});

const rows = (from: number, seats: readonly number[]): Place[] => seats.map((n, i) => [from + i, n]);

export const floorPlans: readonly FloorPlan[] = [
  plan({ id: 2391, siteId: SITE.fitzroy, name: "Dining room" }, "FD", rows(1, [2, 2, 2, 4, 4, 4, 4, 6, 6, 8])),
  plan({ id: 2392, siteId: SITE.fitzroy, name: "Courtyard" }, "FC", [
    ...rows(21, [2, 2, 4, 4]),
    [25, 10, "Long table under the fig tree"],
  ]),
  plan({ id: 2393, siteId: SITE.southbank, name: "Main room" }, "SM", rows(1, [2, 2, 2, 2, 4, 4, 4, 6])),
  plan({ id: 2394, siteId: SITE.southbank, name: "Terrace" }, "ST", [
    ...rows(31, [2, 2, 4, 4, 6]),
    [36, 6, "By the river"],
  ]),
];

type ProfileFacts = Pick<AccountProfile, "id" | "code" | "name" | "deliveryMode" | "orderType"> &
  Partial<Pick<AccountProfile, "priceListId" | "siteIds">>;

const profile = (facts: ProfileFacts): AccountProfile => ({
  ...STAMP,
  siteIds: null,
  priceListId: null,
  active: true,
  ...facts,
});

export const accountProfiles: readonly AccountProfile[] = [
  profile({ id: 2371, code: "LOCALORDER", name: "At the table", deliveryMode: "NONE", orderType: "Dine in" }),
  profile({ id: 2372, code: "TOGOORDER", name: "Pick-up", deliveryMode: "TAKE_AWAY", orderType: "Pickup" }),
  profile({ id: 2373, code: "DELIVERY", name: "Delivery", deliveryMode: "DELIVERY", orderType: "Delivery" }),
  profile({
    id: 2374,
    code: "HAPPYHOUR",
    name: "Happy hour",
    deliveryMode: "NONE",
    orderType: "Dine in",
    priceListId: PRICE_LIST.happyHour,
    siteIds: [SITE.southbank],
  }),
];

type DiscountFacts = Pick<Discount, "id" | "code" | "name"> & Partial<Pick<Discount, "percent" | "amount">>;

const discount = (facts: DiscountFacts): Discount => ({
  ...STAMP,
  siteIds: null,
  percent: null,
  amount: null,
  active: true,
  ...facts,
});

export const discounts: readonly Discount[] = [
  discount({ id: 2381, code: "FRIENDS", name: "Friends of the tram", percent: "10" }),
  discount({ id: 2382, code: "STAFF", name: "Staff meal", percent: "50" }),
  discount({ id: 2383, code: "HOUSE", name: "On the house", percent: "100" }),
  discount({ id: 2384, code: "FIVE_OFF", name: "Five dollars off", amount: "5" }),
];

/** Words to the kitchen; their ids follow their list's. */
const instruction = (
  id: number,
  name: string,
  texts: readonly string[],
  products: readonly string[],
  multiSelection = false,
): ProductionInstruction => ({
  ...STAMP,
  id,
  name,
  multiSelection,
  instructions: texts.map((text, i) => ({ id: id + 1 + i, text })),
  productIds: products.map(productIdOf),
});

export const productionInstructions: readonly ProductionInstruction[] = [
  instruction(
    2600,
    "Meat cooking",
    ["Blue", "Rare", "Medium rare", "Medium", "Medium well", "Well done"],
    ["Lamb shoulder to share", "Catering platter"],
  ),
  instruction(2610, "Fish cooking", ["Seared", "Medium", "Cooked through"], ["Barramundi"]),
  instruction(2620, "Egg cooking", ["Sunny side up", "Over easy", "Hard", "Scrambled"], ["Bacon & egg roll"]),
  instruction(
    2630,
    "Garnish",
    ["Chips", "Salad", "Mashed potato", "Greens"],
    ["Barramundi", "Chicken parma", "Eggplant parmigiana"],
  ),
  instruction(
    2640,
    "In the glass",
    ["No ice", "Extra ice", "Slice of lemon", "No straw"],
    ["Fresh orange juice", "House lemonade", "Cola", "Ginger beer"],
    true,
  ),
];
