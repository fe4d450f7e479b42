import { z } from "zod";
import type { Hold } from "../../../../commands/save-record.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { CatalogueKind, CatalogueRecords, Stamped } from "../../../../domain/catalogue/records.ts";
import type { RecordRule } from "../../../../domain/catalogue/record-rules.ts";
import type { Permission } from "../../../../http/route.ts";
import { camelName, snaked } from "../../../../kit/case.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { outId } from "../../resources/venue-wire.ts";
import { stamp } from "../../wire.ts";
import type { Texts } from "./list.ts";

/**
 * One kind of record on the operator's wire: one declaration, from which its list, create, get, update and delete
 * routes are made (routes.ts), with their reference.
 */
export type RecordKind<
  K extends CatalogueKind,
  Facts,
  Fields extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
  Query extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
> = Readonly<{
  rule: RecordRule<K, Facts>;
  /** Below the company, and in operation ids: "price_lists". */
  path: string;
  /** What the hole in the path is called: "price_list". */
  param: string;
  /** What people call many of them. */
  many: string;
  tag: string;
  read: string;
  write: string;
  /** Who may change one, where that is more people than may make one. */
  update?: Permission;
  /** What the body may say, each field as if it had to; `required` are those that a new one needs. */
  fields: Fields;
  required: readonly (string & keyof Fields)[];
  /** How large a body may be where that is more than elsewhere. */
  bodyMaxBytes?: number;
  toFacts(body: Partial<z.output<z.ZodObject<Fields>>>): Facts;
  /** What is shown besides id, version and times. */
  out: z.ZodObject;
  /** Fields of `out` that are not the record's own by another spelling. */
  shape?(record: CatalogueRecords[K], catalogue: Catalogue): object;
  texts: Texts<CatalogueRecords[K]>;
  query?: Query;
  keeps?(record: CatalogueRecords[K], query: z.output<z.ZodObject<Query>>, catalogue: Catalogue): boolean;
  held?: (storage: Storage) => Hold<K>;
  /** Throws for what the permission of the route lets through and this caller may not do after all. */
  mayChange?(permissions: ReadonlySet<string>, body: object): void;
  says?: Readonly<Partial<Record<"list" | "create" | "update" | "delete", string>>>;
}>;

/** Declares a kind; what it is told of is checked against its own fields. */
export const recordKind = <
  K extends CatalogueKind,
  Facts,
  Fields extends z.core.$ZodLooseShape,
  Query extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
>(
  kind: RecordKind<K, Facts, Fields, Query>,
): RecordKind<K, Facts, Fields, Query> => kind;

const stampedOut = {
  id: outId,
  version: z.int().meta({ description: "Grows with each change; sent back, it keeps a change from undoing another." }),
  created_at: z.string(),
  updated_at: z.string(),
};

/** The full record on the wire, for the reference. */
export const outOf = ({ out }: Readonly<{ out: z.ZodObject }>): z.ZodObject =>
  z.object({ ...stampedOut, ...out.shape });

/** A record as its kind shows it: the fields that `out` names, by the record's own spelling; times by the company's clock. */
export const recordShape = <R extends Stamped & Readonly<{ id: number }>>(
  { out, shape }: Readonly<{ out: z.ZodObject; shape?(record: R, catalogue: Catalogue): object }>,
  record: R,
  catalogue: Catalogue,
): object => {
  const { timezone } = catalogue.company;
  const own = record as Readonly<Record<string, unknown>>;
  const fields = Object.keys(out.shape).map((name) => [name, snaked(own[camelName(name)] ?? null)]);
  return {
    id: record.id,
    version: record.version,
    created_at: stamp(record.createdAt, timezone),
    updated_at: stamp(record.updatedAt, timezone),
    ...Object.fromEntries(fields),
    ...shape?.(record, catalogue),
  };
};
