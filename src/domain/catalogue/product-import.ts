import { type Result, done, refuse } from "../../kit/brand.ts";
import { csvRecords, separatorOf } from "../../kit/csv.ts";
import type { Catalogue } from "./catalogue.ts";
import { nearest } from "./names.ts";
import { type CsvColumn, csvColumns } from "./product-csv.ts";
import { type PlannedRow, RowPlanner } from "./product-import-rows.ts";
import type { Draft } from "./records.ts";

/** Rows of one import. */
export const IMPORT_ROWS_MAX = 5_000;

/** Why a text is no table of products, and where. */
export type TableRefusal = Readonly<{ kind: "table"; line: number; column: string | null; says: string }>;

export type ImportPlan = Readonly<{
  rows: readonly PlannedRow[];
  /** Categories that rows name and that are made with them. */
  categories: readonly Draft<"category">[];
}>;

export type ImportAsk = Readonly<{
  csv: string;
  /** Whether categories that are not there are made. */
  createCategories: boolean;
  newId: () => number;
}>;

type Head = readonly CsvColumn[];

const headOf = (cells: readonly string[], line: number): Result<Head, TableRefusal> => {
  const columns: CsvColumn[] = [];
  for (const cell of cells) {
    const name = cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, "_");
    const column = csvColumns.find((one) => one === name);
    const wrong = (says: string) => refuse({ kind: "table" as const, line, column: cell.trim(), says });
    if (!column) {
      const near = nearest(name, csvColumns);
      const hint = near === undefined ? `the columns are ${csvColumns.join(", ")}` : `did you mean ${near}?`;
      return wrong(name === "" ? `a column has no name; ${hint}` : `there is no column ${cell.trim()}; ${hint}`);
    }
    if (columns.includes(column)) return wrong(`the column ${column} stands twice`);
    columns.push(column);
  }
  if (!columns.some((column) => ["id", "name", "code", "sku"].includes(column))) {
    return refuse({ kind: "table", line, column: null, says: "one of the columns id, name, code, sku is required" });
  }
  return done(columns);
};

const quoteWords = { open_quote: "a quote is not closed", after_quote: "something follows the quote that ends a cell" };

/**
 * What an import would do, row by row; nothing is decided by halves: any error keeps all of it from being saved. A row
 * is about the product with its id, else its code, else its SKU, and else about a new one. Columns that are not there
 * stay as they are, an empty cell clears. It pauses after each row, for whoever runs it to let others in.
 */
export function* planImport(
  catalogue: Catalogue,
  { csv, createCategories, newId }: ImportAsk,
): Generator<void, Result<ImportPlan, TableRefusal>> {
  const separator = separatorOf(csv);
  const planner = new RowPlanner(catalogue, separator, createCategories, newId);
  let head: Head | undefined;
  const rows: PlannedRow[] = [];
  for (const record of csvRecords(csv)) {
    if (!record.ok) {
      const { kind, line, cell } = record.error;
      return refuse({ kind: "table", line, column: head?.[cell - 1] ?? null, says: quoteWords[kind] });
    }
    const { line, cells } = record.value;
    if (!head) {
      const read = headOf(cells, line);
      if (!read.ok) return read;
      head = read.value;
      continue;
    }
    if (rows.length >= IMPORT_ROWS_MAX) {
      return refuse({ kind: "table", line, column: null, says: `one import has ${IMPORT_ROWS_MAX} rows at the most` });
    }
    rows.push(planner.plan(line, head, cells));
    yield;
  }
  if (!head) return refuse({ kind: "table", line: 1, column: null, says: "the table is empty" });
  if (rows.length === 0) return refuse({ kind: "table", line: 1, column: null, says: "the table has no rows" });
  planner.settle(rows);
  return done({ rows, categories: planner.made });
}
