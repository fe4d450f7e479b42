import { type Result, done, refuse } from "../../kit/brand.ts";
import {
  type Dec,
  type Minor,
  ONE,
  ZERO,
  dec,
  minor,
  minorDigits,
  roundToMinor,
  shareOut,
  sum,
} from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Price, Product, Site, Tax } from "../catalogue/records.ts";
import { limits } from "../order/limits.ts";
import { UNIT_PRICE_DECIMALS, exOfInc, priceLines, sumOfRates } from "../order/pricing.ts";
import { productsBySku } from "./sku.ts";

/** What somebody means to order; quantities are decimals as text. A sub-item's quantity goes with each one of its item. */
export type BasketItem = Readonly<{ sku: string; quantity: string }>;
export type Basket = readonly (BasketItem & Readonly<{ subItems: readonly BasketItem[] }>)[];

/** `field` is where in the basket it stands. */
export type BasketRefusal =
  | Readonly<{ kind: "unknown_sku"; field: string; sku: string }>
  /** Nobody could order it. */
  | Readonly<{ kind: "too_large"; field: string }>;

export type Amounts = Readonly<{ net: Minor; gross: Minor; tax: Minor }>;
export type Breakdown = Readonly<{
  /** One for each item and sub-item, in reading order. `unit` is with tax, rounded. */
  entries: readonly Readonly<{ sku: string; quantity: string; unit: Minor; amounts: Amounts }>[];
  /** One for each tax, in the order in which they appear; amounts are of what carries it. */
  taxes: readonly Readonly<{ tax: Tax; amounts: Amounts }>[];
  total: Amounts;
}>;

/** An item or option as an order has it: `parts` are itself and the modifiers that go onto its line. */
type Wanted = Readonly<{
  field: string;
  parts: readonly [Part, ...Part[]];
  taxes: readonly Tax[];
  quantity: string;
  /** Lines of so much each. */
  times: number;
}>;
/** `each` is how many go with one unit of the line; `incTax` is the price of one with the line's taxes, exact. */
type Part = Readonly<{ sku: string; each: string; price: Price; incTax: Dec; quantity: string }>;

/** What a basket comes to at a site, tax by tax, as an order of the same would be priced. */
export const breakdownOf = (catalogue: Catalogue, site: Site, basket: Basket): Result<Breakdown, BasketRefusal> => {
  const digits = minorDigits(catalogue.company.currency);
  const most = limits.amountMax * 10 ** digits;
  const wanted = wantedIn(catalogue, site, basket);
  if (!wanted.ok) return wanted;
  const priced: Priced[] = [];
  let all = 0;
  for (const one of wanted.value) {
    const line = pricedOne(one, digits);
    all += Math.abs(line.totalIncTax) * one.times;
    if (all > most || one.parts.some(isTooLarge)) return refuse({ kind: "too_large", field: one.field });
    const gross = minor(line.totalIncTax * one.times);
    priced.push({ wanted: one, gross, taxAmounts: line.taxAmounts.map((amount) => minor(amount * one.times)) });
  }
  return done({
    entries: priced.flatMap((line) => entriesOf(line, digits)),
    taxes: taxesOf(priced),
    total: amountsOf(sum(priced.map(({ gross }) => gross)), sum(priced.flatMap(({ taxAmounts }) => taxAmounts))),
  });
};

const isTooLarge = ({ incTax, quantity }: Part): boolean => incTax.times(quantity).abs().gt(limits.amountMax);

type Priced = Readonly<{ wanted: Wanted; gross: Minor; taxAmounts: readonly Minor[] }>;

const amountsOf = (gross: Minor, tax: Minor): Amounts => ({ gross, tax, net: minor(gross - tax) });

const pricedOne = ({ parts, taxes, quantity }: Wanted, digits: number) => {
  const incTax = parts.reduce((unit, part) => unit.plus(part.incTax.times(part.each)), ZERO);
  const [{ price }, ...extras] = parts;
  const line = {
    quantity,
    // Entered without tax, and nothing on it that was not: then that is the exact one.
    ...(price.incTax || extras.length > 0
      ? { unitPriceExTax: exOfInc(incTax, taxes), unitPriceIncTax: incTax.toFixed() }
      : { unitPriceExTax: dec(price.amount).round(UNIT_PRICE_DECIMALS).toFixed(), unitPriceIncTax: null }),
    priceVariation: "1",
    priceFixedVariation: "0",
    taxes,
  };
  return priceLines([line], { priceVariation: "1", priceFixedVariation: "0" }, digits)[0]!;
};

/** The line's amounts by what is on it: modifiers have what they cost, the product the rest, and each its share of the tax. */
const entriesOf = ({ wanted, gross, taxAmounts }: Priced, digits: number): Breakdown["entries"] => {
  const extras = wanted.parts.slice(1).map(({ incTax, quantity }) => roundToMinor(incTax.times(quantity), digits));
  const amounts = [minor(gross - sum(extras)), ...extras];
  const taxes = shareOut(
    sum(taxAmounts),
    amounts.map((amount) => dec(amount)),
  );
  return wanted.parts.map(({ sku, quantity, incTax }, i) => ({
    sku,
    quantity,
    unit: roundToMinor(incTax, digits),
    amounts: amountsOf(amounts[i]!, taxes[i]!),
  }));
};

const taxesOf = (priced: readonly Priced[]): Breakdown["taxes"] => {
  const sums = new Map<number, Readonly<{ tax: Tax; net: number; gross: number; amount: number }>>();
  for (const { wanted, gross, taxAmounts } of priced) {
    const net = gross - sum(taxAmounts);
    wanted.taxes.forEach((tax, i) => {
      const before = sums.get(tax.id) ?? { net: 0, gross: 0, amount: 0 };
      const amount = before.amount + taxAmounts[i]!;
      sums.set(tax.id, { tax, net: before.net + net, gross: before.gross + gross, amount });
    });
  }
  return [...sums.values()].map(({ tax, net, gross, amount }) => ({
    tax,
    amounts: { net: minor(net), gross: minor(gross), tax: minor(amount) },
  }));
};

const wantedIn = (catalogue: Catalogue, site: Site, basket: Basket): Result<Wanted[], BasketRefusal> => {
  const bySku = productsBySku(catalogue);
  const wanted: Wanted[] = [];
  for (const [i, item] of basket.entries()) {
    const at = `items.${i}`;
    const product = bySku.get(item.sku);
    if (!product) return refuse({ kind: "unknown_sku", field: `${at}.sku`, sku: item.sku });
    const taxes = catalogue.taxesAt(product, site.id);
    const priced = pricedWith(catalogue.priceAt(product, site), taxes);
    const parts: [Part, ...Part[]] = [{ sku: item.sku, each: "1", ...priced, quantity: item.quantity }];
    const options: Wanted[] = [];
    for (const [n, sub] of item.subItems.entries()) {
      const field = `${at}.subItems.${n}.sku`;
      const part = bySku.get(sub.sku);
      if (!part) return refuse({ kind: "unknown_sku", field, sku: sub.sku });
      const quantity = dec(sub.quantity).times(item.quantity).round(6).toFixed();
      const offer = offerOf(catalogue, site, product, part);
      const carried = offer.kind === "modifier" ? taxes : catalogue.taxesAt(part, site.id);
      const piece = { sku: sub.sku, ...pricedWith(offer.price, carried), quantity };
      if (offer.kind === "modifier") parts.push({ ...piece, each: sub.quantity });
      else options.push({ field, parts: [{ ...piece, each: "1" }], taxes: carried, ...oneByOne(quantity) });
    }
    const isChosenFrom = options.length > 0 || mustChoose(catalogue, product);
    const lines = isChosenFrom ? oneByOne(item.quantity) : { quantity: item.quantity, times: 1 };
    wanted.push({ field: `${at}.quantity`, parts, taxes, ...lines }, ...options);
  }
  return done(wanted);
};

const pricedWith = (price: Price, taxes: readonly Tax[]): Pick<Part, "price" | "incTax"> => ({
  price,
  incTax: price.incTax ? dec(price.amount) : dec(price.amount).times(ONE.plus(sumOfRates(taxes))),
});

/** A product with options goes onto an order unit by unit, as far as units are whole. */
const oneByOne = (quantity: string): Pick<Wanted, "quantity" | "times"> =>
  /^\d{1,9}$/.test(quantity) ? { quantity: "1", times: Number(quantity) } : { quantity, times: 1 };

const mustChoose = (catalogue: Catalogue, { optionSetIds }: Product): boolean =>
  optionSetIds.some((id) => (catalogue.optionSet(id)?.minSelection ?? 0) > 0);

/** How a product goes with another: as an option of its sets, as a modifier on its line, or by itself. */
const offerOf = (catalogue: Catalogue, site: Site, product: Product, part: Product) => {
  const usual = catalogue.priceAt(part, site);
  for (const id of product.optionSetIds) {
    const option = catalogue.optionSet(id)?.options.find(({ productId }) => productId === part.id);
    if (option) return { kind: "option", price: option.price ?? usual } as const;
  }
  const offer = product.modifiers.find(({ productId }) => productId === part.id);
  return offer
    ? ({ kind: "modifier", price: offer.price ?? usual } as const)
    : ({ kind: "itself", price: usual } as const);
};
