import { badRequest, notFound } from "../../../http/errors.ts";
import { dec } from "../../../kit/money.ts";
import { isDay, parseDateTime } from "../../../kit/time.ts";
import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts";
import type { OrderFilter } from "../../../storage/storage.ts";

/**
 * The grammar of order lists: `orders` once, and around it, in any order and any number, pairs of a resource and an id,
 * statuses, and flags. All of them filter. Two that cannot both be true make a list that is empty.
 */
export type ListPath = Readonly<{ filter: Filter; contradiction: boolean }>;
type Filter = { -readonly [K in keyof OrderFilter]: OrderFilter[K] };

const resources = {
  sites: "siteId",
  registers: "registerId",
  staff: "staffId",
  customers: "customerId",
} as const satisfies Record<string, keyof OrderFilter>;

const flags: Record<string, keyof OrderFilter> = {
  discounted: "discounted",
  deleted: "deleted",
  linkedcustomer: "linkedCustomer",
};

const statuses = new Map<string, OrderStatus>(orderStatuses.map((status) => [status.toLowerCase(), status]));

/** Reads the path behind the company. Throws HttpError 404 for a path that no order list has. */
export const readListPath = (path: string): ListPath => {
  const segments = path.split("/").filter((segment) => segment !== "");
  const filter: Filter = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
  let contradiction = false;
  let orders = 0;
  const set = <K extends keyof Filter>(key: K, value: Filter[K]): void => {
    if (filter[key] !== undefined && filter[key] !== value) contradiction = true;
    else filter[key] = value;
  };
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!;
    const resource = resources[segment as keyof typeof resources] as (typeof resources)["sites"] | undefined;
    const status = statuses.get(segment);
    if (segment === "orders") orders++;
    else if (resource) set(resource, idAt(segments[++i]) as never);
    else if (status) set("status", status);
    else if (segment === "accounts" && segments[i - 1] === "pending") filter.onAccount = true;
    else if (Object.hasOwn(flags, segment)) (filter as Record<string, unknown>)[flags[segment]!] = true;
    else throw notFound();
  }
  if (orders !== 1) throw notFound();
  return { filter, contradiction };
};

const idAt = (segment: string | undefined): number => {
  if (segment === undefined || !/^\d{1,40}$/.test(segment)) throw notFound();
  const id = Number(segment);
  return Number.isSafeInteger(id) ? id : 0;
};

type Sign = "gt" | "gte" | "lt" | "lte";
export const signs: readonly Sign[] = ["gt", "gte", "lt", "lte"];

/** Whole seconds: what is beyond one is at the next, what is before one at the one before. */
const SECOND_MS = 1_000;

/**
 * A bound on `created` as inclusive milliseconds. A day without a time is completed from the sign: after it and up to
 * it mean its last second, from it and before it its first. Throws HttpError 400.
 */
export const createdBound = (sign: Sign, text: string): { from: number } | { to: number } => {
  const field = `created_${sign}`;
  let ms: number;
  if (isDay(text)) {
    const end = sign === "gt" || sign === "lte";
    ms = Date.parse(`${text}T${end ? "23:59:59" : "00:00:00"}Z`);
  } else {
    // An unencoded "+" before the offset arrives as a blank.
    const read = parseDateTime(text.replace(/^(.{10}[T ][\d:.,]+) (\d\d(:?\d\d)?)$/i, "$1+$2"), "UTC");
    if (!read) throw badRequest(`${field}: must be an ISO 8601 date or date-time that exists`, { field, value: text });
    ms = read.ms;
    // Between two seconds: both "after" and "from" begin at the next one, both "before" and "up to" end with this one.
    if (/[.,]\d*[1-9]/.test(text)) return sign === "gt" || sign === "gte" ? { from: ms + SECOND_MS } : { to: ms };
  }
  if (sign === "gt") return { from: ms + SECOND_MS };
  if (sign === "gte") return { from: ms };
  return { to: sign === "lt" ? ms - SECOND_MS : ms };
};

/** A bound on the total as inclusive minor units. Throws HttpError 400. */
export const valueBound = (sign: Sign, text: string, digits: number): { from: number } | { to: number } => {
  const field = `value_${sign}`;
  if (!/^-?\d{1,12}(\.\d{1,6})?$/.test(text)) throw badRequest(`${field}: must be a number`, { field, value: text });
  const scaled = dec(text).times(dec(10).pow(digits));
  const floor = Math.floor(Number(scaled.toFixed()));
  const whole = scaled.eq(floor);
  switch (sign) {
    case "gt":
      return { from: floor + 1 };
    case "gte":
      return { from: whole ? floor : floor + 1 };
    case "lt":
      return { to: whole ? floor - 1 : floor };
    case "lte":
      return { to: floor };
  }
};
