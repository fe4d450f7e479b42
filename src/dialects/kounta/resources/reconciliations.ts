import { z } from "zod";
import { processReconciliation } from "../../../commands/process-reconciliation.ts";
import type { Reconciliation } from "../../../domain/back-office.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { type RegisterId, type SiteId, parseId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { type Answer, type Ask, type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { COMPANY, must, refused, siteOf } from "./goods-parts.ts";
import {
  CashupOut,
  ReconciliationOut,
  ReconciliationRowOut,
  cashupShape,
  reconciliationRow,
  reconciliationShape,
} from "./reconciliations-shape.ts";
import { onDay, sinceDay } from "./shifts-days.ts";

/** One generation of the resource: the same grammar and records under another name and in another shape. */
type Generation = Readonly<{
  name: "reconciliations" | "cashups";
  words: string;
  row: (record: Reconciliation, catalogue: Catalogue) => { id: number };
  whole: (record: Reconciliation, catalogue: Catalogue) => object;
  rowOut: z.ZodType;
  wholeOut: z.ZodType;
}>;

const generations: readonly Generation[] = [
  {
    name: "reconciliations",
    words: "reconciliations",
    row: reconciliationRow,
    whole: reconciliationShape,
    rowOut: ReconciliationRowOut,
    wholeOut: ReconciliationOut,
  },
  {
    name: "cashups",
    words: "cash-ups",
    row: cashupShape,
    whole: cashupShape,
    rowOut: CashupOut,
    wholeOut: CashupOut,
  },
];

const belows = [
  { path: "", id: "", words: "" },
  { path: "sites/:site/", id: "sites.", words: " of a site" },
  { path: "registers/:register/", id: "registers.", words: " of a register" },
] as const;
const states = [
  { path: "", id: "", words: "", unprocessed: false },
  { path: "/unprocessed", id: ".unprocessed", words: "unprocessed ", unprocessed: true },
] as const;
const whens = [
  { path: "", id: ".list", words: "", bounds: () => ({}) },
  { path: "/:date", id: ".onDay", words: " on a day", bounds: onDay },
  { path: "/since/:date", id: ".since", words: " since a day", bounds: sinceDay },
] as const;

const listQuery = z.object(pageQuery);
const read = {
  tag: "Reconciliations",
  method: "GET",
  audience: "addon",
  permission: "reconciliations:read",
  query: listQuery,
} as const;
const notADate = { description: "Not a date." };

/**
 * End-of-day counts. The grammar: an optional site or register, `unprocessed`, and a day or `since` one, in that order.
 * Days are those of the company's time zone. A day alone stands where the id of one count does, and shares its route.
 */
export const reconciliationRoutes = (parts: KountaParts): readonly Route[] =>
  generations.flatMap((generation) => [
    ...belows.flatMap((below) =>
      states.flatMap((state) =>
        whens
          .filter((when) => `${below.path}${state.path}${when.path}` !== "/:date")
          .map((when) => listRoute(parts, generation, below, state, when)),
      ),
    ),
    ...oneRoutes(parts, generation),
  ]);

type Below = Readonly<{ site?: SiteId | undefined; register?: RegisterId | undefined }>;
type ListAsk = Pick<Ask<never, z.output<typeof listQuery>, never>, "query" | "who" | "headers" | "base" | "url">;

const list = async (
  { storage, pageSize }: KountaParts,
  { row }: Generation,
  ask: ListAsk,
  { site, register }: Below,
  unprocessed: boolean,
  bounds: (zone: string) => { from?: number; to?: number },
): Promise<Answer> => {
  const reads = storage.reads(ask.who.company);
  const catalogue = await reads.catalogue();
  if (site !== undefined) siteOf(catalogue, site);
  if (register !== undefined && !catalogue.register(register)) throw notFound("register");
  const asked = {
    ...bounds(catalogue.company.timezone),
    ...(site !== undefined && { siteId: site }),
    ...(register !== undefined && { registerId: register }),
    unprocessed,
  };
  const [page, total] = await Promise.all([
    reads.reconciliations(asked, pageAsked(ask, pageSize)),
    reads.countReconciliations(asked),
  ]);
  const rows = page.rows.map((record) => row(record, catalogue));
  return listAnswer(ask, page, rows, pageSize, total);
};

const listRoute = (
  parts: KountaParts,
  generation: Generation,
  below: (typeof belows)[number],
  state: (typeof states)[number],
  when: (typeof whens)[number],
): Route =>
  route({
    ...read,
    id: `${below.id}${generation.name}${state.id}${when.id}`,
    summary: `List ${state.words}${generation.words}${below.words}${when.words}`,
    path: `${COMPANY}/${below.path}${generation.name}${state.path}${when.path}`,
    params: z.object({
      date: z.string().optional(),
      site: pathId<SiteId>().optional(),
      register: pathId<RegisterId>().optional(),
    }),
    responses: {
      200: { description: "Ascending by id.", schema: z.array(generation.rowOut) },
      400: notADate,
    },
    handle: (ask) =>
      list(parts, generation, ask, ask.params, state.unprocessed, (zone) => when.bounds(ask.params.date ?? "", zone)),
  });

const oneRoutes = (parts: KountaParts, generation: Generation): readonly Route[] => {
  const { storage } = parts;
  const { name, words, whole, rowOut, wholeOut } = generation;
  const process = processReconciliation(storage);
  const one = words.slice(0, -1);
  const path = `${COMPANY}/${name}/:reconciliation`;
  return [
    route({
      ...read,
      id: `${name}.get`,
      summary: `Get a ${one}, or list those of a day`,
      path,
      params: z.object({ reconciliation: z.string().meta({ description: "An id, or a day such as 2013-04-29." }) }),
      responses: {
        200: { description: "The full record; for a day, a list.", schema: z.union([wholeOut, z.array(rowOut)]) },
        400: notADate,
      },
      async handle(ask) {
        const id = parseId(ask.params.reconciliation);
        if (id === undefined) {
          return list(parts, generation, ask, {}, false, (zone) => onDay(ask.params.reconciliation, zone));
        }
        const reads = storage.reads(ask.who.company);
        const [catalogue, found] = await Promise.all([reads.catalogue(), reads.reconciliation(id)]);
        if (!found) throw notFound(one);
        return { status: 200, body: whole(found, catalogue) };
      },
    }),
    route({
      id: `${name}.update`,
      summary: `Mark a ${one} as processed`,
      tag: "Reconciliations",
      method: "PUT",
      path,
      audience: "addon",
      permission: "reconciliations:write",
      params: z.object({ reconciliation: pathId() }),
      body: z.object({ processed: z.boolean({ error: "must be true or false" }).default(true) }),
      responses: { 200: { description: "The full updated record.", schema: wholeOut }, 400: refused },
      async handle({ who, params, body }) {
        const after = must(await process(who.company, params.reconciliation, body.processed));
        return { status: 200, body: whole(after, await storage.reads(who.company).catalogue()) };
      },
    }),
  ];
};
