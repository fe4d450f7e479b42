import { setImmediate as letOthersIn } from "node:timers/promises";
import { type ImportPlan, type TableRefusal, planImport } from "../domain/catalogue/product-import.ts";
import type { CompanyId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";
import { saveChanged } from "./save-product.ts";

/** Rows that are read or saved without a break. */
const TURN = 50;

export type ImportRefusal = TableRefusal | Readonly<{ kind: "rows"; plan: ImportPlan }>;
export type ImportSaid = Readonly<{ csv: string; createCategories: boolean }>;

const run = async <T>(steps: Generator<void, T>): Promise<T> => {
  for (let n = 1; ; n++) {
    const step = steps.next();
    if (step.done) return step.value;
    if (n % TURN === 0) await letOthersIn();
  }
};

/** What an import would do as things are now, and how many ids it would take. */
const look = async (storage: Storage, company: CompanyId, said: ImportSaid) => {
  let ids = 0;
  const plan = await run(planImport(await storage.reads(company).catalogue(), { ...said, newId: () => -++ids }));
  return { plan, ids };
};

/** Brings in products from a table, all of them or none. */
export const importProducts = (storage: Storage) => ({
  /** What an import would do. Ids of what is new are not the ones that it would get. */
  preview: async (company: CompanyId, said: ImportSaid): Promise<Result<ImportPlan, TableRefusal>> =>
    (await look(storage, company, said)).plan,

  /** Looks before it begins: a transaction has ids for hundreds, so the many are drawn before it. */
  async save(company: CompanyId, said: ImportSaid): Promise<Result<ImportPlan, ImportRefusal>> {
    const seen = await look(storage, company, said);
    if (!seen.plan.ok) return seen.plan;
    if (hasErrors(seen.plan.value)) return refuse({ kind: "rows", plan: seen.plan.value });
    const ids: number[] = [];
    while (ids.length < seen.ids) ids.push(await storage.companies.newId("catalogue"));
    return storage.change<ImportPlan, ImportRefusal>(company, async (tx) => {
      const left = ids.toReversed(); // a transaction that lost against another begins again
      const newId = (): number => left.pop() ?? tx.newId("catalogue");
      const plan = await run(planImport(tx.catalogue, { ...said, newId }));
      if (!plan.ok) return plan;
      if (hasErrors(plan.value)) return refuse({ kind: "rows", plan: plan.value });
      await saveAll(tx, plan.value);
      return done(plan.value);
    });
  },
});

const hasErrors = ({ rows }: ImportPlan): boolean => rows.some(({ action }) => action === "error");

const saveAll = async (tx: ChangeTx, { rows, categories }: ImportPlan): Promise<void> => {
  for (const draft of categories) {
    await tx.records.add("category", draft);
    tx.emit([{ type: "category.created", id: draft.id }]);
  }
  for (const [n, { save }] of rows.entries()) {
    if (n % TURN === TURN - 1) await letOthersIn();
    if (save?.before) await saveChanged(tx, save.before, save.after);
    else if (save) {
      await tx.records.add("product", save.after);
      tx.emit([{ type: "product.created", id: save.after.id }]);
    }
  }
};
