import { z } from "zod";
import { minorDigits } from "../../../kit/money.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, word } from "../wire.ts";
import { type GroupWire, type LevelWire, aggregate, flattened, nested, sumsShape } from "./aggregate.ts";
import { type GroupKey, groupKeyOf } from "./group-keys.ts";
import { namesOf } from "./names.ts";
import {
  type Place,
  type Span,
  daySpan,
  placeOf,
  requiredWord,
  spanOf,
  toldOf,
  toldSchema,
  yearAtMost,
} from "./periods.ts";

const KEYS_MAX = 8;

const sums = {
  totalAmount: z.string().meta({ description: "With tax; discounts are taken off." }),
  serviceCharge: z.string(),
  totalDiscountedAmount: z.string(),
  totalTaxAmount: z.string(),
  numberOfSales: z.number().meta({ description: "Sold lines." }),
};
const GroupOut: z.ZodType<GroupWire> = z
  .lazy(() => z.object({ groupByValue: z.string(), ...sums, children: z.array(LevelOut).optional() }))
  .meta({ id: "AggregatedGroup" });
const LevelOut: z.ZodType<LevelWire> = z
  .lazy(() => z.object({ groupByKey: z.string(), children: z.array(GroupOut) }))
  .meta({
    id: "AggregatedLevel",
  });
const AggregatedOut = z.object({ ...sums, children: z.array(LevelOut), ...toldSchema, businessName: z.string() });

type Asked = Readonly<{ date?: string | undefined; from?: string | undefined; to?: string | undefined }>;

/** A day, or a span of a year at the most; today when neither is named. Throws HttpError 400. */
const spanAsked = ({ date, from, to }: Asked, place: Place, now: number): Span => {
  if (date !== undefined && (from !== undefined || to !== undefined)) {
    throw new HttpError(400, "bad_request", "Give either 'date', or 'from' and 'to'");
  }
  if (from === undefined && to === undefined) return daySpan(date, place, now);
  if (from === undefined || to === undefined) {
    throw new HttpError(400, "bad_request", "Give 'from' and 'to' together");
  }
  return yearAtMost(spanOf(from, to, place));
};

/** Throws HttpError 400 for a name that is no key. */
const keysAsked = (text: string, keyOf: (name: string) => GroupKey | undefined): GroupKey[] => {
  const names = text.split(",").map((name) => name.trim());
  if (names.length > KEYS_MAX)
    throw new HttpError(400, "bad_request", `groupBy: must not be more than ${KEYS_MAX} keys`);
  return names.map((name) => {
    const key = keyOf(name);
    if (!key) throw new HttpError(400, "bad_request", `Invalid groupBy: ${name}`);
    return key;
  });
};

export const aggregatedSalesRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.financial.aggregatedSales",
    summary: "Get sales summed up by staff, device, group and so on",
    description:
      "The answer itself is the sum of everything; below it stand the values of the first key, below each of them those of the second, and so on. Flattened, only the innermost groups are given.",
    tag: "Financial",
    method: "GET",
    audience: "addon",
    permission: "financial-api",
    path: "/f/finance/:businessLocationId/aggregatedSales",
    params: z.object(locationPath),
    query: z.object({
      groupBy: requiredWord(
        "groupBy",
        "String",
        "Keys separated by commas: staff, device, deviceId, tag, accountingGroup, statisticGroup, hour, sku, category:<name>.",
      ),
      date: word("A business day; the current one unless a day or a period is given."),
      from: word("ISO 8601 with an offset; together with `to`."),
      to: word("ISO 8601 with an offset, a year behind `from` at the most."),
      flattened: word("`true` for one list."),
    }),
    responses: { 200: { description: "Values ascending.", schema: AggregatedOut } },
    async handle({ who, params, query }) {
      const reads = storage.reads(who.company);
      const place = placeOf(await reads.catalogue(), params.businessLocationId);
      const { site, catalogue, clock } = place;
      const now = storage.clock();
      const names = namesOf(catalogue, site);
      const keys = keysAsked(query.groupBy, (name) => groupKeyOf(name, names, clock));
      const span = spanAsked(query, place, now);
      const { root, take } = aggregate(keys);
      for await (const facts of reads.sales.facts({ siteId: site.id, ...span })) take(facts);
      const digits = minorDigits(catalogue.company.currency);
      const body: z.output<typeof AggregatedOut> = {
        ...sumsShape(root, digits),
        children: query.flattened === "true" ? flattened(root, keys, digits) : nested(root, keys, digits),
        ...toldOf(span, place, now),
        businessName: catalogue.company.name,
      };
      return { status: 200, body };
    },
  }),
];
