import { type Result, done, refuse } from "../../kit/brand.ts";
import { ONE, dec, minorDigits } from "../../kit/money.ts";
import { limits } from "../order/limits.ts";
import { type ProductRecordFacts, productRule } from "./product-record-rules.ts";
import type { RecordContext, RecordRefusal } from "./record-rules.ts";
import type { Price, Product } from "./records.ts";

/** Products that are changed together at the most. */
export const PRODUCTS_BULK_MAX = 1_000;

/** What is done to many products alike. */
export type BulkChange = Readonly<{
  set: ProductRecordFacts;
  addTags: readonly string[];
  removeTags: readonly string[];
  /** "10" makes the base price ten percent higher, "-10" lower; null leaves it. */
  pricePercent: string | null;
}>;

/** A price so many percent higher, rounded to the currency's decimals, or to its own where it has more. */
const priceBy = (price: Price, percent: string, digits: number): Price => {
  const own = dec(price.amount).toFixed().split(".")[1]?.length ?? 0;
  const amount = dec(price.amount)
    .times(ONE.plus(dec(percent).div(100)))
    .round(Math.max(digits, own));
  return { ...price, amount: amount.eq(0) ? "0" : amount.toFixed() };
};

const sameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** One of the products after the change. Tags are the same in any case. */
export const bulkChanged = (
  before: Product,
  { set, addTags, removeTags, pricePercent }: BulkChange,
  context: RecordContext,
): Result<Product, RecordRefusal> => {
  const changed = productRule.change(before, set, context);
  if (!changed.ok) return changed;
  const kept = changed.value.tags.filter((tag) => !removeTags.some((one) => sameTag(one, tag)));
  const added = addTags.filter((tag) => !kept.some((one) => sameTag(one, tag)));
  const tags = [...kept, ...added];
  const { price: priced } = changed.value;
  const price =
    pricePercent === null ? priced : priceBy(priced, pricePercent, minorDigits(context.catalogue.company.currency));
  return dec(price.amount).abs().gt(limits.amountMax)
    ? refuse({ kind: "field", field: "price_percent", says: `a price must not be beyond ${limits.amountMax}` })
    : done({ ...changed.value, tags, price });
};
