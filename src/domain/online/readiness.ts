import { type Readiness, onlineReadiness } from "../availability.ts";
import type { Catalogue, CatalogueChange } from "../catalogue/catalogue.ts";
import type { SiteId } from "../ids.ts";

/** What is told when a site begins or ceases to take orders from apps, as it was at that moment. */
export type ReadinessEvent = Readonly<{ type: "online.readiness"; siteId: SiteId; readiness: Readiness }>;

/** The event that a change of records leads to; undefined when the site is as ready, or as little, as before. */
export const readinessTurned = (
  before: Catalogue,
  changes: readonly CatalogueChange[],
  siteId: SiteId,
): ReadinessEvent | undefined => {
  const after = before.after(changes, before.version);
  const [was, is] = [before, after].map((catalogue) => {
    const site = catalogue.site(siteId);
    return site && onlineReadiness(catalogue, site);
  });
  return is && was?.ready !== is.ready ? { type: "online.readiness", siteId, readiness: is } : undefined;
};
