import { z } from "zod";
import { tablesStay } from "../../../../commands/record-holds.ts";
import { tableShapes } from "../../../../domain/catalogue/ordering-records.ts";
import { floorPlanRule, revenueCenterRule } from "../../../../domain/catalogue/room-rules.ts";
import type { SiteId } from "../../../../domain/ids.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outId, outText } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { isOfSite, siteQuery } from "./at-sites.ts";
import { CODE_MAX, words, wordsOrNull } from "./fields.ts";
import { recordKind } from "./kind.ts";

const TABLES_MAX = 500;
const NUMBER_MAX = 9_999;
const SEATS_MAX = 500;
const GRID_MAX = 10_000;

const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};
const grid = whole(0, GRID_MAX);
const shape = z.enum(tableShapes, { error: `must be one of ${tableShapes.join(", ")}` });

const TableIn = z.object(
  {
    id: id<number>().optional().meta({ description: "Of a table of this plan; left out for a new one." }),
    number: whole(1, NUMBER_MAX).meta({
      description: "By what guests and orders call it; one table of the site has it.",
    }),
    reference: wordsOrNull(CODE_MAX).default(null).meta({ description: "Another name that orders may use." }),
    description: wordsOrNull().default(null),
    seats: whole(0, SEATS_MAX).default(2),
    active: flag.default(true),
    x: grid.optional(),
    y: grid.optional(),
    w: grid.optional(),
    h: grid.optional(),
    shape: shape.optional(),
  },
  { error: "must be a table" },
);

const place = z.int().nullable();
const TableOut = z.object({
  id: outId,
  number: z.int(),
  reference: outText,
  description: outText,
  seats: z.int(),
  active: z.boolean(),
  x: place.meta({ description: "Where it stands and how large it is, in grid units; null until somebody draws it." }),
  y: place,
  w: place,
  h: place,
  shape: shape.nullable(),
});

const doc = { tag: "Set-up", read: "company:read", write: "setup:write" } as const;

/** The tables of a site, room by room. */
export const floorPlans = recordKind({
  ...doc,
  rule: floorPlanRule,
  path: "floor_plans",
  param: "floor_plan",
  many: "floor plans",
  fields: {
    site_id: id<SiteId>(),
    name: words(),
    tables: z
      .array(TableIn, { error: "must be a list of tables" })
      .max(TABLES_MAX, { error: `must not have more than ${TABLES_MAX} entries` })
      .meta({ description: "All of them: a table that is not named is taken off the plan." }),
  },
  required: ["site_id", "name"],
  toFacts: (body) => camelled(body),
  out: z.object({ site_id: outId, name: z.string(), tables: z.array(TableOut) }),
  shape: ({ tables }) => {
    const nowhere = { x: null, y: null, w: null, h: null, shape: null };
    return { tables: tables.map((table) => ({ ...nowhere, ...table })) };
  },
  texts: ({ name, tables }) => [name, ...tables.map(({ description }) => description)],
  query: siteQuery,
  keeps: isOfSite,
  held: () => tablesStay,
  says: {
    update: "The list of tables is replaced as a whole; a table at which orders are open stays.",
    delete: "A plan with a table at which orders are open stays.",
  },
});

/** Where a sale's money belongs in a hotel's books. */
export const revenueCenters = recordKind({
  ...doc,
  rule: revenueCenterRule,
  path: "revenue_centers",
  param: "revenue_center",
  many: "revenue centers",
  fields: { site_id: id<SiteId>(), name: words() },
  required: ["site_id", "name"],
  toFacts: (body) => camelled(body),
  out: z.object({ site_id: outId, name: z.string() }),
  texts: ({ name }) => [name],
  query: siteQuery,
  keeps: isOfSite,
});
