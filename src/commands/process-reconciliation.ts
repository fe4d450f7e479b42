import type { Reconciliation } from "../domain/back-office.ts";
import type { CatalogueRefusal } from "../domain/catalogue/refusals.ts";
import type { CompanyId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

/** Marks an end-of-day count as processed: taken over into the accounts. Marking it once more changes nothing. */
export const processReconciliation =
  (storage: Storage) =>
  (company: CompanyId, id: number, processed: boolean): Promise<Result<Reconciliation, CatalogueRefusal>> =>
    storage.change(company, async (tx) => {
      const before = await tx.reconciliations.get(id);
      if (!before) return refuse({ kind: "not_there", what: "reconciliation" });
      if (before.processed === processed) return done(before);
      const after = { ...before, processed, version: before.version + 1, updatedAt: tx.now };
      await tx.reconciliations.save(after);
      tx.emit([{ type: "reconciliation.updated", id, siteId: before.siteId }]);
      return done(after);
    });
