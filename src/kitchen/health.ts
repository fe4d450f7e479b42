import { NOTICE_MS, STALE_MS } from "../domain/printing/retry.ts";

type Failing = { readonly since: number; last: number; noticed: boolean };

/** How printers fared at this process's last attempts. Keys name a company's printer. */
export class PrinterHealth {
  private readonly failing = new Map<string, Failing>();

  good(printer: string): void {
    this.failing.delete(printer);
  }

  /** Notes a failure; answers for how long it has been failing, in ms, and whether to tell of it now (once). */
  failed(printer: string, now: number): Readonly<{ ms: number; tell: boolean }> {
    const known = this.failing.get(printer) ?? { since: now, last: now, noticed: false };
    const ms = now - known.since;
    const tell = ms > NOTICE_MS && !known.noticed;
    this.failing.set(printer, { since: known.since, last: now, noticed: known.noticed || tell });
    return { ms, tell };
  }

  /** Whether it failed a moment ago. */
  isFailing(printer: string, now: number): boolean {
    const known = this.failing.get(printer);
    return known !== undefined && now - known.last < STALE_MS;
  }
}
