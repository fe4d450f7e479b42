import { z } from "zod";
import { type OrderCommands, orderWork } from "../../../commands/change-order.ts";
import type { createOrder } from "../../../commands/create-order.ts";
import type { OrderId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import type { OrderRefusal } from "../../../domain/order/refusals.ts";
import { type Answer, route } from "../../../http/route.ts";
import type { Result } from "../../../kit/brand.ts";
import { minorDigits } from "../../../kit/money.ts";
import type { Storage } from "../../../storage/storage.ts";
import { toHttpError } from "../refusals.ts";
import { type AddressCheck, checkAddress } from "../webhooks/addresses.ts";
import { pathId, pathPosition, toMinor } from "../wire.ts";
import {
  LineChangeIn,
  LineIn,
  OperatorLineIn,
  OperatorOptionIn,
  OperatorOrderChangeIn,
  OperatorOrderIn,
  OperatorPaymentIn,
  OptionIn,
  OrderChangeIn,
  OrderIn,
  PaymentChangeIn,
  PaymentIn,
  toFacts,
  toLine,
  toLineChange,
  toNewOrder,
  toOption,
  toPayment,
} from "./input.ts";
import {
  LineOut,
  OptionOut,
  OrderOut,
  PaymentOut,
  lineShape,
  linesById,
  optionShape,
  orderShape,
  paymentShape,
} from "./shape.ts";
import { answerWith } from "./once.ts";
import { OperatorOrderOut, shownToOperator } from "./operator-shape.ts";
import type { OrderReadParts } from "./read-routes.ts";

export type OrderWriteParts = OrderReadParts &
  Readonly<{
    storage: Storage;
    createOrder: ReturnType<typeof createOrder>;
    commands: OrderCommands;
    outgoing: AddressCheck;
  }>;

const permission = "orders:write";
const created = { description: "Made; Location names it. The body is empty." };
const refused = { description: "Not possible; the error says why." };
const overPaid = { description: "It is more than what is left to pay: `over_paid`, with `due`." };

/** The value of a command, or its refusal thrown as this API's error. */
const must = <T>(result: Result<T, OrderRefusal>): T => {
  if (!result.ok) throw toHttpError(result.error);
  return result.value;
};

const madeAt = (location: string): Answer => ({ status: 201, headers: { location } });

/** The routes that change orders; the venue's own people have the same ones, bound by locks and limits. */
export const orderWriteRoutes = (parts: OrderWriteParts, prefix: string, audience: "addon" | "operator") => {
  const { storage, commands } = parts;
  const orders = `${prefix}/companies/:company/orders`;
  const one = `${orders}/:order(^\\d{1,40}$)`;
  const ids = audience === "addon" ? "orders" : "operator.orders";
  const operator = audience === "operator";
  const order = { order: pathId<OrderId>() };
  const numbered = z.object({ ...order, number: pathPosition });
  /** What was sent, once its callback address is one that may be called. */
  const checked = <T extends { callback_uri?: string | null | undefined }>(body: T): T => {
    checkAddress(parts.outgoing, "callback_uri", body.callback_uri);
    return body;
  };
  const digitsOf = async (company: Order["companyId"]): Promise<number> =>
    minorDigits((await storage.reads(company).catalogue()).company.currency);
  const location = ({ base, suffix, who }: { base: string; suffix: string; who: { company: number } }, path: string) =>
    `${base}${prefix}/companies/${who.company}/orders/${path}${suffix}`;

  return [
    route({
      id: `${ids}.create`,
      summary: "Create an order",
      description:
        "A blank order needs a site or a register only; lines, options and payments may come with it or later.",
      tag: "Orders",
      method: "POST",
      path: orders,
      audience,
      permission,
      body: operator ? (OperatorOrderIn as unknown as typeof OrderIn) : OrderIn,
      idempotent: true,
      responses: { 201: created, 400: refused, 409: refused, 422: refused },
      async handle(ask) {
        const digits = await digitsOf(ask.who.company);
        return answerWith(ask, storage, {
          read: () => parts.createOrder.work(ask.who, toNewOrder(checked(ask.body), digits)),
          answer: ({ id }) => madeAt(location(ask, String(id))),
          refused: toHttpError,
        });
      },
    }),
    route({
      id: `${ids}.update`,
      summary: "Update an order",
      description: "Partial: what is not sent stays. Orders with COMPLETE status cannot be changed.",
      tag: "Orders",
      method: "PUT",
      path: one,
      audience,
      permission,
      params: z.object(order),
      body: operator ? (OperatorOrderChangeIn as unknown as typeof OrderChangeIn) : OrderChangeIn,
      responses: {
        200: { description: "The full updated record.", schema: operator ? OperatorOrderOut : OrderOut },
        400: refused,
      },
      async handle({ who, params, body }) {
        const facts = toFacts(checked(body), await digitsOf(who.company));
        const { order: after } = must(await commands.update({ who, order: params.order }, facts));
        return { status: 200, body: operator ? await shownToOperator(storage, after) : orderShape(after) };
      },
    }),
    route({
      id: `${ids}.delete`,
      summary: "Delete an order",
      description: "The order stays readable, marked as deleted. A completed sale cannot be deleted.",
      tag: "Orders",
      method: "DELETE",
      path: one,
      audience,
      permission,
      params: z.object(order),
      responses: { 204: { description: "Deleted." }, 400: refused },
      async handle({ who, params }) {
        must(await commands.remove({ who, order: params.order }));
        return { status: 204 };
      },
    }),

    route({
      id: `${ids}.lines.add`,
      summary: "Add a line",
      description: "At `number`, when it is given: the lines from there on move down.",
      tag: "Order lines",
      method: "POST",
      path: `${one}/lines`,
      audience,
      permission,
      params: z.object(order),
      body: operator ? OperatorLineIn : LineIn,
      idempotent: operator,
      responses: { 201: created, 400: refused },
      handle: (ask) =>
        answerWith(ask, storage, {
          read: () =>
            orderWork.addLine({ who: ask.who, order: ask.params.order }, toLine(ask.body), ask.body.number ?? null),
          answer: ({ number }) => madeAt(location(ask, `${ask.params.order}/lines/${number}`)),
          refused: toHttpError,
        }),
    }),
    route({
      id: `${ids}.lines.update`,
      summary: "Update or move a line",
      tag: "Order lines",
      method: "PUT",
      path: `${one}/lines/:number`,
      audience,
      permission,
      params: numbered,
      body: LineChangeIn,
      responses: { 200: { description: "The line.", schema: LineOut }, 400: refused },
      async handle({ who, params, body }) {
        const { order: after, number } = must(
          await commands.updateLine({ who, order: params.order }, params.number, toLineChange(body)),
        );
        return { status: 200, body: lineShape(after.lines[number - 1]!, minorDigits(after.currency)) };
      },
    }),
    route({
      id: `${ids}.lines.remove`,
      summary: "Remove a line",
      tag: "Order lines",
      method: "DELETE",
      path: `${one}/lines/:number`,
      audience,
      permission,
      params: numbered,
      responses: { 204: { description: "Removed." }, 400: refused },
      async handle({ who, params }) {
        must(await commands.removeLine({ who, order: params.order }, params.number));
        return { status: 204 };
      },
    }),

    route({
      id: `${ids}.payments.add`,
      summary: "Add a payment",
      tag: "Order payments",
      method: "POST",
      path: `${one}/payments`,
      audience,
      permission,
      params: z.object(order),
      body: operator ? OperatorPaymentIn : PaymentIn,
      idempotent: operator,
      responses: { 201: created, 400: refused, ...(operator && { 409: overPaid }) },
      async handle(ask) {
        const digits = await digitsOf(ask.who.company);
        const at = { who: ask.who, order: ask.params.order };
        const round = "round" in ask.body && ask.body.round === true;
        return answerWith(ask, storage, {
          read: () => orderWork.addPayment(at, toPayment(ask.body, digits), round),
          answer: ({ number }) => madeAt(location(ask, `${ask.params.order}/payments/${number}`)),
          refused: toHttpError,
        });
      },
    }),
    route({
      id: `${ids}.payments.update`,
      summary: "Update a payment's reference or add a tip",
      description: "A tip that is added later is a new payment of 0.00 with that tip.",
      tag: "Order payments",
      method: "PUT",
      path: `${one}/payments/:number`,
      audience,
      permission,
      params: numbered,
      body: PaymentChangeIn,
      responses: { 200: { description: "The payment.", schema: PaymentOut }, 400: refused },
      async handle({ who, params, body }) {
        const digits = await digitsOf(who.company);
        const change = {
          ...(body.ref !== undefined && { ref: body.ref }),
          ...(body.tip && { tip: toMinor(body.tip, digits, "tip") }),
        };
        const { order: after, number } = must(
          await commands.updatePayment({ who, order: params.order }, params.number, change),
        );
        return { status: 200, body: paymentShape(after.payments[number - 1]!, after) };
      },
    }),

    route({
      id: `${ids}.optionsets.list`,
      summary: "List an order's option sets",
      tag: "Order option sets",
      method: "GET",
      path: `${one}/optionsets`,
      audience,
      permission: "orders:read",
      params: z.object(order),
      responses: { 200: { description: "In the form they were sent in.", schema: z.array(OptionOut) } },
      async handle({ who, params }) {
        const found = await orderOf(parts, who.company, params.order);
        const lines = linesById(found);
        return { status: 200, body: found.options.map((option) => optionShape(option, lines)) };
      },
    }),
    route({
      id: `${ids}.optionsets.get`,
      summary: "Get an option set of an order",
      tag: "Order option sets",
      method: "GET",
      path: `${one}/optionsets/:number`,
      audience,
      permission: "orders:read",
      params: numbered,
      responses: { 200: { description: "Numbered from 1.", schema: OptionOut } },
      async handle({ who, params }) {
        const found = await orderOf(parts, who.company, params.order);
        const option = found.options[params.number - 1];
        if (!option) throw toHttpError({ kind: "option_set_not_found", number: params.number });
        return { status: 200, body: optionShape(option, linesById(found)) };
      },
    }),
    route({
      id: `${ids}.optionsets.add`,
      summary: "Add an option set",
      tag: "Order option sets",
      method: "POST",
      path: `${one}/optionsets`,
      audience,
      permission,
      params: z.object(order),
      body: operator ? OperatorOptionIn : OptionIn,
      idempotent: operator,
      responses: { 201: created, 400: refused },
      handle: (ask) =>
        answerWith(ask, storage, {
          read: () => orderWork.addOptionSet({ who: ask.who, order: ask.params.order }, toOption(ask.body)),
          answer: ({ number }) => madeAt(location(ask, `${ask.params.order}/optionsets/${number}`)),
          refused: toHttpError,
        }),
    }),
    route({
      id: `${ids}.optionsets.remove`,
      summary: "Delete an option set with its lines",
      tag: "Order option sets",
      method: "DELETE",
      path: `${one}/optionsets/:number`,
      audience,
      permission,
      params: numbered,
      responses: { 204: { description: "Deleted." }, 400: refused },
      async handle({ who, params }) {
        must(await commands.removeOptionSet({ who, order: params.order }, params.number));
        return { status: 204 };
      },
    }),
  ];
};

const orderOf = async ({ storage }: OrderReadParts, company: Order["companyId"], id: OrderId): Promise<Order> => {
  const found = await storage.reads(company).order(id);
  if (!found) throw toHttpError({ kind: "order_not_found" });
  return found;
};
