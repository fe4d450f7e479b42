import type { Catalogue } from "../catalogue/catalogue.ts";
import type { SiteId } from "../ids.ts";

/**
 * The one name of a site's table, whichever of its two was used: its number, or the name that somebody gave it besides.
 * Where no floor plan was drawn every name is as good as another. Undefined when the site has no such table.
 */
export const tableNamed = (catalogue: Catalogue, siteId: SiteId, name: string): string | undefined => {
  const plans = catalogue.all("floor_plan").filter((plan) => plan.siteId === siteId);
  if (plans.length === 0) return name;
  const tables = plans.flatMap((plan) => plan.tables).filter(({ active }) => active);
  const found =
    tables.find(({ number }) => String(number) === name) ?? tables.find(({ reference }) => reference === name);
  return found && String(found.number);
};
