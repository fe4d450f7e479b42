import { tipServiceOn } from "../../../src/domain/order/paying.ts";
import { type LineToPrice, exOfInc, priceLines, sumLines } from "../../../src/domain/order/pricing.ts";
import type { LineTax } from "../../../src/domain/order/order.ts";
import type { TaxId } from "../../../src/domain/ids.ts";
import { type Minor, ONE, ZERO, dec, minorDigits, roundToMinor } from "../../../src/kit/money.ts";
import type { Draft } from "./draft.ts";
import { type LinePart, type OptionPart, extrasOf, factorOf, fixedOf, partsOf, productsOf } from "./draft-lines.ts";
import type { Product, Snapshot } from "./snapshot.ts";

/** What a draft comes to, by the very rules by which the server will reckon it. All in minor units. */
export type DraftTotals = Readonly<{
  /** By the line's key, before what the order as a whole puts on or takes off. */
  lines: readonly Readonly<{ key: string; total: number }>[];
  subtotal: number;
  /** What the order's discount (below zero) or surcharge comes to. */
  variation: number;
  tipService: number;
  /** Of the lines, with the variation and tax, without tip and service. */
  total: number;
  tax: number;
  /** What is to be paid: `total` and `tipService`. */
  payable: number;
}>;

type Priced = Readonly<{ key: string; line: LineToPrice }>;

const taxesOf = (product: Product | undefined, snapshot: Snapshot): LineTax[] =>
  (product?.tax_ids ?? []).flatMap((id) => {
    const tax = snapshot.taxes.find((one) => one.id === id);
    return tax ? [{ id: tax.id as TaxId, code: tax.code, name: tax.name, rate: String(tax.rate) }] : [];
  });

type Unit = Pick<LineToPrice, "unitPriceExTax" | "unitPriceIncTax">;
const unitInc = (price: string, taxes: readonly LineTax[]): Unit => ({
  unitPriceExTax: exOfInc(dec(price), taxes),
  unitPriceIncTax: price,
});

/**
 * The site's price of one. The snapshot has it both with tax, to the cent, and without, to six decimals. Where they do
 * not follow from each other the price is kept without tax, and that one is exact.
 */
const unitOfSite = (product: Product, extras = ZERO, taxes: readonly LineTax[]): Unit => {
  const withTax = dec(product.price);
  if (dec(exOfInc(withTax, taxes)).eq(dec(product.price_ex_tax).round(6))) {
    return unitInc(withTax.plus(extras).toFixed(), taxes);
  }
  if (extras.eq(ZERO)) return { unitPriceExTax: String(product.price_ex_tax), unitPriceIncTax: null };
  const rates = taxes.reduce((sum, { rate }) => sum.plus(rate), ZERO);
  return unitInc(dec(product.price_ex_tax).times(ONE.plus(rates)).plus(extras).toFixed(), taxes);
};

/** The product of a part by itself. */
const own = ({ kind, line, unitPriceIncTax, factor, fixed }: LinePart, snapshot: Snapshot): LineToPrice => {
  const product = productsOf(snapshot).get(line.productId);
  const taxes = taxesOf(product, snapshot);
  const extras = extrasOf(line);
  const unit =
    unitPriceIncTax !== null || !product
      ? unitInc(unitPriceIncTax ?? dec(line.price).plus(extras).toFixed(), taxes)
      : unitOfSite(product, extras, taxes);
  const quantity = kind === "line" ? String(line.quantity) : "1";
  return { quantity, ...unit, priceVariation: factor, priceFixedVariation: fixed, taxes };
};

/** What was chosen for it. */
const chosen = (sets: OptionPart["sets"], factor: string, snapshot: Snapshot): LineToPrice[] =>
  sets.flatMap(({ options }) =>
    options.flatMap(({ productId, usual, instruction, sets: inner }) => {
      const product = productsOf(snapshot).get(productId);
      const taxes = taxesOf(product, snapshot);
      const followsSite = instruction !== "No" && product?.price === usual;
      const unit = followsSite ? unitOfSite(product, ZERO, taxes) : unitInc(dec(usual).toFixed(), taxes);
      return [
        { quantity: "1", ...unit, priceVariation: factor, priceFixedVariation: "0", taxes },
        ...chosen(inner, factor, snapshot),
      ];
    }),
  );

const priced = (part: LinePart, snapshot: Snapshot): Priced[] =>
  [own(part, snapshot), ...chosen(part.sets, part.factor, snapshot)].map((line) => ({ key: part.line.key, line }));

const NONE = { priceVariation: "1", priceFixedVariation: "0" } as const;

/** What a draft comes to. Equals what the server says once it has the order, as long as its prices are those here. */
export const totalsOf = (draft: Draft, snapshot: Snapshot): DraftTotals => {
  const digits = minorDigits(snapshot.company.currency);
  const all = partsOf(draft.lines).flatMap((part) => priced(part, snapshot));
  const toPrice = all.map(({ line }) => line);
  const before = priceLines(toPrice, NONE, digits);
  const subtotal = sumLines(before).total;
  const varied = draft.variation
    ? priceLines(
        toPrice,
        { priceVariation: factorOf(draft.variation), priceFixedVariation: fixedOf(draft.variation) },
        digits,
      )
    : before;
  const { total, totalTax } = sumLines(varied);
  const tipService = tipOf(draft, total, digits);
  const byKey = new Map<string, number>();
  all.forEach(({ key }, i) => byKey.set(key, (byKey.get(key) ?? 0) + before[i]!.totalIncTax));
  return {
    lines: draft.lines.map(({ key }) => ({ key, total: byKey.get(key) ?? 0 })),
    subtotal,
    variation: total - subtotal,
    tipService,
    total,
    tax: totalTax,
    payable: total + tipService,
  };
};

const tipOf = ({ tipService }: Draft, total: Minor, digits: number): Minor => {
  if (!tipService) return tipServiceOn(total, null);
  const text = dec(tipService.value).toFixed();
  return tipServiceOn(
    total,
    tipService.kind === "percent" ? { percent: text } : { amount: roundToMinor(dec(text), digits) },
  );
};
