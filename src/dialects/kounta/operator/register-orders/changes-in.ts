import { z } from "zod";
import type { ChangesRefusal, OrderChange } from "../../../../domain/order/changes.ts";
import { limits } from "../../../../domain/order/limits.ts";
import type { OrderRefusal } from "../../../../domain/order/refusals.ts";
import { HttpError } from "../../../../http/errors.ts";
import { type AddressCheck, checkAddress } from "../../webhooks/addresses.ts";
import {
  LineChangeIn,
  OperatorLineIn,
  OperatorOptionIn,
  OperatorOrderChangeIn,
  OperatorPaymentIn,
  toFacts,
  toLine,
  toLineChange,
  toOption,
  toPayment,
} from "../../orders/input.ts";
import { toHttpError } from "../../refusals.ts";
import { lineId, version } from "./fields.ts";

/** Several changes of an order in one body. */

const change = <Do extends string, Fields extends z.ZodRawShape>(name: Do, fields: Fields) =>
  z.object({ do: z.literal(name), ...fields });

const kinds = [
  change("add_line", { line: OperatorLineIn }),
  change("update_line", { line_id: lineId, line: LineChangeIn }),
  change("remove_line", { line_id: lineId }),
  change("add_option_set", { option: OperatorOptionIn }),
  change("remove_option_set", { line_id: lineId.meta({ description: "Any line of the set." }) }),
  change("update", { order: OperatorOrderChangeIn }),
  change("add_payment", { payment: OperatorPaymentIn }),
  change("call_course", {
    course_ordinal: z.int({ error: "must be a whole number" }).min(0, { error: "must be at least 0" }),
    status: z.enum(["called", "uncalled", "pending"], { error: "must be called, uncalled or pending" }),
  }),
] as const;
const names = kinds.map(({ shape }) => shape.do.value).join(", ");

const ChangeIn = z.discriminatedUnion("do", kinds, {
  error: ({ input }) =>
    typeof input === "object" && input !== null ? `must have a "do" that is one of ${names}` : "must be an object",
});

export const ChangesIn = z.object(
  {
    version,
    changes: z
      .array(ChangeIn, { error: "must be a list" })
      .min(1, { error: "must not be empty" })
      .max(limits.changesMax, { error: `must not be more than ${limits.changesMax}` }),
  },
  { error: "must be an object" },
);

type ChangeBody = z.output<typeof ChangeIn>;

/** Under which name a kind of change has its content: refusals name their field with it. */
const contentOf: Readonly<Record<ChangeBody["do"], string | null>> = {
  add_line: "line",
  update_line: "line",
  remove_line: null,
  add_option_set: "option",
  remove_option_set: null,
  update: "order",
  add_payment: "payment",
  call_course: null,
};

/** The same error, saying which of the changes it is about. */
const at = (error: HttpError, index: number, { do: kind }: ChangeBody): HttpError => {
  const detail = error.detail as Record<string, unknown>;
  const own = typeof detail["field"] === "string" ? detail["field"] : undefined;
  const within = own === "line_id" || own === "course_ordinal" || own === undefined ? null : contentOf[kind];
  const field = ["changes", index, ...(within ? [within] : []), ...(own === undefined ? [] : [own])].join(".");
  const says =
    own !== undefined && error.message.startsWith(`${own}: `) ? error.message.slice(own.length + 2) : error.message;
  const status = error.status === 404 ? 400 : error.status; // the order itself was found
  const code = status === error.status ? error.code : "bad_request";
  return new HttpError(status, code, `${field}: ${says}`, { ...detail, field, index });
};

export const toChanges = (changes: readonly ChangeBody[], digits: number, outgoing: AddressCheck): OrderChange[] =>
  changes.map((body, index) => {
    try {
      return toChange(body, digits, outgoing);
    } catch (error) {
      throw error instanceof HttpError ? at(error, index, body) : error;
    }
  });

const toChange = (body: ChangeBody, digits: number, outgoing: AddressCheck): OrderChange => {
  switch (body.do) {
    case "add_line":
      return { do: body.do, line: toLine(body.line), number: body.line.number ?? null };
    case "update_line":
      return { do: body.do, lineId: body.line_id, line: toLineChange(body.line) };
    case "remove_line":
    case "remove_option_set":
      return { do: body.do, lineId: body.line_id };
    case "add_option_set":
      return { do: body.do, option: toOption(body.option) };
    case "update":
      checkAddress(outgoing, "callback_uri", body.order.callback_uri);
      return { do: body.do, facts: toFacts(body.order, digits) };
    case "add_payment":
      return { do: body.do, payment: toPayment(body.payment, digits), round: body.payment.round ?? false };
    case "call_course":
      return { do: body.do, ordinal: body.course_ordinal, status: body.status };
  }
};

/** The error for changes that were refused, as a whole or one of them. */
export const changesError =
  (changes: readonly ChangeBody[]) =>
  (refused: OrderRefusal | ChangesRefusal): HttpError =>
    "kind" in refused ? toHttpError(refused) : at(toHttpError(refused.refusal), refused.index, changes[refused.index]!);
