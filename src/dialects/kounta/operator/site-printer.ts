import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Printer } from "../../../domain/catalogue/records.ts";
import type { SiteId } from "../../../domain/ids.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";

type At = Readonly<{
  catalogue: Catalogue;
  siteId: SiteId;
  /** The printer that was asked for. */
  asked: number | undefined;
  /** What the site is known by: "order", "register". */
  whose: string;
}>;

/**
 * The printer that is named, which must be the site's; or the first of the site that is on. Throws HttpError 400 for
 * another's printer, 409 `no_printer` where there is none.
 */
export const sitePrinter = ({ catalogue, siteId, asked, whose }: At): Printer => {
  const printers = catalogue.all("printer").filter((printer) => printer.siteId === siteId);
  if (asked !== undefined) {
    const named = printers.find((printer) => printer.id === asked);
    if (named) return named;
    throw badRequest(`printer_id: must be a printer of the ${whose}'s site`, { field: "printer_id", value: asked });
  }
  const first = printers.find(({ active }) => active);
  if (!first) throw new HttpError(409, "no_printer", "The site has no printer that is switched on.");
  return first;
};
