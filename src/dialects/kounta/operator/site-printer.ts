import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Printer } from "../../../domain/catalogue/records.ts";
import type { RegisterId, SiteId } from "../../../domain/ids.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";

type At = Readonly<{
  catalogue: Catalogue;
  siteId: SiteId;
  /** The printer that was asked for. */
  asked: number | undefined;
  /** What the site is known by: "order", "register". */
  whose: string;
  /** Where somebody works, first, and where the order is from. */
  registers: readonly (RegisterId | null)[];
}>;

/**
 * The printer that is named, which must be the site's; or of those that are on: the register's own for receipts, one that
 * no print rule binds to a station, or the first. Throws HttpError 400 for another's printer, 409 `no_printer` where there
 * is none.
 */
export const sitePrinter = ({ catalogue, siteId, asked, whose, registers }: At): Printer => {
  const printers = catalogue.all("printer").filter((printer) => printer.siteId === siteId);
  if (asked !== undefined) {
    const named = printers.find((printer) => printer.id === asked);
    if (named) return named;
    throw badRequest(`printer_id: must be a printer of the ${whose}'s site`, { field: "printer_id", value: asked });
  }
  const on = printers.filter(({ active }) => active);
  const own = registers.flatMap((id) => {
    const register = id === null ? undefined : catalogue.register(id);
    return on.filter((printer) => printer.id === register?.receiptPrinterId);
  });
  const ofStations = new Set(catalogue.all("print_rule").map(({ printerId }) => printerId));
  const chosen = own[0] ?? on.find(({ id }) => !ofStations.has(id)) ?? on[0];
  if (!chosen) throw new HttpError(409, "no_printer", "The site has no printer that is switched on.");
  return chosen;
};
