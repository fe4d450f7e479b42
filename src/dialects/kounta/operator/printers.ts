import { z } from "zod";
import { printingSetUp, printingWork } from "../../../commands/printing.ts";
import type { CompanyId, SiteId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import { testDocket } from "../../../paper/docket/docket-of.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageAsked, pageOf, pageQuery, listAnswer } from "../paging.ts";
import { wording } from "../resources/goods-parts.ts";
import { flag, outId } from "../resources/venue-wire.ts";
import { id, pathId, text } from "../wire.ts";
import { mustPrint } from "./printers-refusals.ts";
import { PrinterOut, printerShape } from "./printers-shape.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

/** To be told that printers or rules have changed, or that there is something to print. */
export type PrintingChanged = Readonly<{ kick(): void; forget(): void }>;
export type PrintingParts = Readonly<{ storage: Storage; events: PrintingChanged; pageSize: number }>;

const anObject = { error: "must be an object" };
const whole = (min: number, max: number) =>
  z.int({ error: "must be a whole number" }).refine((value) => value >= min && value <= max, {
    error: `must be from ${min} to ${max}`,
  });
/** A name or an IP address, no more: no port, no path, no blanks. */
const host = text(255).regex(/^[0-9A-Za-z]([0-9A-Za-z.:_-]*[0-9A-Za-z])?$/, {
  error: "must be a host name or an IP address",
});

const facts = {
  name: wording(100),
  host,
  port: whole(1, 65_535),
  columns: whole(24, 64),
  fallback_printer_id: id<number>().nullable(),
  active: flag,
};
const PrinterIn = z.object(
  {
    site_id: id<SiteId>(),
    ...facts,
    port: facts.port.default(9_100),
    columns: facts.columns.default(42),
    fallback_printer_id: facts.fallback_printer_id.default(null),
    active: facts.active.default(true),
  },
  anObject,
);
const PrinterChangeIn = z.object(facts, anObject).partial();

/** Printers of the sites: ESC/POS over TCP. */
export const printerRoutes = ({ storage, events, pageSize }: PrintingParts): readonly Route[] => {
  const { prints } = storage;
  const setUp = printingSetUp(storage);
  const work = printingWork(storage);
  const doc = { tag: "Printers", audience: "operator" } as const;
  const path = `${COMPANY}/printers`;
  const one = z.object({ printer: pathId<number>() });
  const refused = { description: "Not possible; the error says why." };
  const printerOf = async (company: CompanyId, printer: number) =>
    found((await storage.reads(company).catalogue()).get("printer", printer), "printer");
  const changed = (): void => {
    events.forget();
    events.kick();
  };

  return [
    route({
      ...doc,
      id: "operator.printers.list",
      summary: "List printers",
      method: "GET",
      path,
      permission: "printers:read",
      query: z.object({ site_id: id<SiteId>().optional(), ...pageQuery }),
      responses: { 200: { description: "Ascending by id.", schema: z.array(PrinterOut) } },
      async handle(ask) {
        const { company } = ask.who;
        const site = ask.query.site_id;
        const all = (await storage.reads(company).catalogue())
          .all("printer")
          .filter(({ siteId }) => site === undefined || siteId === site);
        const page = pageOf(all, pageAsked(ask, pageSize));
        const rows = await Promise.all(page.rows.map((printer) => printerShape(prints, company, printer)));
        return listAnswer(ask, page, rows, pageSize, all.length);
      },
    }),
    route({
      ...doc,
      id: "operator.printers.get",
      summary: "Get a printer and how it fares",
      method: "GET",
      path: `${path}/:printer`,
      permission: "printers:read",
      params: one,
      responses: { 200: { description: "The printer.", schema: PrinterOut } },
      async handle({ who: { company }, params }) {
        return { status: 200, body: await printerShape(prints, company, await printerOf(company, params.printer)) };
      },
    }),
    route({
      ...doc,
      id: "operator.printers.create",
      summary: "Add a printer",
      method: "POST",
      path,
      permission: "printers:write",
      body: PrinterIn,
      responses: { 201: { description: "The printer; Location names it.", schema: PrinterOut }, 400: refused },
      async handle(ask) {
        const { company } = ask.who;
        const { site_id: siteId, fallback_printer_id: fallbackPrinterId, name, ...rest } = ask.body;
        const added = await setUp.addPrinter(company, { ...rest, name: name.trim(), siteId, fallbackPrinterId });
        const printer = mustPrint(added);
        changed();
        const headers = locationOf(ask, `printers/${printer.id}`);
        return { status: 201, body: await printerShape(prints, company, printer), headers };
      },
    }),
    route({
      ...doc,
      id: "operator.printers.update",
      summary: "Change a printer",
      description: "Partial. What waits for it is tried again at once. A printer that is not active lets it wait.",
      method: "PUT",
      path: `${path}/:printer`,
      permission: "printers:write",
      params: one,
      body: PrinterChangeIn,
      responses: { 200: { description: "The printer.", schema: PrinterOut }, 400: refused },
      async handle({ who: { company }, params, body }) {
        const { fallback_printer_id: fallbackPrinterId, name, ...rest } = body;
        const change = given({ ...rest, name: name?.trim(), fallbackPrinterId });
        const printer = mustPrint(await setUp.changePrinter(company, params.printer, change));
        changed();
        return { status: 200, body: await printerShape(prints, company, printer) };
      },
    }),
    route({
      ...doc,
      id: "operator.printers.delete",
      summary: "Remove a printer",
      description:
        "Not while a rule prints there, another printer falls back on it, a register prints its receipts there, or something waits for it.",
      method: "DELETE",
      path: `${path}/:printer`,
      permission: "printers:write",
      params: one,
      responses: { 204: { description: "Removed." }, 400: refused },
      async handle({ who: { company }, params }) {
        mustPrint(await setUp.removePrinter(company, params.printer));
        changed();
        return { status: 204 };
      },
    }),
    route({
      ...doc,
      id: "operator.printers.test",
      summary: "Print a test docket",
      method: "POST",
      path: `${path}/:printer/test`,
      permission: "printers:write",
      params: one,
      responses: { 201: { description: "The print job.", schema: z.object({ id: outId }) } },
      async handle(ask) {
        const { company } = ask.who;
        const { id: printerId, name, siteId, host, port } = await printerOf(company, ask.params.printer);
        const site = (await storage.reads(company).catalogue()).site(siteId)?.name ?? "";
        const docket = JSON.stringify(testDocket(name, site, `${host}:${port}`));
        const job = { companyId: company, siteId, orderId: null, printerId, eventId: null, doc: docket } as const;
        const [made] = await prints.add([{ ...job, kind: "test" }]);
        events.kick();
        return { status: 201, body: { id: made }, headers: locationOf(ask, `print_jobs/${made}`) };
      },
    }),
    route({
      ...doc,
      id: "operator.printers.move",
      summary: "Send what waits for a printer to another",
      method: "POST",
      path: `${path}/:printer/move`,
      permission: "printers:write",
      params: one,
      body: z.object({ to: id<number>() }, anObject),
      responses: { 200: { description: "How many.", schema: z.object({ moved: z.int() }) }, 400: refused },
      async handle({ who: { company }, params, body }) {
        const moved = mustPrint(await work.move(company, params.printer, body.to));
        events.kick();
        return { status: 200, body: { moved } };
      },
    }),
  ];
};
