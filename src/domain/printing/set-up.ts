import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Draft, Printer } from "../catalogue/records.ts";

/** Everything that setting up printers, or working with what they print, may refuse. */
export type PrintingRefusal =
  | Readonly<{ kind: "not_there"; what: string }>
  | Readonly<{ kind: "unknown"; field: string; what: string; value: string }>
  | Readonly<{ kind: "printer_of_other_site"; field: string; printer: number; site: number }>
  | Readonly<{ kind: "fallback_of_itself" }>
  | Readonly<{ kind: "printer_in_use"; by: string; id: number }>
  | Readonly<{ kind: "printer_has_jobs"; waiting: number }>
  | Readonly<{ kind: "already_done"; state: string }>;

/** What keeps a printer from being as it is described. */
export const badPrinter = (printer: Draft<"printer">, catalogue: Catalogue): PrintingRefusal | undefined => {
  const { siteId, fallbackPrinterId } = printer;
  if (!catalogue.site(siteId)) return { kind: "unknown", field: "site_id", what: "site", value: String(siteId) };
  if (fallbackPrinterId === null) return undefined;
  if (fallbackPrinterId === printer.id) return { kind: "fallback_of_itself" };
  return badReference("fallback_printer_id", fallbackPrinterId, siteId, catalogue);
};

/** What keeps a rule from being as it is described. */
export const badRule = (
  { siteId, printerId, categoryIds }: Omit<Draft<"print_rule">, "id">,
  catalogue: Catalogue,
): PrintingRefusal | undefined => {
  if (!catalogue.site(siteId)) return { kind: "unknown", field: "site_id", what: "site", value: String(siteId) };
  const unknown = categoryIds.find((id) => !catalogue.get("category", id));
  if (unknown !== undefined) {
    return { kind: "unknown", field: "category_ids", what: "category", value: String(unknown) };
  }
  return badReference("printer_id", printerId, siteId, catalogue);
};

const badReference = (field: string, id: number, site: number, catalogue: Catalogue): PrintingRefusal | undefined => {
  const printer = catalogue.get("printer", id);
  if (!printer) return { kind: "unknown", field, what: "printer", value: String(id) };
  return printer.siteId === site ? undefined : { kind: "printer_of_other_site", field, printer: id, site };
};

/** What would be left without a printer if this one went. */
export const usesOf = ({ id }: Printer, catalogue: Catalogue): PrintingRefusal | undefined => {
  const rule = catalogue.all("print_rule").find(({ printerId }) => printerId === id);
  if (rule) return { kind: "printer_in_use", by: "print rule", id: rule.id };
  const other = catalogue.all("printer").find(({ fallbackPrinterId }) => fallbackPrinterId === id);
  if (other) return { kind: "printer_in_use", by: "printer", id: other.id };
  const register = catalogue.all("register").find(({ receiptPrinterId }) => receiptPrinterId === id);
  return register && { kind: "printer_in_use", by: "register", id: register.id };
};
