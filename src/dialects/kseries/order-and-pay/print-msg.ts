import { z } from "zod";
import { printMessage } from "../../../commands/online/print-message.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Docket } from "../../../paper/docket/docket.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { bean } from "../validation.ts";
import { locationQuery } from "../wire.ts";
import { requiredText } from "./order-body.ts";
import { OK, OkOut } from "./pay-accept.ts";

const MESSAGE_MAX = 2_000;

const MessageIn = z.object(
  {
    message: requiredText(1, MESSAGE_MAX),
    alsoToPrinter: z
      .boolean({ error: "must be true or false" })
      .nullish()
      .meta({ description: "Yes, unless given: no other place shows a message as surely." }),
  },
  { error: "must be an object" },
);

const docketOfMessage = (message: string, site: string): Docket => ({
  kind: "docket",
  station: "Message",
  site,
  orderId: null,
  saleNumber: null,
  orderType: null,
  table: null,
  guests: null,
  customer: null,
  notes: message,
  placed: null,
  promised: null,
  docketNumber: null,
  courses: [],
});

/** A message to the people at a location. */
export const messageRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const print = printMessage(storage);
  return [
    route({
      tag: "Order and Pay: orders",
      id: "kseries.message",
      summary: "Send a message to a location",
      description: "It comes out of every printer of the location. A printer that is not there gets it within a day.",
      method: "POST",
      path: "/o/op/1/printMsg",
      audience: "addon",
      permission: "orders-api",
      query: z.object(locationQuery),
      body: bean("message", MessageIn),
      responses: { 200: { description: "It is on its way.", schema: OkOut } },
      async handle({ who: { company }, query, body: { message, alsoToPrinter } }) {
        const site = locationOf(await storage.reads(company).catalogue(), query.businessLocationId);
        const doc = alsoToPrinter === false ? null : JSON.stringify(docketOfMessage(message, site.name));
        await print(company, site, { text: message, doc });
        return OK;
      },
    }),
  ];
};
