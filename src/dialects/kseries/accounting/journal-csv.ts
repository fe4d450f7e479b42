import type { JournalOut } from "./journal.ts";

const HEAD = ["date", "businessLocationId", "account", "kind", "id", "code", "name", "debit", "credit", "currency"];

/** A field of a file of comma-separated values (RFC 4180). */
const field = (value: string | number | null): string => {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The journal as a file: a line for each entry, under one with the names of the columns. */
export const csvOf = ({ date, businessLocationId, currency, entries }: JournalOut): string =>
  [
    HEAD,
    ...entries.map((entry) => {
      const { account, kind, id, code, name, debit, credit } = entry;
      return [date, businessLocationId, account, kind, id, code, name, debit, credit, currency];
    }),
  ]
    .map((row) => `${row.map(field).join(",")}\r\n`)
    .join("");
