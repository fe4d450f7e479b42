import { type Result, done } from "../../kit/brand.ts";
import { lineIdOf } from "../../kit/codes.ts";
import { type Dec, NOTHING, ONE, ZERO, dec } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Price, Product, Site, Tax } from "../catalogue/records.ts";
import type { OrderId, ProductId } from "../ids.ts";
import type { LineInput } from "./input.ts";
import type { Line, LineModifier, LineTax, Order } from "./order.ts";
import { exOfInc, sumOfRates } from "./pricing.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { keptOf } from "./said.ts";

/** Makes line ids: counts on from the lines an order has had. */
export type LineIds = { made: number; readonly orderId: OrderId; readonly taken?: ReadonlySet<string> };
export const nextLineId = (ids: LineIds): string => {
  const lineId = lineIdOf(ids.orderId, ++ids.made);
  return ids.taken?.has(lineId) ? nextLineId(ids) : lineId;
};

/** Ids for new lines of an order. Lines that came from other orders may, once in a very long time, have one of them. */
export const lineIdsOf = ({ id, linesMade, lines, moved }: Order): LineIds => ({
  made: linesMade,
  orderId: id,
  ...(moved && { taken: new Set(lines.map(({ lineId }) => lineId)) }),
});

export const lineTax = ({ id, code, name, rate }: Tax): LineTax => ({ id, code, name, rate });

/** A catalogue price with tax, exact. */
const incTaxOf = (price: Price, taxes: readonly LineTax[]): Dec =>
  price.incTax ? dec(price.amount) : dec(price.amount).times(ONE.plus(sumOfRates(taxes)));

/** Modifiers by their signed ids, at the price that the product offers them for. */
export const readModifiers = (
  signed: readonly number[],
  product: Product,
  catalogue: Catalogue,
  site: Site,
  taxes: readonly LineTax[],
): Result<LineModifier[], OrderRefusal> => {
  const modifiers: LineModifier[] = [];
  for (const id of signed) {
    const modifier = catalogue.product(Math.abs(id) as ProductId);
    if (!modifier || modifier.deleted)
      return refusal({ kind: "unknown", field: "modifiers", what: "product", value: String(id) });
    const negated = id < 0;
    const offered = product.modifiers.find((offer) => offer.productId === modifier.id)?.price;
    const price = offered ?? catalogue.priceAt(modifier, site);
    const priceIncTax = negated ? "0" : incTaxOf(price, taxes).toFixed();
    modifiers.push({ productId: modifier.id, name: modifier.name, negated, priceIncTax });
  }
  return done(modifiers);
};

type UnitPrice = Pick<Line, "given" | "unitPriceExTax" | "unitPriceIncTax">;

/**
 * The price of one unit: the ex-tax price given, else the tax-inclusive price given, else the site's price plus what
 * the modifiers cost. A given price is final: whoever gives it has counted the modifiers in.
 */
export const unitPriceOf = (
  given: Pick<LineInput, "unitPriceExTax" | "unitPriceIncTax">,
  sitePrice: () => Price,
  taxes: readonly LineTax[],
  modifiers: readonly LineModifier[],
): UnitPrice => {
  if (given.unitPriceExTax !== null) {
    return { given: "ex", unitPriceExTax: dec(given.unitPriceExTax).round(6).toFixed(), unitPriceIncTax: null };
  }
  if (given.unitPriceIncTax !== null) {
    const incTax = dec(given.unitPriceIncTax);
    return { given: "inc", unitPriceExTax: exOfInc(incTax, taxes), unitPriceIncTax: incTax.toFixed() };
  }
  const price = sitePrice();
  const extras = modifiers.reduce((total, modifier) => total.plus(modifier.priceIncTax), ZERO);
  if (!price.incTax && extras.eq(ZERO)) {
    return { given: "site", unitPriceExTax: dec(price.amount).round(6).toFixed(), unitPriceIncTax: null };
  }
  const incTax = incTaxOf(price, taxes).plus(extras);
  return { given: "site", unitPriceExTax: exOfInc(incTax, taxes), unitPriceIncTax: incTax.toFixed() };
};

/** A line before it has a number and totals. Refuses products and modifiers that the company does not have. */
export const makeLine = (
  input: LineInput,
  catalogue: Catalogue,
  site: Site,
  ids: LineIds,
): Result<Line, OrderRefusal> => {
  const product = catalogue.product(input.productId);
  if (!product || product.deleted) {
    return refusal({ kind: "unknown", field: "product_id", what: "product", value: String(input.productId) });
  }
  const taxes = catalogue.taxesAt(product, site.id).map(lineTax);
  const modifiers = readModifiers(input.modifiers, product, catalogue, site, taxes);
  if (!modifiers.ok) return modifiers;
  const kept = keptOf(input, input.notes, product, catalogue, site);
  if (!kept.ok) return kept;
  const price = unitPriceOf(input, () => catalogue.priceAt(product, site), taxes, modifiers.value);
  return done({
    number: 0,
    lineId: nextLineId(ids),
    productId: product.id,
    name: input.name ?? product.name,
    sku: product.sku,
    quantity: input.quantity,
    ...price,
    priceVariation: input.priceVariation,
    priceFixedVariation: input.priceFixedVariation,
    modifiers: modifiers.value,
    ...kept.value,
    courseName: input.courseName,
    courseOrdinal: input.courseOrdinal,
    courseStatus: input.courseStatus,
    optionSet: null,
    taxes,
    orderFixedShare: NOTHING,
    totalIncTax: NOTHING,
    totalTax: NOTHING,
    taxAmounts: [],
  });
};

/** Numbers lines from 1 in the order they stand in. */
export const numbered = (lines: readonly Line[]): Line[] =>
  lines.map((line, i) => (line.number === i + 1 ? line : { ...line, number: i + 1 }));
