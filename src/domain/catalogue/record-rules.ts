import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Catalogue } from "./catalogue.ts";
import type { CatalogueKind, CatalogueRecords, Draft } from "./records.ts";
import type { CatalogueRefusal } from "./refusals.ts";

/** Everything that a change to a record of the set-up may refuse. `field` is the name that the field has on the wire. */
export type RecordRefusal =
  | CatalogueRefusal
  /** Somebody else saved another version meanwhile. */
  | Readonly<{ kind: "changed"; version: number }>
  /** `by` is what still needs it, in words: "product". */
  | Readonly<{ kind: "in_use"; by: string; id: number }>
  /** `value` is another record's already. */
  | Readonly<{ kind: "taken"; field: string; value: string; by: number }>
  | Readonly<{ kind: "field"; field: string; says: string }>
  /** It has to stay; `says` why, in a sentence. */
  | Readonly<{ kind: "stays"; says: string }>;

/** What a rule may look at besides the record itself. */
export type RecordContext = Readonly<{
  catalogue: Catalogue;
  /** Epoch milliseconds. */
  now: number;
  /** The next id for a part of a record, such as a table of a floor plan. */
  newId: (sequence: "address" | "catalogue") => number;
}>;

/** What is told of a change; `siteId` is where, if it is about one site. */
export type RecordEvent = Readonly<{ type: string } & Record<string, unknown>>;

/**
 * How a kind of record is made and changed: pure decisions. `Facts` is what somebody says about one; what is absent
 * stays. `change` answers the very same object, or one with equal fields, when nothing changes.
 */
export type RecordRule<K extends CatalogueKind, Facts> = Readonly<{
  kind: K;
  /** What people call one: "price list". */
  what: string;
  make(facts: Facts, id: CatalogueRecords[K]["id"], context: RecordContext): Result<Draft<K>, RecordRefusal>;
  change(before: CatalogueRecords[K], facts: Facts, context: RecordContext): Result<CatalogueRecords[K], RecordRefusal>;
  /** Why it cannot go, as far as the catalogue tells. */
  stays?(record: CatalogueRecords[K], catalogue: Catalogue): RecordRefusal | undefined;
  /** What is left of one that goes, where others still point at it; without this, nothing. */
  remains?(record: CatalogueRecords[K]): CatalogueRecords[K];
  /** Whether it is gone although something remains of it. */
  gone?(record: CatalogueRecords[K]): boolean;
  /** `before` is absent for a new one, `after` for one that goes. Events are told in this order. */
  tells?(
    before: CatalogueRecords[K] | undefined,
    after: CatalogueRecords[K] | undefined,
    catalogue: Catalogue,
  ): readonly RecordEvent[];
}>;

/** A rule for records that are made of what is said and of what is usual, and then checked as a whole. */
export const plainRule = <K extends CatalogueKind, Facts extends Partial<Draft<K>>>({
  usual,
  check,
  ...rule
}: Pick<RecordRule<K, Facts>, "kind" | "what" | "stays" | "remains" | "gone" | "tells"> &
  Readonly<{
    /** What holds of a new one unless somebody says otherwise. Everything else must be said. */
    usual: Partial<Draft<K>>;
    check?(draft: Draft<K>, context: RecordContext, before?: CatalogueRecords[K]): RecordRefusal | undefined;
  }>): RecordRule<K, Facts> => ({
  ...rule,
  make(facts, id, context) {
    const draft = { ...usual, ...facts, id } as Draft<K>; // the wire's schema asks for all that is not usual
    const refusal = check?.(draft, context);
    return refusal ? refuse(refusal) : done(draft);
  },
  change(before, facts, context) {
    const after: CatalogueRecords[K] = { ...before, ...facts };
    const refusal = check?.(after, context, before);
    return refusal ? refuse(refusal) : done(after);
  },
});

const kinds = {
  site: "site",
  register: "register",
  staff: "staff member",
  tax: "tax",
  price_list: "price list",
  product: "product",
  category: "category",
  option_set: "option set",
  printer: "printer",
} as const satisfies Partial<Record<CatalogueKind, string>>;

/** A record that still names one which is to go, so that it has to stay. */
export const inUseBy = (
  by: string,
  record: Readonly<{ id: number }> | undefined,
): Extract<RecordRefusal, { kind: "in_use" }> | undefined => record && { kind: "in_use", by, id: record.id };

/** The first of some ids that the company has no such record for; `field` names where they were said. */
export const unknownOf = (
  catalogue: Catalogue,
  kind: keyof typeof kinds,
  field: string,
  ids: readonly (number | null)[] | null | undefined,
): RecordRefusal | undefined => {
  const missing = ids?.find((id) => id !== null && !catalogue.get(kind, id));
  return missing === undefined || missing === null
    ? undefined
    : { kind: "unknown", field, what: kinds[kind], value: String(missing) };
};

/** A draft has all fields of its kind but those that the store gives. */
const said = (draft: object, field: string): unknown => (draft as Readonly<Record<string, unknown>>)[field];

const folded = (text: string): string => text.trim().toLowerCase();

/** Whether another record of the kind is called the same in a field, whatever the case; `among` narrows who counts. */
export const takenBy = <K extends CatalogueKind, F extends string & keyof CatalogueRecords[K]>(
  catalogue: Catalogue,
  kind: K,
  field: F,
  draft: Draft<K>,
  among: (other: CatalogueRecords[K]) => boolean = () => true,
): RecordRefusal | undefined => {
  const value = said(draft, field);
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const other = catalogue
    .all(kind)
    .find((one) => one.id !== draft.id && among(one) && folded(String(one[field] ?? "")) === folded(value));
  return other && { kind: "taken", field, value, by: other.id };
};

/** The same for a change: a name that the record had before is not looked at again. */
export const newlyTaken = <K extends CatalogueKind, F extends string & keyof CatalogueRecords[K]>(
  catalogue: Catalogue,
  kind: K,
  field: F,
  draft: Draft<K>,
  before: CatalogueRecords[K] | undefined,
): RecordRefusal | undefined =>
  before && before[field] === said(draft, field) ? undefined : takenBy(catalogue, kind, field, draft);

/** The first refusal of some, in this order. */
export const firstOf = (...refusals: readonly (RecordRefusal | undefined)[]): RecordRefusal | undefined =>
  refusals.find((refusal) => refusal !== undefined);
