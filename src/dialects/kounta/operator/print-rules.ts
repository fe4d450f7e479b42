import { z } from "zod";
import { printingSetUp } from "../../../commands/printing.ts";
import type { PrintRule } from "../../../domain/catalogue/records.ts";
import type { CategoryId, SiteId } from "../../../domain/ids.ts";
import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import { pageQuery } from "../paging.ts";
import { wording } from "../resources/goods-parts.ts";
import { listOf, outId } from "../resources/venue-wire.ts";
import { id, pathId } from "../wire.ts";
import type { PrintingParts } from "./printers.ts";
import { mustPrint } from "./printers-refusals.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

const COPIES_MAX = 5;
const CATEGORIES_MAX = 500;
/** Nothing is printed of an order that the venue has not taken, or has turned down. */
const printable = orderStatuses.filter((status) => status !== "SUBMITTED" && status !== "REJECTED");

const shape = (rule: PrintRule) => ({
  id: rule.id,
  site_id: rule.siteId,
  station: rule.station,
  printer_id: rule.printerId,
  category_ids: rule.categoryIds,
  statuses: rule.statuses,
  copies: rule.copies,
});
const RuleOut = z.object({
  id: outId,
  site_id: outId,
  station: z.string(),
  printer_id: outId,
  category_ids: z.array(outId).meta({ description: "Of which categories lines print; empty: of all." }),
  statuses: z.array(z.enum(orderStatuses)),
  copies: z.int(),
});

const anObject = { error: "must be an object" };
const facts = {
  station: wording(40),
  printer_id: id<number>(),
  category_ids: z
    .array(id<CategoryId>(), { error: "must be a list of ids" })
    .max(CATEGORIES_MAX, { error: `must not have more than ${CATEGORIES_MAX} entries` }),
  statuses: z
    .array(z.enum(printable as [OrderStatus, ...OrderStatus[]], { error: `must be of ${printable.join(", ")}` }), {
      error: "must be a list of statuses",
    })
    .min(1, { error: "must not be empty" })
    .transform((statuses) => [...new Set(statuses)]),
  copies: z
    .int({ error: "must be a whole number" })
    .refine((value) => value >= 1 && value <= COPIES_MAX, { error: `must be from 1 to ${COPIES_MAX}` }),
};
const RuleIn = z.object(
  { site_id: id<SiteId>(), ...facts, category_ids: facts.category_ids.default([]), copies: facts.copies.default(1) },
  anObject,
);
const RuleChangeIn = z.object(facts, anObject).partial();

/** What prints where, and from which status on. */
export const printRuleRoutes = ({ storage, events, pageSize }: PrintingParts): readonly Route[] => {
  const setUp = printingSetUp(storage);
  const doc = { tag: "Printers", audience: "operator" } as const;
  const path = `${COMPANY}/print_rules`;
  const one = z.object({ rule: pathId<number>() });
  const refused = { description: "Not possible; the error says why." };
  return [
    route({
      ...doc,
      id: "operator.printRules.list",
      summary: "List print rules",
      method: "GET",
      path,
      permission: "printers:read",
      query: z.object({ site_id: id<SiteId>().optional(), ...pageQuery }),
      responses: { 200: { description: "Ascending by id.", schema: z.array(RuleOut) } },
      async handle(ask) {
        const site = ask.query.site_id;
        const all = (await storage.reads(ask.who.company).catalogue()).all("print_rule");
        const rules = all.filter(({ siteId }) => site === undefined || siteId === site);
        return listOf(ask, pageSize, rules, shape);
      },
    }),
    route({
      ...doc,
      id: "operator.printRules.get",
      summary: "Get a print rule",
      method: "GET",
      path: `${path}/:rule`,
      permission: "printers:read",
      params: one,
      responses: { 200: { description: "The rule.", schema: RuleOut } },
      async handle({ who, params }) {
        const rule = (await storage.reads(who.company).catalogue()).get("print_rule", params.rule);
        return { status: 200, body: shape(found(rule, "print rule")) };
      },
    }),
    route({
      ...doc,
      id: "operator.printRules.create",
      summary: "Add a print rule",
      description:
        "When an order comes into one of the statuses, its lines of the categories print at the station; while it stays in them, what is added or taken off does. Options print with the product that they were chosen for.",
      method: "POST",
      path,
      permission: "printers:write",
      body: RuleIn,
      responses: { 201: { description: "The rule; Location names it.", schema: RuleOut }, 400: refused },
      async handle(ask) {
        const { site_id: siteId, printer_id: printerId, category_ids: categoryIds, station, ...rest } = ask.body;
        const facts = { ...rest, station: station.trim(), siteId, printerId, categoryIds };
        const rule = mustPrint(await setUp.addRule(ask.who.company, facts));
        events.forget();
        return { status: 201, body: shape(rule), headers: locationOf(ask, `print_rules/${rule.id}`) };
      },
    }),
    route({
      ...doc,
      id: "operator.printRules.update",
      summary: "Change a print rule",
      description: "Partial. It holds from the next thing that happens to an order.",
      method: "PUT",
      path: `${path}/:rule`,
      permission: "printers:write",
      params: one,
      body: RuleChangeIn,
      responses: { 200: { description: "The rule.", schema: RuleOut }, 400: refused },
      async handle({ who, params, body }) {
        const { printer_id: printerId, category_ids: categoryIds, station, ...rest } = body;
        const change = given({ ...rest, station: station?.trim(), printerId, categoryIds });
        const rule = mustPrint(await setUp.changeRule(who.company, params.rule, change));
        events.forget();
        return { status: 200, body: shape(rule) };
      },
    }),
    route({
      ...doc,
      id: "operator.printRules.delete",
      summary: "Remove a print rule",
      method: "DELETE",
      path: `${path}/:rule`,
      permission: "printers:write",
      params: one,
      responses: { 204: { description: "Removed." } },
      async handle({ who, params }) {
        mustPrint(await setUp.removeRule(who.company, params.rule));
        events.forget();
        return { status: 204 };
      },
    }),
  ];
};
