import { z } from "zod";
import { printingWork } from "../../../commands/printing.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { CompanyId, OrderId, SiteId } from "../../../domain/ids.ts";
import { type Caller, mayDo } from "../../../http/callers.ts";
import { badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import type { Paper } from "../../../paper/escpos/paper.ts";
import { renderText } from "../../../paper/escpos/render-text.ts";
import type { PrintJob } from "../../../storage/prints.ts";
import { pageAsked, pageQuery } from "../paging.ts";
import { outId } from "../resources/venue-wire.ts";
import { id, pathId } from "../wire.ts";
import { uncounted } from "./deliveries-paging.ts";
import { instant } from "./deliveries-shape.ts";
import type { PrintingParts } from "./printers.ts";
import { mustPrint, printingError } from "./printers-refusals.ts";
import { changeAnswer } from "./till/once.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

const STATES = ["waiting", "printing", "printed", "cancelled"] as const;
const KINDS = ["docket", "changes", "void", "reprint", "receipt", "report", "test"] as const;
/** How wide a docket is shown whose printer is gone. */
const COLUMNS = 42;

const rowShape = (job: PrintJob, catalogue: Catalogue) => ({
  id: job.id,
  site_id: job.siteId,
  order_id: job.orderId,
  printer_id: job.printerId,
  printer_name: catalogue.get("printer", job.printerId)?.name ?? null,
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
  printer_name: z.string().nullable().meta({ description: "Null when the printer is gone." }),
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

/**
 * Whoever takes orders sees what was printed of an order, and prints that again: a docket says no more than its order.
 * The rest (tests, reports, lists of a printer) is for those who look after printers.
 */
const READS = ["printers:read", "orders:read"] as const;
const PRINTS_AGAIN = ["printers:write", "orders:write"] as const;
const isOpenTo = (caller: Caller, job: PrintJob): boolean => job.orderId !== null || mayDo(caller, READS[0]);

/** What goes to the printers, and what became of it. */
export const printJobRoutes = ({ storage, events, pageSize }: PrintingParts): readonly Route[] => {
  const { prints } = storage;
  const work = printingWork(storage);
  const doc = { tag: "Printers", audience: "operator" } as const;
  const path = `${COMPANY}/print_jobs`;
  const one = z.object({ print: pathId<number>() });
  const refused = { description: "Not possible; the error says why." };
  const jobFor = async (caller: Caller, company: CompanyId, wanted: number): Promise<PrintJob> => {
    const job = await prints.get(company, wanted);
    return found(job && isOpenTo(caller, job) ? job : undefined, "print job");
  };
  return [
    route({
      ...doc,
      id: "operator.printJobs.list",
      summary: "List print jobs",
      description:
        "Newest first. There is no count of pages; `X-Next-Page` leads on. With `orders:read` only, `order_id` has to be given.",
      method: "GET",
      path,
      permission: READS,
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
        if (orderId === undefined && !mayDo(ask.caller, READS[0])) {
          throw badRequest(`order_id: is needed without the permission ${READS[0]}`, { field: "order_id" });
        }
        const asked = given({ siteId, orderId, printerId, state });
        const page = await prints.list(ask.who.company, asked, pageAsked(ask, pageSize));
        const catalogue = await storage.reads(ask.who.company).catalogue();
        return uncounted(ask, page, pageSize, (job) => rowShape(job, catalogue));
      },
    }),
    route({
      ...doc,
      id: "operator.printJobs.get",
      summary: "Get a print job with its docket",
      method: "GET",
      path: `${path}/:print`,
      permission: READS,
      params: one,
      responses: { 200: { description: "The full record.", schema: JobOut } },
      async handle({ who: { company }, caller, params }) {
        const job = await jobFor(caller, company, params.print);
        const catalogue = await storage.reads(company).catalogue();
        const docket = JSON.parse(job.doc) as Paper;
        const columns = catalogue.get("printer", job.printerId)?.columns ?? COLUMNS;
        const text = renderText(docket, { columns, reprint: job.kind === "reprint" }).join("\n");
        return { status: 200, body: { ...rowShape(job, catalogue), docket, text } };
      },
    }),
    route({
      ...doc,
      id: "operator.printJobs.reprint",
      summary: "Print something again",
      description: "It is marked REPRINT. On its own printer, or another of the site.",
      method: "POST",
      path: `${path}/:print/reprint`,
      permission: PRINTS_AGAIN,
      idempotent: true,
      params: one,
      body: z.object({ printer_id: id<number>().optional() }, { error: "must be an object" }),
      responses: { 201: { description: "The new print job.", schema: z.object({ id: outId }) }, 400: refused },
      async handle(ask) {
        const job = await jobFor(ask.caller, ask.who.company, ask.params.print);
        const answer = await changeAnswer(storage, ask, {
          work: work.reprint(job, ask.body.printer_id),
          answer: (made) => ({ status: 201, body: { id: made }, headers: locationOf(ask, `print_jobs/${made}`) }),
          error: printingError,
        });
        events.kick();
        return answer;
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
