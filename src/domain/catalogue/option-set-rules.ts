import { type Result, done, refuse } from "../../kit/brand.ts";
import type { OptionSetId, ProductId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { RecordRefusal, RecordRule } from "./record-rules.ts";
import type { Draft, OptionSet } from "./records.ts";
import type { CatalogueRefusal } from "./refusals.ts";

type Facts = Omit<Draft<"option_set">, "id">;

/** Why a set cannot be so. An option whose product is gone by now may stay where it stood before. */
const refusalOf = (
  { minSelection: min, maxSelection: max, options }: Facts,
  catalogue: Catalogue,
  stood: ReadonlySet<ProductId> = new Set(),
): CatalogueRefusal | undefined => {
  if (max !== null && max < min) return { kind: "selection_not_possible", min, max };
  const missing = options.findIndex(
    ({ productId }) => catalogue.product(productId)?.deleted !== false && !stood.has(productId),
  );
  if (missing < 0) return undefined;
  const value = String(options[missing]!.productId);
  return { kind: "unknown", field: `options.${missing}.product_id`, what: "product", value };
};

/** A new option set. Its options are products of the company, kept in the order given. */
export const newOptionSet = (
  facts: Facts,
  id: OptionSetId,
  catalogue: Catalogue,
): Result<Draft<"option_set">, CatalogueRefusal> => {
  const refusal = refusalOf(facts, catalogue);
  return refusal ? refuse(refusal) : done({ ...facts, id });
};

/** How a set is that somebody only gave a name and options. */
const usual = { minSelection: 0, maxSelection: null, instructions: false } as const;

const userOf = ({ id }: OptionSet, catalogue: Catalogue): RecordRefusal | undefined => {
  const product = catalogue.all("product").find((one) => !one.deleted && one.optionSetIds.includes(id));
  return product && { kind: "in_use", by: "product", id: product.id };
};

/** Option sets as the venue's own people make them. What is absent stays. */
export const optionSetRule: RecordRule<"option_set", Partial<Facts>> = {
  kind: "option_set",
  what: "option set",
  make: (facts, id, { catalogue }) => newOptionSet({ ...usual, ...facts } as Facts, id, catalogue),
  change(before, facts, { catalogue }) {
    const after = { ...before, ...facts };
    const refusal = refusalOf(after, catalogue, new Set(before.options.map(({ productId }) => productId)));
    return refusal ? refuse(refusal) : done(after);
  },
  stays: userOf,
  tells(before, after) {
    const id = (after ?? before)!.id;
    return [{ type: `option_set.${!before ? "created" : after ? "updated" : "deleted"}`, id }];
  },
};
