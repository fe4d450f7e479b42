import { type Dec, ZERO, dec } from "../../../src/kit/money.ts";
import type { ChosenOption, ChosenSet, DraftLine, Variation } from "./draft.ts";
import type { Product, Snapshot } from "./snapshot.ts";

/**
 * What lines of a draft become on an order. A product without chosen options is a plain line; one with options is an
 * option set for each unit, whose parts are lines of their own. Prices are decimals as text, with tax.
 */

/** Something chosen for a product. */
export type OptionPart = Readonly<{
  productId: number;
  /** What it costs here: for sums on the screen, the server knows by itself. */
  usual: number;
  instruction: ChosenOption["instruction"];
  sets: readonly Readonly<{ optionSetId: number; options: readonly OptionPart[] }>[];
}>;

export type LinePart = Readonly<{
  kind: "line" | "set";
  line: DraftLine;
  /** Null: what the site asks for it, and for its modifiers. */
  unitPriceIncTax: string | null;
  /** On the product and all that was chosen for it. */
  factor: string;
  /** On the product itself. */
  fixed: string;
  /** The venue's discount that this is, where it takes something off. */
  discountCode: string | null;
  sets: OptionPart["sets"];
}>;

export const productsOf = (snapshot: Snapshot): ReadonlyMap<number, Product> => {
  let known = maps.get(snapshot);
  if (!known) maps.set(snapshot, (known = new Map(snapshot.products.map((product) => [product.id, product]))));
  return known;
};
const maps = new WeakMap<Snapshot, ReadonlyMap<number, Product>>();

/** 0.9 for ten percent off, as text. */
export const factorOf = (variation: Variation | null): string =>
  variation?.kind === "percent" ? dec(variation.value).div(100).plus(1).round(6).toFixed() : "1";
export const fixedOf = (variation: Variation | null): string =>
  variation?.kind === "amount" && variation.value !== 0 ? dec(variation.value).toFixed() : "0";

/** What the modifiers of a line add to one of it. */
export const extrasOf = (line: Pick<DraftLine, "modifiers">): Dec =>
  line.modifiers.reduce((sum, { negated, price }) => (negated ? sum : sum.plus(price)), ZERO);

export const hasOptions = (line: Pick<DraftLine, "sets">): boolean =>
  line.sets.some(({ options }) => options.length > 0);

const setsOf = (sets: readonly ChosenSet[]): OptionPart["sets"] =>
  sets
    .filter(({ options }) => options.length > 0)
    .map(({ optionSetId, options }) => ({
      optionSetId,
      options: options.map(({ productId, price, instruction, sets: inner }) => ({
        productId,
        usual: instruction === "No" ? 0 : price,
        instruction,
        sets: setsOf(inner),
      })),
    }));

const partOf = (line: DraftLine, kind: LinePart["kind"], first = true): LinePart => {
  const factor = factorOf(line.variation);
  // An amount off the whole line comes off the first unit: shared, it would be rounded for each.
  const fixed = first ? fixedOf(line.variation) : "0";
  return {
    kind,
    line,
    unitPriceIncTax: line.priced ? dec(line.price).plus(extrasOf(line)).toFixed() : null,
    factor,
    fixed,
    discountCode: factor === "1" && fixed === "0" ? null : (line.variation?.code ?? null),
    sets: setsOf(line.sets),
  };
};

/** The lines of a draft in the order in which the server has them: plain ones first. */
export const partsOf = (lines: readonly DraftLine[]): readonly LinePart[] => [
  ...lines.filter((line) => !hasOptions(line)).map((line) => partOf(line, "line")),
  ...lines
    .filter(hasOptions)
    .flatMap((line) => Array.from({ length: line.quantity }, (_, i) => partOf(line, "set", i === 0))),
];
