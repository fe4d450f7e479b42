import { z } from "zod";
import type { CompanyId } from "../../../domain/ids.ts";
import type { Printer } from "../../../domain/catalogue/records.ts";
import type { PrintStore } from "../../../storage/prints.ts";
import { outId } from "../resources/venue-wire.ts";

/** Jobs that are looked at for what went wrong last. */
const LOOKED_AT = 100;

export const PrinterOut = z.object({
  id: outId,
  name: z.string(),
  site_id: outId,
  host: z.string(),
  port: z.int(),
  columns: z.int(),
  fallback_printer_id: outId.nullable(),
  active: z.boolean(),
  waiting: z.int().meta({ description: "How many dockets wait for it." }),
  last_error: z
    .string()
    .nullable()
    .meta({ description: "Why the first of them could not be printed: `offline`, `paper_out`, `cover_open`, …" }),
});

/** A printer with how it fares. */
export const printerShape = async (prints: PrintStore, company: CompanyId, printer: Printer) => {
  const [waiting, printing, first, begun] = await Promise.all([
    prints.count(company, { printerId: printer.id, state: "waiting" }),
    prints.count(company, { printerId: printer.id, state: "printing" }),
    prints.list(company, { printerId: printer.id, state: "waiting" }, { size: LOOKED_AT }),
    prints.list(company, { printerId: printer.id, state: "printing" }, { size: LOOKED_AT }),
  ]);
  const jobs = [...first.rows, ...begun.rows].sort((a, b) => a.id - b.id);
  return {
    id: printer.id,
    name: printer.name,
    site_id: printer.siteId,
    host: printer.host,
    port: printer.port,
    columns: printer.columns,
    fallback_printer_id: printer.fallbackPrinterId,
    active: printer.active,
    waiting: waiting + printing,
    last_error: jobs.find(({ lastError }) => lastError !== null)?.lastError ?? null,
  };
};
