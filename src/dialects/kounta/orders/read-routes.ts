import { z } from "zod";
import type { CompanyId, OrderId, Principal } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { orderStatuses } from "../../../domain/order/status.ts";
import { notFound } from "../../../http/errors.ts";
import type { RenderedOrders } from "../../../http/rendered.ts";
import { type Answer, type Rendered, route } from "../../../http/route.ts";
import { idOfSaleId } from "../../../kit/codes.ts";
import { minorDigits } from "../../../kit/money.ts";
import type { OrderFilter, Storage } from "../../../storage/storage.ts";
import { listAnswer, pageAsked, pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { type ListPath, createdBound, readListPath, signs, valueBound } from "./list-path.ts";
import {
  OperatorOrderOut,
  OperatorOrderRowOut,
  addonNames,
  operatorRowShape,
  shownToOperator,
} from "./operator-shape.ts";
import { OrderOut, OrderRowOut, orderRowShape, orderShape } from "./shape.ts";

export type OrderReadParts = Readonly<{ storage: Storage; rendered: RenderedOrders; pageSizeOrders: number }>;

/** Changes when the same order would be rendered in another way, so that no client keeps an old rendering. */
const SHAPE = "k1";

const TAG = "Orders";
const permission = "orders:read";

const bounds = Object.fromEntries(
  ["created", "value"].flatMap((name) =>
    [name, ...signs.map((sign) => `${name}_${sign}`)].map((key) => [
      key,
      z.string({ error: "must be given once" }).optional(),
    ]),
  ),
);
export const orderListQuery = z.object({ ...bounds, ...pageQuery });

/** The lists that the vendor documents; all their combinations are served. */
const documentedLists = [
  ...orderStatuses.map((status) => `orders/${status.toLowerCase()}`),
  "orders/pending/accounts",
  "orders/discounted",
  "orders/deleted",
  "orders/linkedcustomer",
  "customers/:customer/orders",
  "sites/:site/orders",
  "registers/:register/orders",
  "staff/:staff/orders",
  "sites/:site/registers/:register/staff/:staff/customers/:customer/orders/complete/discounted",
];

/** Reads one order as JSON bytes: out of the cache when it is certain to be current, else from the store. */
export const renderOrder = async (
  { storage, rendered }: Pick<OrderReadParts, "storage" | "rendered">,
  company: CompanyId,
  id: OrderId,
): Promise<Rendered> => {
  const kept = rendered.get(company, id);
  if (kept && (storage.trustsCaches() || (await storage.reads(company).orderVersion(id)) === kept.version)) return kept;
  const mark = rendered.mark();
  const order = await storage.reads(company).order(id);
  if (!order) throw notFound("order");
  return rendered.put(order, Buffer.from(JSON.stringify(orderShape(order))), `"${id}-${order.version}-${SHAPE}"`, mark);
};

export const orderReadRoutes = (parts: OrderReadParts, prefix: string, audience: "addon" | "operator") => {
  const { storage, pageSizeOrders } = parts;
  const company = `${prefix}/companies/:company`;
  const operator = audience === "operator";
  const ids = operator ? "operator.orders" : "orders";
  const full = { description: "The full record.", schema: operator ? OperatorOrderOut : OrderOut };

  /** Add-ons read rendered orders; people see more of an order, and read it less often. */
  const one = async (who: Principal, id: OrderId): Promise<Answer> => {
    if (!operator) return { status: 200, rendered: await renderOrder(parts, who.company, id) };
    const order = await storage.reads(who.company).order(id);
    if (!order) throw notFound("order");
    return { status: 200, body: await shownToOperator(storage, order) };
  };

  const list = async (who: Principal, path: string, ask: ListAsk): Promise<Answer> => {
    const reads = storage.reads(who.company);
    const catalogue = await reads.catalogue();
    const { filter, contradiction } = withBounds(readListPath(path), ask.query, catalogue);
    await mustExist(filter, catalogue, who, storage);
    const page = pageAsked(ask, pageSizeOrders);
    if (contradiction) return listAnswer(ask, { rows: [], more: false }, [], pageSizeOrders, 0);
    const [found, total] = await Promise.all([reads.orders(filter, page), reads.countOrders(filter)]);
    const names = operator ? await addonNames(storage, found.rows) : undefined;
    const rows = found.rows.map((order) => (names ? operatorRowShape(order, names) : orderRowShape(order)));
    return listAnswer(ask, found, rows, pageSizeOrders, total);
  };
  const listResponses = {
    200: {
      description: "A page of orders, newest first.",
      schema: z.array(operator ? OperatorOrderRowOut : OrderRowOut),
    },
    400: { description: "A bound or page that cannot be used." },
  };

  return [
    route({
      id: `${ids}.list`,
      summary: "List orders",
      description:
        "Orders in all statuses, newest first. Combine with `/sites/{id}`, `/registers/{id}`, `/staff/{id}`, `/customers/{id}` before or after `orders`, with a status in lower case, and with `/discounted`, `/deleted`, `/linkedcustomer`, `/pending/accounts`.",
      tag: TAG,
      method: "GET",
      path: `${company}/orders`,
      audience,
      permission,
      query: orderListQuery,
      responses: listResponses,
      handle: (ask) => list(ask.who, "orders", ask),
    }),
    route({
      id: `${ids}.filtered`,
      summary: "List orders by any combination of filters",
      tag: TAG,
      method: "GET",
      path: `${company}/*`,
      shownAs: documentedLists.map((path) => `${company}/${path}`),
      audience,
      permission,
      params: z.object({ "*": z.string() }),
      query: orderListQuery,
      responses: listResponses,
      handle: (ask) => list(ask.who, ask.params["*"], ask),
    }),
    route({
      id: `${ids}.get`,
      summary: "Get an order",
      tag: TAG,
      method: "GET",
      path: `${company}/orders/:order(^\\d{1,40}$)`,
      audience,
      permission,
      params: z.object({ order: pathId<OrderId>() }),
      responses: { 200: full },
      handle: ({ who, params }) => one(who, params.order),
    }),
    route({
      id: `${ids}.bySaleId`,
      summary: "Get an order by the id on its receipt",
      tag: TAG,
      method: "GET",
      path: `${company}/orders/saleid/:saleid`,
      audience,
      permission,
      params: z.object({ saleid: z.string() }),
      responses: { 200: full },
      async handle({ who, params }) {
        const id = idOfSaleId(params.saleid);
        if (id === undefined) throw notFound("order");
        return one(who, id as OrderId);
      },
    }),
  ];
};

type ListAsk = Readonly<{
  base: string;
  url: string;
  headers: Readonly<Record<string, string | undefined>>;
  query: z.output<typeof orderListQuery>;
}>;

const withBounds = (path: ListPath, query: ListAsk["query"], catalogue: Catalogue): ListPath => {
  const filter = { ...path.filter };
  const asked = query as Record<string, string | undefined>;
  const digits = minorDigits(catalogue.company.currency);
  const narrow = (
    from: "createdFrom" | "totalFrom",
    to: "createdTo" | "totalTo",
    bound: { from?: number; to?: number },
  ) => {
    if (bound.from !== undefined) filter[from] = Math.max(filter[from] ?? -Infinity, bound.from);
    if (bound.to !== undefined) filter[to] = Math.min(filter[to] ?? Infinity, bound.to);
  };
  for (const sign of signs) {
    const created = asked[`created_${sign}`];
    if (created !== undefined) narrow("createdFrom", "createdTo", createdBound(sign, created));
    const value = asked[`value_${sign}`];
    if (value !== undefined) narrow("totalFrom", "totalTo", valueBound(sign, value, digits));
  }
  for (const sign of ["gte", "lte"] as const) {
    if (asked["created"] !== undefined) narrow("createdFrom", "createdTo", createdBound(sign, asked["created"]));
    if (asked["value"] !== undefined) narrow("totalFrom", "totalTo", valueBound(sign, asked["value"], digits));
  }
  const empty = (from?: number, to?: number): boolean => from !== undefined && to !== undefined && from > to;
  const contradiction =
    path.contradiction || empty(filter.createdFrom, filter.createdTo) || empty(filter.totalFrom, filter.totalTo);
  return { filter, contradiction };
};

/** A list below a resource that the company does not have is a path that does not exist. */
const mustExist = async (
  filter: OrderFilter,
  catalogue: Catalogue,
  who: Principal,
  storage: Storage,
): Promise<void> => {
  const { siteId, registerId, staffId, customerId } = filter;
  if (siteId !== undefined && !catalogue.site(siteId)) throw notFound("site");
  if (registerId !== undefined && !catalogue.get("register", registerId)) throw notFound("register");
  if (staffId !== undefined && !catalogue.staff(staffId)) throw notFound("staff member");
  if (customerId !== undefined && !(await storage.reads(who.company).customer(customerId))) throw notFound("customer");
};
