import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PrintRule } from "../catalogue/records.ts";
import type { CategoryId, SiteId } from "../ids.ts";

/** What decides about a line at a station. `since` is when it began to hold. */
export type StationRule = Pick<PrintRule, "categoryIds" | "statuses"> & Readonly<{ since: number }>;

/** Where tickets are worked off: the stations that a site's print rules name. */
export type Station = Readonly<{ name: string; rules: readonly StationRule[]; printerId: number | null }>;

/** A site whose print rules name no station has this one. */
export const ONLY_STATION = "Kitchen";
const EVERYTHING: StationRule = {
  categoryIds: [],
  statuses: ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"],
  since: 0,
};

/** The stations of a site, in the order of their first rules. Several rules may be about one station. */
export const stationsOf = (catalogue: Catalogue, siteId: SiteId): readonly Station[] => {
  const stations = new Map<string, Station>();
  for (const rule of catalogue.all("print_rule")) {
    if (rule.siteId !== siteId) continue;
    const { station: name, categoryIds, statuses, printerId, createdAt: since } = rule;
    const known = stations.get(name) ?? { name, rules: [], printerId };
    stations.set(name, { ...known, rules: [...known.rules, { categoryIds, statuses, since }] });
  }
  if (stations.size > 0) return [...stations.values()];
  return [{ name: ONLY_STATION, rules: [EVERYTHING], printerId: null }];
};

/** Which categories a station makes; empty: all. */
export const categoriesOf = ({ rules }: Station): readonly CategoryId[] =>
  rules.some(({ categoryIds }) => categoryIds.length === 0)
    ? []
    : [...new Set(rules.flatMap(({ categoryIds }) => categoryIds))];
