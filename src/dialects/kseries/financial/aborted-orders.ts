import { z } from "zod";
import { type Route, route } from "../../../http/route.ts";
import { dec, minorDigits } from "../../../kit/money.ts";
import type { Order } from "../../../domain/order/order.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath } from "../wire.ts";
import { amountText, decimalText, instant, unitPriceText } from "./amounts.ts";
import { type Names, namesOf } from "./names.ts";
import { daySpan, placeOf, requiredWord } from "./periods.ts";

const AbortedOut = z.array(
  z.object({
    staffName: z.string().optional(),
    timeOfAbortedOrder: z.string(),
    totalAmountAborted: z.string(),
    abortedLineItems: z.array(
      z.object({
        itemName: z.string(),
        itemSku: z.string(),
        itemQuantity: z.string(),
        itemAmount: z.string(),
        itemPrice: z.string(),
      }),
    ),
  }),
);

const shape = (order: Order, at: number, names: Names) => {
  const digits = minorDigits(order.currency);
  const staffName = order.staffId === null ? undefined : names.staff(order.staffId);
  return {
    ...(staffName !== undefined && { staffName }),
    timeOfAbortedOrder: instant(at),
    totalAmountAborted: amountText(order.totals.total, digits),
    abortedLineItems: order.lines.map((line) => ({
      itemName: line.name,
      itemSku: line.sku ?? String(line.productId),
      itemQuantity: decimalText(dec(line.quantity), 3),
      itemAmount: amountText(line.totalIncTax, digits),
      itemPrice: unitPriceText(line),
    })),
  };
};

export const abortedOrderRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.financial.v2.abortedOrders",
    summary: "Get the aborted orders of a business day",
    description: "Orders with items that were deleted or turned down on that day, before they were paid.",
    tag: "Financial V2",
    method: "GET",
    audience: "addon",
    permission: "financial-api",
    path: "/f/v2/beta/business-location/:businessLocationId/aborted-orders",
    params: z.object(locationPath),
    query: z.object({ date: requiredWord("date", "LocalDate", "The business day, such as 2026-01-15.") }),
    responses: { 200: { description: "In the order in which they came to nothing.", schema: AbortedOut } },
    async handle({ who, params, query }) {
      const reads = storage.reads(who.company);
      const place = placeOf(await reads.catalogue(), params.businessLocationId);
      const { site, catalogue } = place;
      const aborted = await reads.sales.aborted({ siteId: site.id, ...daySpan(query.date, place, storage.clock()) });
      const names = namesOf(catalogue, site);
      const body: z.output<typeof AbortedOut> = aborted
        .filter(({ order }) => order.lines.length > 0)
        .map(({ order, at }) => shape(order, at, names));
      return { status: 200, body };
    },
  }),
];
