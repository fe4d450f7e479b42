import { z } from "zod";
import type { OrderId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { done } from "../../../kit/brand.ts";
import { receiptFor } from "../orders/receipt-routes.ts";
import { outId } from "../resources/venue-wire.ts";
import { id, pathId } from "../wire.ts";
import type { JobsAdded } from "./deliveries-replay.ts";
import { sitePrinter } from "./site-printer.ts";
import { changeAnswer } from "./till/once.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

type Parts = Readonly<{ storage: Storage; events: JobsAdded }>;

/** Receipts on paper: the receipt as it is now becomes a print job. */
export const operatorReceiptRoutes = ({ storage, events }: Parts): readonly Route[] => [
  route({
    id: "operator.orders.receipt.print",
    summary: "Print the receipt of an order",
    description:
      "On a printer of the order's site: the one that is named, or the receipt printer of the register where the caller signed in, or of the order's; without one on a printer that no print rule uses, or the first that is switched on. Each request prints once more, but for one with a key that was used before.",
    tag: "Orders",
    method: "POST",
    path: `${COMPANY}/orders/:order(^\\d{1,40}$)/receipt`,
    audience: "operator",
    permission: "orders:write",
    idempotent: true,
    params: z.object({ order: pathId<OrderId>() }),
    body: z.object({ printer_id: id<number>().optional() }, { error: "must be an object" }),
    responses: {
      201: { description: "It is on its way to the printer.", schema: z.object({ id: outId, printer_id: outId }) },
      409: { description: "There is no printer." },
    },
    async handle(ask) {
      const { company } = ask.who;
      const { id: orderId, siteId, registerId } = found(await storage.reads(company).order(ask.params.order), "order");
      const doc = JSON.stringify(await receiptFor(storage, company, orderId));
      const registers = [ask.caller.registerId, registerId];
      const answer = await changeAnswer(storage, ask, {
        async work(tx) {
          const asked = ask.body.printer_id;
          const { id: printerId } = sitePrinter({ catalogue: tx.catalogue, siteId, asked, whose: "order", registers });
          const [job] = await tx.prints.add([{ siteId, orderId, printerId, eventId: null, kind: "receipt", doc }]);
          return done({ id: job!, printer_id: printerId });
        },
        answer: (body) => ({ status: 201, body, headers: locationOf(ask, `print_jobs/${body.id}`) }),
        error: (never: never) => never,
      });
      events.kick();
      return answer;
    },
  }),
];
