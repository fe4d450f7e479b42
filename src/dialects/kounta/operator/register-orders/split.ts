import { z } from "zod";
import { mergeWork, splitWork } from "../../../../commands/register-orders.ts";
import type { OrderId } from "../../../../domain/ids.ts";
import { limits } from "../../../../domain/order/limits.ts";
import { type Route, route } from "../../../../http/route.ts";
import { answerWith } from "../../orders/once.ts";
import { OperatorOrderOut, operatorOrderShape } from "../../orders/operator-shape.ts";
import { toHttpError } from "../../refusals.ts";
import { id, quantity } from "../../wire.ts";
import { ORDER, lineId, orderParams, refused, register } from "./fields.ts";
import { type RegisterOrderParts, factsFor } from "./parts.ts";

const anObject = { error: "must be an object" };
const notEmpty = { error: "must not be empty" };
const list = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item, { error: "must be a list" })
    .min(1, notEmpty)
    .max(max, { error: `must not be more than ${max}` });

const SplitIn = z.object(
  {
    parts: list(
      z.object(
        {
          lines: list(z.object({ line_id: lineId, quantity: quantity.nullish() }, anObject), limits.linesMax),
          guests: z
            .int({ error: "must be a whole number" })
            .min(0, { error: "must be at least 0" })
            .max(limits.guestsMax, { error: `must not be beyond ${limits.guestsMax}` })
            .nullish(),
        },
        anObject,
      ),
      limits.partsMax,
    ).meta({
      description: "Each becomes an order. A line without a quantity goes as a whole; an option set always does.",
    }),
  },
  anObject,
);

const MergeIn = z.object(
  {
    from: list(id<OrderId>(), limits.mergedMax)
      .refine((ids) => new Set(ids).size === ids.length, { error: "must not name an order twice" })
      .meta({ description: "Orders without payments, whose content goes into this one. They are deleted." }),
  },
  anObject,
);

const SplitOut = z.object({ orders: z.array(OperatorOrderOut) });

/** One order becomes several, and several become one. Nothing is told to the kitchen twice. */
export const splitRoutes = ({ storage }: RegisterOrderParts): readonly Route[] => [
  route({
    ...register,
    id: "operator.orders.split",
    summary: "Split an order",
    description:
      "Into orders at the same table, in the same status. Lines cost what they cost before. Payments stay on the order.",
    method: "POST",
    path: `${ORDER}/split`,
    params: orderParams,
    body: SplitIn,
    idempotent: true,
    responses: {
      201: { description: "The order with what stays, then the new ones.", schema: SplitOut },
      400: refused,
    },
    async handle(ask) {
      const { names } = await factsFor(storage, ask.who.company, ask.params.order);
      return answerWith(ask, storage, {
        read: () =>
          splitWork(
            { who: ask.who, order: ask.params.order },
            ask.body.parts.map(({ lines, guests }) => ({
              lines: lines.map((line) => ({
                lineId: line.line_id,
                ...(typeof line.quantity === "string" && { quantity: line.quantity }),
              })),
              ...(guests !== undefined && { guests }),
            })),
          ),
        answer: (orders) => ({
          status: 201,
          body: { orders: orders.map((order) => operatorOrderShape(order, names)) },
        }),
        refused: toHttpError,
      });
    },
  }),
  route({
    ...register,
    id: "operator.orders.merge",
    summary: "Merge orders into one",
    description:
      "An order in another status first goes to this one's. The price limits of all are added up, and bind what comes of it.",
    method: "POST",
    path: `${ORDER}/merge`,
    params: orderParams,
    body: MergeIn,
    idempotent: true,
    responses: { 200: { description: "The order with all of it.", schema: OperatorOrderOut }, 400: refused },
    async handle(ask) {
      const { names } = await factsFor(storage, ask.who.company, ask.params.order);
      return answerWith(ask, storage, {
        read: () => mergeWork({ who: ask.who, order: ask.params.order }, ask.body.from),
        answer: ({ order }) => ({ status: 200, body: operatorOrderShape(order, names) }),
        refused: toHttpError,
      });
    },
  }),
];
