import { setImmediate as letOthersIn } from "node:timers/promises";
import { type BulkChange, bulkChanged } from "../domain/catalogue/product-bulk.ts";
import type { RecordRefusal } from "../domain/catalogue/record-rules.ts";
import type { CompanyId, ProductId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";
import { saveChanged } from "./save-product.ts";

/** Products that are saved without a break. */
const TURN = 50;

/** Which of the products it was that cannot be changed so; null where it is not one of them. */
export type BulkRefusal = Readonly<{ product: ProductId | null; refusal: RecordRefusal }>;

/** Changes many products alike, all of them or none. Answers how many are another than before. */
export const changeProducts =
  (storage: Storage) =>
  (company: CompanyId, ids: readonly ProductId[], change: BulkChange): Promise<Result<number, BulkRefusal>> =>
    storage.change<number, BulkRefusal>(company, async (tx) => {
      const { catalogue, now } = tx;
      const context = { catalogue, now, newId: (sequence: Parameters<typeof tx.newId>[0]) => tx.newId(sequence) };
      let changed = 0;
      for (const [n, id] of ids.entries()) {
        const before = catalogue.product(id);
        if (!before || before.deleted) {
          const refusal = { kind: "unknown", field: `ids.${n}`, what: "product", value: String(id) } as const;
          return refuse({ product: null, refusal });
        }
        const after = bulkChanged(before, change, context);
        if (!after.ok) return refuse({ product: id, refusal: after.error });
        if ((await saveChanged(tx, before, after.value)) !== before) changed++;
        if (n % TURN === TURN - 1) await letOthersIn();
      }
      return done(changed);
    });
