import { done, refuse } from "../../kit/brand.ts";
import type { SiteId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { FloorPlan, Table } from "./ordering-records.ts";
import { type RecordContext, type RecordRefusal, type RecordRule, plainRule, unknownOf } from "./record-rules.ts";
import type { Draft } from "./records.ts";

/** The rooms of a venue: its tables, and where in a hotel's books its money belongs. */

/** A table as somebody draws it: without an id it is a new one. */
export type DrawnTable = Omit<Table, "id"> & Readonly<{ id?: number }>;
export type FloorPlanFacts = Readonly<{ siteId?: SiteId; name?: string; tables?: readonly DrawnTable[] }>;

const field = (path: string, says: string): RecordRefusal => ({ kind: "field", field: path, says });

/** The first table that is called as another one of the site is, in this plan or in another. */
const sameName = (plan: Draft<"floor_plan">, catalogue: Catalogue): RecordRefusal | undefined => {
  const others = catalogue.all("floor_plan").filter((one) => one.siteId === plan.siteId && one.id !== plan.id);
  const names = new Set(others.flatMap((one) => one.tables).flatMap(namesOf));
  for (const [at, table] of plan.tables.entries()) {
    for (const name of namesOf(table)) {
      if (names.has(name)) return field(`tables.${at}.number`, `another table of the site is called ${name}`);
    }
    for (const name of namesOf(table)) names.add(name);
  }
  return undefined;
};

/** What guests and orders may call a table. */
export const namesOf = ({ number, reference }: Table): readonly string[] => [
  ...new Set([String(number), ...(reference === null ? [] : [reference])]),
];

const drawn = (
  before: Draft<"floor_plan">,
  { tables, ...facts }: FloorPlanFacts,
  { catalogue, newId }: RecordContext,
): Draft<"floor_plan"> | RecordRefusal => {
  const known = new Set(before.tables.map(({ id }) => id));
  const unknown = tables?.findIndex(({ id }) => id !== undefined && !known.delete(id)) ?? -1;
  if (unknown >= 0)
    return field(`tables.${unknown}.id`, "must be a table of this plan, once; leave it out for a new one");
  const after: Draft<"floor_plan"> = {
    ...before,
    ...facts,
    ...(tables && { tables: tables.map((table) => ({ ...table, id: table.id ?? newId("catalogue") })) }),
  };
  const moved = facts.siteId !== undefined && facts.siteId !== before.siteId;
  const nowhere = moved ? unknownOf(catalogue, "site", "site_id", [after.siteId]) : undefined;
  return nowhere ?? sameName(after, catalogue) ?? after;
};

const decided = <P extends Draft<"floor_plan">>(plan: Draft<"floor_plan"> | RecordRefusal) =>
  "kind" in plan ? refuse(plan) : done(plan as P);

/** Plans of tables. A table keeps its id while it is named by it. */
export const floorPlanRule: RecordRule<"floor_plan", FloorPlanFacts> = {
  kind: "floor_plan",
  what: "floor plan",
  make: (facts, id, context) => decided(drawn({ id, siteId: 0 as SiteId, name: "", tables: [] }, facts, context)),
  change: (before, facts, context) => decided<FloorPlan>(drawn(before, facts, context)),
};

export const revenueCenterRule = plainRule<"revenue_center", Partial<Draft<"revenue_center">>>({
  kind: "revenue_center",
  what: "revenue center",
  usual: {},
  check: ({ siteId }, { catalogue }, before) =>
    siteId === before?.siteId ? undefined : unknownOf(catalogue, "site", "site_id", [siteId]),
});
