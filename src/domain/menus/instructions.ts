import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ProductionInstruction } from "../catalogue/ordering-records.ts";
import type { Site } from "../catalogue/records.ts";
import type { ProductId } from "../ids.ts";

/** The lists of words to the kitchen that go with a product, ascending by id. */
export type InstructionsOf = (product: ProductId) => readonly ProductionInstruction[];

export const instructionsAt = (catalogue: Catalogue): InstructionsOf => {
  const all = catalogue
    .all("production_instruction")
    .map((list) => ({ list, of: list.productIds && new Set(list.productIds) }));
  return (product) => all.flatMap(({ list, of }) => (of === null || of.has(product) ? list : []));
};

/** The lists that something sold at a site can carry, ascending by id. */
export const instructionsSoldAt = (catalogue: Catalogue, site: Site): ProductionInstruction[] =>
  catalogue.all("production_instruction").filter(
    ({ productIds }) =>
      productIds === null ||
      productIds.some((id) => {
        const product = catalogue.product(id);
        return product !== undefined && !product.deleted && catalogue.soldAt(product, site.id);
      }),
  );
