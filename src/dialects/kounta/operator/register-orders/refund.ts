import { z } from "zod";
import { refundWork } from "../../../../commands/register-orders.ts";
import { refundsOf } from "../../../../commands/refunds-of.ts";
import { limits } from "../../../../domain/order/limits.ts";
import { amountOf, refundableOf } from "../../../../domain/order/refund-lines.ts";
import { type Route, route } from "../../../../http/route.ts";
import { dec, minor, minorDigits } from "../../../../kit/money.ts";
import { OperatorPaymentIn, toPayment } from "../../orders/input.ts";
import { answerWith } from "../../orders/once.ts";
import { OperatorOrderOut, operatorOrderShape } from "../../orders/operator-shape.ts";
import { toHttpError } from "../../refusals.ts";
import { freeText, money, numberOf, quantity } from "../../wire.ts";
import { locationOf } from "../wire.ts";
import { ORDER, lineId, orderParams, refused, register } from "./fields.ts";
import { type RegisterOrderParts, factsFor } from "./parts.ts";

const RefundIn = z.object(
  {
    lines: z
      .array(z.object({ line_id: lineId, quantity }, { error: "must be an object" }), { error: "must be a list" })
      .min(1, { error: "must not be empty" })
      .max(limits.linesMax, { error: `must not be more than ${limits.linesMax}` })
      .meta({ description: "Lines of the order, and how many of each come back." }),
    payments: z
      .array(OperatorPaymentIn.omit({ tip: true }), { error: "must be a list" })
      .max(limits.paymentsMax, { error: `must not be more than ${limits.paymentsMax}` })
      .meta({ description: "By which the money goes back. Amounts may be sent with or without a minus." }),
    reason: freeText(limits.shortTextMax).nullish().meta({ description: "Kept as the refund's `notes`." }),
  },
  { error: "must be an object" },
);

const RefundableOut = z.object({
  lines: z.array(
    z.object({
      line_id: z.string(),
      name: z.string(),
      quantity: z.number(),
      refunded: z.number(),
      left: z.number(),
      total_inc_tax_of_one: z.number(),
      amount_left: z.number(),
    }),
  ),
  total_left: z.number(),
});

/** Money goes back for what somebody brings back. */
export const refundRoutes = ({ storage }: RegisterOrderParts): readonly Route[] => [
  route({
    ...register,
    id: "operator.orders.refundable",
    summary: "Get what of an order can still be refunded",
    method: "GET",
    path: `${ORDER}/refundable`,
    permission: "orders:read",
    params: orderParams,
    responses: { 200: { description: "Line by line, after earlier refunds.", schema: RefundableOut } },
    async handle({ who, params }) {
      const { order } = await factsFor(storage, who.company, params.order);
      const digits = minorDigits(order.currency);
      const open = order.status === "COMPLETE" && !order.deleted;
      const { lines, totalLeft } = refundableOf(order, await refundsOf(storage.reads(who.company), order.id));
      return {
        status: 200,
        body: {
          lines: lines.map((sold) => ({
            line_id: sold.line.lineId,
            name: sold.line.name,
            quantity: numberOf(sold.line.quantity),
            refunded: numberOf(sold.refunded),
            left: open ? numberOf(sold.left) : 0,
            total_inc_tax_of_one: money(dec(sold.left).gte(1) ? amountOf(sold, "1") : sold.amountLeft, digits),
            amount_left: open ? money(sold.amountLeft, digits) : 0,
          })),
          total_left: open ? money(totalLeft, digits) : 0,
        },
      };
    },
  }),
  route({
    ...register,
    id: "operator.orders.refund",
    summary: "Refund lines of an order",
    description:
      "Makes a completed order that gives them back, at the prices and taxes they were sold at. Its payments must come to what is given back.",
    method: "POST",
    path: `${ORDER}/refund`,
    params: orderParams,
    body: RefundIn,
    idempotent: true,
    responses: {
      201: { description: "The order that gives back; Location names it.", schema: OperatorOrderOut },
      400: refused,
    },
    async handle(ask) {
      const { catalogue, names } = await factsFor(storage, ask.who.company, ask.params.order);
      const digits = minorDigits(catalogue.company.currency);
      return answerWith(ask, storage, {
        read: () =>
          refundWork(
            { who: ask.who, order: ask.params.order },
            {
              lines: ask.body.lines.map((line) => ({
                lineId: line.line_id,
                quantity: dec(line.quantity).abs().toFixed(),
              })),
              payments: ask.body.payments.map((body) => {
                const payment = toPayment(body, digits);
                return { payment: { ...payment, amount: minor(Math.abs(payment.amount)) }, round: body.round ?? false };
              }),
              reason: ask.body.reason?.trim() || null,
            },
          ),
        answer: ({ order }) => ({
          status: 201,
          body: operatorOrderShape(order, names),
          headers: locationOf(ask, `orders/${order.id}`),
        }),
        refused: toHttpError,
      });
    },
  }),
];
