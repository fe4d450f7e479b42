import { z } from "zod";
import type { CompanyId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { VirtualPrinter } from "../../../paper/escpos/virtual-printer.ts";
import { pathId } from "../wire.ts";

const Docket = z.object({ id: z.int(), printed_at: z.string(), text: z.string() });
const State = z.object({
  online: z.boolean({ error: "must be true or false" }).optional(),
  paper_out: z.boolean({ error: "must be true or false" }).optional(),
  cover_open: z.boolean({ error: "must be true or false" }).optional(),
});

/** Each company's own virtual printer. */
export type VirtualPrintersOf = Readonly<{ of(company: CompanyId): Promise<VirtualPrinter> }>;

/** Looking at what the sandbox's virtual printer has printed, and playing its faults. */
export const virtualPrinterRoutes = ({ virtual }: { virtual: VirtualPrintersOf | undefined }): readonly Route[] => {
  // A docket says no more than its order: whoever may see orders may see what was printed of them.
  const permission = ["printers:read", "orders:read"] as const;
  const doc = { tag: "Virtual printer", audience: "operator", permission } as const;
  const path = "/admin/api/virtual_printer";
  const there = (company: CompanyId): Promise<VirtualPrinter> => {
    if (!virtual) throw notFound("virtual printer: SERVERY_VIRTUAL_PRINTER switches it on");
    return virtual.of(company);
  };
  const params = z.object({ docket: pathId<number>() });
  return [
    route({
      ...doc,
      id: "operator.virtualPrinter.dockets",
      summary: "List what the virtual printer has printed",
      description:
        "The newest last. For trying out: every company on this server has one of its own, and a printer with the host `virtual` is that one.",
      method: "GET",
      path: `${path}/dockets`,
      responses: { 200: { description: "The dockets that it still has.", schema: z.array(Docket) } },
      async handle({ who }) {
        const dockets = (await there(who.company)).dockets();
        const body = dockets.map(({ id, at, text }) => ({ id, printed_at: new Date(at).toISOString(), text }));
        return { status: 200, body };
      },
    }),
    route({
      ...doc,
      id: "operator.virtualPrinter.picture",
      summary: "See a docket as a picture",
      method: "GET",
      path: `${path}/dockets/:docket/png`,
      params,
      responses: { 200: { description: "The docket as it came out.", type: "image/png" } },
      async handle({ who, params }) {
        const content = await (await there(who.company)).png(params.docket);
        if (!content) throw notFound("docket");
        return { status: 200, bytes: { type: "image/png", content } };
      },
    }),
    route({
      ...doc,
      id: "operator.virtualPrinter.update",
      summary: "Switch the virtual printer off, open its cover, take its paper",
      method: "PUT",
      path,
      permission: "printers:write",
      body: State,
      responses: { 200: { description: "As it is now.", schema: State } },
      async handle({ who, body }) {
        const printer = await there(who.company);
        if (body.online !== undefined) await printer.setOnline(body.online);
        if (body.paper_out !== undefined) printer.setPaperOut(body.paper_out);
        if (body.cover_open !== undefined) printer.setCoverOpen(body.cover_open);
        return { status: 200, body };
      },
    }),
  ];
};
