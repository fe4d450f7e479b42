import { type Result, done, refuse } from "../../kit/brand.ts";
import {
  type Minor,
  NOTHING,
  dec,
  minor,
  minorDigits,
  minorText,
  negate,
  roundToMinor,
  shareOut,
  sum,
} from "../../kit/money.ts";
import type { OrderId, ProductId } from "../ids.ts";
import type { LineInput, OptionInput } from "../order/input.ts";
import { limits } from "../order/limits.ts";
import { makeLine } from "../order/lines.ts";
import { makeOption } from "../order/options.ts";
import type { Line } from "../order/order.ts";
import { priceLines, sumLines } from "../order/pricing.ts";
import type { ItemAsked } from "./asked.ts";
import { type Chosen, type Shelf, chosenOf } from "./chosen.ts";
import { type Off, discountOf } from "./discount.ts";
import { percentOfTotal } from "./price-mode.ts";
import { type Failure, invalidTask, itemChoices } from "./reasons.ts";

/** What goes onto an order, and how many units of each product that takes off the shelf. */
export type Content = Readonly<{
  lines: readonly LineInput[];
  options: readonly OptionInput[];
  units: ReadonlyMap<ProductId, number>;
}>;

/**
 * The items that an app asked for as an order's lines, and products with chosen options as its option sets. An item
 * that cannot be sold like this refuses them all. Items that cost a percentage of the total come last, and are of what
 * all others cost together with what is on the account `already`.
 */
export const contentOf = (
  items: readonly ItemAsked[],
  shelf: Shelf,
  already: Minor = NOTHING,
): Result<Content, Failure> => {
  const placing: Placing = { lines: [], options: [], units: new Map(), made: 0 };
  const ofTotal: (Asked & { percent: string })[] = [];
  for (const item of items) {
    const chosen = chosenOf(item, shelf);
    if (!chosen.ok) return chosen;
    const off = discountOf(item.discount, shelf.catalogue, shelf.site);
    if (!off.ok) return off;
    const asked: Asked = { item, chosen: chosen.value, off: off.value };
    const percent = percentOfTotal(chosen.value.product, item.price);
    if (percent !== null) ofTotal.push({ ...asked, percent });
    else {
      const failure = place(asked, placing, shelf);
      if (failure) return refuse(failure);
    }
  }
  const digits = minorDigits(shelf.catalogue.company.currency);
  const total = ofTotal.length > 0 ? already + totalOf(placing, shelf, digits) : 0;
  for (const { percent, chosen, ...asked } of ofTotal) {
    const price = minorText(roundToMinor(dec(total).times(percent).div(100), 0), digits);
    const failure = place({ ...asked, chosen: { ...chosen, price } }, placing, shelf);
    if (failure) return refuse(failure);
  }
  return done(placing);
};

type Placing = { lines: LineInput[]; options: OptionInput[]; units: Map<ProductId, number>; made: number };
type Asked = Readonly<{ item: ItemAsked; chosen: Chosen; off: Off | undefined }>;

/** Puts an item where it belongs; answers why not, when it cannot be. */
const place = (asked: Asked, placing: Placing, shelf: Shelf): Failure | undefined => {
  const { item, chosen } = asked;
  const isOption = asksForOptions(chosen, shelf);
  placing.made += isOption ? chosen.nodes * item.quantity : 1;
  if (placing.made > limits.linesMax) return invalidTask("Too many items");
  if (isOption) {
    const placed = optionsOf(asked, shelf);
    if (!placed.ok) return placed.error;
    placing.options.push(...placed.value);
  } else {
    const placed = lineOf(asked, shelf);
    if (!placed.ok) return placed.error;
    placing.lines.push(placed.value);
  }
  countUnits(chosen, item.quantity, placing.units);
  return undefined;
};

/** What lines and options cost; all of them were tried before. */
const totalOf = ({ lines, options }: Placing, { catalogue, site }: Shelf, digits: number): Minor => {
  const ids = tryOut();
  const made: Line[] = [];
  for (const line of lines) {
    const one = makeLine(line, catalogue, site, ids);
    if (one.ok) made.push(one.value);
  }
  for (const option of options) {
    const one = makeOption(option, 1, catalogue, site, ids);
    if (one.ok) made.push(...one.value.lines);
  }
  return sumLines(priceLines(made, { priceVariation: "1", priceFixedVariation: "0" }, digits)).total;
};

/** Whether the product has to go onto the order with its sets: some of them were chosen from, or must be. */
const asksForOptions = ({ product, optionSets }: Chosen, { catalogue }: Shelf): boolean =>
  optionSets.length > 0 || product.optionSetIds.some((id) => (catalogue.optionSet(id)?.minSelection ?? 0) > 0);

const countUnits = (chosen: Chosen, quantity: number, units: Map<ProductId, number>): void => {
  for (const id of [chosen.product.id, ...chosen.modifiers]) units.set(id, (units.get(id) ?? 0) + quantity);
  for (const { options } of chosen.optionSets) for (const option of options) countUnits(option, quantity, units);
};

/** Ids that lines have while they are only priced. */
const tryOut = () => ({ made: 0, orderId: 0 as OrderId });

const courseOf = ({ course }: ItemAsked): number | null => (course === 0 ? null : course);
const named = (off: Off | undefined) => off && { discount: { code: off.code, name: off.name } };

const lineOf = ({ item, chosen, off }: Asked, { catalogue, site }: Shelf): Result<LineInput, Failure> => {
  const line: LineInput = {
    productId: chosen.product.id,
    quantity: String(item.quantity),
    unitPriceExTax: null,
    unitPriceIncTax: chosen.price,
    priceVariation: off?.kind === "factor" ? off.factor : "1",
    priceFixedVariation: "0",
    modifiers: chosen.modifiers,
    notes: chosen.notes,
    courseName: null,
    courseOrdinal: courseOf(item),
    courseStatus: null,
    ...chosen.said,
    ...named(off),
  };
  const tried = makeLine(line, catalogue, site, tryOut());
  if (!tried.ok) return refuse(itemChoices(chosen.product.name));
  if (off?.kind !== "amount") return done(line);
  const [fixed] = takenOff(off, [tried.value], minorDigits(catalogue.company.currency));
  return done({ ...line, priceFixedVariation: fixed! });
};

/** One for each unit: a product with options goes onto an order one by one. */
const optionsOf = ({ item, chosen, off }: Asked, { catalogue, site }: Shelf): Result<OptionInput[], Failure> => {
  const unit = withSaid(optionOf(chosen), {
    ...(off?.kind === "factor" && { priceVariation: off.factor }),
    ...named(off),
    ...(courseOf(item) !== null && { courseOrdinal: courseOf(item) }),
  });
  const tried = makeOption(unit, 1, catalogue, site, tryOut());
  if (!tried.ok) return refuse(itemChoices(chosen.product.name));
  const units = Array.from({ length: item.quantity }, () => unit);
  if (off?.kind !== "amount") return done(units);
  const lines = units.flatMap(() => tried.value.lines);
  const fixed = takenOff(off, lines, minorDigits(catalogue.company.currency)).values();
  return done(
    units.map((one) => eachNode(one, (said) => ({ ...said, priceFixedVariation: fixed.next().value ?? "0" }))),
  );
};

const optionOf = ({ product, modifiers, notes, said, price, optionSets }: Chosen): OptionInput => ({
  productId: product.id,
  unitPriceExTax: null,
  unitPriceIncTax: price,
  instructions: null,
  notes,
  said: { ...said, modifiers },
  optionSets: optionSets.map(({ set, options }) => ({ optionSetId: set.id, options: options.map(optionOf) })),
});

type Said = NonNullable<OptionInput["said"]>;

const withSaid = (option: OptionInput, more: Said): OptionInput => eachNode(option, (said) => ({ ...said, ...more }));

/** Every node after a change, in reading order: the product first, as its lines stand on the order. */
const eachNode = (option: OptionInput, change: (said: Said) => Said): OptionInput => ({
  ...option,
  said: change(option.said ?? {}),
  optionSets: option.optionSets.map((set) => ({
    ...set,
    options: set.options.map((one) => eachNode(one, change)),
  })),
});

/** What an amount takes off each of some lines, as their fixed variations. Together never more than they cost. */
const takenOff = ({ amount }: Extract<Off, { kind: "amount" }>, lines: readonly Line[], digits: number): string[] => {
  const totals = priceLines(lines, { priceVariation: "1", priceFixedVariation: "0" }, digits).map(atLeastNothing);
  const most = sum(totals);
  const off = roundToMinor(amount.gt(most) ? dec(most) : amount, digits);
  const shares = shareOut(
    minor(Math.min(off, most)),
    totals.map((total) => dec(total)),
  );
  return shares.map((share) => minorText(negate(share), digits));
};

const atLeastNothing = ({ totalIncTax }: { totalIncTax: Minor }): Minor => (totalIncTax < 0 ? NOTHING : totalIncTax);
