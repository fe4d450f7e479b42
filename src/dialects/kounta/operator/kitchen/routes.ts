import { z } from "zod";
import { siteTickets } from "../../../../commands/kitchen/site-tickets.ts";
import { kitchenCommands } from "../../../../commands/kitchen/work-tickets.ts";
import type { AddonId, CompanyId, OrderId, SiteId } from "../../../../domain/ids.ts";
import type { TicketRefusal } from "../../../../domain/kitchen/bump.ts";
import { categoriesOf, stationsOf } from "../../../../domain/kitchen/stations.ts";
import { TICKET_KEPT_HOURS, type Ticket } from "../../../../domain/kitchen/ticket.ts";
import { HttpError, badRequest, notFound } from "../../../../http/errors.ts";
import { type Route, route } from "../../../../http/route.ts";
import type { Result } from "../../../../kit/brand.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { outId } from "../../resources/venue-wire.ts";
import { pathId, text } from "../../wire.ts";
import { askedPage, listQuery, pageAnswer } from "../records/list.ts";
import { COMPANY, found } from "../wire.ts";
import { type AddonNames, TicketOut, ticketShape } from "./shape.ts";

/** Lines that one bump names. */
const LINES_MAX = 500;
const STATION_MAX = 40;

const StationOut = z.object({
  name: z.string(),
  category_ids: z.array(outId).meta({ description: "What it makes; empty: everything." }),
  printer_id: outId.nullable(),
});

const anObject = { error: "must be an object" };
const line_ids = z
  .array(text(20), { error: "must be a list of line ids" })
  .min(1, { error: "must not be empty" })
  .max(LINES_MAX, { error: `must not have more than ${LINES_MAX} entries` })
  .optional();
const BumpIn = z.object(
  {
    line_ids: line_ids.meta({ description: "Without it, all lines but those of courses that are held." }),
    version: z
      .int({ error: "must be a whole number" })
      .min(1, { error: "must be at least 1" })
      .optional()
      .meta({ description: "The ticket's, as it was shown: what changed since is not done unseen (409)." }),
  },
  anObject,
);
const RecallIn = z.object({ line_ids: line_ids.meta({ description: "Without it, all lines." }) }, anObject);

/** A ticket's id, "<order id>.<station>". Throws HttpError 404 for what cannot be one. */
const ticketId = (id: string): Readonly<{ orderId: OrderId; station: string }> => {
  const [, order = "", station = ""] = /^(\d{1,15})\.(.+)$/s.exec(id) ?? [];
  if (station === "") throw notFound("ticket");
  return { orderId: Number(order) as OrderId, station };
};

/** The kitchen's screens: who makes what, tickets, and what is done of them. */
export const kitchenRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const work = kitchenCommands(storage);
  const read = siteTickets(storage);
  const doc = { tag: "Kitchen", audience: "operator" } as const;
  const path = `${COMPANY}/sites/:site/kitchen`;
  const site = { site: pathId<SiteId>() };
  const one = z.object({ ...site, ticket: z.string() });
  const answered = {
    200: { description: "The ticket as it is now.", schema: TicketOut },
    400: { description: "A line that is not on the ticket." },
  };

  const catalogueWith = async (company: CompanyId, siteId: SiteId) => {
    const catalogue = await storage.reads(company).catalogue();
    found(catalogue.site(siteId), "site");
    return catalogue;
  };
  const addonNames = async (tickets: readonly Ticket[]): Promise<AddonNames> => {
    const ids = new Set(tickets.flatMap(({ order }) => order.addonId ?? []));
    const named = await Promise.all([...ids].map((id) => storage.access.addons.byId(id)));
    return new Map(named.flatMap((addon): [AddonId, string][] => (addon ? [[addon.id, addon.name]] : [])));
  };
  const shaped = async (company: CompanyId, tickets: readonly Ticket[]) => {
    const [catalogue, names] = await Promise.all([storage.reads(company).catalogue(), addonNames(tickets)]);
    return tickets.map((ticket) => ticketShape(ticket, catalogue, names));
  };
  const mustWork = async (company: CompanyId, result: Result<Ticket, TicketRefusal>) => {
    if (result.ok) return { status: 200, body: (await shaped(company, [result.value]))[0] };
    const { error } = result;
    if (error.kind === "no_ticket") throw notFound("ticket");
    if (error.kind === "unknown_line") {
      const field = `line_ids.${error.index}`;
      throw badRequest(`${field}: is not a line of the ticket`, { field, value: error.lineId });
    }
    const [ticket] = await shaped(company, [error.ticket]);
    throw new HttpError(409, "changed", "The ticket has changed meanwhile.", { ticket });
  };

  return [
    route({
      ...doc,
      id: "operator.kitchen.stations",
      summary: "List the stations of a site",
      description: "Those that its print rules name. Where there are none, one station has everything.",
      method: "GET",
      path: `${path}/stations`,
      permission: "orders:read",
      params: z.object(site),
      query: z.object({ page: listQuery.page, per_page: listQuery.per_page }),
      responses: { 200: { description: "In the order of the rules.", schema: z.array(StationOut) } },
      async handle(ask) {
        const { site: siteId } = ask.params;
        const stations = stationsOf(await catalogueWith(ask.who.company, siteId), siteId);
        const page = askedPage(ask);
        const rows = stations.slice(page.index * page.size, (page.index + 1) * page.size).map((station) => ({
          name: station.name,
          category_ids: categoriesOf(station),
          printer_id: station.printerId,
        }));
        return pageAnswer(ask, page, rows, stations.length);
      },
    }),
    route({
      ...doc,
      id: "operator.kitchen.tickets",
      summary: "List the tickets of a site",
      description: `What there is to make, the oldest first; or what is done, the newest first. A ticket begins where dockets of paper would print. It stays until it is bumped, whether its order is paid or not, and for ${TICKET_KEPT_HOURS} hours after its last change at the most.`,
      method: "GET",
      path: `${path}/tickets`,
      permission: "orders:read",
      params: z.object(site),
      query: z.object({
        station: text(STATION_MAX).optional().meta({ description: "Only of this station." }),
        state: z.enum(["open", "done"], { error: "must be open or done" }).default("open"),
        page: listQuery.page,
        per_page: listQuery.per_page,
      }),
      responses: { 200: { description: "A page of tickets.", schema: z.array(TicketOut) } },
      async handle(ask) {
        const { company } = ask.who;
        const { site: siteId } = ask.params;
        const { station = null, state } = ask.query;
        await catalogueWith(company, siteId);
        const tickets = await read[state]({ company, siteId, station });
        const page = askedPage(ask);
        const rows = tickets.slice(page.index * page.size, (page.index + 1) * page.size);
        return pageAnswer(ask, page, await shaped(company, rows), tickets.length);
      },
    }),
    route({
      ...doc,
      id: "operator.kitchen.bump",
      summary: "Say that a ticket, or lines of it, are done",
      description:
        "What was shown as changed counts as seen by that, and what was taken back goes. Lines of courses that are held are done by naming them only. Doing it twice does no harm.",
      method: "POST",
      path: `${path}/tickets/:ticket/bump`,
      permission: "orders:write",
      params: one,
      body: BumpIn,
      responses: { ...answered, 409: { description: "It changed since `version`; `ticket` is how it is now." } },
      async handle({ who, params, body }) {
        const at = { who, siteId: params.site, ...ticketId(params.ticket) };
        const { line_ids: lineIds = null, version = null } = body;
        return mustWork(who.company, await work.bump(at, { lineIds, version }));
      },
    }),
    route({
      ...doc,
      id: "operator.kitchen.recall",
      summary: "Open a ticket again, or lines of it",
      method: "POST",
      path: `${path}/tickets/:ticket/recall`,
      permission: "orders:write",
      params: one,
      body: RecallIn,
      responses: answered,
      async handle({ who, params, body }) {
        const at = { who, siteId: params.site, ...ticketId(params.ticket) };
        return mustWork(who.company, await work.recall(at, body.line_ids ?? null));
      },
    }),
  ];
};
