import { type ProductRow, block } from "./product-rows.ts";

/** An EAN-13 from the range that shops number themselves, with its check digit. */
const barcode = (n: number): string => {
  const digits = `2000823${String(n).padStart(5, "0")}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return digits + String((10 - (sum % 10)) % 10);
};

const retail = block("retail", 731300, { tags: ["retail"] }, [
  [
    "Night Shift beans 250g",
    "19.00",
    { sku: "RET-NS-250", barcode: barcode(101), stock: ["34", "28"], cost: "8.20", unit: ["0.25", "Kilogram"] },
  ],
  [
    "Night Shift beans 1kg",
    "62.00",
    {
      sku: "RET-NS-1000",
      barcode: barcode(102),
      stock: ["11", "9"],
      cost: "29.50",
      unit: ["1", "Kilogram"],
      variantOf: "Night Shift beans 250g",
    },
  ],
  ["Decaf beans 250g", "21.00", { sku: "RET-DEC-250", barcode: barcode(103), stock: ["12", "8"], cost: "9.10" }],
  ["Reusable cup", "22.00", { ex: true, sku: "RET-CUP", barcode: barcode(104), stock: ["26", "31"], cost: "11.00" }],
  ["Tea towel", "18.00", { ex: true, sku: "RET-TOW", barcode: barcode(105), stock: ["15", "0"], cost: "6.75" }],
  [
    "Sourdough loaf",
    "9.50",
    { tax: "none", sku: "RET-SOU", barcode: barcode(106), stock: ["8", "6"], cost: "3.60", docket: "LOAF" },
  ],
  ["Milk 2L", "5.20", { tax: "none", sku: "RET-MIL", barcode: barcode(107), stock: ["14", "18"], cost: "3.30" }],
  ["Free range eggs dozen", "9.80", { tax: "none", sku: "RET-EGG", barcode: barcode(108), stock: ["10", "12"] }],
  ["Tomato relish jar", "12.50", { sku: "RET-REL", barcode: barcode(109), stock: ["19", "16.5"], cost: "4.80" }],
  ["Gift hamper", "85.00", { ex: true, sku: "RET-HAM", barcode: barcode(110), stock: ["4", "5"], special: true }],
]);

const modifiers = block("modifiers", 731400, { online: false }, [
  ["Full cream milk", "0.00", { docket: "FULL CREAM" }],
  ["Skim milk", "0.00", { docket: "SKIM" }],
  ["Soy milk", "0.80", { sku: "MOD-SOY", docket: "SOY" }],
  ["Oat milk", "0.80", { sku: "MOD-OAT", docket: "OAT" }],
  ["Almond milk", "0.80", { sku: "MOD-ALM", docket: "ALM" }],
  ["Lactose free milk", "0.60", { docket: "LACTOSE FREE" }],
  ["Extra shot", "0.70", { sku: "MOD-SHO", docket: "+SHOT" }],
  ["Decaf", "0.50", { docket: "DECAF" }],
  ["Sugar", "0.00"],
  ["Honey", "0.50"],
  ["Lemon slice", "0.00"],
  ["Marshmallow", "0.30"],
  ["Butter", "0.50"],
  ["Regular size", "0.00", { docket: "REG" }],
  ["Large size", "0.80", { docket: "LGE" }],
  ["Lettuce", "0.00"],
  ["Tomato", "0.00"],
  ["Onion", "0.00"],
  ["Pickles", "0.00"],
  ["Beetroot", "1.00"],
  ["Cheddar", "2.00", { sku: "MOD-CHE" }],
  ["Bacon rasher", "4.50", { sku: "MOD-BAC", docket: "BACON" }],
  ["Fried egg", "3.00"],
  ["Jalapeños", "1.50", { tags: ["spicy"] }],
  ["Aioli", "1.50"],
  ["BBQ sauce", "1.00"],
  ["Tomato sauce", "0.50"],
  ["Tomato relish", "1.50"],
  ["Gluten free bun", "2.50", { docket: "GF BUN" }],
  ["Avocado", "5.00", { sku: "MOD-AVO" }],
  ["Grilled halloumi", "5.50", { docket: "HALLOUMI" }],
  ["Mushrooms", "5.00"],
  ["Hash brown", "4.50"],
  ["Poached eggs", "0.00"],
  ["Fried eggs", "0.00"],
  ["Scrambled eggs", "0.00"],
  ["Sourdough", "0.00"],
  ["Rye", "0.00"],
  ["Gluten free bread", "2.00", { docket: "GF BREAD" }],
  ["Grilled chicken", "6.00"],
  ["Prawns", "8.00", { tags: ["shellfish"] }],
  ["Gluten free pasta", "3.00", { docket: "GF PASTA" }],
  ["Parmesan", "0.00"],
  ["Rare", "0.00"],
  ["Medium rare", "0.00", { docket: "MED RARE" }],
  ["Medium", "0.00"],
  ["Well done", "0.00"],
  ["Pepper sauce", "3.00"],
  ["Mushroom sauce", "3.00"],
  ["Café de Paris butter", "3.50", { docket: "CDP" }],
  ["Caesar dressing", "0.00"],
  ["Lemon vinaigrette", "0.00"],
  ["Chocolate sauce", "1.00"],
  ["Salted caramel", "1.00"],
  ["Crushed peanuts", "0.50", { tags: ["nuts"] }],
]);

export const extras: readonly ProductRow[] = [...retail, ...modifiers];
