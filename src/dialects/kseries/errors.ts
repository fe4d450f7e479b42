import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { ErrorFacts } from "../../http/route.ts";
import { BeanErrorOut } from "./validation.ts";
import { stamp } from "./wire.ts";

/**
 * Errors of this API look different from service to service. Which form an error has follows from its status and the
 * path that was asked for. Bodies are JSON everywhere, whatever the request accepts.
 */
type Family = Readonly<{ schema: z.ZodType; body: (error: ErrorFacts) => object }>;

const reason = (status: number): string => STATUS_CODES[status] ?? "Error";

/** The vendor's sentence about a missing parameter names it itself: it stands without our "field:" before it. */
const sentence = ({ description }: ErrorFacts): string => description.replace(/^[\w.]+: (?=Required request )/, "");

/** Whoever comes without credentials, or with bad ones. `WWW-Authenticate` says more. */
const unauthorized: Family = {
  schema: z.object({ errors: z.array(z.object({ code: z.string(), title: z.string() })) }),
  body: () => ({
    errors: [{ code: "unauthorized", title: "Full authentication is required to access this resource" }],
  }),
};

/** A scope that was not granted. `WWW-Authenticate` names it. */
const forbidden: Family = {
  schema: z.object({ type: z.string(), title: z.string(), detail: z.string() }),
  body: () => ({ type: "about:blank", title: "Forbidden", detail: "Access denied" }),
};

const Common = z.object({
  timestamp: z.string(),
  status: z.int(),
  error: z.string().meta({ description: "The status in words." }),
  message: z.string(),
  path: z.string(),
});

const commonBody = (error: ErrorFacts) => ({
  timestamp: stamp(error.at),
  status: error.status,
  error: reason(error.status),
  message: sentence(error),
  path: error.path,
});

/** Order and Pay, its webhooks, and every service that has no form of its own. */
const common: Family = { schema: Common, body: commonBody };

/** The same, for services whose bodies are beans: what their sender is told of every field, see validation.ts. */
const validated: Family = {
  schema: Common.extend({
    errors: z.array(BeanErrorOut).optional().meta({
      description: "Fields of the body that break a rule, where the message says how many there are.",
    }),
  }),
  body: (error) => ({ ...commonBody(error), ...("errors" in error.detail && { errors: error.detail["errors"] }) }),
};

/** The older financial service's 404, which names a class of the vendor's. Clients read it, so it is given. */
const financialNotFound: Family = {
  schema: Common.extend({ exception: z.string() }),
  body: (error) => {
    const { timestamp, status, error: words, message, path } = commonBody(error);
    const exception = "com.ikentoo.financial.service.exceptions.ResourceNotFoundException";
    return { timestamp, status, error: words, exception, message, path };
  },
};

/** Items, tax breakdown, property management, identity cards and the older reservations: the status is text. */
const withSubExceptions: Family = {
  schema: z.object({
    status: z.string(),
    timestamp: z.string(),
    message: z.string(),
    apiSubExceptions: z.array(z.object({ field: z.string(), rejectedValue: z.unknown(), message: z.string() })),
  }),
  body: (error) => {
    const { field, value = null } = error.detail as Readonly<{ field?: string; value?: unknown }>;
    const message = sentence(error);
    const apiSubExceptions = field === undefined ? [] : [{ field, rejectedValue: value, message }];
    return { status: String(error.status), timestamp: stamp(error.at), message, apiSubExceptions };
  },
};

/** The newer financial service: one sentence for what the sender can put right. */
const oneSentence: Family = {
  schema: z.object({ error: z.string() }),
  body: (error) => ({ error: sentence(error) }),
};
/** And what went wrong otherwise. */
const withRequestId: Family = {
  schema: z.object({
    timestamp: z.string(),
    path: z.string(),
    status: z.int(),
    error: z.string(),
    requestId: z.string(),
  }),
  body: ({ at, path, status, requestId }) => ({
    timestamp: stamp(at),
    path,
    status,
    error: reason(status),
    requestId,
  }),
};

/** A reference of an order that was used before. */
const alreadyUsed: Family = {
  schema: z.object({ status: z.literal("fail"), msg: z.string() }),
  body: (error) => ({ status: "fail", msg: sentence(error) }),
};

const beanOr = (status: number): Family => (status === 400 ? validated : common);

type Rule = readonly [prefix: string, family: (status: number) => Family];

/** The first prefix that fits decides. */
const rules: readonly Rule[] = [
  ["/o/op/1/order/", (status) => (status === 409 ? alreadyUsed : beanOr(status))],
  ["/o/op/1/pay", beanOr],
  ["/o/op/1/printMsg", beanOr],
  ["/o/wh/", beanOr],
  ["/f/v2/", (status) => (status === 400 ? oneSentence : withRequestId)],
  ["/f/", (status) => (status === 404 ? financialNotFound : common)],
  ["/items/", () => withSubExceptions],
  ["/tp/", () => withSubExceptions],
  ["/pms/", () => withSubExceptions],
  ["/id-cards/", () => withSubExceptions],
  ["/r/", () => withSubExceptions],
];

const familyOf = (status: number, path: string): Family => {
  if (status === 401) return unauthorized;
  if (status === 403) return forbidden;
  const [, family] = rules.find(([prefix]) => path.startsWith(prefix)) ?? [];
  return family?.(status) ?? common;
};

export const errorBody = (error: ErrorFacts): object => familyOf(error.status, error.path).body(error);

/** The form of that body, for the reference. */
export const errorSchema = (status: number, path: string): z.ZodType => familyOf(status, path).schema;
