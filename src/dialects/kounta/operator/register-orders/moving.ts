import { z } from "zod";
import { orderWork } from "../../../../commands/change-order.ts";
import { type Route, route } from "../../../../http/route.ts";
import { freeText, text } from "../../wire.ts";
import { answerWith } from "../../orders/once.ts";
import { OperatorOrderOut, operatorOrderShape } from "../../orders/operator-shape.ts";
import { toHttpError } from "../../refusals.ts";
import { limits } from "../../../../domain/order/limits.ts";
import { ORDER, orderParams, refused, register } from "./fields.ts";
import { type RegisterOrderParts, factsFor } from "./parts.ts";

/** An order goes to another table, or is deleted. */
export const movingRoutes = ({ storage }: RegisterOrderParts): readonly Route[] => [
  route({
    ...register,
    id: "operator.orders.transfer",
    summary: "Seat an order at another table",
    description: "Orders at one table form a group. Null takes the order off its table.",
    method: "POST",
    path: `${ORDER}/transfer`,
    params: orderParams,
    body: z.object(
      { table: text(40).min(1, { error: "must not be empty" }).nullable().meta({ description: "As guests call it." }) },
      { error: "must be an object" },
    ),
    idempotent: true,
    responses: { 200: { description: "The order as it is now.", schema: OperatorOrderOut }, 400: refused },
    async handle(ask) {
      const { names } = await factsFor(storage, ask.who.company, ask.params.order);
      return answerWith(ask, storage, {
        read: () => orderWork.update({ who: ask.who, order: ask.params.order }, { table: ask.body.table }),
        answer: ({ order }) => ({ status: 200, body: operatorOrderShape(order, names) }),
        refused: toHttpError,
      });
    },
  }),
  route({
    ...register,
    id: "operator.orders.deleteWithReason",
    summary: "Delete an order and say why",
    description: "As DELETE does; the reason stays with the order.",
    method: "POST",
    path: `${ORDER}/delete`,
    params: orderParams,
    body: z.object(
      {
        reason: freeText(limits.shortTextMax).refine((said) => said.trim() !== "", { error: "must not be empty" }),
      },
      { error: "must be an object" },
    ),
    idempotent: true,
    responses: { 200: { description: "The deleted order.", schema: OperatorOrderOut }, 400: refused },
    async handle(ask) {
      const { names } = await factsFor(storage, ask.who.company, ask.params.order);
      return answerWith(ask, storage, {
        read: () => orderWork.remove({ who: ask.who, order: ask.params.order }, ask.body.reason.trim()),
        answer: ({ order }) => ({ status: 200, body: operatorOrderShape(order, names) }),
        refused: toHttpError,
      });
    },
  }),
];
