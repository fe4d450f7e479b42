import { type ProductRow, block } from "./product-rows.ts";

const pastries = block("pastries", 730300, { tags: ["cabinet"] }, [
  ["Butter croissant", "5.50", { sku: "PAS-CRO", docket: "CROIS", top: true, cost: "1.75", stock: ["22", "30"] }],
  ["Almond croissant", "7.50", { sku: "PAS-ALM", docket: "ALM CROIS", cost: "2.40", tags: ["cabinet", "nuts"] }],
  ["Pain au chocolat", "6.50", { sku: "PAS-PAC", cost: "2.10" }],
  ["Blueberry muffin", "5.80", { docket: "BB MUF", cost: "1.45" }],
  ["Banana bread", "7.00", { sku: "PAS-BAN", mods: [["Butter", "0.00"]], text: "Toasted, with cultured butter." }],
  ["Carrot cake", "8.50", { tags: ["cabinet", "nuts"] }],
  ["Flourless orange cake", "8.00", { sku: "PAS-ORA", tags: ["cabinet", "gluten free", "nuts"] }],
  ["Lamington", "5.00", { friendly: "Lamington (jam inside)", southbank: { sold: false } }],
]);

const breakfast = block("breakfast", 730400, { tags: ["kitchen"], sets: ["breakfastExtras"] }, [
  ["Toast & spreads", "9.00", { docket: "TOAST", sets: ["bread"], mods: ["Butter", "Honey"], cost: "1.60" }],
  [
    "Eggs on toast",
    "14.50",
    { sku: "BRK-EGG", docket: "EOT", sets: ["eggs", "bread", "breakfastExtras"], cost: "3.20", top: true },
  ],
  [
    "Smashed avocado",
    "22.50",
    { sku: "BRK-AVO", docket: "SMASH", top: true, text: "Avocado, feta, dukkah, lemon, on sourdough." },
  ],
  ["Big breakfast", "28.00", { sku: "BRK-BIG", docket: "BIG", sets: ["eggs", "bread", "breakfastExtras"] }],
  ["Eggs Benedict", "23.50", { sku: "BRK-BEN", docket: "BENNY", text: "Ham hock, hollandaise, English muffin." }],
  ["Chilli scrambled eggs", "22.00", { docket: "CHILLI EGG", tags: ["kitchen", "spicy"] }],
  ["Bircher muesli", "16.00", { sets: [], tags: ["kitchen", "vegetarian"] }],
  ["Ricotta hotcakes", "23.00", { sku: "BRK-HOT", sets: [], special: true, text: "Allow twenty minutes." }],
  ["Bacon & egg roll", "13.50", { sku: "BRK-BER", docket: "B&E", sets: [], mods: ["BBQ sauce", "Tomato relish"] }],
]);

const lunch = block("lunch", 730500, { tags: ["kitchen"] }, [
  ["Chicken Caesar salad", "23.00", { sku: "LUN-CAE", sets: ["dressing"], mods: ["Grilled chicken", "Bacon rasher"] }],
  ["Roast pumpkin salad", "21.00", { sets: ["dressing"], tags: ["kitchen", "vegan", "gluten free"] }],
  ["Poke bowl", "24.00", { sku: "LUN-POK", text: "Salmon, brown rice, edamame, pickled ginger." }],
  ["Reuben toastie", "18.50", { sku: "LUN-REU", docket: "REUBEN", top: true }],
  ["Three cheese toastie", "15.50", { docket: "3 CHEESE", tags: ["kitchen", "vegetarian"], mods: ["Tomato relish"] }],
  ["Chicken schnitzel sandwich", "19.50", { docket: "SCHNITTY", sets: ["bread"] }],
  ["Soup of the day", "16.00", { special: true, sets: ["bread"] }],
  ["Catering platter", "90.00", { ex: true, sku: "LUN-CAT", online: false, text: "Serves ten. Two days' notice." }],
]);

const BURGER = { sets: ["toppings"] as const, mods: ["Gluten free bun", "BBQ sauce", "Aioli"] };

const burgers = block("burgers", 730600, { tags: ["kitchen", "grill"] }, [
  ["Tram burger", "21.00", { ...BURGER, sku: "BUR-TRM", docket: "TRAM B", top: true, text: "Beef, cheddar, pickles." }],
  ["Double tram burger", "26.00", { ...BURGER, sku: "BUR-DBL", docket: "DBL TRAM" }],
  ["Fried chicken burger", "22.00", { ...BURGER, sku: "BUR-CHK", docket: "CHK B" }],
  ["Halloumi burger", "20.50", { ...BURGER, docket: "HALL B", tags: ["kitchen", "grill", "vegetarian"] }],
  ["Plant burger", "22.50", { ...BURGER, sku: "BUR-PLT", docket: "PLANT B", tags: ["kitchen", "grill", "vegan"] }],
  [
    "Meal deal",
    "27.00",
    {
      sku: "BUR-DEAL",
      docket: "DEAL",
      text: "A burger, a side and a drink.",
      sets: ["mealBurger", "mealSide", "mealDrink"],
      special: true,
    },
  ],
]);

const pasta = block("pasta", 730700, { tags: ["kitchen", "dinner"], sets: ["pastaExtras"] }, [
  ["Spaghetti carbonara", "26.00", { sku: "PST-CAR", docket: "CARB" }],
  ["Rigatoni ragù", "28.00", { sku: "PST-RAG", docket: "RAGU", text: "Beef cheek, slow for nine hours." }],
  ["Gnocchi al pesto", "27.00", { tags: ["kitchen", "dinner", "vegetarian", "nuts"] }],
  ["Crab linguine", "36.00", { sku: "PST-CRB", special: true, southbank: { available: false } }],
  ["Mushroom risotto", "27.50", { sets: [], tags: ["kitchen", "dinner", "gluten free"] }],
]);

const mains = block("mains", 730800, { tags: ["kitchen", "dinner"] }, [
  ["Porterhouse 300g", "49.00", { sku: "MAI-POR", docket: "PORTER", sets: ["doneness", "sauce"], cost: "17.20" }],
  ["Barramundi", "42.00", { sku: "MAI-BAR", docket: "BARRA", text: "Crisp skin, fennel, saffron potato." }],
  ["Chicken parma", "29.00", { sku: "MAI-PAR", docket: "PARMA", top: true }],
  ["Lamb shoulder to share", "72.00", { docket: "LAMB SH", text: "For two or three." }],
  ["Eggplant parmigiana", "27.00", { docket: "EGGPL", tags: ["kitchen", "dinner", "vegetarian"] }],
  ["Steak frites", "38.00", { sku: "MAI-FRI", sets: ["doneness", "sauce"] }],
]);

const sides = block("sides", 730900, { tags: ["kitchen"] }, [
  ["Hot chips", "10.00", { sku: "SID-CHI", docket: "CHIPS", top: true, mods: ["Aioli", "Tomato sauce"] }],
  ["Sweet potato fries", "12.00", { sku: "SID-SWE", docket: "SPF", mods: ["Aioli"] }],
  ["Garden salad", "11.00", { sets: ["dressing"], docket: "GDN SAL" }],
  ["Charred broccolini", "13.00", { tags: ["kitchen", "vegan"] }],
  ["Garlic bread", "9.50", { sku: "SID-GAR", also: ["pasta"] }],
  ["Marinated olives", "9.00", { also: ["beer"], tags: ["bar", "vegan"] }],
]);

const desserts = block("desserts", 731000, { tags: ["kitchen", "sweet"] }, [
  ["Tiramisù", "15.00", { sku: "DES-TIR", top: true }],
  ["Sticky date pudding", "15.00", { docket: "STICKY", text: "Butterscotch, vanilla ice cream." }],
  ["Passionfruit pavlova", "16.00", { sku: "DES-PAV", tags: ["kitchen", "sweet", "gluten free"] }],
  ["Two scoops", "9.00", { sets: ["scoopToppings"], tags: ["kitchen", "sweet", "kids"] }],
  ["Cheese plate", "24.00", { docket: "CHEESE", tags: ["kitchen"] }],
]);

export const food: readonly ProductRow[] = [
  ...pastries,
  ...breakfast,
  ...lunch,
  ...burgers,
  ...pasta,
  ...mains,
  ...sides,
  ...desserts,
];
