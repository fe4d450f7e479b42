import { isDeepStrictEqual } from "node:util";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { CompanyId, SiteId } from "../domain/ids.ts";
import type { Draft, PrintRule, Printer } from "../domain/catalogue/records.ts";
import { type PrintingRefusal, badPrinter, badRule, usesOf } from "../domain/printing/set-up.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { PrintJob } from "../storage/prints.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";

export type PrinterFacts = Omit<Draft<"printer">, "id">;
export type RuleFacts = Omit<Draft<"print_rule">, "id">;
type Out<T> = Promise<Result<T, PrintingRefusal>>;

const notThere = (what: string): Result<never, PrintingRefusal> => refuse({ kind: "not_there", what });

/** Sets up what prints where. A printer belongs to a site for good. */
export const printingSetUp = (storage: Storage) => ({
  addPrinter: (company: CompanyId, facts: PrinterFacts): Out<Printer> =>
    storage.change(company, async (tx) => {
      const printer = { ...facts, id: tx.newId("catalogue") };
      const refusal = badPrinter(printer, tx.catalogue);
      return refusal ? refuse(refusal) : done(await tx.records.add("printer", printer));
    }),

  /** What waits for it is tried again at once: it may be on again, or somewhere else. */
  async changePrinter(company: CompanyId, id: number, facts: Partial<Omit<PrinterFacts, "siteId">>): Out<Printer> {
    const changed = await storage.change<Printer, PrintingRefusal>(company, async (tx) => {
      const before = tx.catalogue.get("printer", id);
      if (!before) return notThere("printer");
      const after = { ...before, ...facts };
      const refusal = badPrinter(after, tx.catalogue);
      if (refusal) return refuse(refusal);
      return done(isDeepStrictEqual(before, after) ? before : await tx.records.save("printer", after));
    });
    if (changed.ok) await storage.prints.move(company, id, id, storage.clock());
    return changed;
  },

  removePrinter: (company: CompanyId, id: number): Out<Printer> =>
    storage.change(company, async (tx) => {
      const printer = tx.catalogue.get("printer", id);
      if (!printer) return notThere("printer");
      const uses = usesOf(printer, tx.catalogue);
      if (uses) return refuse(uses);
      const waiting =
        (await storage.prints.count(company, { printerId: id, state: "waiting" })) +
        (await storage.prints.count(company, { printerId: id, state: "printing" }));
      if (waiting > 0) return refuse({ kind: "printer_has_jobs", waiting });
      await tx.records.remove("printer", id);
      return done(printer);
    }),

  addRule: (company: CompanyId, facts: RuleFacts): Out<PrintRule> =>
    storage.change(company, async (tx) => {
      const refusal = badRule(facts, tx.catalogue);
      if (refusal) return refuse(refusal);
      return done(await tx.records.add("print_rule", { ...facts, id: tx.newId("catalogue") }));
    }),

  changeRule: (company: CompanyId, id: number, facts: Partial<Omit<RuleFacts, "siteId">>): Out<PrintRule> =>
    storage.change(company, async (tx) => {
      const before = tx.catalogue.get("print_rule", id);
      if (!before) return notThere("print rule");
      const after = { ...before, ...facts };
      const refusal = badRule(after, tx.catalogue);
      if (refusal) return refuse(refusal);
      return done(isDeepStrictEqual(before, after) ? before : await tx.records.save("print_rule", after));
    }),

  removeRule: (company: CompanyId, id: number): Out<PrintRule> =>
    storage.change(company, async (tx) => {
      const rule = tx.catalogue.get("print_rule", id);
      if (!rule) return notThere("print rule");
      await tx.records.remove("print_rule", id);
      return done(rule);
    }),
});

const printerAt = (catalogue: Catalogue, site: SiteId, field: string, id: number): Result<Printer, PrintingRefusal> => {
  const found = catalogue.get("printer", id);
  if (!found) return refuse({ kind: "unknown", field, what: "printer", value: String(id) });
  return found.siteId === site ? done(found) : refuse({ kind: "printer_of_other_site", field, printer: id, site });
};

/** What people do with what is to be printed. */
export const printingWork = (storage: Storage) => {
  const { prints, clock } = storage;

  const jobOf = async (company: CompanyId, id: number): Out<PrintJob> => {
    const job = await prints.get(company, id);
    return job ? done(job) : notThere("print job");
  };

  return {
    /** Sends what waits for a printer to another of its site. Answers how many. */
    async move(company: CompanyId, from: number, to: number): Out<number> {
      const catalogue = await storage.reads(company).catalogue();
      const printer = catalogue.get("printer", from);
      if (!printer) return notThere("printer");
      const target = printerAt(catalogue, printer.siteId, "to", to);
      return target.ok ? done(await prints.move(company, from, to, clock())) : target;
    },

    /** Prints something again, marked as a reprint, on its own or another printer. Answers the new job's id. */
    reprint:
      ({ siteId, orderId, printerId, doc }: PrintJob, printer: number | undefined) =>
      async (tx: ChangeTx): Out<number> => {
        const target = printerAt(tx.catalogue, siteId, "printer_id", printer ?? printerId);
        if (!target.ok) return target;
        const again = { siteId, orderId, printerId: target.value.id, eventId: null, kind: "reprint", doc } as const;
        const [made] = await tx.prints.add([again]);
        return done(made!);
      },

    /** Takes something back that is not printed yet. */
    async cancel(company: CompanyId, id: number): Out<PrintJob> {
      const job = await jobOf(company, id);
      if (!job.ok) return job;
      if (!(await prints.cancel(company, id, clock()))) return refuse({ kind: "already_done", state: job.value.state });
      const { printerId } = job.value;
      await prints.move(company, printerId, printerId, clock()); // what waited behind it may go at once
      return job;
    },
  };
};
