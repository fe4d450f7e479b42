import { z } from "zod";
import { xReport, zKey } from "../../../../commands/till/reports.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { CompanyId, RegisterId } from "../../../../domain/ids.ts";
import type { Register } from "../../../../domain/catalogue/records.ts";
import { type Ask, type Route, route } from "../../../../http/route.ts";
import { tillReportOf } from "../../../../paper/till-report/till-report-of.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { done } from "../../../../kit/brand.ts";
import { outId } from "../../resources/venue-wire.ts";
import { id, pathId } from "../../wire.ts";
import type { JobsAdded } from "../deliveries-replay.ts";
import { sitePrinter } from "../site-printer.ts";
import { COMPANY, found } from "../wire.ts";
import { changeAnswer } from "./once.ts";
import { PAPER_FORMS, onPaper } from "./on-paper.ts";
import { tillError } from "./refusals.ts";
import { XReportOut, xReportShape } from "./report-shape.ts";
import { tillOf } from "./who.ts";

export type TillParts = Readonly<{ storage: Storage; events: JobsAdded }>;

/** What a register has taken since its till was last counted. */
export const reportRoutes = ({ storage, events }: TillParts): readonly Route[] => {
  const doc = { tag: "Till", audience: "operator", permission: "till:write" } as const;
  const params = z.object({ register: pathId<RegisterId>() });
  const at = `${COMPANY}/registers/:register`;
  const report = xReport(storage);

  const current = async (company: CompanyId, catalogue: Catalogue, register: Register) => {
    const made = await report(company, register.id, catalogue);
    if (!made.ok) throw tillError(made.error);
    return made.value;
  };
  type Asked = Ask<z.output<typeof params>, unknown, unknown>;
  const prepared = async (ask: Asked) => {
    const catalogue = await storage.reads(ask.who.company).catalogue();
    return { catalogue, register: tillOf(ask, catalogue, ask.params.register) };
  };

  return [
    route({
      ...doc,
      id: "operator.xReport.get",
      summary: "Get the X report of a register",
      description:
        "What it took from the last Z report to now. The orders of a register are those with its id; they count when they are completed.",
      method: "GET",
      path: `${at}/x_report`,
      params,
      responses: { 200: { description: "The report.", schema: XReportOut } },
      async handle(ask) {
        const { catalogue, register } = await prepared(ask);
        const { report: x, next } = await current(ask.who.company, catalogue, register);
        return { status: 200, body: xReportShape(x, next, catalogue) };
      },
    }),
    ...PAPER_FORMS.map(({ form, words, ending, type, says }) =>
      route({
        ...doc,
        id: `operator.xReport.${form}`,
        summary: `Get the X report of a register as ${words}`,
        method: "GET",
        path: `${at}/x_report.${ending}`,
        params,
        responses: { 200: { description: says, type } },
        async handle(ask) {
          const { catalogue, register } = await prepared(ask);
          const { report: x } = await current(ask.who.company, catalogue, register);
          return onPaper(form, x, catalogue);
        },
      }),
    ),
    route({
      ...doc,
      id: "operator.tillReports.print",
      summary: "Print an X or Z report",
      description:
        "On a printer of the register's site: the one that is named, or the register's receipt printer; without one on a printer that no print rule uses, or the first that is switched on.",
      method: "POST",
      path: `${at}/print_report`,
      params,
      idempotent: true,
      body: z.object(
        {
          z: id<number>()
            .nullable()
            .optional()
            .meta({ description: "The number of a Z report; null prints the X report." }),
          printer_id: id<number>().optional(),
        },
        { error: "must be an object" },
      ),
      responses: {
        201: { description: "It is on its way to the printer.", schema: z.object({ id: outId, printer_id: outId }) },
        409: { description: "There is no printer." },
      },
      async handle(ask) {
        const { company } = ask.who;
        const { catalogue, register } = await prepared(ask);
        const { z: number, printer_id: asked } = ask.body;
        const shown =
          typeof number === "number"
            ? found(await storage.reads(company).documents.get("z_report", zKey(register.id, number)), "Z report")
            : (await current(company, catalogue, register)).report;
        const doc = JSON.stringify(tillReportOf(shown, catalogue));
        const { id: registerId, siteId } = register;
        const answer = await changeAnswer(storage, ask, {
          async work(tx) {
            const where = { siteId, asked, whose: "register", registers: [registerId] };
            const { id: printerId } = sitePrinter({ ...where, catalogue: tx.catalogue });
            const [job] = await tx.prints.add([
              { siteId, orderId: null, printerId, eventId: null, kind: "report", doc },
            ]);
            return done({ id: job!, printer_id: printerId });
          },
          answer: (body) => ({ status: 201, body }),
          error: (never: never) => never,
        });
        events.kick();
        return answer;
      },
    }),
  ];
};
