import type { RecordRefusal } from "../../../../domain/catalogue/record-rules.ts";
import { HttpError } from "../../../../http/errors.ts";
import type { Result } from "../../../../kit/brand.ts";

type Row<R> = Readonly<{ status: number; says: (refusal: R) => string; about?: (refusal: R) => object }>;
type RefusalTable = { readonly [K in RecordRefusal["kind"]]: Row<Extract<RecordRefusal, { kind: K }>> };

/** What the operator API says to each refusal of a change to a record. A new refusal does not compile without a line. */
const table: RefusalTable = {
  not_there: { status: 404, says: ({ what }) => `The requested ${what} was not found.` },
  changed: {
    status: 409,
    says: () => "It was changed by somebody else meanwhile. Load it again.",
    about: ({ version }) => ({ version }),
  },
  in_use: {
    status: 409,
    says: ({ by, id }) => `It is in use by ${by} (${id}).`,
    about: ({ by, id }) => ({ by, id }),
  },
  stays: { status: 409, says: ({ says }) => says },
  taken: {
    status: 400,
    says: ({ field, by }) => `${field}: is used already (${by}), choose another one`,
    about: ({ field, value, by }) => ({ field, value, by }),
  },
  field: { status: 400, says: ({ field, says }) => `${field}: ${says}`, about: ({ field }) => ({ field }) },
  unknown: {
    status: 400,
    says: ({ field, what, value }) => `${field}: there is no ${what} ${value}`,
    about: ({ field, value }) => ({ field, value }),
  },
  price_required: { status: 400, says: () => "price: must be given", about: () => ({ field: "price" }) },
  variant_of_itself: {
    status: 400,
    says: () => "variant_parent_id: a product cannot be a variant of itself",
    about: () => ({ field: "variant_parent_id" }),
  },
  variant_of_variant: {
    status: 400,
    says: ({ parent }) => `variant_parent_id: product ${parent} is a variant itself`,
    about: ({ parent }) => ({ field: "variant_parent_id", value: parent }),
  },
  selection_not_possible: {
    status: 400,
    says: ({ min }) => `max_selection: must be at least min_selection (${min})`,
    about: ({ max }) => ({ field: "max_selection", value: max }),
  },
  code_taken: {
    status: 400,
    says: ({ by }) => `code: is used already (${by}), choose another one`,
    about: ({ code, by }) => ({ field: "code", value: code, by }),
  },
};

/** A refusal as this API's error. */
export const recordError = (refusal: RecordRefusal): HttpError => {
  const { status, says, about } = table[refusal.kind] as Row<RecordRefusal>;
  const code = status === 404 ? "not_found" : refusal.kind;
  return new HttpError(status, code, says(refusal), (about?.(refusal) ?? {}) as Record<string, unknown>);
};

/** The value of a command on records, or its refusal thrown. */
export const mustSave = <T>(result: Result<T, RecordRefusal>): T => {
  if (result.ok) return result.value;
  throw recordError(result.error);
};
