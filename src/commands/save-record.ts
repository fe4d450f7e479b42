import { isDeepStrictEqual } from "node:util";
import type { CatalogueKind, CatalogueRecords } from "../domain/catalogue/records.ts";
import type { RecordRefusal, RecordRule } from "../domain/catalogue/record-rules.ts";
import type { CompanyId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";

type Saved<K extends CatalogueKind> = Promise<Result<CatalogueRecords[K], RecordRefusal>>;

/**
 * Why a record cannot go, or become another one, that only the store tells: open orders of a site. Without `after` it is
 * to go; what else the store has of it goes with it.
 */
export type Hold<K extends CatalogueKind> = (
  tx: ChangeTx,
  before: CatalogueRecords[K],
  after: CatalogueRecords[K] | undefined,
) => Promise<RecordRefusal | undefined>;

/** Makes a record within a transaction, and tells of it. */
export const addRecord = async <K extends CatalogueKind, F>(
  tx: ChangeTx,
  rule: RecordRule<K, F>,
  facts: F,
): Saved<K> => {
  const { catalogue } = tx;
  const id = tx.newId("catalogue") as CatalogueRecords[K]["id"];
  const draft = rule.make(facts, id, { catalogue, now: tx.now, newId: (sequence) => tx.newId(sequence) });
  if (!draft.ok) return draft;
  const added = await tx.records.add(rule.kind, draft.value);
  tx.emit(rule.tells?.(undefined, added, catalogue) ?? []);
  return done(added);
};

/**
 * Changes a record within a transaction. `version` is the one that whoever changes it has seen; another one is refused.
 * A change that changes nothing is not saved and tells nobody.
 */
export const changeRecord = async <K extends CatalogueKind, F>(
  tx: ChangeTx,
  rule: RecordRule<K, F>,
  id: number,
  facts: F,
  version?: number,
  held?: Hold<K>,
): Saved<K> => {
  const { catalogue } = tx;
  const before = there(tx, rule, id);
  if (!before) return refuse({ kind: "not_there", what: rule.what });
  if (version !== undefined && version !== before.version) return refuse({ kind: "changed", version: before.version });
  const after = rule.change(before, facts, { catalogue, now: tx.now, newId: (sequence) => tx.newId(sequence) });
  if (!after.ok || isDeepStrictEqual(before, after.value)) return after.ok ? done(before) : after;
  const refusal = await held?.(tx, before, after.value);
  if (refusal) return refuse(refusal);
  const saved = await tx.records.save(rule.kind, after.value);
  tx.emit(rule.tells?.(before, saved, catalogue) ?? []);
  return done(saved);
};

/** Removes a record within a transaction, unless something needs it. */
export const removeRecord = async <K extends CatalogueKind, F>(
  tx: ChangeTx,
  rule: RecordRule<K, F>,
  id: number,
  held?: Hold<K>,
): Promise<Result<null, RecordRefusal>> => {
  const before = there(tx, rule, id);
  if (!before) return refuse({ kind: "not_there", what: rule.what });
  const refusal = rule.stays?.(before, tx.catalogue) ?? (await held?.(tx, before, undefined));
  if (refusal) return refuse(refusal);
  const after = rule.remains && (await tx.records.save(rule.kind, rule.remains(before)));
  if (!after) await tx.records.remove(rule.kind, id);
  tx.emit(rule.tells?.(before, after, tx.catalogue) ?? []);
  return done(null);
};

const there = <K extends CatalogueKind, F>(
  { catalogue }: ChangeTx,
  { kind, gone }: RecordRule<K, F>,
  id: number,
): CatalogueRecords[K] | undefined => {
  const record = catalogue.get(kind, id);
  return record && !gone?.(record) ? record : undefined;
};

/** Makes, changes and removes records of one kind, each in a transaction of its own. */
export const recordCommands = <K extends CatalogueKind, F>(
  storage: Storage,
  rule: RecordRule<K, F>,
  held?: Hold<K>,
) => ({
  add: (company: CompanyId, facts: F): Saved<K> => storage.change(company, (tx) => addRecord(tx, rule, facts)),
  change: (company: CompanyId, id: number, facts: F, version?: number): Saved<K> =>
    storage.change(company, (tx) => changeRecord(tx, rule, id, facts, version, held)),
  remove: (company: CompanyId, id: number): Promise<Result<null, RecordRefusal>> =>
    storage.change(company, (tx) => removeRecord(tx, rule, id, held)),
});
