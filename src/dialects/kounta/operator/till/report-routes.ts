import { z } from "zod";
import { xReport, zKey } from "../../../../commands/till/reports.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { CompanyId, RegisterId } from "../../../../domain/ids.ts";
import type { Register } from "../../../../domain/catalogue/records.ts";
import { type Answer, type Ask, type Route, route } from "../../../../http/route.ts";
import { anyLetters } from "../../../../paper/escpos/letters.ts";
import { renderText } from "../../../../paper/escpos/render-text.ts";
import type { TillReportPaper } from "../../../../paper/till-report/till-report.ts";
import { tillReportOf } from "../../../../paper/till-report/till-report-of.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { outId } from "../../resources/venue-wire.ts";
import { id, pathId } from "../../wire.ts";
import type { JobsAdded } from "../deliveries-replay.ts";
import { sitePrinter } from "../site-printer.ts";
import { COMPANY, found } from "../wire.ts";
import { tillError } from "./refusals.ts";
import { XReportOut, xReportShape } from "./report-shape.ts";
import { tillOf } from "./who.ts";

export type TillParts = Readonly<{ storage: Storage; events: JobsAdded }>;

/** Characters in a row of a report as text: what a roll of 80 mm holds. */
const COLUMNS = 42;

export const asText = (paper: TillReportPaper): Answer => {
  const lines = renderText(paper, { columns: COLUMNS, letters: anyLetters });
  const content = Buffer.from(`${lines.join("\n")}\n`);
  return { status: 200, bytes: { type: "text/plain; charset=utf-8", content } };
};

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
    route({
      ...doc,
      id: "operator.xReport.text",
      summary: "Get the X report of a register as text",
      method: "GET",
      path: `${at}/x_report.txt`,
      params,
      responses: { 200: { description: "As it would be printed.", type: "text/plain" } },
      async handle(ask) {
        const { catalogue, register } = await prepared(ask);
        return asText(tillReportOf((await current(ask.who.company, catalogue, register)).report, catalogue));
      },
    }),
    route({
      ...doc,
      id: "operator.tillReports.print",
      summary: "Print an X or Z report",
      description: "On a printer of the register's site: the one that is named, or the first that is switched on.",
      method: "POST",
      path: `${at}/print_report`,
      params,
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
        const printer = sitePrinter({ catalogue, siteId: register.siteId, asked, whose: "register" });
        const shown =
          typeof number === "number"
            ? found(await storage.reads(company).documents.get("z_report", zKey(register.id, number)), "Z report")
            : (await current(company, catalogue, register)).report;
        const [job] = await storage.prints.add([
          {
            companyId: company,
            siteId: register.siteId,
            orderId: null,
            printerId: printer.id,
            eventId: null,
            kind: "report",
            doc: JSON.stringify(tillReportOf(shown, catalogue)),
          },
        ]);
        events.kick();
        return { status: 201, body: { id: job!, printer_id: printer.id } };
      },
    }),
  ];
};
