import type { z } from "zod";
import type { CompanyId, OrderId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { preferredType } from "../../../http/negotiate.ts";
import { type Answer, type RouteDoc, type Route, route } from "../../../http/route.ts";
import { anyLetters } from "../../../paper/escpos/letters.ts";
import { renderText } from "../../../paper/escpos/render-text.ts";
import type { Receipt } from "../../../paper/receipt/receipt.ts";
import { receiptOf } from "../../../paper/receipt/receipt-of.ts";
import type { Storage } from "../../../storage/storage.ts";

/** Characters in a row of a receipt as text: what a roll of 80 mm holds. */
const COLUMNS = 42;
const TEXT = "text/plain; charset=utf-8";
const PDF = "application/pdf";

/** The receipt of an order as it is now. Throws HttpError 404. */
export const receiptFor = async (storage: Storage, company: CompanyId, id: OrderId): Promise<Receipt> => {
  const reads = storage.reads(company);
  const order = await reads.order(id);
  if (!order) throw notFound("order");
  const [catalogue, customer, original] = await Promise.all([
    reads.catalogue(),
    order.customer ? reads.customer(order.customer.id) : undefined,
    order.originalOrderId === null ? undefined : reads.order(order.originalOrderId),
  ]);
  return receiptOf({ order, catalogue, customer: customer ?? null, original: original ?? null });
};

const asText = (receipt: Receipt): Answer => {
  const lines = renderText(receipt, { columns: COLUMNS, letters: anyLetters });
  return { status: 200, bytes: { type: TEXT, content: Buffer.from(`${lines.join("\n")}\n`) } };
};

const asPdf = async (receipt: Receipt): Promise<Answer> => {
  // Fonts and all are only loaded when the first one is asked for.
  const { renderReceiptPdf } = await import("../../../paper/receipt/receipt-pdf.ts");
  return {
    status: 200,
    bytes: { type: PDF, content: await renderReceiptPdf(receipt) },
    headers: { "content-disposition": `inline; filename="receipt-${receipt.saleId}.pdf"` },
  };
};

type Doc = Pick<RouteDoc, "tag" | "audience" | "permission" | "method" | "path"> &
  Readonly<{ ids: string; params: z.ZodObject<{ order: z.ZodType<OrderId> }> }>;

/** An order's receipt as text or PDF: by the Accept header, or by the ending of the path. */
export const receiptRoutes = (storage: Storage, { ids, path, ...doc }: Doc): readonly Route[] => [
  route({
    ...doc,
    id: `${ids}.receipt`,
    summary: "Get the receipt of an order",
    description:
      "An addition of this project. Plain text, or a PDF for `Accept: application/pdf`. An order that is not paid has its bill, a refund its refund slip.",
    path,
    responses: { 200: { description: "The receipt.", type: ["text/plain", PDF] } },
    async handle({ who, params, headers }) {
      const receipt = await receiptFor(storage, who.company, params.order);
      const type = preferredType(headers["accept"], ["text/plain", PDF]);
      const answer = type === PDF ? await asPdf(receipt) : asText(receipt);
      return { ...answer, headers: { ...answer.headers, vary: "accept" } };
    },
  }),
  route({
    ...doc,
    id: `${ids}.receiptText`,
    summary: "Get the receipt of an order as text",
    path: `${path}.txt`,
    responses: { 200: { description: "The receipt.", type: "text/plain" } },
    handle: async ({ who, params }) => asText(await receiptFor(storage, who.company, params.order)),
  }),
  route({
    ...doc,
    id: `${ids}.receiptPdf`,
    summary: "Get the receipt of an order as PDF",
    path: `${path}.pdf`,
    responses: { 200: { description: "The receipt.", type: PDF } },
    handle: async ({ who, params }) => asPdf(await receiptFor(storage, who.company, params.order)),
  }),
];
