import type { ChosenOption, ChosenSet, Instruction } from "../data/draft.ts";
import type { OptionOffer, OptionSet, Product, Snapshot } from "../data/snapshot.ts";

/** Choosing from option sets: pure steps from one choice to the next, and what is still missing. */

/** The option sets of a product that the register knows, in the product's order. */
export const setsOf = (
  product: Pick<Product, "option_set_ids"> | undefined,
  snapshot: Snapshot,
): readonly OptionSet[] =>
  (product?.option_set_ids ?? []).flatMap((id) => snapshot.option_sets.find((set) => set.id === id) ?? []);

const optionsIn = (chosen: readonly ChosenSet[], set: OptionSet): readonly ChosenOption[] =>
  chosen.find(({ optionSetId }) => optionSetId === set.id)?.options ?? [];

export const chosenIn = (chosen: readonly ChosenSet[], set: OptionSet, offer: OptionOffer): ChosenOption | undefined =>
  optionsIn(chosen, set).find(({ productId }) => productId === offer.product_id);

/** How many count as chosen: what is left out does not. */
export const countIn = (chosen: readonly ChosenSet[], set: OptionSet): number =>
  optionsIn(chosen, set).filter(({ instruction }) => instruction !== "No").length;

export const isFull = (chosen: readonly ChosenSet[], set: OptionSet): boolean =>
  set.max !== null && countIn(chosen, set) >= set.max;

const withOptions = (
  chosen: readonly ChosenSet[],
  set: OptionSet,
  options: readonly ChosenOption[],
): readonly ChosenSet[] => {
  const next = { optionSetId: set.id, name: set.name, options };
  return chosen.some(({ optionSetId }) => optionSetId === set.id)
    ? chosen.map((one) => (one.optionSetId === set.id ? next : one))
    : [...chosen, next];
};

/** Chooses an option, or takes it back. Where only one can be chosen it takes the place of the other. */
export const toggled = (chosen: readonly ChosenSet[], set: OptionSet, offer: OptionOffer): readonly ChosenSet[] => {
  const options = optionsIn(chosen, set);
  const has = options.some(({ productId }) => productId === offer.product_id);
  if (has) {
    if (set.max === 1 && set.min === 1) return chosen; // a radio stays where it is
    return withOptions(
      chosen,
      set,
      options.filter(({ productId }) => productId !== offer.product_id),
    );
  }
  const option: ChosenOption = {
    productId: offer.product_id,
    name: offer.name,
    price: offer.price,
    instruction: null,
    sets: [],
  };
  if (set.max === 1)
    return withOptions(chosen, set, [...options.filter(({ instruction }) => instruction === "No"), option]);
  return isFull(chosen, set) ? chosen : withOptions(chosen, set, [...options, option]);
};

/** Chooses an option with an instruction; null is the plain option. */
export const instructed = (
  chosen: readonly ChosenSet[],
  set: OptionSet,
  offer: OptionOffer,
  instruction: Instruction | null,
): readonly ChosenSet[] => {
  const has = chosenIn(chosen, set, offer) !== undefined;
  if (!has && instruction !== "No" && isFull(chosen, set) && set.max !== 1) return chosen;
  // "No" takes nobody's place.
  const first = has
    ? chosen
    : instruction === "No"
      ? withOptions(chosen, set, [
          ...optionsIn(chosen, set),
          { productId: offer.product_id, name: offer.name, price: offer.price, instruction, sets: [] },
        ])
      : toggled(chosen, set, offer);
  return withOptions(
    first,
    set,
    optionsIn(first, set).map((option) =>
      option.productId === offer.product_id
        ? { ...option, instruction, sets: instruction === "No" ? [] : option.sets }
        : option,
    ),
  );
};

/** The choice with other choices inside one of its options. */
export const withInner = (
  chosen: readonly ChosenSet[],
  set: OptionSet,
  productId: number,
  sets: readonly ChosenSet[],
): readonly ChosenSet[] =>
  withOptions(
    chosen,
    set,
    optionsIn(chosen, set).map((option) => (option.productId === productId ? { ...option, sets } : option)),
  );

/** "Choose 1", "Choose 1–2", "Choose up to 3", "Choose any". */
export const asks = ({ min, max }: Pick<OptionSet, "min" | "max">): string => {
  if (max === null) return min === 0 ? "Choose any" : `Choose ${min} or more`;
  if (min === max) return `Choose ${min}`;
  return min === 0 ? `Choose up to ${max}` : `Choose ${min}–${max}`;
};

/** The sets that want more than was chosen, those inside of options too: nothing may be added before. */
export const missing = (
  product: Pick<Product, "option_set_ids"> | undefined,
  chosen: readonly ChosenSet[],
  snapshot: Snapshot,
  products: ReadonlyMap<number, Product>,
): readonly OptionSet[] =>
  setsOf(product, snapshot).flatMap((set) => [
    ...(countIn(chosen, set) < set.min ? [set] : []),
    ...optionsIn(chosen, set).flatMap((option) =>
      option.instruction === "No" ? [] : missing(products.get(option.productId), option.sets, snapshot, products),
    ),
  ]);

/** What is chosen as one reads it: "Extra Cheddar", with the depth at which it stands. */
export const wordsOf = (
  chosen: readonly ChosenSet[],
  depth = 0,
): readonly Readonly<{ text: string; depth: number; price: number }>[] =>
  chosen.flatMap(({ options }) =>
    options.flatMap(({ name, instruction, price, sets }) => [
      { text: instruction ? `${instruction} ${name}` : name, depth, price: instruction === "No" ? 0 : price },
      ...wordsOf(sets, depth + 1),
    ]),
  );
