import type { Category, Price, Product } from "../domain/catalogue/records.ts";
import type { ProductId, TaxId } from "../domain/ids.ts";
import { drinks } from "./catalogue-drinks.ts";
import { extras } from "./catalogue-extras.ts";
import { food } from "./catalogue-food.ts";
import { CATEGORY, type CategoryKey, SET, SITE, STAMP, TAX } from "./ids.ts";
import type { ProductRow, TaxKind } from "./product-rows.ts";

export const productRows: readonly ProductRow[] = [...drinks, ...food, ...extras];

const idsByName = new Map(productRows.map(({ name, id }) => [name, id as ProductId]));

/** The id behind a product's name in the demo's lists. Throws for a name that is not there: a slip of the pen. */
export const productIdOf = (name: string): ProductId => {
  const id = idsByName.get(name);
  if (id === undefined) throw new Error(`the demo has no product called ${name}`);
  return id;
};

const taxesOf: Record<TaxKind, readonly TaxId[]> = {
  gst: [TAX.gst],
  liquor: [TAX.gst, TAX.levy],
  bottle: [TAX.gst, TAX.wet],
  none: [],
};

const withTax = (amount: string): Price => ({ amount, incTax: true });

const productOf = (row: ProductRow): Product => ({
  ...STAMP,
  id: row.id as ProductId,
  name: row.name,
  code: row.sku ?? null,
  number: row.number ?? String(row.id - 729999), // 1, 2, …: what waiters key in
  sku: row.sku ?? null,
  barcode: row.barcode ?? null,
  description: row.text ?? null,
  onlineDescription: row.text ?? null,
  friendlyName: row.friendly ?? null,
  docketName: row.docket ?? null,
  image: null,
  tags: row.tags ?? [],
  showOnline: row.online ?? true,
  topSeller: row.top ?? false,
  specialItem: row.special ?? false,
  measure: row.unit?.[0] ?? null,
  unitOfMeasure: row.unit?.[1] ?? null,
  sold: true,
  purchased: row.cost !== undefined,
  inventoried: row.stock !== undefined,
  isModifier: row.category === "modifiers",
  deleted: false,
  variantParentId: row.variantOf === undefined ? null : productIdOf(row.variantOf),
  categoryIds: [row.category, ...(row.also ?? [])].map((key) => CATEGORY[key]),
  taxIds: taxesOf[row.tax ?? "gst"],
  price: { amount: row.price, incTax: !row.ex },
  costPrice: row.cost ?? null,
  optionSetIds: (row.sets ?? []).map((key) => SET[key]),
  modifiers: (row.mods ?? []).map((offer) =>
    typeof offer === "string"
      ? { productId: productIdOf(offer), price: null }
      : { productId: productIdOf(offer[0]), price: withTax(offer[1]) },
  ),
  sites: {
    ...(row.fitzroy && { [SITE.fitzroy]: row.fitzroy }),
    ...(row.southbank && { [SITE.southbank]: row.southbank }),
  },
});

export const products: readonly Product[] = productRows.map(productOf);

type Shelf = readonly [key: CategoryKey, name: string, description?: string];

const shelves: readonly Shelf[] = [
  ["coffee", "Coffee", "The Night Shift blend, roasted for us in Brunswick."],
  ["tea", "Tea & chocolate"],
  ["cold", "Cold drinks"],
  ["pastries", "Pastries & cakes", "Baked every morning until they are gone."],
  ["breakfast", "Breakfast", "Until 11.30, all day on weekends."],
  ["lunch", "Lunch"],
  ["burgers", "Burgers"],
  ["pasta", "Pasta & risotto"],
  ["mains", "Mains", "From 5.30 in the evening."],
  ["sides", "Sides"],
  ["desserts", "Desserts"],
  ["beer", "Beer & cider"],
  ["wine", "Wine & cocktails"],
  ["retail", "Pantry", "To take home."],
  ["modifiers", "Modifiers"],
];

export const categories: readonly Category[] = shelves.map(([key, name, description]) => ({
  ...STAMP,
  id: CATEGORY[key],
  name,
  description: description ?? null,
  friendlyName: key === "retail" ? "Take home" : null,
  image: null,
  showOnline: key !== "modifiers",
}));
