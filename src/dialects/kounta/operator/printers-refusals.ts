import type { PrintingRefusal } from "../../../domain/printing/set-up.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";

type Row<R> = Readonly<{
  status: number;
  says: (refusal: R) => string;
  about?: (refusal: R) => Record<string, unknown>;
}>;
type RefusalTable = { readonly [K in PrintingRefusal["kind"]]: Row<Extract<PrintingRefusal, { kind: K }>> };

const table: RefusalTable = {
  not_there: { status: 404, says: ({ what }) => `The requested ${what} was not found.` },
  unknown: {
    status: 400,
    says: ({ what, value }) => `There is no ${what} ${value}.`,
    about: ({ field, value }) => ({ field, value }),
  },
  printer_of_other_site: {
    status: 400,
    says: ({ printer, site }) => `Printer (${printer}) is not at site (${site}).`,
    about: ({ field, printer }) => ({ field, value: printer }),
  },
  fallback_of_itself: {
    status: 400,
    says: () => "A printer cannot stand in for itself.",
    about: () => ({ field: "fallback_printer_id" }),
  },
  printer_in_use: {
    status: 400,
    says: ({ by, id }) => `The printer is used by ${by} (${id}): change that first.`,
    about: ({ by, id }) => ({ used_by: by, used_by_id: id }),
  },
  printer_has_jobs: {
    status: 400,
    says: ({ waiting }) => `${waiting} print jobs wait for the printer: move them first.`,
    about: ({ waiting }) => ({ waiting }),
  },
  already_done: {
    status: 400,
    says: ({ state }) => `The print job is ${state} already.`,
    about: ({ state }) => ({ state }),
  },
};

/** A refusal as this API's error. */
export const printingError = (refusal: PrintingRefusal): HttpError => {
  const { status, says, about } = table[refusal.kind] as Row<PrintingRefusal>;
  const code = status === 404 ? "not_found" : refusal.kind;
  return new HttpError(status, code, says(refusal), about?.(refusal) ?? {});
};

/** The value of a command, or its refusal thrown. */
export const mustPrint = <T>(result: Result<T, PrintingRefusal>): T => {
  if (result.ok) return result.value;
  throw printingError(result.error);
};
