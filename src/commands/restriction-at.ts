import { type Restriction, countdownAt, countdownCounter, restrictionOf } from "../domain/availability.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../domain/catalogue/records.ts";
import type { Reads } from "../storage/storage.ts";

/** How many of a product are left at a site, after what was sold of its count-down; undefined where nothing bounds it. */
export const restrictionAt = async (
  reads: Pick<Reads, "counter">,
  catalogue: Catalogue,
  product: Product,
  site: Site,
): Promise<Restriction | undefined> => {
  const countdown = countdownAt(product, site);
  const sold = countdown ? await reads.counter(countdownCounter(countdown)) : 0;
  return restrictionOf(catalogue, product, site, sold);
};
