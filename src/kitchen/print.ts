import type { Printer } from "../domain/catalogue/records.ts";
import type { CompanyId } from "../domain/ids.ts";
import { FALL_BACK_MS, printAgainAt } from "../domain/printing/retry.ts";
import type { Handler } from "../jobs/worker.ts";
import type { Clock } from "../kit/time.ts";
import type { Paper } from "../paper/escpos/paper.ts";
import { renderEscPos } from "../paper/escpos/render.ts";
import { type PrintResult, type PrinterAddress, printOverTcp } from "../paper/escpos/tcp-printer.ts";
import type { Job, JobEnd } from "../storage/jobs.ts";
import type { PrintJob, PrintOutcome, PrintState } from "../storage/prints.ts";
import type { Storage } from "../storage/storage.ts";
import { afterPrintJob } from "./after-print.ts";
import { PrinterHealth } from "./health.ts";

/** Printers that are printed to at once. */
const AT_ONCE = 64;

export type PrintParts = Readonly<{
  storage: Storage;
  clock: Clock;
  /** Sends one job to a company's printer and says what became of it. */
  send?: (address: PrinterAddress, job: Buffer, company: CompanyId) => Promise<PrintResult>;
}>;

const overTcp: NonNullable<PrintParts["send"]> = (address, job) => printOverTcp(address, job);

/**
 * Prints one job, and writes down what came of it.
 *
 * waiting    nothing of it is on paper for sure. It is tried again, or moved to the printer's fallback.
 * printing   an attempt was begun; that is written down before the first byte goes out. Found in this state, what
 *            became of that attempt is not known, and the docket says that it may be there twice.
 * printed    known to be on paper. A pass-thru order may go on.
 * cancelled  somebody took it back before it was printed.
 */
export const printHandler = ({ storage, clock, send = overTcp }: PrintParts): Handler => {
  const { prints } = storage;
  const health = new PrinterHealth();

  const record = (print: PrintJob, outcome: Pick<PrintOutcome, "state" | "error" | "job" | "follows" | "notice">) =>
    prints.record({ companyId: print.companyId, id: print.id, at: clock(), ...outcome });

  /** What follows when a docket of an order is done with. */
  const following = async ({ companyId, orderId }: PrintJob): Promise<PrintOutcome["follows"]> => {
    if (orderId === null) return [];
    const order = await storage.reads(companyId).order(orderId);
    return order?.passThruPrinting && !order.passThruPrinted ? [afterPrintJob(order)] : [];
  };

  /** Puts it off, and hands it on where it has waited long enough for a printer that cannot. */
  const putOff = async (job: Job, print: PrintJob, printer: Printer, state: PrintState, error: string) => {
    const now = clock();
    const { companyId } = print;
    const { ms, tell } = health.failed(keyOf(print), now);
    const fallback = ms >= FALL_BACK_MS ? await fallbackOf(printer, print, now) : undefined;
    const data = { printer_id: printer.id, name: printer.name, error };
    await record(print, {
      state,
      error,
      follows: [],
      job: again(job, fallback ? now : printAgainAt(job.attempts + 1, now)),
      ...(tell && { notice: { kind: "printer_failing", data } }),
    });
    if (fallback) await prints.move(companyId, printer.id, fallback.id, now);
  };

  /** The fallback, if it is there, on, and was not heard to be failing as well. */
  const fallbackOf = async ({ fallbackPrinterId: id }: Printer, { companyId }: PrintJob, now: number) => {
    if (id === null) return undefined;
    const found = (await storage.reads(companyId).catalogue()).get("printer", id);
    return found?.active && !health.isFailing(keyOf({ companyId, printerId: id }), now) ? found : undefined;
  };

  const run = async (job: Job, signal: AbortSignal): Promise<void> => {
    const { print: id } = job.data as { print: number };
    const print = await prints.get(job.companyId, id);
    if (!print) return storage.jobs.end([over(job)]);
    const { state } = print;
    if (state === "cancelled" || state === "printed") {
      return record(print, { state, error: print.lastError, job: over(job), follows: await following(print) });
    }
    const printer = (await storage.reads(job.companyId).catalogue()).get("printer", print.printerId);
    if (!printer?.active) {
      const error = printer ? "switched_off" : "no_printer";
      return record(print, { state, error, job: again(job, printAgainAt(Infinity, clock())), follows: [] });
    }

    const maybeTwice = state === "printing" && print.attempts > 0;
    const bytes = renderEscPos(JSON.parse(print.doc) as Paper, {
      columns: printer.columns,
      reprint: print.kind === "reprint",
      maybeTwice,
    });
    await prints.begin(job.companyId, id, clock());
    const sent = await unlessStopped(signal, send(printer, bytes, job.companyId));
    if (sent === "stopped") return; // the server stops: begun and not known how it ended, so it is marked next time
    if (sent.kind === "printed") {
      health.good(keyOf(print));
      return record(print, { state: "printed", error: null, job: over(job), follows: await following(print) });
    }
    const nothingOfIt = sent.kind === "not_printed" && !maybeTwice;
    return putOff(job, print, printer, nothingOfIt ? "waiting" : "printing", sent.why);
  };

  return { queue: "print", atOnce: AT_ONCE, perLane: 1, run };
};

const keyOf = ({ companyId, printerId }: Pick<PrintJob, "companyId" | "printerId">): string =>
  `${companyId} ${printerId}`;

const over = ({ id, queue, lane }: Job): JobEnd => ({ id, queue, lane, kind: "over" });
const again = ({ id, queue, lane }: Job, at: number): JobEnd => ({ id, queue, lane, kind: "again", at });

/** What a promise comes to, or "stopped" when the signal comes first. */
const unlessStopped = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T | "stopped"> => {
  let stop: () => void = () => undefined;
  const stopped = new Promise<"stopped">((resolve) => {
    stop = () => resolve("stopped");
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
};
