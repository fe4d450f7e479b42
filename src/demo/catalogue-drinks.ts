import { TAX } from "./ids.ts";
import { type ProductRow, block } from "./product-rows.ts";

const MILKY = { sets: ["size", "milk"] as const, tags: ["hot", "coffee"] };
const OFFERED = ["Oat milk", "Soy milk", "Almond milk", ["Extra shot", "0.70"], "Decaf", "Sugar", "Honey"] as const;

const coffee = block("coffee", 730000, { tags: ["hot", "coffee"], mods: OFFERED, cost: "0.62" }, [
  ["Espresso", "3.80", { sku: "COF-ESP", text: "A short, sweet shot of the Night Shift blend.", mods: [] }],
  ["Long black", "4.50", { sku: "COF-LBK", docket: "LB", mods: ["Extra shot", "Decaf", "Sugar", "Honey"] }],
  ["Flat white", "4.90", { ...MILKY, sku: "COF-FLW", docket: "FW", top: true, text: "Double shot, silky milk." }],
  ["Latte", "4.90", { ...MILKY, sku: "COF-LAT", docket: "LAT", top: true }],
  ["Cappuccino", "4.90", { ...MILKY, sku: "COF-CAP", docket: "CAP", text: "With plenty of chocolate on top." }],
  ["Magic", "5.00", { sku: "COF-MAG", docket: "MAG", sets: ["milk"], text: "Three quarters, double ristretto." }],
  ["Piccolo", "4.50", { sku: "COF-PIC", docket: "PIC", sets: ["milk"] }],
  ["Mocha", "5.60", { ...MILKY, sku: "COF-MOC", docket: "MOC" }],
  ["Batch brew", "4.00", { text: "Today's filter. Ask us what it is.", mods: ["Sugar"] }],
  ["Cold brew", "6.00", { sku: "COF-CBR", tags: ["cold", "coffee"], mods: [["Oat milk", "0.50"]] }],
  ["Iced latte", "6.50", { sku: "COF-ICE", docket: "ICE LAT", tags: ["cold", "coffee"], sets: ["milk"] }],
  ["Babyccino", "1.50", { docket: "BABY", tags: ["hot", "kids"], mods: ["Marshmallow"] }],
]);

const tea = block("tea", 730100, { tags: ["hot", "tea"], mods: ["Honey", "Lemon slice"], cost: "0.55" }, [
  ["English breakfast tea", "4.80", { sku: "TEA-ENG", docket: "ENG BF" }],
  ["Earl grey", "4.80", { sku: "TEA-EAR" }],
  ["Peppermint tea", "4.80", { tags: ["hot", "tea", "caffeine free"] }],
  ["Lemongrass & ginger tea", "4.80", { docket: "LEMGIN", tags: ["hot", "tea", "caffeine free"] }],
  ["Sticky chai", "5.80", { sku: "TEA-CHA", sets: ["milk"], text: "Honeyed chai, brewed in the milk of your choice." }],
  ["Matcha latte", "6.20", { sku: "TEA-MAT", sets: ["milk"], top: true }],
  ["Hot chocolate", "5.50", { docket: "HOT CHOC", sets: ["size", "milk"], mods: ["Marshmallow"], tags: ["hot"] }],
]);

const cold = block("cold", 730200, { tags: ["cold"] }, [
  ["Fresh orange juice", "8.50", { sku: "CLD-OJ", docket: "OJ", text: "Pressed when you order it." }],
  ["Green juice", "9.50", { text: "Apple, celery, cucumber, mint." }],
  ["Banana smoothie", "10.50", { sku: "CLD-BAN", sets: ["milk"] }],
  ["House lemonade", "6.50", { sku: "CLD-LEM", top: true }],
  ["Cola", "5.00", { sku: "CLD-COL", stock: ["96", "144"], cost: "1.35" }],
  ["Ginger beer", "6.00", { sku: "CLD-GIN", stock: ["48", "60"], cost: "1.90" }],
  ["Sparkling water 500ml", "6.00", { stock: ["72", "72"], cost: "1.40", unit: ["500", "Millilitre"] }],
  ["Iced chocolate", "7.50", { sets: ["milk"] }],
  ["Vanilla milkshake", "8.50", { docket: "VAN SHAKE", sets: ["milk"], tags: ["cold", "kids"] }],
]);

const beer = block("beer", 731100, { tax: "liquor", tags: ["18+"] }, [
  ["Lantern lager pot", "7.00", { sku: "BEE-LAN-285", unit: ["285", "Millilitre"], cost: "1.85", top: true }],
  ["Lantern lager pint", "13.50", { sku: "BEE-LAN-570", unit: ["570", "Millilitre"], cost: "3.70" }],
  ["Tramline pale ale", "14.00", { sku: "BEE-TRM-570", unit: ["570", "Millilitre"], cost: "4.10" }],
  ["Dockside stout", "12.00", { stock: ["36", "24"], cost: "4.60", text: "Dark, dry and roasted. Can." }],
  ["Orchard cider", "11.00", { sku: "BEE-CID", stock: ["48", "36"], cost: "4.20" }],
  ["No-alcohol lager", "8.50", { tax: "gst", tags: ["0%"], stock: ["24", "24"], cost: "3.10" }],
]);

/** Taken home from Fitzroy's cellar shelf, a bottle carries no WET there: the maker has paid it. */
const cellar = { fitzroy: { taxIds: [TAX.gst] } };

const wine = block("wine", 731200, { tax: "liquor", tags: ["18+"] }, [
  ["Pinot noir glass", "14.50", { sku: "WIN-PIN-150", docket: "GLS PINOT", unit: ["150", "Millilitre"] }],
  ["Shiraz glass", "13.50", { docket: "GLS SHIRAZ", unit: ["150", "Millilitre"] }],
  ["Riesling glass", "13.00", { docket: "GLS RIES", unit: ["150", "Millilitre"] }],
  ["Prosecco glass", "12.50", { sku: "WIN-PRO-150", docket: "GLS PROS", unit: ["150", "Millilitre"], top: true }],
  [
    "Pinot noir bottle",
    "68.00",
    { tax: "bottle", sku: "WIN-PIN-750", stock: ["18", "24"], cost: "24.50", unit: ["0.75", "Litre"] },
  ],
  [
    "Riesling bottle",
    "58.00",
    { tax: "bottle", sku: "WIN-RIE-750", stock: ["12", "12"], cost: "19.80", unit: ["0.75", "Litre"], ...cellar },
  ],
  ["Espresso martini", "22.00", { sku: "COC-ESM", top: true, text: "Our own coffee, shaken hard." }],
  ["Aperitivo spritz", "19.00", { special: true }],
]);

export const drinks: readonly ProductRow[] = [...coffee, ...tea, ...cold, ...beer, ...wine];
