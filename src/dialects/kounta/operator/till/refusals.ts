import type { CashRefusal } from "../../../../commands/till/cash.ts";
import type { CloseRefusal } from "../../../../commands/till/reports.ts";
import type { ShiftCommandRefusal } from "../../../../commands/till/shifts.ts";
import { HttpError } from "../../../../http/errors.ts";

type Refusal = ShiftCommandRefusal | CashRefusal | CloseRefusal;
type Row<R> = Readonly<{ status: number; says: (refusal: R) => string; about?: (refusal: R) => object }>;
type Table = { readonly [K in Refusal["kind"]]: Row<Extract<Refusal, { kind: K }>> };

const countedField = ({ index, methodId }: Readonly<{ index: number; methodId: number }>): object => ({
  field: `counted.${index}.method_id`,
  value: methodId,
});

/** What this API says to each refusal about shifts and the till. */
const table: Table = {
  site_not_found: { status: 404, says: () => "The requested site was not found." },
  shift_not_found: { status: 404, says: () => "The requested shift was not found." },
  register_not_found: { status: 404, says: () => "The requested register was not found." },
  staff_unknown: {
    status: 400,
    says: ({ staffId }) => `staff_id: there is no staff member ${staffId}`,
    about: ({ staffId }) => ({ field: "staff_id", value: staffId }),
  },
  staff_of_other_site: {
    status: 400,
    says: ({ staffId, siteId }) => `staff_id: staff member (${staffId}) does not work at site (${siteId})`,
    about: ({ staffId }) => ({ field: "staff_id", value: staffId }),
  },
  not_yours: {
    status: 403,
    says: () => "This shift is somebody else's. A manager can change it.",
    about: () => ({ permission: "setup:write" }),
  },
  shift_running: {
    status: 409,
    says: () => "There is a shift of this staff member that is not over.",
    about: ({ id }) => ({ shift_id: id }),
  },
  shift_over: { status: 409, says: () => "The shift is over." },
  on_break: { status: 409, says: () => "The break began already." },
  not_on_break: { status: 409, says: () => "There is no break to end." },
  end_not_possible: {
    status: 400,
    says: () => "finished_at: must not be before the last that is known of the shift, and not later than now",
    about: () => ({ field: "finished_at" }),
  },
  no_cash: { status: 409, says: () => "The company has no payment method for cash." },
  unknown_method: {
    status: 400,
    says: ({ methodId, index }) => `counted.${index}.method_id: there is no payment method ${methodId}`,
    about: countedField,
  },
  counted_twice: {
    status: 400,
    says: ({ index }) => `counted.${index}.method_id: must be counted once only`,
    about: countedField,
  },
  nothing_to_close: {
    status: 409,
    says: () => "Nothing was sold and no cash was moved since the last Z report.",
    about: ({ last }) => ({ last_number: last }),
  },
  other_number: {
    status: 409,
    says: ({ next }) => `Somebody else closed this till. The next Z report has the number ${next}: count again.`,
    about: ({ next }) => ({ field: "number", next_number: next }),
  },
};

export const tillError = (refusal: Refusal): HttpError => {
  const { status, says, about } = table[refusal.kind] as Row<Refusal>;
  const code = status === 404 ? "not_found" : refusal.kind;
  return new HttpError(status, code, says(refusal), (about?.(refusal) ?? {}) as Record<string, unknown>);
};
