import { orderWork } from "../../../../commands/change-order.ts";
import { minorDigits } from "../../../../kit/money.ts";
import { type Route, route } from "../../../../http/route.ts";
import { answerWith } from "../../orders/once.ts";
import { OperatorOrderOut, operatorOrderShape } from "../../orders/operator-shape.ts";
import { ChangesIn, changesError, toChanges } from "./changes-in.ts";
import { ORDER, orderParams, refused, register } from "./fields.ts";
import { type RegisterOrderParts, factsFor } from "./parts.ts";

/** Everything that a register changes about an order at once, in one request. */
export const changesRoutes = ({ storage, outgoing }: RegisterOrderParts): readonly Route[] => [
  route({
    ...register,
    id: "operator.orders.changes",
    summary: "Change an order in several ways at once",
    description:
      "All or nothing, in the order sent; each change must be possible after those before it. A refusal names the change it is about: `changes.2.line.quantity`.",
    method: "POST",
    path: `${ORDER}/changes`,
    params: orderParams,
    body: ChangesIn,
    idempotent: true,
    responses: {
      200: { description: "The order as it is now.", schema: OperatorOrderOut },
      400: refused,
      409: {
        description:
          "The order is at another version than `version`; or a payment is more than what is left to pay: `over_paid`, with `due`.",
      },
    },
    async handle(ask) {
      const { who, params, body } = ask;
      const { catalogue, names } = await factsFor(storage, who.company, params.order);
      const digits = minorDigits(catalogue.company.currency);
      return answerWith(ask, storage, {
        read: () =>
          orderWork.changes({ who, order: params.order }, toChanges(body.changes, digits, outgoing), body.version),
        answer: ({ order }) => ({ status: 200, body: operatorOrderShape(order, names) }),
        refused: changesError(body.changes),
      });
    },
  }),
];
