import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { OptionSet, Product, Site } from "../catalogue/records.ts";
import type { ProductId } from "../ids.ts";
import { instructionsAt } from "../menus/instructions.ts";
import type { OptionInput } from "../order/input.ts";
import { limits } from "../order/limits.ts";
import type { SubItemAsked } from "./asked.ts";
import { customPrice } from "./price-mode.ts";
import { type Failure, itemChoices, itemNotFound, itemRestricted } from "./reasons.ts";

/** Where things are looked up: `catalogue` and `site` have the prices of the way of ordering. */
export type Shelf = Readonly<{
  catalogue: Catalogue;
  site: Site;
  /** By what apps call products. */
  bySku: ReadonlyMap<string, Product>;
}>;

/** A product that was asked for, with what was chosen under it, as far as a line can say it. */
export type Chosen = Readonly<{
  product: Product;
  /** What goes onto the line itself. */
  modifiers: readonly ProductId[];
  notes: string | null;
  said: Pick<NonNullable<OptionInput["said"]>, "name" | "productionInstructions">;
  price: string | null;
  /** How many lines one of it makes: its own, and one for every option below. */
  nodes: number;
  optionSets: readonly Readonly<{ set: OptionSet; options: readonly Chosen[] }>[];
}>;

/**
 * Looks up what was asked for: sub-items are options of the product's sets, or modifiers that it is offered with.
 * Refuses what the site does not sell or has run out of, and what does not go with the product.
 */
export const chosenOf = (asked: SubItemAsked, shelf: Shelf, depth = 1): Result<Chosen, Failure> => {
  const found = soldProduct(asked.sku, shelf);
  if (!found.ok) return found;
  const product = found.value;
  if (depth > limits.optionDepthMax) return refuse(itemChoices(product.name));

  const words = wordsOf(asked, product, shelf);
  if (!words.ok) return words;
  const notes = words.value.map(({ text }) => text);
  const sets = product.optionSetIds.flatMap((id) => shelf.catalogue.optionSet(id) ?? []);
  const options = new Map<OptionSet, Chosen[]>();
  const modifiers: ProductId[] = [];
  let nodes = 1;
  for (const sub of asked.subItems) {
    const chosen = chosenOf(sub, shelf, depth + 1);
    if (!chosen.ok) return chosen;
    const { id, name } = chosen.value.product;
    const offering = sets.filter((set) => set.options.some(({ productId }) => productId === id));
    const set = offering.find((one) => hasRoom(one, options.get(one), sub.quantity)) ?? offering[0];
    const offered = product.modifiers.some(({ productId }) => productId === id);
    if (!set && !offered) return refuse(itemNotFound(sub.sku));
    if (set) {
      nodes += sub.quantity * chosen.value.nodes;
      if (nodes > limits.linesMax) return refuse(itemChoices(product.name));
      options.set(set, [...(options.get(set) ?? []), ...repeated(chosen.value, sub.quantity)]);
      continue;
    }
    if (chosen.value.optionSets.length + chosen.value.modifiers.length > 0) return refuse(itemChoices(name));
    if (modifiers.length + sub.quantity > limits.modifiersMax) return refuse(itemChoices(product.name));
    modifiers.push(...repeated(id, sub.quantity));
    if (chosen.value.notes !== null) notes.push(`${name}: ${chosen.value.notes}`);
  }
  return done({
    product,
    modifiers,
    notes: notes.length > 0 ? notes.join(", ") : null,
    said: {
      ...(asked.name !== null && { name: asked.name }),
      ...(words.value.length > 0 && { productionInstructions: words.value }),
    },
    price: customPrice(product, asked.price),
    nodes,
    optionSets: [...options].map(([set, chosen]) => ({ set, options: chosen })),
  });
};

const repeated = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

/** A product that can be in two sets goes to the one that still has room for it. */
const hasRoom = ({ maxSelection }: OptionSet, chosen: readonly Chosen[] = [], more: number): boolean =>
  maxSelection === null || chosen.length + more <= maxSelection;

const soldProduct = (sku: string, { catalogue, site, bySku }: Shelf): Result<Product, Failure> => {
  const product = bySku.get(sku);
  if (!product || !catalogue.soldAt(product, site.id)) return refuse(itemNotFound(sku));
  return catalogue.isAvailable(product, site.id) ? done(product) : refuse(itemRestricted(product.name));
};

type Word = Readonly<{ id: number; text: string }>;

const wordsOf = (
  { instructions }: SubItemAsked,
  { id: product }: Product,
  { catalogue }: Shelf,
): Result<Word[], Failure> => {
  if (instructions.length === 0) return done([]);
  const offered = instructionsAt(catalogue)(product).flatMap((list) => list.instructions);
  const words: Word[] = [];
  for (const asked of instructions) {
    const word = offered.find(({ id }) => String(id) === asked);
    if (!word) return refuse(itemNotFound(asked));
    words.push({ id: word.id, text: word.text });
  }
  return done(words);
};
