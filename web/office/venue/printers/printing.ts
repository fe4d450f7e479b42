import type { UseQueryResult } from "@tanstack/react-query";
import { useList } from "../parts/useList.ts";

/** Printers, print rules and what is printed, as the operator API shows them. */
export type Printer = Readonly<{
  id: number;
  name: string;
  site_id: number;
  host: string;
  port: number;
  columns: number;
  fallback_printer_id: number | null;
  active: boolean;
  waiting: number;
  last_error: string | null;
}>;
export type Rule = Readonly<{
  id: number;
  site_id: number;
  station: string;
  printer_id: number;
  category_ids: readonly number[];
  statuses: readonly string[];
  copies: number;
}>;
export type Job = Readonly<{
  id: number;
  site_id: number;
  order_id: number | null;
  printer_id: number;
  kind: string;
  state: "waiting" | "printing" | "printed" | "cancelled";
  attempt_count: number;
  last_error: string | null;
  created_at: string;
  printed_at: string | null;
}>;

export const PRINTERS = "printers";
export const RULES = "print_rules";
export const JOBS = "print_jobs";

/** How often one looks how the printers fare: the live feed does not tell of them. */
export const EVERY_MS = 5_000;

export const usePrinters = (site: number | undefined): UseQueryResult<Printer[]> =>
  useList<Printer>(PRINTERS, { site_id: site }, { everyMs: EVERY_MS });

const faults: Readonly<Record<string, string>> = {
  offline: "does not answer",
  paper_out: "is out of paper",
  cover_open: "has its cover open",
  refused: "takes no connection",
  timeout: "does not answer in time",
  lost: "was lost while it printed",
};
/** Why something could not be printed, said of the printer. */
export const faultWords = (error: string): string => faults[error] ?? error.replaceAll("_", " ");

export const stateWords: Readonly<Record<Job["state"], Readonly<{ title: string; tone: "good" | "warn" | "plain" }>>> =
  {
    waiting: { title: "Waiting", tone: "warn" },
    printing: { title: "Printing", tone: "warn" },
    printed: { title: "Printed", tone: "good" },
    cancelled: { title: "Taken back", tone: "plain" },
  };
export const kindWords: Readonly<Record<string, string>> = {
  docket: "Order docket",
  changes: "Changes",
  void: "Void",
  reprint: "Reprint",
  receipt: "Receipt",
  report: "Report",
  test: "Test print",
};

/** The statuses in which something can print, in the order of an order's life. */
export const PRINTABLE = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"] as const;
export const orderStatusWords: Readonly<Record<string, string>> = {
  ON_HOLD: "On hold",
  ACCEPTED: "Accepted",
  PENDING: "Pending",
  COMPLETE: "Complete",
};
