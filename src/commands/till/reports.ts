import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { CompanyId, RegisterId, StaffId } from "../../domain/ids.ts";
import { NO_LEDGER_CODES } from "../../domain/journal.ts";
import {
  type CountRefusal,
  type Counted,
  Income,
  type ZReport,
  countOf,
  countTenders,
  countedMethods,
} from "../../domain/till/close.ts";
import { type TillReport, TillSums } from "../../domain/till/report.ts";
import { type CountedOrder, NEW_TILL, type Till, beganAt, closed, looksFrom } from "../../domain/till/till.ts";
import type { Register } from "../../domain/catalogue/records.ts";
import type { Order } from "../../domain/order/order.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { ChangeTx, Storage } from "../../storage/storage.ts";
import type { TillReads } from "../../storage/till.ts";

type RegisterUnknown = Readonly<{ kind: "register_not_found" }>;
export type CloseRefusal =
  | RegisterUnknown
  | CountRefusal
  /** Nothing was sold and no cash moved since the last Z report: perhaps somebody else has just made it. */
  | Readonly<{ kind: "nothing_to_close"; last: number }>
  | Readonly<{ kind: "other_number"; next: number }>;

/** `number` is the one that the new Z report is to have, where whoever counts knows it. */
export type NewCount = Readonly<{ counted: readonly Counted[]; note: string | null; number?: number }>;

/** The key of a Z report; those of a register begin alike. */
export const zKey = (register: RegisterId, number: number): string => `${register} ${number}`;

type Period = Readonly<{ till: Till; began: number | null; orders: readonly CountedOrder[] }>;

/** Goes through all that ended in the running period of a register. */
const eachEnded = async (
  reads: TillReads,
  { id: registerId, siteId }: Register,
  till: Till,
  visit: (order: Order, sold: boolean) => void,
): Promise<Period> => {
  const lastCountAt = till.closedAt === null ? await reads.lastCountAt(siteId, registerId) : null;
  const from = looksFrom(till, lastCountAt);
  const before = new Set(till.counted.map(({ id }) => id));
  const orders: CountedOrder[] = [];
  for (const sold of [true, false]) {
    for await (const page of reads.ended({ siteId, registerId, sold, from })) {
      for (const { order, at } of page) {
        if (before.has(order.id)) continue;
        visit(order, sold);
        orders.push({ id: order.id, at });
      }
    }
  }
  return { till, began: beganAt(till, lastCountAt), orders };
};

const adding = (sums: TillSums) => (order: Order, sold: boolean) => {
  if (sold) sums.add(order);
  else sums.addEnded(order);
};

/** What a register took since its last Z report, and the number that the next one will have. */
export const xReport =
  (storage: Storage) =>
  async (
    company: CompanyId,
    registerId: RegisterId,
    catalogue: Catalogue,
  ): Promise<Result<Readonly<{ report: TillReport; next: number }>, RegisterUnknown>> => {
    const register = catalogue.register(registerId);
    if (!register) return refuse({ kind: "register_not_found" });
    const { documents, till: reads } = storage.reads(company);
    const till = (await documents.get("till", String(registerId))) ?? NEW_TILL;
    const sums = new TillSums(catalogue);
    const { began } = await eachEnded(reads, register, till, adding(sums));
    const openOrders = await reads.openOrders(registerId);
    const facts = { siteId: register.siteId, registerId, since: began, at: storage.clock(), openOrders };
    return done({ report: sums.report(facts, till), next: till.z + 1 });
  };

/**
 * Closes the period of a register: the next one begins here. Whoever closes comes one after another, so that there is
 * one report for each number; the report, the count for the books and the new period are one commit.
 */
export const closeTill =
  (registerId: RegisterId, staffId: StaffId, { counted, note, number }: NewCount) =>
  async (tx: ChangeTx): Promise<Result<ZReport, CloseRefusal>> => {
    const { catalogue, documents, now } = tx;
    const register = catalogue.register(registerId);
    if (!register) return refuse({ kind: "register_not_found" });
    const methods = countedMethods(catalogue, counted);
    if (!methods.ok) return methods;
    const till = (await documents.get("till", String(registerId))) ?? NEW_TILL;
    if (number !== undefined && number !== till.z + 1) return refuse({ kind: "other_number", next: till.z + 1 });

    const sums = new TillSums(catalogue);
    const income = new Income(catalogue, (await documents.get("ledger_codes", "company")) ?? NO_LEDGER_CODES);
    const add = adding(sums);
    const { began, orders } = await eachEnded(tx.till, register, till, (order, sold) => {
      add(order, sold);
      if (sold) income.add(order);
    });
    if (sums.isEmpty && till.cash.count === 0) return refuse({ kind: "nothing_to_close", last: till.z });

    const { siteId } = register;
    const openOrders = await tx.till.openOrders(registerId);
    const facts = { siteId, registerId, since: began, at: now, openOrders };
    const report = sums.report(facts, till, methods.value);
    const tenders = countTenders(report.tenders, counted);
    const after = closed(till, now, orders);
    const reconciliation = await tx.reconciliations.add({
      id: tx.newId("reconciliation"),
      level: "register",
      siteId,
      registerId,
      staffId,
      processed: false,
      version: 1,
      incomeAccounts: income.accountsOf(),
      tenders: countOf(tenders),
      createdAt: now,
      updatedAt: now,
    });
    const z: ZReport = { ...report, number: after.z, staffId, note, reconciliationId: reconciliation.id, tenders };
    documents.put("till", String(registerId), after, { siteId });
    documents.put("z_report", zKey(registerId, after.z), z, { siteId, at: now });
    tx.emit([{ type: "reconciliation.created", id: reconciliation.id, siteId }]);
    return done(z);
  };
