import { z } from "zod";
import type { OrderId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { receiptFor } from "../orders/receipt-routes.ts";
import { outId } from "../resources/venue-wire.ts";
import { id, pathId } from "../wire.ts";
import type { JobsAdded } from "./deliveries-replay.ts";
import { sitePrinter } from "./site-printer.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

type Parts = Readonly<{ storage: Storage; events: JobsAdded }>;

/** Receipts on paper: the receipt as it is now becomes a print job. */
export const operatorReceiptRoutes = ({ storage, events }: Parts): readonly Route[] => [
  route({
    id: "operator.orders.receipt.print",
    summary: "Print the receipt of an order",
    description:
      "On a printer of the order's site: the one that is named, or the first that is switched on. Each request prints once more.",
    tag: "Orders",
    method: "POST",
    path: `${COMPANY}/orders/:order(^\\d{1,40}$)/receipt`,
    audience: "operator",
    permission: "orders:write",
    params: z.object({ order: pathId<OrderId>() }),
    body: z.object({ printer_id: id<number>().optional() }, { error: "must be an object" }),
    responses: {
      201: { description: "It is on its way to the printer.", schema: z.object({ id: outId, printer_id: outId }) },
      409: { description: "There is no printer." },
    },
    async handle(ask) {
      const { company } = ask.who;
      const reads = storage.reads(company);
      const [order, catalogue] = await Promise.all([reads.order(ask.params.order), reads.catalogue()]);
      const { id: orderId, siteId } = found(order, "order");
      const printer = sitePrinter({ catalogue, siteId, asked: ask.body.printer_id, whose: "order" });
      const receipt = await receiptFor(storage, company, orderId);
      const [job] = await storage.prints.add([
        {
          companyId: company,
          siteId,
          orderId,
          printerId: printer.id,
          eventId: null,
          kind: "receipt",
          doc: JSON.stringify(receipt),
        },
      ]);
      events.kick();
      const body = { id: job!, printer_id: printer.id };
      return { status: 201, body, headers: locationOf(ask, `print_jobs/${job}`) };
    },
  }),
];
