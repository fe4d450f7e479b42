import { z } from "zod";
import { explainOrder } from "../../../domain/order/explain.ts";
import type { CompanyId, OrderId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import { HttpError, notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { minorDigits } from "../../../kit/money.ts";
import { orderInvoice } from "../../../paper/order-invoice.ts";
import type { Storage } from "../../../storage/storage.ts";
import { money, pathId } from "../wire.ts";
import { receiptRoutes } from "./receipt-routes.ts";

const StepOut = z.object({ step: z.string(), how: z.string(), result: z.string() });
const ExplainOut = z.object({
  id: z.int(),
  currency: z.string(),
  lines: z.array(z.object({ number: z.int(), line_id: z.string(), name: z.string(), steps: z.array(StepOut) })),
  totals: z.array(StepOut),
  payments: z.array(z.object({ number: z.int(), steps: z.array(StepOut) })),
  total: z.number(),
  total_tax: z.number(),
  remaining: z.number(),
});

const orderOf = async (storage: Storage, company: CompanyId, id: OrderId): Promise<Order> => {
  const order = await storage.reads(company).order(id);
  if (!order) throw notFound("order");
  return order;
};

export type PaperParts = Readonly<{
  storage: Storage;
  /** The company's logo as PNG or JPEG, when it has one. */
  logoOf: (company: CompanyId) => Promise<Buffer | null>;
}>;

/** What an order looks like on paper, and how its amounts came about. */
export const paperRoutes = (
  { storage, logoOf }: PaperParts,
  prefix: string,
  audience: "addon" | "operator",
): Route[] => {
  const one = `${prefix}/companies/:company/orders/:order(^\\d{1,40}$)`;
  const ids = audience === "addon" ? "orders" : "operator.orders";
  const common = {
    tag: "Orders",
    method: "GET",
    audience,
    permission: "orders:read",
    params: z.object({ order: pathId<OrderId>() }),
  } as const;
  return [
    ...receiptRoutes(storage, { ...common, ids, path: `${one}/receipt` }),
    route({
      ...common,
      id: `${ids}.pdf`,
      summary: "Get the PDF tax invoice of a completed order",
      path: `${one}/pdf`,
      responses: {
        200: { description: "The tax invoice.", type: "application/pdf" },
        400: { description: "The order is not COMPLETE." },
      },
      async handle({ who, params }) {
        const reads = storage.reads(who.company);
        const order = await orderOf(storage, who.company, params.order);
        if (order.status !== "COMPLETE") {
          throw new HttpError(400, "order_not_complete", "Only a COMPLETE order has a PDF invoice.", {
            status: order.status,
          });
        }
        const [catalogue, customer, original] = await Promise.all([
          reads.catalogue(),
          order.customer ? reads.customer(order.customer.id) : undefined,
          order.originalOrderId === null ? undefined : reads.order(order.originalOrderId),
        ]);
        const invoice = orderInvoice({
          order,
          catalogue,
          customer: customer ?? null,
          original: original ?? null,
          logo: await logoOf(who.company),
        });
        // Fonts and all are only loaded when the first invoice is asked for.
        const { renderInvoicePdf } = await import("../../../paper/invoice-pdf.ts");
        return {
          status: 200,
          bytes: { type: "application/pdf", content: await renderInvoicePdf(invoice) },
          headers: { "content-disposition": `inline; filename="invoice-${order.saleId}.pdf"` },
        };
      },
    }),
    route({
      ...common,
      id: `${ids}.explain`,
      summary: "See how every cent of an order came about",
      description: "An addition of this project: line by line, each step from unit price to total, tax and tip share.",
      path: `${one}/explain`,
      responses: { 200: { description: "The steps.", schema: ExplainOut } },
      async handle({ who, params }) {
        const order = await orderOf(storage, who.company, params.order);
        const { lines, totals, payments } = explainOrder(order);
        const digits = minorDigits(order.currency);
        return {
          status: 200,
          body: {
            id: order.id,
            currency: order.currency,
            lines: lines.map(({ line, steps }) => ({
              number: line.number,
              line_id: line.lineId,
              name: line.name,
              steps,
            })),
            totals,
            payments,
            total: money(order.totals.total, digits),
            total_tax: money(order.totals.totalTax, digits),
            remaining: money(order.totals.remaining, digits),
          },
        };
      },
    }),
  ];
};
