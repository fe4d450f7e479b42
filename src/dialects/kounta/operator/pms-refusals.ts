import type { OrderRefusal } from "../../../domain/order/refusals.ts";
import type { ChargeRefusal } from "../../../domain/pms/charge.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";
import { toHttpError } from "../refusals.ts";

type Row<R> = Readonly<{
  status: number;
  says: (refusal: R) => string;
  about?: (refusal: R) => Record<string, unknown>;
}>;
type Own = Exclude<ChargeRefusal, OrderRefusal>;
type RefusalTable = { readonly [K in Own["kind"]]: Row<Extract<Own, { kind: K }>> };

const field = (name: string, value: unknown) => ({ field: name, value });

const table: RefusalTable = {
  hotel_not_found: { status: 404, says: () => "The requested hotel was not found." },
  hotel_of_other_site: {
    status: 400,
    says: ({ hotel, site }) => `Hotel (${hotel}) does not belong to site (${site}).`,
    about: ({ hotel }) => field("hotel_id", hotel),
  },
  revenue_center_unknown: {
    status: 400,
    says: ({ id }) => `There is no revenue center ${id}.`,
    about: ({ id }) => field("revenue_center_id", id),
  },
  no_room_method: { status: 400, says: () => "The payment method Charge to Room is switched off." },
  charge_under_way: {
    status: 400,
    says: ({ number }) => `The order is being charged to a room already (${number}).`,
    about: ({ number }) => ({ number }),
  },
  too_many_charges: { status: 400, says: ({ max }) => `An order can be tried to be charged ${max} times.` },
  guest_not_found: { status: 400, says: ({ says }) => says ?? "The guest was not found. Search again." },
  room_blocked: { status: 400, says: ({ room }) => `Nothing may be charged to room ${room}.` },
  nothing_to_charge: { status: 400, says: () => "amount: must be above zero", about: () => ({ field: "amount" }) },
  more_than_remains: {
    status: 400,
    says: ({ remaining }) => `Only ${remaining} remain to be paid.`,
    about: ({ remaining }) => ({ field: "amount", remaining: Number(remaining) }),
  },
  only_whole_bill: { status: 400, says: () => "The hotel takes whole bills only." },
  charged_before: { status: 400, says: () => "The hotel takes one room for each bill." },
};

/** The value of a command, or its refusal thrown as this API's error. */
export const mustCharge = <T>(result: Result<T, ChargeRefusal>): T => {
  if (result.ok) return result.value;
  const { error } = result;
  if (!Object.hasOwn(table, error.kind)) throw toHttpError(error as OrderRefusal);
  const { status, says, about } = table[error.kind as Own["kind"]] as Row<ChargeRefusal>;
  const code = status === 404 ? "not_found" : error.kind;
  throw new HttpError(status, code, says(error), about?.(error) ?? {});
};
