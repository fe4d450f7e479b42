import { type Result, done, refuse } from "../../kit/brand.ts";
import type { OptionSetId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Draft } from "./records.ts";
import type { CatalogueRefusal } from "./refusals.ts";

/** A new option set. Its options are products of the company, kept in the order given. */
export const newOptionSet = (
  facts: Omit<Draft<"option_set">, "id">,
  id: OptionSetId,
  catalogue: Catalogue,
): Result<Draft<"option_set">, CatalogueRefusal> => {
  const { minSelection: min, maxSelection: max, options } = facts;
  if (max !== null && max < min) return refuse({ kind: "selection_not_possible", min, max });
  const missing = options.findIndex(({ productId }) => catalogue.product(productId)?.deleted !== false);
  if (missing >= 0) {
    const value = String(options[missing]!.productId);
    return refuse({ kind: "unknown", field: `options.${missing}.product_id`, what: "product", value });
  }
  return done({ ...facts, id });
};
