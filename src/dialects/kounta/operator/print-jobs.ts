import { z } from "zod";
import { printingWork } from "../../../commands/printing.ts";
import type { OrderId, SiteId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Paper } from "../../../paper/escpos/paper.ts";
import { renderText } from "../../../paper/escpos/render-text.ts";
import type { PrintJob } from "../../../storage/prints.ts";
import { pageAsked, pageQuery } from "../paging.ts";
import { given, outId } from "../resources/venue-wire.ts";
import { id, pathId } from "../wire.ts";
import { uncounted } from "./deliveries-paging.ts";
import { instant } from "./deliveries-shape.ts";
import type { PrintingParts } from "./printers.ts";
import { mustPrint } from "./printers-refusals.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

const STATES = ["waiting", "printing", "printed", "cancelled"] as const;
const KINDS = ["docket", "changes", "void", "reprint", "receipt", "test"] as const;
/** How wide a docket is shown whose printer is gone. */
const COLUMNS = 42;

const rowShape = (job: PrintJob) => ({
  id: job.id,
  site_id: job.siteId,
  order_id: job.orderId,
  printer_id: job.printerId,
  event_id: job.eventId,
  kind: job.kind,
  state: job.state,
  attempt_count: job.attempts,
  last_error: job.lastError,
  created_at: instant(job.createdAt),
  updated_at: instant(job.updatedAt),
  printed_at: instant(job.printedAt),
});
const RowOut = z.object({
  id: outId,
  site_id: outId,
  order_id: outId.nullable(),
  printer_id: outId,
  event_id: outId.nullable(),
  kind: z.enum(KINDS),
  state: z.enum(STATES).meta({ description: "`printing` until it is known what became of the last attempt." }),
  attempt_count: z.int(),
  last_error: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  printed_at: z.string().nullable(),
});
const JobOut = RowOut.extend({
  docket: z.looseObject({ kind: z.string() }).meta({ description: "What is on it, as data." }),
  text: z.string().meta({ description: "The same as the printer prints it, without its type sizes." }),
});

/** What goes to the printers, and what became of it. */
export const printJobRoutes = ({ storage, events, pageSize }: PrintingParts): readonly Route[] => {
  const { prints } = storage;
  const work = printingWork(storage);
  const doc = { tag: "Printers", audience: "operator" } as const;
  const path = `${COMPANY}/print_jobs`;
  const one = z.object({ print: pathId<number>() });
  const refused = { description: "Not possible; the error says why." };
  return [
    route({
      ...doc,
      id: "operator.printJobs.list",
      summary: "List print jobs",
      description: "Newest first. There is no count of pages; `X-Next-Page` leads on.",
      method: "GET",
      path,
      permission: "printers:read",
      query: z.object({
        site_id: id<SiteId>().optional(),
        order_id: id<OrderId>().optional(),
        printer_id: id<number>().optional(),
        state: z.enum(STATES, { error: `must be one of ${STATES.join(", ")}` }).optional(),
        ...pageQuery,
      }),
      responses: { 200: { description: "A page of print jobs.", schema: z.array(RowOut) } },
      async handle(ask) {
        const { site_id: siteId, order_id: orderId, printer_id: printerId, state } = ask.query;
        const asked = given({ siteId, orderId, printerId, state });
        const page = await prints.list(ask.who.company, asked, pageAsked(ask, pageSize));
        return uncounted(ask, page, pageSize, rowShape);
      },
    }),
    route({
      ...doc,
      id: "operator.printJobs.get",
      summary: "Get a print job with its docket",
      method: "GET",
      path: `${path}/:print`,
      permission: "printers:read",
      params: one,
      responses: { 200: { description: "The full record.", schema: JobOut } },
      async handle({ who: { company }, params }) {
        const job = found(await prints.get(company, params.print), "print job");
        const printer = (await storage.reads(company).catalogue()).get("printer", job.printerId);
        const docket = JSON.parse(job.doc) as Paper;
        const columns = printer?.columns ?? COLUMNS;
        const text = renderText(docket, { columns, reprint: job.kind === "reprint" }).join("\n");
        return { status: 200, body: { ...rowShape(job), docket, text } };
      },
    }),
    route({
      ...doc,
      id: "operator.printJobs.reprint",
      summary: "Print something again",
      description: "It is marked REPRINT. On its own printer, or another of the site.",
      method: "POST",
      path: `${path}/:print/reprint`,
      permission: "printers:write",
      params: one,
      body: z.object({ printer_id: id<number>().optional() }, { error: "must be an object" }),
      responses: { 201: { description: "The new print job.", schema: z.object({ id: outId }) }, 400: refused },
      async handle(ask) {
        const made = mustPrint(await work.reprint(ask.who.company, ask.params.print, ask.body.printer_id));
        events.kick();
        return { status: 201, body: { id: made }, headers: locationOf(ask, `print_jobs/${made}`) };
      },
    }),
    route({
      ...doc,
      id: "operator.printJobs.cancel",
      summary: "Take back what is not printed yet",
      description: "A pass-thru order goes on without it.",
      method: "DELETE",
      path: `${path}/:print`,
      permission: "printers:write",
      params: one,
      responses: { 204: { description: "It will not be printed." }, 400: refused },
      async handle({ who: { company }, params }) {
        mustPrint(await work.cancel(company, params.print));
        events.kick();
        return { status: 204 };
      },
    }),
  ];
};
