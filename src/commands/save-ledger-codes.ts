import type { CategoryId, CompanyId, PaymentMethodId, TaxId } from "../domain/ids.ts";
import { NO_LEDGER_CODES, type OtherLedgerCodes } from "../domain/journal.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { ChangeTx, OutboxEvent, Storage } from "../storage/storage.ts";

type Coded<Id> = Readonly<{ id: Id; ledgerCode: string | null }>;
/** Ledger codes by what they are for; what is absent stays. */
export type LedgerCodes = Readonly<{
  categories?: readonly Coded<CategoryId>[];
  taxes?: readonly Coded<TaxId>[];
  paymentMethods?: readonly Coded<PaymentMethodId>[];
  other?: Partial<OtherLedgerCodes>;
}>;

type Kind = "category" | "tax" | "payment_method";
export type LedgerRefusal = Readonly<{ kind: "unknown"; what: Kind; id: number }>;

/** Records of these kinds have events; nobody is told of payment methods. */
const events: Readonly<Record<Kind, string | null>> = {
  category: "category.updated",
  tax: "tax.updated",
  payment_method: null,
};

/** Says on which ledger accounts a company's sales, taxes, payments and tips are booked. All of it, or nothing. */
export const saveLedgerCodes =
  (storage: Storage) =>
  (company: CompanyId, codes: LedgerCodes): Promise<Result<null, LedgerRefusal>> =>
    storage.change<null, LedgerRefusal>(company, async (tx) => {
      const { categories = [], taxes = [], paymentMethods = [], other } = codes;
      const asked = [
        ...categories.map((one) => ({ kind: "category", ...one }) as const),
        ...taxes.map((one) => ({ kind: "tax", ...one }) as const),
        ...paymentMethods.map((one) => ({ kind: "payment_method", ...one }) as const),
      ];
      const told: OutboxEvent[] = [];
      for (const { kind, id, ledgerCode } of asked) {
        const changed = await setCode(tx, kind, id, ledgerCode);
        if (changed === undefined) return refuse({ kind: "unknown", what: kind, id });
        const type = events[kind];
        if (changed && type !== null) told.push({ type, id });
      }
      if (other) await setOthers(tx, other);
      tx.emit(told);
      return done(null);
    });

/** Whether anything changed; undefined when there is no such record. */
const setCode = async (
  tx: ChangeTx,
  kind: Kind,
  id: number,
  ledgerCode: string | null,
): Promise<boolean | undefined> => {
  const before = tx.catalogue.get(kind, id);
  if (!before) return undefined;
  if ((before.ledgerCode ?? null) === ledgerCode) return false;
  await tx.records.save(kind, { ...before, ledgerCode });
  return true;
};

const setOthers = async ({ documents }: ChangeTx, other: Partial<OtherLedgerCodes>): Promise<void> => {
  const before = (await documents.get("ledger_codes", "company")) ?? NO_LEDGER_CODES;
  documents.put("ledger_codes", "company", { ...before, ...other });
};
