import { z } from "zod";
import type { PaymentMethodId } from "../../../../domain/ids.ts";
import { cashDue } from "../../../../domain/order/rounding.ts";
import { badRequest } from "../../../../http/errors.ts";
import { type Route, route } from "../../../../http/route.ts";
import { minorDigits } from "../../../../kit/money.ts";
import { money } from "../../wire.ts";
import { ORDER, orderParams, register } from "./fields.ts";
import { type RegisterOrderParts, factsFor } from "./parts.ts";

const CashDueOut = z.object({
  remaining: z.number(),
  cash_due: z.number().meta({ description: "`remaining` in coins." }),
  rounding: z.number().nullable().meta({ description: "The smallest coin; null where cash is not rounded." }),
  method_id: z.int().nullable().meta({ format: "int64" }),
});

/** What is to be paid where the smallest coin is not the smallest unit of the currency. */
export const cashRoutes = ({ storage }: RegisterOrderParts): readonly Route[] => [
  route({
    ...register,
    id: "operator.orders.cashDue",
    summary: "Get what is to be paid in cash",
    description:
      'Paying `cash_due` with `"round": true` also adds the difference as a payment of the rounding method, so that the order is paid in full.',
    method: "GET",
    path: `${ORDER}/cash_due`,
    permission: "orders:read",
    params: orderParams,
    query: z.object({
      method_id: z
        .string({ error: "must be given once" })
        .regex(/^\d{1,40}$/, { error: "must be an id" })
        .transform((text) => Number(text) as PaymentMethodId)
        .optional()
        .meta({ type: "integer", description: "The cash payment method; the first one that rounds unless given." }),
    }),
    responses: { 200: { description: "In coins and to the cent.", schema: CashDueOut } },
    async handle({ who, params, query }) {
      const { catalogue, order } = await factsFor(storage, who.company, params.order);
      const cash = catalogue.all("payment_method").filter(({ kind, active }) => kind === "cash" && active);
      const asked = query.method_id;
      const method =
        asked === undefined ? (cash.find(({ rounding }) => rounding) ?? cash[0]) : cash.find(({ id }) => id === asked);
      if (asked !== undefined && !method) {
        throw badRequest("method_id: must be a payment method of the kind cash", { field: "method_id", value: asked });
      }
      const digits = minorDigits(order.currency);
      const due = cashDue(order, method);
      return {
        status: 200,
        body: {
          remaining: money(due.remaining, digits),
          cash_due: money(due.cashDue, digits),
          rounding: due.coin === null ? null : money(due.coin, digits),
          method_id: method?.id ?? null,
        },
      };
    },
  }),
];
