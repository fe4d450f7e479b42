import { z } from "zod";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { cardPaymentStates } from "../../../storage/sales.ts";
import type { Order, Payment } from "../../../domain/order/order.ts";
import type { CardPayment, CardPaymentState } from "../../../storage/sales.ts";
import { accountIdentifierOf, paymentFiscIdOf, uuidBase64Of } from "../ids.ts";
import type { KseriesParts } from "../routes.ts";
import { locationPath, whole, word } from "../wire.ts";
import { instant } from "./amounts.ts";
import { instantOf, placeOf, requiredWord } from "./periods.ts";

const Money = z.object({ value: z.string(), currency: z.string() });
const CardPaymentOut = z.object({
  accountFiscId: z.string(),
  lightspeedPaymentId: z.string(),
  uuid: z.string(),
  reference: z.string().optional(),
  status: z.enum(cardPaymentStates),
  createdDate: z.string(),
  captureDate: z.string(),
  modificationDate: z.string(),
  fees: Money,
  surcharge: Money,
});
const CardPaymentsOut = z.object({
  payments: z.array(CardPaymentOut),
  pageSize: z.int(),
  offset: z.int(),
  nextOffset: z.int().nullable().meta({ description: "Null on the last page." }),
});

/** A state that the vendor's own processor knows and no payment has here. */
const DISPUTED = "DISPUTED";

const oneOf = <T extends string>(name: string, values: readonly T[], otherwise: T, description: string) =>
  z
    .enum(values, { error: `Invalid ${name}: use ${values.join(" or ")}` })
    .default(otherwise)
    .meta({ description: `${description} ${otherwise} unless given.` });

const isState = (name: string): name is CardPaymentState => (cardPaymentStates as readonly string[]).includes(name);

/** The states asked for: separated by commas, the parameter repeated, or both. Throws HttpError 400. */
const statesOf = (given: string | readonly string[] | undefined): readonly CardPaymentState[] => {
  if (given === undefined) return cardPaymentStates;
  const names = [given].flat().flatMap((text) => text.split(","));
  const unknown = names.find((name) => !isState(name) && name !== DISPUTED);
  if (unknown !== undefined) throw new HttpError(400, "bad_request", `Invalid status: ${unknown}`);
  return names.filter(isState);
};

const shape = (found: CardPayment, order: Order, payment: Payment): z.output<typeof CardPaymentOut> => {
  const { currency } = order;
  const closed = instant(found.capturedAt);
  return {
    accountFiscId: accountIdentifierOf(order),
    lightspeedPaymentId: paymentFiscIdOf(order, payment),
    uuid: uuidBase64Of("payment", payment.id),
    ...(payment.ref !== null && { reference: payment.ref }),
    status: found.state,
    createdDate: closed,
    captureDate: closed,
    modificationDate: instant(found.changedAt),
    fees: { value: "0.00", currency },
    surcharge: { value: "0.00", currency },
  };
};

/** Card payments, by when they were taken or changed. There is no processor of our own: they are what the till booked. */
export const cardPaymentRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.financial.v2.lightspeedPayments",
    summary: "Get card payments",
    description:
      "Payments of closed sales by methods of the kind `card`. Servery is no payment processor: fees and surcharges are nothing, nothing is disputed, and a payment is as old as the closing of its sale.",
    tag: "Financial V2",
    method: "GET",
    audience: "addon",
    permission: "financial-api",
    path: "/f/v2/business-location/:businessLocationId/lightspeed-payments",
    params: z.object(locationPath),
    query: z.object({
      from: requiredWord("from", "OffsetDateTime", "ISO 8601 with an offset."),
      to: word("ISO 8601 with an offset; now unless given."),
      pageSize: whole({ from: 1, to: 100, otherwise: 50, description: "Payments on a page." }),
      offset: whole({ from: 0, to: 999_999_999, otherwise: 0, description: "Payments to pass over." }),
      sortDirection: oneOf("sortDirection", ["ASC", "DESC"], "ASC", "Oldest or newest first."),
      dateType: oneOf("dateType", ["CREATED", "MODIFIED"], "MODIFIED", "Which date lies in the period."),
      status: z
        .union([z.string(), z.array(z.string())])
        .optional()
        .meta({ type: "array", items: { type: "string", enum: [...cardPaymentStates, DISPUTED] } }),
    }),
    responses: { 200: { description: "By the date that was asked for.", schema: CardPaymentsOut } },
    async handle({ who, params, query }) {
      const reads = storage.reads(who.company);
      const place = placeOf(await reads.catalogue(), params.businessLocationId);
      const { site, catalogue } = place;
      const from = instantOf(query.from, place);
      const to = query.to === undefined ? storage.clock() + 1 : instantOf(query.to, place);
      if (from > to) throw new HttpError(400, "bad_request", "'from' date cannot be after 'to' date");
      const { pageSize, offset } = query;
      const found = await reads.sales.cardPayments({
        siteId: site.id,
        from,
        to,
        methods: catalogue
          .all("payment_method")
          .filter(({ kind }) => kind === "card")
          .map(({ id }) => id),
        by: query.dateType === "CREATED" ? "capturedAt" : "changedAt",
        states: statesOf(query.status),
        newestFirst: query.sortDirection === "DESC",
        size: pageSize,
        offset,
      });
      const page = found.slice(0, pageSize);
      const orders = new Map((await reads.sales.orders(page.map(({ orderId }) => orderId))).map((o) => [o.id, o]));
      const body: z.output<typeof CardPaymentsOut> = {
        payments: page.flatMap((one) => {
          const order = orders.get(one.orderId);
          const payment = order?.payments.find(({ number }) => number === one.number);
          return order && payment ? [shape(one, order, payment)] : [];
        }),
        pageSize,
        offset,
        nextOffset: found.length > pageSize ? offset + pageSize : null,
      };
      return { status: 200, body };
    },
  }),
];
