import type { CompanyId, OrderId, SiteId } from "../domain/ids.ts";
import type { NewPrintJob, PrintKind } from "./deliveries.ts";
import type { JobEnd } from "./jobs.ts";
import type { Page, PageAsk } from "./storage.ts";

/** The part of the storage port that keeps what goes to printers. Each print job has a job in the queue `print`. */
export interface PrintStore {
  add(jobs: readonly NewPrintJob[]): Promise<readonly number[]>;
  get(company: CompanyId, id: number): Promise<PrintJob | undefined>;
  list(company: CompanyId, ask: PrintAsk, page: PageAsk): Promise<Page<PrintJob>>;
  count(company: CompanyId, ask: PrintAsk): Promise<number>;
  /** Written down before the first byte goes out, so that after a crash it is known that something may have printed. */
  begin(company: CompanyId, id: number, at: number): Promise<void>;
  /** Records what became of an attempt, and of its job, in one transaction; `follows` are jobs that come of it. */
  record(outcome: PrintOutcome): Promise<void>;
  /** Sends what waits for one printer to another. Answers how many. */
  move(company: CompanyId, from: number, to: number, at: number): Promise<number>;
  cancel(company: CompanyId, id: number, at: number): Promise<boolean>;
  /** Whether everything that an order's event had to print is printed (or was cancelled). */
  isAllPrinted(company: CompanyId, order: OrderId): Promise<boolean>;
  /** Removes what was printed or cancelled before the time given. */
  forget(before: number): Promise<void>;
}

export type PrintState = "waiting" | "printing" | "printed" | "cancelled";
export type PrintJob = Readonly<{
  id: number;
  companyId: CompanyId;
  siteId: SiteId;
  orderId: OrderId | null;
  printerId: number;
  eventId: number | null;
  kind: PrintKind;
  state: PrintState;
  attempts: number;
  /** The docket as a plain document, JSON. */
  doc: string;
  lastError: string | null;
  createdAt: number;
  updatedAt: number;
  printedAt: number | null;
}>;
export type PrintAsk = Readonly<{ siteId?: SiteId; orderId?: OrderId; printerId?: number; state?: PrintState }>;
export type PrintOutcome = Readonly<{
  companyId: CompanyId;
  id: number;
  state: PrintState;
  error: string | null;
  job: JobEnd;
  /** Jobs that follow, added in the same transaction: what happens when an order's last docket is out. */
  follows: readonly Readonly<{ queue: string; lane: string; data: unknown }>[];
  /** What the venue ought to know. */
  notice?: Readonly<{ kind: string; data: Readonly<Record<string, unknown>> }>;
  at: number;
}>;
