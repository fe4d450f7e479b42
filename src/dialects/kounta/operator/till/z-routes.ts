import { z } from "zod";
import { closeTill, zKey } from "../../../../commands/till/reports.ts";
import type { PaymentMethodId, RegisterId } from "../../../../domain/ids.ts";
import { limits } from "../../../../domain/order/limits.ts";
import { type Ask, type Route, route } from "../../../../http/route.ts";
import { minorDigits } from "../../../../kit/money.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { decimal, freeText, id, pathId, toMinor } from "../../wire.ts";
import { askedPage, pageAnswer } from "../records/list.ts";
import { COMPANY, found, locationOf } from "../wire.ts";
import { changeAnswer } from "./once.ts";
import { PAPER_FORMS, onPaper } from "./on-paper.ts";
import { tillError } from "./refusals.ts";
import { ZReportOut, zReportShape } from "./report-shape.ts";
import { tillOf } from "./who.ts";
import { paging } from "./wire.ts";

/** Ways of paying in one count: more than any company has. */
const COUNTED_MAX = 200;

const CountIn = z.object(
  {
    counted: z
      .array(
        z.object(
          { method_id: id<PaymentMethodId>(), amount: decimal({ decimals: 4 }) },
          { error: "must be an object" },
        ),
        { error: "must be a list" },
      )
      .max(COUNTED_MAX, { error: `must not have more than ${COUNTED_MAX} entries` })
      .default([])
      .meta({ description: "What is there of each way of paying. What is not named was not counted." }),
    note: freeText(limits.shortTextMax).nullish(),
    number: id<number>().optional().meta({
      description:
        "`next_number` of the X report that was counted by. With it, two who count at once cannot both close.",
    }),
  },
  { error: "must be an object" },
);

/** Closing the till of a register, and the reports of its closed periods. */
export const zRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const doc = { tag: "Till", audience: "operator", permission: "till:write" } as const;
  const register = { register: pathId<RegisterId>() };
  const one = z.object({ ...register, number: pathId<number>() });
  const path = `${COMPANY}/registers/:register/z_reports`;
  const reportOf = async (ask: Ask<z.output<typeof one>, unknown, unknown>) => {
    const reads = storage.reads(ask.who.company);
    const catalogue = await reads.catalogue();
    const { id: registerId } = tillOf(ask, catalogue, ask.params.register);
    const report = await reads.documents.get("z_report", zKey(registerId, ask.params.number));
    return { report: found(report, "Z report"), catalogue };
  };

  return [
    route({
      ...doc,
      id: "operator.zReports.create",
      summary: "Count a till and close its period",
      description:
        "Makes the Z report and the reconciliation of the register in one go. The next period begins here: every order and every movement of cash is in exactly one Z report.",
      method: "POST",
      path,
      params: z.object(register),
      body: CountIn,
      idempotent: true,
      responses: {
        201: { description: "The report; Location names it.", schema: ZReportOut },
        409: { description: "There is nothing to close, or somebody else closed the till." },
      },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const { id: registerId } = tillOf(ask, catalogue, ask.params.register);
        const { note, number } = ask.body;
        const digits = minorDigits(catalogue.company.currency);
        const counted = ask.body.counted.map(({ method_id: methodId, amount }, i) => ({
          methodId,
          amount: toMinor(amount, digits, `counted.${i}.amount`),
        }));
        const count = { counted, note: note?.trim() || null, ...(number !== undefined && { number }) };
        return changeAnswer(storage, ask, {
          work: closeTill(registerId, ask.caller.staffId!, count),
          answer: (report) => ({
            status: 201,
            body: zReportShape(report, catalogue),
            headers: locationOf(ask, `registers/${registerId}/z_reports/${report.number}`),
          }),
          error: tillError,
        });
      },
    }),
    route({
      ...doc,
      id: "operator.zReports.list",
      summary: "List the Z reports of a register",
      description: "Newest first.",
      method: "GET",
      path,
      params: z.object(register),
      query: z.object(paging),
      responses: { 200: { description: "A page of reports.", schema: z.array(ZReportOut) } },
      async handle(ask) {
        const reads = storage.reads(ask.who.company);
        const catalogue = await reads.catalogue();
        const { id: registerId } = tillOf(ask, catalogue, ask.params.register);
        const asked = { keyPrefix: `${registerId} ` };
        const page = askedPage(ask);
        const { size, index } = page;
        const [{ rows }, total] = await Promise.all([
          reads.documents.list("z_report", asked, { size, offset: index * size }),
          reads.documents.count("z_report", asked),
        ]);
        return pageAnswer(
          ask,
          page,
          rows.map((report) => zReportShape(report, catalogue)),
          total,
        );
      },
    }),
    route({
      ...doc,
      id: "operator.zReports.get",
      summary: "Get a Z report",
      method: "GET",
      path: `${path}/:number(^\\d{1,40}$)`,
      params: one,
      responses: { 200: { description: "The report.", schema: ZReportOut } },
      async handle(ask) {
        const { report, catalogue } = await reportOf(ask);
        return { status: 200, body: zReportShape(report, catalogue) };
      },
    }),
    ...PAPER_FORMS.map(({ form, words, ending, type, says }) =>
      route({
        ...doc,
        id: `operator.zReports.${form}`,
        summary: `Get a Z report as ${words}`,
        method: "GET",
        path: `${path}/:number(^\\d{1,40}).${ending}`,
        params: one,
        responses: { 200: { description: says, type } },
        async handle(ask) {
          const { report, catalogue } = await reportOf(ask);
          return onPaper(form, report, catalogue);
        },
      }),
    ),
  ];
};
