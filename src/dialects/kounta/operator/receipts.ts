import { z } from "zod";
import type { OrderId } from "../../../domain/ids.ts";
import { badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { receiptFor } from "../orders/receipt-routes.ts";
import { outId } from "../resources/venue-wire.ts";
import { id, pathId } from "../wire.ts";
import type { JobsAdded } from "./deliveries-replay.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

type Parts = Readonly<{ storage: Storage; events: JobsAdded }>;

/** Receipts on paper: the receipt as it is now becomes a print job. */
export const operatorReceiptRoutes = ({ storage, events }: Parts): readonly Route[] => [
  route({
    id: "operator.orders.receipt.print",
    summary: "Print the receipt of an order",
    description: "On a printer of the order's site. Each request prints once more.",
    tag: "Orders",
    method: "POST",
    path: `${COMPANY}/orders/:order(^\\d{1,40}$)/receipt`,
    audience: "operator",
    permission: "orders:write",
    params: z.object({ order: pathId<OrderId>() }),
    body: z.object({ printer_id: id<number>() }, { error: "must be an object" }),
    responses: {
      201: { description: "It is on its way to the printer.", schema: z.object({ id: outId }) },
    },
    async handle(ask) {
      const { company } = ask.who;
      const reads = storage.reads(company);
      const [order, catalogue] = await Promise.all([reads.order(ask.params.order), reads.catalogue()]);
      const { id: orderId, siteId } = found(order, "order");
      const printer = catalogue.get("printer", ask.body.printer_id);
      if (printer?.siteId !== siteId) {
        const says = "printer_id: must be a printer of the order's site";
        throw badRequest(says, { field: "printer_id", value: ask.body.printer_id });
      }
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
      return { status: 201, body: { id: job! }, headers: locationOf(ask, `print_jobs/${job}`) };
    },
  }),
];
