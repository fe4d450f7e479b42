import { z } from "zod";
import { businessDay } from "../../../../domain/business-day.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { AddonId, CustomerId, PaymentMethodId, RegisterId, StaffId } from "../../../../domain/ids.ts";
import { orderTypes } from "../../../../domain/order/order.ts";
import { type OrderStatus, orderStatuses } from "../../../../domain/order/status.ts";
import { badRequest } from "../../../../http/errors.ts";
import { minorDigits } from "../../../../kit/money.ts";
import { FIND_AMONG_MAX, type OrderFind, TooManyOrders } from "../../../../storage/finds.ts";
import { valueBound } from "../../orders/list-path.ts";
import { id } from "../../wire.ts";
import { listQuery } from "../records/list.ts";
import { periodOf, periodQuery, placesOf, siteQuery, today } from "../reports/ask.ts";

/** What orders are looked for by: the list that is found, its sums and its file all take the same. */

const ONCE = { error: "must be given once" };
/** The `addon_id` of orders that no add-on made. */
const AT_THE_VENUE = "none";

const yes = z
  .enum(["true", "false"], { error: "must be true or false" })
  .default("false")
  .transform((text) => text === "true");
const KNOWN: ReadonlySet<string> = new Set(orderStatuses);
const isStatus = (text: string): text is OrderStatus => KNOWN.has(text);
const bound = (says: string) => z.string(ONCE).optional().meta({ description: says });

export const findQuery = {
  ...periodQuery,
  ...siteQuery,
  q: listQuery.q.meta({
    description:
      "Words, each of which must begin the sale number or a part of it, or be part of the name of the table or of the customer, whatever the case. `1042` finds F1-1042.",
  }),
  status: z
    .string(ONCE)
    .transform((text, context): readonly OrderStatus[] => {
      const asked = text.toUpperCase().split(",");
      if (asked.every(isStatus)) return asked;
      context.addIssue({ code: "custom", message: `must be one of ${orderStatuses.join(", ")}`, input: text });
      return z.NEVER;
    })
    .optional()
    .meta({ description: "One, or several with a comma between them." }),
  register_id: id<RegisterId>().optional(),
  staff_id: id<StaffId>().optional(),
  customer_id: id<CustomerId>().optional(),
  addon_id: z
    .union([z.literal(AT_THE_VENUE).transform(() => null), id<AddonId>()], {
      error: `must be an id, or ${AT_THE_VENUE}`,
    })
    .optional()
    .meta({ description: `The add-on that made it; \`${AT_THE_VENUE}\` for those taken at the venue.` }),
  order_type: z.enum(orderTypes, { error: `must be one of ${orderTypes.join(", ")}` }).optional(),
  payment_method_id: id<PaymentMethodId>()
    .optional()
    .meta({ description: "A way of paying that was used, in part at least." }),
  value_gte: bound("The least total."),
  value_lte: bound("The greatest total."),
  deleted: yes.meta({ description: "`true` gives the deleted ones instead." }),
  discounted: yes.meta({ description: "`true` gives only those with a lowered price." }),
};

export type FindQuery = z.output<z.ZodObject<typeof findQuery>>;
export type Asked = Readonly<{ find: OrderFind; /** Business days, both included. */ first: string; last: string }>;

type Bound = Readonly<{ from?: number; to?: number }>;

/** Reads what is looked for. Throws HttpError 400 for a period or bound that cannot be used, 404 for an unknown site. */
export const toFind = (asked: FindQuery, catalogue: Catalogue, now: number): Asked => {
  const places = placesOf(catalogue, asked.site_id);
  const { first, last } = periodOf(asked, today(places, catalogue, now));
  const clock = places[0]?.clock ?? { zone: catalogue.company.timezone, begins: "00:00" };
  const digits = minorDigits(catalogue.company.currency);
  const least: Bound = asked.value_gte === undefined ? {} : valueBound("gte", asked.value_gte, digits);
  const most: Bound = asked.value_lte === undefined ? {} : valueBound("lte", asked.value_lte, digits);
  const find: OrderFind = {
    sites: places.map(({ site }) => site.id),
    from: businessDay(first, clock).from,
    to: businessDay(last, clock).to,
    deleted: asked.deleted,
    discounted: asked.discounted,
    ...(asked.q !== undefined && { q: asked.q }),
    ...(asked.status !== undefined && { statuses: asked.status }),
    ...(asked.register_id !== undefined && { registerId: asked.register_id }),
    ...(asked.staff_id !== undefined && { staffId: asked.staff_id }),
    ...(asked.customer_id !== undefined && { customerId: asked.customer_id }),
    ...(asked.addon_id !== undefined && { addonId: asked.addon_id }),
    ...(asked.order_type !== undefined && { orderType: asked.order_type }),
    ...(asked.payment_method_id !== undefined && { methodId: asked.payment_method_id }),
    ...(least.from !== undefined && { totalFrom: least.from }),
    ...(most.to !== undefined && { totalTo: most.to }),
  };
  return { find, first, last };
};

/** What a search says, or HttpError 400 when it would have to look at too many orders. */
export const within = async <T>(search: Promise<T>): Promise<T> => {
  try {
    return await search;
  } catch (error) {
    if (!(error instanceof TooManyOrders)) throw error;
    const most = FIND_AMONG_MAX.toLocaleString("en");
    throw badRequest(`to: more than ${most} orders were made in these days. Ask for fewer days, or for one site`, {
      field: "to",
    });
  }
};
