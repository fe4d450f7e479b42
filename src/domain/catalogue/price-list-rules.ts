import type { Catalogue } from "./catalogue.ts";
import { type RecordRefusal, firstOf, inUseBy, newlyTaken, plainRule, unknownOf } from "./record-rules.ts";
import type { CatalogueRecords, Draft, Price } from "./records.ts";
import { baseListOf } from "./venue-rules.ts";

type Prices = Readonly<Record<string, Price>>;

/** Whether a list would come to stand above itself. */
const isCircle = ({ id, parentId }: Draft<"price_list">, catalogue: Catalogue): boolean => {
  const seen = new Set<number>();
  for (let at: number | null = parentId; at !== null && !seen.has(at);) {
    if (at === id) return true;
    seen.add(at);
    at = catalogue.get("price_list", at)?.parentId ?? null;
  }
  return false;
};

const badParent = (
  draft: Draft<"price_list">,
  catalogue: Catalogue,
  before: CatalogueRecords["price_list"] | undefined,
): RecordRefusal | undefined => {
  if (draft.parentId === before?.parentId) return undefined;
  const wrong = (says: string): RecordRefusal => ({ kind: "field", field: "parent_id", says });
  if (before?.parentId === null) return wrong("the base list stands above all others");
  if (draft.parentId === null) return wrong("must be another list: there is one base list");
  const unknown = unknownOf(catalogue, "price_list", "parent_id", [draft.parentId]);
  return unknown ?? (isCircle(draft, catalogue) ? wrong("the list would stand above itself") : undefined);
};

const badPrices = (
  { prices, parentId }: Draft<"price_list">,
  catalogue: Catalogue,
  before: Prices,
): RecordRefusal | undefined => {
  const added = Object.keys(prices).filter((id) => !(id in before));
  if (parentId === null && added.length > 0) {
    return { kind: "field", field: "prices", says: "of the base list stand on the products themselves" };
  }
  const value = added.find((id) => catalogue.get("product", Number(id))?.deleted !== false);
  return value === undefined ? undefined : { kind: "unknown", field: "prices", what: "product", value };
};

const isSame = (a: Price | undefined, b: Price | undefined): boolean =>
  a?.amount === b?.amount && a?.incTax === b?.incTax;

/** The products whose price differs between two versions of a list. */
const repriced = (before: Prices, after: Prices): number[] => {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].filter((id) => !isSame(before[id], after[id])).map(Number);
};

/** Lists of prices that differ from those of the list above. Whoever hears of products hears of those that cost another price. */
const plain = plainRule<"price_list", Partial<Draft<"price_list">>>({
  kind: "price_list",
  what: "price list",
  usual: { prices: {} },
  check: (draft, { catalogue }, before) =>
    firstOf(
      badParent(draft, catalogue, before),
      badPrices(draft, catalogue, before?.prices ?? {}),
      newlyTaken(catalogue, "price_list", "name", draft, before),
    ),
  stays({ id, parentId }, catalogue) {
    if (parentId === null) return { kind: "stays", says: "The base price list stays: all prices fall back on it." };
    return (
      inUseBy(
        "site",
        catalogue.all("site").find(({ priceListId }) => priceListId === id),
      ) ??
      inUseBy(
        "account profile",
        catalogue.all("account_profile").find(({ priceListId }) => priceListId === id),
      ) ??
      inUseBy(
        "price list",
        catalogue.all("price_list").find((one) => one.parentId === id),
      )
    );
  },
  tells: (before, after) =>
    before && after ? repriced(before.prices, after.prices).map((id) => ({ type: "product.updated", id })) : [],
});

export const priceListRule: typeof plain = {
  ...plain,
  make: (facts, id, context) => plain.make({ parentId: baseListOf(context.catalogue)!.id, ...facts }, id, context),
};
